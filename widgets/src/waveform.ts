/** Bars of a waveform on a canvas, moving to the left as the call goes on. */

import type { Envelope } from "./envelope.ts";

const BAR = 2;
const GAP = 1;

/** How tall a peak of 0..1 is drawn, 0..1: quiet speech must be seen, so the scale is bent. */
export function barHeight(peak: number): number {
  return peak < 0.004 ? 0 : Math.min(1, peak ** 0.7);
}

export interface Lane {
  envelope: Envelope | null;
  /** The middle of the lane, and its greatest half height, in CSS pixels. */
  middle: number;
  reach: number;
  color: string;
}

/**
 * Draw `lane` from `left` to `left + width`, showing `from` to `from + seconds` of the call. Bars stand at
 * fixed places in the call's time, so that they move but never change while they move.
 */
export function drawLane(
  context: CanvasRenderingContext2D,
  lane: Lane,
  left: number,
  width: number,
  from: number,
  seconds: number,
): void {
  const step = BAR + GAP;
  const perBar = (seconds * step) / width;
  const first = Math.floor(from / perBar);
  const count = Math.ceil(width / step) + 1;
  context.fillStyle = lane.color;
  context.beginPath();
  for (let index = 0; index < count; index += 1) {
    const start = (first + index) * perBar;
    const x = left + ((start - from) / seconds) * width;
    if (x < left - BAR || x > left + width - BAR) continue;
    const peak = lane.envelope && start >= 0 ? lane.envelope.peak(start, start + perBar) : 0;
    const height = barHeight(peak) * lane.reach;
    if (height < 0.75) context.rect(x, lane.middle - 0.5, BAR * 0.75, 1);
    else context.roundRect(x, lane.middle - height, BAR, height * 2, 1);
  }
  context.fill();
}

/** A canvas kept as sharp as the screen and as wide as its place. */
export class Picture {
  readonly context: CanvasRenderingContext2D;
  width = 0;
  height = 0;
  #observer: ResizeObserver;

  constructor(
    readonly canvas: HTMLCanvasElement,
    resized: () => void,
  ) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser gives no 2D canvas.");
    this.context = context;
    this.#observer = new ResizeObserver(() => {
      this.fit();
      resized();
    });
    this.#observer.observe(canvas);
  }

  /** Take the size that the page gives the canvas. */
  fit(): void {
    const ratio = window.devicePixelRatio || 1;
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    const across = Math.round(this.width * ratio);
    const down = Math.round(this.height * ratio);
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across;
      this.canvas.height = down;
    }
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  readonly clear = (): void => {
    this.context.clearRect(0, 0, this.width, this.height);
  };

  close(): void {
    this.#observer.disconnect();
  }
}

/**
 * Call `draw` for each frame of the screen (at most `most` a second) while it answers true, the page is
 * visible and `element` is on the screen. `wake` starts it again.
 */
export class Animation {
  #frame = 0;
  #last = 0;
  #seen = true;
  #watcher: IntersectionObserver;

  constructor(
    element: Element,
    private readonly draw: (now: number) => boolean,
    private readonly most = 40,
  ) {
    this.#watcher = new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1)?.isIntersecting ?? true;
      if (this.#seen) this.wake();
    });
    this.#watcher.observe(element);
  }

  wake(): void {
    if (!this.#frame && this.#seen) this.#frame = requestAnimationFrame(this.#step);
  }

  readonly #step = (stamp: number): void => {
    this.#frame = 0;
    // Half a frame of tolerance: a 60 Hz screen gives 30 pictures a second, not 20.
    if (stamp - this.#last < 1000 / this.most - 4) {
      this.#frame = requestAnimationFrame(this.#step);
      return;
    }
    this.#last = stamp;
    if (this.draw(stamp / 1000) && this.#seen) this.#frame = requestAnimationFrame(this.#step);
  };

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#watcher.disconnect();
  }
}
