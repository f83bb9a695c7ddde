/** Where things stand on the timeline's axis. Pure arithmetic: pixels and seconds. */

import type { ExchangeSpan, VerbSpan } from "./story.ts";

/** Times between `from` and `to` for labels about 80 pixels apart, at round steps. */
export function ticks(from: number, to: number, width: number): number[] {
  if (!(to > from) || !(width > 0)) return [];
  const least = ((to - from) / width) * 72;
  const step = STEPS.find((candidate) => candidate >= least) ?? 3600;
  const found: number[] = [];
  for (let index = Math.ceil(from / step - 1e-9); index * step <= to; index += 1)
    found.push(index * step + 0); // no -0
  return found;
}

const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** `8 s`, `0.5 s`, `1:20`. */
export function tickLabel(seconds: number): string {
  if (seconds >= 60) {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }
  return `${Number(seconds.toFixed(2))} s`;
}

/** The part of the call that is on the screen. */
export class Span {
  from = 0;
  seconds: number;
  static readonly shortest = 0.5;

  constructor(seconds = 16) {
    this.seconds = seconds;
  }

  get to(): number {
    return this.from + this.seconds;
  }

  x(time: number, width: number): number {
    return ((time - this.from) / this.seconds) * width;
  }

  time(x: number, width: number): number {
    return this.from + (x / width) * this.seconds;
  }

  /** Show `factor` times as much, keeping `at` where it is. `end` is the last time there is. */
  zoom(factor: number, at: number, end: number): void {
    const seconds = Math.min(Math.max(Span.shortest, this.seconds * factor), Math.max(16, end * 1.05));
    this.from = at - ((at - this.from) / this.seconds) * seconds;
    this.seconds = seconds;
    this.#keepInside(end);
  }

  pan(seconds: number, end: number): void {
    this.from += seconds;
    this.#keepInside(end);
  }

  fit(end: number): void {
    this.from = 0;
    this.seconds = Math.max(4, end * 1.04);
  }

  /** Move on so that `now` stays in sight, a fifth of the width before the right edge. */
  follow(now: number): void {
    const most = this.from + this.seconds * 0.8;
    if (now > most) this.from += now - most;
    else if (now < this.from) this.from = Math.max(0, now - this.seconds * 0.2);
  }

  #keepInside(end: number): void {
    this.from = Math.max(0, Math.min(this.from, Math.max(0, end * 1.05 - this.seconds)));
  }
}

/** The row of each verb, from 0: a nested verb stands below the one it is in, others where there is room. */
export function verbRows(verbs: readonly VerbSpan[], now: number): Map<number, number> {
  const rows = new Map<number, number>();
  const busyUntil: number[] = [];
  for (const verb of [...verbs].sort((a, b) => a.start - b.start || a.id - b.id)) {
    let row = verb.parent === null ? 0 : (rows.get(verb.parent) ?? -1) + 1;
    while ((busyUntil[row] ?? Number.NEGATIVE_INFINITY) > verb.start + 1e-6) row += 1;
    rows.set(verb.id, row);
    busyUntil[row] = verb.end ?? Math.max(now, verb.start);
  }
  return rows;
}

/** The exchange that a playhead at `time` is about: the last one that began before it. */
export function exchangeAt(exchanges: readonly ExchangeSpan[], time: number): ExchangeSpan | null {
  let found: ExchangeSpan | null = null;
  for (const exchange of exchanges) {
    if (exchange.start <= time && (!found || exchange.start >= found.start)) found = exchange;
  }
  return found ?? exchanges[0] ?? null;
}

/** From one exchange's left edge to the next one's: the least width of a mark, and a gap. */
const ABREAST = 14;
/** No exchange stands further than this from its time: where there are too many, one has to look closer. */
const FURTHEST = 8 * ABREAST;

/** How many pixels right of its time each exchange stands, by its number, for all to be seen and clicked. */
export function shoved(exchanges: readonly ExchangeSpan[], scale: number): Map<number, number> {
  const shifts = new Map<number, number>();
  let least = Number.NEGATIVE_INFINITY;
  for (const { exchange, start } of [...exchanges].sort((a, b) => a.start - b.start)) {
    const shift = Math.max(0, least - start * scale);
    shifts.set(exchange, shift > FURTHEST ? 0 : shift);
    least = start * scale + (shift > FURTHEST ? 0 : shift) + ABREAST;
  }
  return shifts;
}

/** The path of an address: `/ivr/menu?x=1`. */
export function pathOf(url: string): string {
  try {
    const parsed = new URL(url);
    return parsed.pathname + parsed.search;
  } catch {
    return url;
  }
}

/** `CA7f…e2`. */
export function shortSid(sid: string): string {
  return sid.length > 10 ? `${sid.slice(0, 4)}…${sid.slice(-2)}` : sid;
}

export function milliseconds(seconds: number): string {
  return seconds < 10 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}

const FIRST = [
  "Digits",
  "SpeechResult",
  "RecordingUrl",
  "DialCallStatus",
  "CallStatus",
  "From",
  "To",
  "CallSid",
];

/** Parameters in the order in which people look for them. */
export function orderedParameters(parameters: Record<string, string>): [string, string][] {
  const rank = (name: string) => {
    const place = FIRST.indexOf(name);
    return place < 0 ? FIRST.length : place;
  };
  return Object.entries(parameters).sort(([a], [b]) => rank(a) - rank(b));
}
