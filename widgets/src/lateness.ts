/** How late packets come, and how long they should therefore be held: the twin of `voicelab/media/lateness.py`. */

export const SHORTEST = 0.04;
export const START = 0.08;
export const LONGEST = 0.2;
const MARGIN = 0.01;
const BUCKET = 0.01;
const BUCKETS = 26;
const MEMORY = 0.996; // what each packet leaves of the weight of those before: about five seconds
const QUANTILE = 0.99;
const WINDOW = 2; // seconds over which the quickest arrival is taken
const JUMP = 1; // seconds of sudden delay that are a new beginning, not jitter
const JUMP_BACK = 0.25;
const SETTLED = 50; // packets after which the first target may be gone below
const REVIEW = 8; // packets between two looks at the histogram

export class Lateness {
  /** The difference of the two clocks for the quickest packet of late, in seconds. */
  base = 0;
  /** How long sound should be held so that nearly all packets come in time. */
  target = START;
  #comingBase = 0;
  #windowEnd: number | null = null;
  #weights = new Float64Array(BUCKETS);
  #total = 0;
  #weight = 1;
  #count = 0;

  /** Take this packet for the quickest: a new stream, or the way has become another. */
  begin(sent: number, at: number): void {
    this.base = this.#comingBase = at - sent;
    this.#windowEnd = at + WINDOW;
  }

  /** A packet stamped `sent` came at `at`. False when the clocks jumped, or for the first one. */
  note(sent: number, at: number): boolean {
    const transit = at - sent;
    let late = transit - this.base;
    if (this.#windowEnd === null || late > JUMP || late < -JUMP_BACK) {
      this.begin(sent, at);
      return false;
    }
    if (late < 0) {
      this.base = this.#comingBase = transit;
      late = 0;
    } else if (transit < this.#comingBase) {
      this.#comingBase = transit;
    }
    if (at >= this.#windowEnd) {
      this.base = this.#comingBase;
      this.#comingBase = transit;
      this.#windowEnd = at + WINDOW;
    }
    this.#weight /= MEMORY;
    const bucket = Math.min(Math.floor(late / BUCKET), BUCKETS - 1);
    this.#weights[bucket] = (this.#weights[bucket] ?? 0) + this.#weight;
    this.#total += this.#weight;
    this.#count += 1;
    if (this.#count % REVIEW === 0) this.#review();
    return true;
  }

  #review(): void {
    if (this.#weight > 1e9) {
      for (let at = 0; at < BUCKETS; at += 1) this.#weights[at] = (this.#weights[at] ?? 0) / this.#weight;
      this.#total /= this.#weight;
      this.#weight = 1;
    }
    let beyond = 0;
    let bucket = BUCKETS - 1;
    for (; bucket > 0; bucket -= 1) {
      beyond += this.#weights[bucket] ?? 0;
      if (beyond > (1 - QUANTILE) * this.#total) break;
    }
    const target = (bucket + 1) * BUCKET + MARGIN;
    this.target = Math.min(Math.max(target, this.#count > SETTLED ? SHORTEST : START), LONGEST);
  }
}
