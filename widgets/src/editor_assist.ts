/** What the lab knows of TwiML, as the editor shows it: completions, a word's meaning, what is wrong. */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import { type ChangeSet, type Extension, Prec, StateEffect, type Text } from "@codemirror/state";
import { type EditorView, hoverTooltip, keymap } from "@codemirror/view";
import type { Finding } from "./cell.ts";
import { h } from "./dom.ts";
import type { Desk } from "./editor_desk.ts";
import { placeOf, rangeOf } from "./editor_places.ts";

interface Offer {
  label: string;
  kind: "element" | "attribute" | "value" | "closing";
  insert: string;
  detail: string;
  replaces: number;
}

export interface Meaning {
  title: string;
  text: string;
  line: number;
  column: number;
  length: number;
}

interface Edit {
  line: number;
  column: number;
  length: number;
  text: string;
}

/** A finding with its extent, the word that was probably meant, and the edits that would put it there. */
export interface Mark extends Finding {
  length: number;
  instead: string;
  edits: Edit[];
}

const TYPES = { element: "type", attribute: "property", value: "constant", closing: "keyword" } as const;

// -- completion ---------------------------------------------------------------------------------------------

function inTag(doc: Text, offset: number): boolean {
  const before = doc.sliceString(Math.max(0, offset - 2000), offset);
  return before.lastIndexOf("<") > before.lastIndexOf(">");
}

function offered(desk: Desk) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { doc } = context.state;
    if (!context.explicit && !inTag(doc, context.pos)) return null; // words are not TwiML's business
    const { line, column } = placeOf(doc, context.pos);
    const answer = await desk.assist<{ completions: Offer[] }>("completions", doc.toString(), line, column);
    if (context.aborted || !answer?.completions.length) return null;
    const replaces = answer.completions[0]?.replaces ?? 0;
    const from = rangeOf(doc, { line, column: column - replaces }).from;
    return {
      from,
      options: answer.completions.map((offer, index) => option(offer, answer.completions.length - index)),
      validFor: /^[\w:.-]*$/,
    };
  };
}

function option(offer: Offer, boost: number): Completion {
  const short = offer.kind === "value";
  return {
    label: offer.label,
    type: TYPES[offer.kind],
    boost: Math.min(99, boost),
    ...(short ? { detail: offer.detail } : { info: offer.detail }),
    apply: (view, completion, from, to) => {
      const value = offer.kind === "attribute";
      const quoted = value && view.state.sliceDoc(to, to + 1) === "="; // only its name is written anew
      const insert = quoted ? offer.label : offer.insert;
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length - (value && !quoted ? 1 : 0) },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(completion),
      });
      if (value && !quoted) startCompletion(view);
    },
  };
}

// -- meaning ------------------------------------------------------------------------------------------------

/** What the word at `offset` means, as the lab's table says. */
export async function meaningAt(desk: Desk, doc: Text, offset: number): Promise<Meaning | null> {
  const { line, column } = placeOf(doc, offset);
  const answer = await desk.assist<{ hover: Meaning | null }>("hover", doc.toString(), line, column);
  return answer?.hover ?? null;
}

function hovering(desk: Desk): Extension {
  return hoverTooltip(async (view, offset) => {
    const { doc } = view.state;
    const meaning = await meaningAt(desk, doc, offset);
    if (!meaning) return null;
    const { from, to } = rangeOf(doc, meaning, meaning.length);
    const [first = "", ...rest] = meaning.text.split("\n");
    const dom = h(
      "div",
      { class: "vl-meaning" },
      h("b", {}, meaning.title),
      h("p", {}, first),
      ...rest.map((line) => h("p", { class: "vl-soft" }, line)),
    );
    return { pos: from, end: to, above: false, create: () => ({ dom }) };
  });
}

// -- findings -----------------------------------------------------------------------------------------------

/** The change that mends a mark in the text that it was found in. */
export function mending(mark: Mark, doc: Text): { from: number; to: number; insert: string }[] {
  return mark.edits.map((edit) => ({ ...rangeOf(doc, edit, edit.length), insert: edit.text }));
}

const findingWords = ({ code, line, column, message, cure }: Finding): string =>
  `${code ? `${code} ` : ""}line ${line}, column ${column}: ${`${message} ${cure}`.trim()}`;

/** Look again for what is wrong: the lab is there now. */
export const recheck = StateEffect.define<null>();
const AGAIN_MS = 2000;

function checking(desk: Desk, found: (marks: Mark[], doc: Text) => void): Extension {
  return linter(
    async (view) => {
      const { doc } = view.state;
      const answer = await desk.assist<{ findings: Mark[] }>("findings", doc.toString(), 1, 1);
      if (!answer && desk.there) {
        setTimeout(() => view.dom.isConnected && view.dispatch({ effects: recheck.of(null) }), AGAIN_MS);
      }
      if (!answer || !view.state.doc.eq(doc)) return [];
      found(answer.findings, doc);
      return answer.findings.map((mark) => diagnostic(mark, doc));
    },
    {
      delay: 300,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(recheck))),
    },
  );
}

function diagnostic(mark: Mark, doc: Text): Diagnostic {
  const { from, to } = rangeOf(doc, mark, mark.length);
  const source = mark.code ? String(mark.code) : undefined;
  return {
    from,
    to,
    severity: mark.level === "error" ? "error" : "warning",
    message: `${mark.message} ${mark.cure}`.trim(),
    ...(source ? { source } : {}),
    actions: mark.edits.length
      ? [{ name: `Change to ${mark.instead}`, apply: (view) => mend(view, mark, doc) }]
      : [],
  };
}

/** Mend what a mark is about, unless the text was changed since it was found. */
export function mend(view: EditorView, mark: Mark, doc: Text): boolean {
  if (!view.state.doc.eq(doc) || !mark.edits.length) return false;
  const changes: ChangeSet = view.state.changes(mending(mark, doc));
  view.dispatch({ changes, userEvent: "input.mend" });
  return true;
}

/** Everything of the above. `found` is told what is wrong; `mendHere` mends what is wrong at the cursor. */
export function assistance(
  desk: Desk,
  found: (marks: Mark[], doc: Text) => void,
  mendHere: (view: EditorView) => boolean,
): Extension {
  return [
    // No delay before Enter takes an offer: offers come inside of tags only, where nobody ends a paragraph.
    autocompletion({
      override: [offered(desk)],
      icons: false,
      maxRenderedOptions: 60,
      interactionDelay: 0,
    }),
    hovering(desk),
    checking(desk, found),
    Prec.high(keymap.of([{ key: "Mod-.", run: mendHere }])),
  ];
}

/** The findings as a list below the text: a click goes there, another mends it. */
export function findingItems(
  marks: readonly Mark[],
  goTo: (mark: Mark) => void,
  change: (mark: Mark) => void,
): HTMLElement[] {
  return marks.map((mark) => {
    const words = findingWords(mark);
    const place = h("button", { type: "button", class: "vl-place", onclick: () => goTo(mark) }, words);
    const item = h("li", { "data-level": mark.level }, place);
    if (mark.edits?.length) {
      const act = () => change(mark);
      item.append(
        h("button", { type: "button", class: "vl-mend", onclick: act }, `Change to ${mark.instead}`),
      );
    }
    return item;
  });
}
