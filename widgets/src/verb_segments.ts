/** Which verb is in front at each time of a call: the innermost one that runs, or else the one around it. */

import { type VerbSpan, verbWords } from "./story.ts";

export interface VerbSegment {
  start: number;
  end: number;
  words: string;
}

/** The segments in order, without overlaps; a verb that still runs lasts until `now`. */
export function verbSegments(verbs: readonly VerbSpan[], now: number): VerbSegment[] {
  const edges = new Set<number>();
  for (const { start, end } of verbs) {
    edges.add(start);
    edges.add(end ?? now);
  }
  const times = [...edges].sort((a, b) => a - b);
  const segments: (VerbSegment & { id: number })[] = [];
  times.forEach((start, index) => {
    const end = times[index + 1];
    if (end === undefined) return;
    const verb = verbs.findLast((each) => each.start <= start && (each.end ?? now) >= end);
    if (!verb) return;
    const before = segments.at(-1);
    if (before?.id === verb.id && before.end === start) before.end = end;
    else segments.push({ id: verb.id, start, end, words: `${verb.verb} ${verbWords(verb)}`.trim() });
  });
  return segments;
}
