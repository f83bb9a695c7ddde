/** TwiML as coloured lines. Only the look of the text: what it means is the grammar's business, in the kernel. */

import { h } from "./dom.ts";

export type TokenKind = "text" | "tag" | "attribute" | "comment";

export interface Token {
  kind: TokenKind;
  text: string;
}

const PIECE = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g;
const INSIDE = /(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;

/** The tokens of each line of `source`, in order. Never fails: what is not XML comes out as text. */
export function tokenize(source: string): Token[][] {
  const lines: Token[][] = [[]];
  const add = (kind: TokenKind, text: string) => {
    text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      const line = lines.at(-1);
      const last = line?.at(-1);
      if (!part || !line) return;
      if (last?.kind === kind) last.text += part;
      else line.push({ kind, text: part });
    });
  };
  for (const [piece] of source.replace(/\r\n?/g, "\n").matchAll(PIECE)) {
    if (piece.startsWith("<!--")) add("comment", piece);
    else if (piece.startsWith("<?")) add("comment", piece);
    else if (!piece.startsWith("<") || piece.startsWith("<![CDATA[")) add("text", piece);
    else {
      for (const [text, tag, attribute] of piece.matchAll(INSIDE)) {
        add(tag ? "tag" : attribute ? "attribute" : "text", text);
      }
    }
  }
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** How many elements stand directly within the root. */
export function topLevelTags(source: string): number {
  let depth = 0;
  let count = 0;
  for (const { kind, text } of tokenize(source).flat()) {
    if (kind !== "tag") continue;
    // Neighbouring tags come as one token: `></Say></Gather` closes three things.
    for (const [piece] of text.matchAll(/<\/?|\/?>/g)) {
      if (piece === "<") {
        if (depth === 1) count += 1;
        depth += 1;
      } else if (piece === "</" || piece === "/>") {
        depth -= 1;
      }
    }
  }
  return count;
}

/** One line's tokens as elements. */
export function lineElements(tokens: readonly Token[]): (Node | string)[] {
  return tokens.map(({ kind, text }) => (kind === "text" ? text : h("span", { class: `vl-${kind}` }, text)));
}
