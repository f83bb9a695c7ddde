/** The timeline in words. */

import { say } from "./dom.ts";
import { type Quality, type Story, verbWords } from "./story.ts";

/** For readers that cannot see the picture: what ran, in words. */
export function inWords(story: Story): string {
  const verbs = story.verbs.map((verb) => `${verb.verb} ${verbWords(verb)}`.trim());
  return verbs.length ? `Verbs so far: ${verbs.join(", ")}.` : "";
}

/** Put `inWords` there for screen readers. */
export function tellInWords(element: HTMLElement, story: Story): void {
  say(element, inWords(story));
}

export function qualityWords({ rtt, loss, mos, jitter }: Quality): string {
  const parts: string[] = [];
  if (rtt !== null) parts.push(`RTT ${Math.round(rtt)} ms`);
  if (jitter !== null) parts.push(`jitter ${Math.round(jitter)} ms`);
  if (loss !== null) parts.push(`loss ${Number(loss.toFixed(1))} %`);
  if (mos !== null) parts.push(`MOS ${mos.toFixed(1)}`);
  return parts.join(" · ");
}
