/** From one sample rate to another, sample by sample: a windowed sinc that follows the stream. */

const ZEROS = 12; // zero crossings on each side
const STEPS = 64; // of the table, per zero crossing
const PASS = 0.92; // of the lower half rate

/** The right half of a sinc under a Blackman window, at STEPS a zero crossing. */
const KERNEL = Float32Array.from({ length: ZEROS * STEPS + 2 }, (_, at) => {
  const x = at / STEPS;
  if (x >= ZEROS) return 0;
  const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / ZEROS) + 0.08 * Math.cos((2 * Math.PI * x) / ZEROS);
  return (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
});

export class Resampler {
  readonly #step: number;
  readonly #scale: number;
  readonly #reach: number;
  #kept: Float32Array;
  #length: number;
  #at: number;

  constructor(from: number, to: number) {
    this.#step = from / to;
    this.#scale = PASS * Math.min(1, to / from);
    this.#reach = Math.ceil(ZEROS / this.#scale);
    this.#kept = new Float32Array(4096 + 4 * this.#reach);
    this.#length = this.#reach; // silence before the first sample
    this.#at = this.#reach;
  }

  /** Take in samples at the first rate. */
  write(samples: Float32Array): void {
    const unused = Math.floor(this.#at) - this.#reach;
    if (this.#length + samples.length > this.#kept.length && unused > 0) {
      this.#kept.copyWithin(0, unused, this.#length);
      this.#length -= unused;
      this.#at -= unused;
    }
    const room = this.#kept.length - this.#length;
    const taken = samples.length > room ? samples.subarray(samples.length - room) : samples;
    this.#kept.set(taken, this.#length);
    this.#length += taken.length;
  }

  /** Whether `count` samples at the second rate can be had. */
  holds(count: number): boolean {
    return this.#at + (count - 1) * this.#step + this.#reach < this.#length;
  }

  /** Fill `out` with samples at the second rate; there must be enough. */
  read(out: Float32Array): void {
    const scale = this.#scale;
    for (let index = 0; index < out.length; index += 1) {
      const middle = Math.floor(this.#at);
      let sum = 0;
      for (let near = middle - this.#reach + 1; near <= middle + this.#reach; near += 1) {
        const place = Math.abs(near - this.#at) * scale * STEPS;
        const low = Math.floor(place);
        if (low >= ZEROS * STEPS) continue;
        const kernel = KERNEL[low] as number;
        sum +=
          (this.#kept[near] as number) * (kernel + ((KERNEL[low + 1] as number) - kernel) * (place - low));
      }
      out[index] = sum * scale;
      this.#at += this.#step;
    }
  }
}
