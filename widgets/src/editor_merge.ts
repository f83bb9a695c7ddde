/** Two people change one text: what is not published yet is brought over to what somebody else published. */

import { isolateHistory } from "@codemirror/commands";
import { diff } from "@codemirror/merge";
import { ChangeSet, Text, Transaction } from "@codemirror/state";

/** The lab's lines end with one character, as the editor's do. */
export function withPlainLines(source: string): string {
  return source.replace(/\r\n?/g, "\n");
}

/** What turns one text into another. */
export function changesBetween(from: string, to: string): ChangeSet {
  const pieces = diff(from, to).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: Text.of(to.slice(fromB, toB).split("\n")),
  }));
  return ChangeSet.of(pieces, from.length);
}

/** Whether less than half of the longer text is in both, so that what is there after the changes is another one. */
function isAnotherText(changes: ChangeSet): boolean {
  let left = 0;
  changes.iterGaps((_from, _to, length) => {
    left += length;
  });
  return left * 2 < Math.max(changes.length, changes.newLength);
}

export const FROM_ELSEWHERE = [Transaction.addToHistory.of(false), Transaction.remote.of(true)];

/** What others did is theirs to undo; but where they wrote another text, one's own steps would make rubbish of it. */
export function fromElsewhere(changes: ChangeSet) {
  return isAnotherText(changes) ? [isolateHistory.of("full"), Transaction.remote.of(true)] : FROM_ELSEWHERE;
}

/** A text that the lab has, and what was done to it here since. */
export class Draft {
  #base: string;
  #mine: ChangeSet;
  /** What is on its way to the lab: its news may be here before the lab's answer, and more was written meanwhile. */
  sent: string | null = null;

  /** `revision` is the lab's name for `base`. */
  constructor(
    base: string,
    public revision: string,
  ) {
    this.#base = base;
    this.#mine = ChangeSet.empty(base.length);
  }

  get dirty(): boolean {
    return !this.#mine.empty;
  }

  /** Somebody wrote here. */
  write(changes: ChangeSet): void {
    this.#mine = this.#mine.compose(changes);
  }

  /** The lab has `text` now, which stood here when it was sent; `here` is what stands here since. */
  kept(text: string, revision: string, here: string): void {
    this.sent = null;
    this.#base = text;
    this.revision = revision;
    this.#mine = changesBetween(text, here);
  }

  /** Somebody else published `text`: the changes to what stands here that bring theirs in and keep ours. */
  overtaken(text: string, revision: string): ChangeSet {
    const theirs = changesBetween(this.#base, text);
    const here = theirs.map(this.#mine);
    this.#mine = this.#mine.map(theirs, true);
    this.#base = text;
    this.revision = revision;
    return here;
  }
}
