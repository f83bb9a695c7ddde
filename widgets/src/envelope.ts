/** Peaks of one track of a call: one value 0..1 for each 20 ms frame, by frame number since the call began. */

const FIRST_CAPACITY = 1024;
/** Four hours of frames. What comes later than that is not kept. */
const MOST_FRAMES = 4 * 3600 * 50;
const COARSE = 64;

export class Envelope {
  readonly rate: number;
  #peaks = new Float32Array(FIRST_CAPACITY);
  #coarse = new Float32Array(FIRST_CAPACITY / COARSE);
  #length = 0;
  #first = Number.POSITIVE_INFINITY;

  /** `rate`: values a second. */
  constructor(rate = 50) {
    this.rate = rate;
  }

  /** Seconds from the call's begin to the first frame ever entered. */
  get start(): number {
    return this.#first / this.rate;
  }

  /** Seconds from the call's begin to the end of the last known frame. */
  get end(): number {
    return this.#length / this.rate;
  }

  /** Enter `values`, the first of which began at `at` seconds. Gaps before them are silence. */
  push(at: number, values: readonly number[]): void {
    let index = Math.max(0, Math.round(at * this.rate));
    if (values.length) this.#first = Math.min(this.#first, index);
    for (const value of values) {
      if (index >= MOST_FRAMES) return;
      if (index >= this.#peaks.length) this.#grow(index + 1);
      const peak = Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
      this.#peaks[index] = peak;
      const block = Math.floor(index / COARSE);
      this.#coarse[block] = Math.max(this.#coarse[block] ?? 0, peak);
      index += 1;
      this.#length = Math.max(this.#length, index);
    }
  }

  /** Enter values that come `rate` a second, whatever our own rate is. */
  spread(at: number, rate: number, values: readonly number[]): void {
    const frames = Math.max(0, Math.round((values.length / rate) * this.rate));
    const own: number[] = [];
    for (let frame = 0; frame < frames; frame += 1) {
      const from = Math.floor((frame / this.rate) * rate + 1e-6);
      const to = Math.max(from + 1, Math.ceil(((frame + 1) / this.rate) * rate - 1e-6));
      own.push(Math.max(0, ...values.slice(from, to)));
    }
    this.push(at, own);
  }

  #grow(atLeast: number): void {
    let size = this.#peaks.length;
    while (size < atLeast) size *= 2;
    const peaks = new Float32Array(size);
    peaks.set(this.#peaks);
    const coarse = new Float32Array(size / COARSE);
    coarse.set(this.#coarse);
    this.#peaks = peaks;
    this.#coarse = coarse;
  }

  /** The highest peak from `from` to `to` seconds; 0 where nothing is known. */
  peak(from: number, to: number): number {
    let index = Math.max(0, Math.floor(from * this.rate + 1e-6));
    const last = Math.min(this.#length, Math.max(index + 1, Math.ceil(to * this.rate - 1e-6)));
    let highest = 0;
    while (index < last) {
      if (index % COARSE === 0 && index + COARSE <= last) {
        highest = Math.max(highest, this.#coarse[index / COARSE] ?? 0);
        index += COARSE;
      } else {
        highest = Math.max(highest, this.#peaks[index] ?? 0);
        index += 1;
      }
    }
    return highest;
  }
}

/**
 * A call's own clock, learned from what arrives: the time of the freshest message, moved on by the page's
 * clock. Messages that were delayed on the way do not hold it back.
 */
export class CallClock {
  #lead: number | null = null;
  #learnedAt = 0;

  /** A message with call time `at` (seconds) arrived when the page's clock said `now` (seconds). */
  learn(at: number, now: number): void {
    const lead = at - now;
    // Forget slowly, so that a clock that runs a little fast cannot stay ahead for ever.
    const forgotten = this.#lead === null ? lead : this.#lead - 0.005 * Math.max(0, now - this.#learnedAt);
    this.#lead = Math.max(lead, forgotten);
    this.#learnedAt = now;
  }

  /** The call's time when the page's clock says `now`, or null before the first message. */
  time(now: number): number | null {
    return this.#lead === null ? null : this.#lead + now;
  }
}
