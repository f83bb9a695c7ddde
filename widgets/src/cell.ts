/** The output of a `%%twiml` cell: the document, what is wrong at its line, and a button that calls it. */

import { keepKeys } from "./board_parts.ts";
import cellCss from "./cell.css";
import { adoptStyles, h, icon, put } from "./dom.ts";
import type { AnyModel, RenderContext } from "./host.ts";
import { HANDSET } from "./icons.ts";
import { alone, keptByNotebook } from "./standing.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { lineElements, tokenize, topLevelTags } from "./twiml_text.ts";

export interface Finding {
  line: number;
  column: number;
  code: number | null;
  level: string;
  message: string;
  cure: string;
}

/** A step of the document's flow. */
interface Step {
  depth: number;
  name: string;
  summary: string;
  line: number;
}

interface CellTraits extends Record<string, unknown> {
  name: string;
  source: string;
  findings: Finding[];
  outline: Step[];
  served_at: string;
}

function render({ model, el }: RenderContext<CellTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "cell", cellCss);
  const root = h("div", {
    class: "vl vl-card vl-cell",
    role: "group",
    "data-lm-suppress-shortcuts": "true",
    onkeydown: keepKeys,
  });
  const show = () => {
    put(root, "aria-label", `TwiML ${model.get("name")}`);
    root.replaceChildren(...contents(model, !alone(el)));
  };
  const names = ["name", "source", "findings", "outline", "served_at"] as const;
  for (const name of names) model.on(`change:${name}`, show);
  show();
  el.append(root);
  const unfollow = followTheme(root, () => undefined);
  return () => {
    unfollow();
    for (const name of names) model.off(`change:${name}`, show);
  };
}

/** `live` is false where nobody hears the buttons: there are none then. */
function contents(model: AnyModel<CellTraits>, live: boolean): Node[] {
  const name = model.get("name");
  const source = model.get("source");
  const findings = model.get("findings");
  const errors = findings.filter((finding) => finding.level === "error").length;
  const call = h(
    "button",
    { type: "button", class: "vl-go", onclick: () => model.send({ type: "call" }) },
    icon(HANDSET),
    "Call",
  );
  const edit = h("button", { type: "button", onclick: () => model.send({ type: "edit" }) }, "Edit");
  const top = h(
    "div",
    { class: "vl-cell-top" },
    h("b", {}, name),
    h(
      "span",
      { class: "vl-soft" },
      [verbCount(source), place(model.get("served_at"))].filter(Boolean).join(" · "),
    ),
    h(
      "span",
      { class: "vl-count", "data-level": errors ? "error" : "warning" },
      findingCount(findings, errors),
    ),
    ...(live ? [edit, call] : []),
  );
  const steps = model.get("outline") ?? [];
  return [
    top,
    h("div", { class: "vl-lines vl-code" }, documentLines(source, findings)),
    ...(steps.length > 1 ? [flow(steps)] : []),
  ];
}

function documentLines(source: string, findings: readonly Finding[]): HTMLElement {
  const list = h("ol", { "aria-label": "Document" });
  tokenize(source).forEach((tokens, index) => {
    const here = findings.filter((finding) => finding.line === index + 1);
    list.append(
      h(
        "li",
        { class: here.length ? "vl-found" : null },
        h("span", { "aria-hidden": "true" }, String(index + 1)),
        h("code", {}, ...lineElements(tokens)),
      ),
    );
    for (const finding of here) list.append(findingElement(finding));
  });
  return list;
}

function findingElement({ code, level, line, column, message, cure }: Finding): HTMLElement {
  const where = `${code ? `${code} ` : ""}line ${line}, column ${column}: `;
  return h(
    "li",
    { class: "vl-finding" },
    h("p", { "data-level": level }, h("b", {}, where), `${message} ${cure}`.trim()),
  );
}

/** What the document does, in order: what each step asks, and where it goes. */
export function flow(steps: readonly Step[]): HTMLElement {
  const rows = steps.map(({ depth, name, summary, line }) =>
    h(
      "li",
      { style: `padding-left: ${depth * 1.5}em`, title: `line ${line}` },
      h("b", {}, name),
      summary ? ` ${summary}` : "",
    ),
  );
  return h("details", { class: "vl-outline" }, h("summary", {}, "Flow"), h("ol", {}, ...rows));
}

export function verbCount(source: string): string {
  const count = topLevelTags(source);
  return count === 1 ? "1 verb" : `${count} verbs`;
}

function place(served: string): string {
  return served ? `served at ${served}` : "";
}

export function findingCount(findings: readonly Finding[], errors: number): string {
  const warnings = findings.length - errors;
  const parts = [];
  if (errors) parts.push(errors === 1 ? "1 error" : `${errors} errors`);
  if (warnings) parts.push(warnings === 1 ? "1 warning" : `${warnings} warnings`);
  return parts.join(", ");
}

export default { initialize: keptByNotebook(), render };
