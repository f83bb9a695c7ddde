/** Places in a text: the lab counts lines and characters from 1, the editor offsets in UTF-16 units from 0. */

import type { Text } from "@codemirror/state";

export interface Place {
  line: number;
  column: number;
}

/** The lab's place of an offset. */
export function placeOf(doc: Text, offset: number): Place {
  const line = doc.lineAt(offset);
  return { line: line.number, column: [...line.text.slice(0, offset - line.from)].length + 1 };
}

/** The offset of a place, and of what is `length` characters after it; what is outside becomes the nearest end. */
export function rangeOf(doc: Text, place: Place, length = 0): { from: number; to: number } {
  const line = doc.line(Math.min(Math.max(1, place.line), doc.lines));
  const before = units(line.text, place.column - 1);
  const from = line.from + before;
  return { from, to: from + units(line.text.slice(before), length) };
}

function units(text: string, characters: number): number {
  let taken = 0;
  let left = characters;
  for (const character of text) {
    if (left <= 0) break;
    taken += character.length;
    left -= 1;
  }
  return taken;
}
