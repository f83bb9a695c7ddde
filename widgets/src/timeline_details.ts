/** What the timeline's playhead is about: the exchange with its parameters, the document with the verb that runs. */

import { curl } from "./curl.ts";
import { h } from "./dom.ts";
import type { DocumentRun, ExchangeSpan, Notice, Story, VerbSpan } from "./story.ts";
import { milliseconds, orderedParameters, pathOf } from "./timeline_layout.ts";
import { lineElements, tokenize } from "./twiml_text.ts";

/** Of what is long at times: the keyboard comes to it, and it says what it is. */
function scrolls(className: string, name: string): Record<string, string | number> {
  return { class: className, tabindex: 0, role: "group", "aria-label": name };
}

export class TimelineDetails {
  readonly root = h("div", { class: "vl-details" });
  readonly #left = h("div", { class: "vl-left" });
  readonly #right = h("div", scrolls("vl-lines vl-code", "Document that runs"));
  #shownLeft = "";
  #shownRight = "";
  #lit: HTMLElement | null = null;

  constructor() {
    this.root.append(this.#left, this.#right);
  }

  show(story: Story, exchange: ExchangeSpan | null, time: number): void {
    this.#showExchange(exchange);
    const running = story.running(time);
    const document = documentAt(story, running, time);
    this.#showDocument(document, running, story.notices);
  }

  #showExchange(exchange: ExchangeSpan | null): void {
    const key = exchange ? `${exchange.exchange} ${exchange.duration} ${exchange.status}` : "";
    if (key === this.#shownLeft && this.#left.firstChild) return;
    this.#shownLeft = key;
    if (!exchange) {
      this.#left.replaceChildren(h("p", { class: "vl-soft" }, "No request was made yet."));
      return;
    }
    const parts = [`${exchange.method} ${pathOf(exchange.url)}`];
    if (exchange.duration === null) parts.push("waiting");
    else
      parts.push(
        exchange.status === null ? "no answer" : String(exchange.status),
        milliseconds(exchange.duration),
      );
    if (exchange.signature) parts.push("signed");
    const copy = h("button", { type: "button", class: "vl-link" }, "copy as curl");
    copy.addEventListener("click", () => void copyText(curl(exchange), copy));
    const line = h("p", { class: "vl-exchange", title: exchange.url }, `${parts.join(" · ")} ·`, copy);
    const parameters = h("p", scrolls("vl-parameters vl-code", "Parameters"));
    for (const [name, value] of orderedParameters(exchange.parameters)) {
      parameters.append(h("span", {}, h("i", {}, `${name}=`), value));
    }
    this.#left.replaceChildren(line, parameters);
    if (exchange.body && !exchange.errorCode) {
      const about = [exchange.contentType, `${exchange.body.length} characters`].filter(Boolean).join(", ");
      this.#left.append(
        h(
          "details",
          { class: "vl-answer" },
          h("summary", {}, `answered ${about}`),
          h("pre", scrolls("vl-code", "Answer"), exchange.body),
        ),
      );
    }
    if (exchange.errorCode) {
      this.#left.append(
        h("p", { class: "vl-failed" }, `Error ${exchange.errorCode}: ${exchange.body.slice(0, 300)}`),
      );
    }
  }

  #showDocument(
    document: DocumentRun | null,
    running: readonly VerbSpan[],
    notices: readonly Notice[],
  ): void {
    const lines = running.filter((verb) => verb.document === document?.document).map((verb) => verb.line);
    const here = notices.filter(
      (notice) => notice.document === null || notice.document === document?.document,
    );
    const key = JSON.stringify([document?.document ?? 0, lines, here.length]);
    if (key === this.#shownRight) return;
    this.#shownRight = key;
    this.#lit = null;
    const list = h("ol");
    const inner = lines.at(-1);
    for (const notice of here) if (notice.line === null) list.append(noticeElement(notice));
    tokenize(document?.source ?? "").forEach((tokens, index) => {
      const number = index + 1;
      const kind = number === inner ? "vl-lit" : lines.includes(number) ? "vl-around" : null;
      const item = h(
        "li",
        { class: kind, "aria-current": number === inner ? "step" : null },
        h("span", { "aria-hidden": "true" }, String(number)),
        h("code", {}, ...lineElements(tokens)),
      );
      if (number === inner) this.#lit = item;
      list.append(item);
      for (const notice of here) if (notice.line === number && document) list.append(noticeElement(notice));
    });
    this.#right.replaceChildren(list);
    this.#keepLitInSight();
  }

  #keepLitInSight(): void {
    const lit = this.#lit;
    if (!lit) return;
    const top = lit.offsetTop - this.#right.offsetTop;
    const pane = this.#right;
    if (top < pane.scrollTop || top + lit.offsetHeight > pane.scrollTop + pane.clientHeight) {
      pane.scrollTop = Math.max(0, top - pane.clientHeight / 3);
    }
  }
}

function documentAt(story: Story, running: readonly VerbSpan[], time: number): DocumentRun | null {
  const number = running.at(-1)?.document;
  if (number) {
    const found = story.documents.find((item) => item.document === number);
    if (found) return found;
  }
  return story.documents.filter((item) => item.at <= time + 1e-6).at(-1) ?? story.documents[0] ?? null;
}

function noticeElement({ code, level, message, cure, line, column }: Notice): HTMLElement {
  const where = line === null ? "" : ` line ${line}, column ${column ?? 1}`;
  const head = h("b", {}, `${code ?? level}${where}: `);
  return h("li", { class: "vl-finding" }, h("p", { "data-level": level }, head, `${message} ${cure}`.trim()));
}

async function copyText(text: string, button: HTMLButtonElement): Promise<void> {
  let done = "copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = legacyCopy(text) ? "copied" : "the browser does not allow copying";
  }
  button.textContent = done;
  setTimeout(() => {
    button.textContent = "copy as curl";
  }, 1500);
}

/** Where the clipboard is shut (a page that is not secure), a selection can still be copied. */
function legacyCopy(text: string): boolean {
  const field = h("textarea", { style: "position: fixed; opacity: 0" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
