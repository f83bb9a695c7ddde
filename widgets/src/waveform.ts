/** Bars of a waveform on a canvas, moving to the left as the call goes on. */

import type { Envelope } from "./envelope.ts";

const BAR = 2;
const GAP = 1;
/** Pixels from one bar to the next. */
export const BAR_STEP = BAR + GAP;

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

/** The dots on which a wave stands, seen where there is no sound; `shift` pixels of their pattern are passed over. */
export function drawBaseline(
  context: CanvasRenderingContext2D,
  left: number,
  width: number,
  at: number,
  color: string,
  shift: number,
): void {
  const middle = Math.round(at);
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.setLineDash([BAR - 1, GAP + 1]);
  context.lineDashOffset = shift;
  context.beginPath();
  context.moveTo(left, middle + 0.5);
  context.lineTo(left + width, middle + 0.5);
  context.stroke();
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
  const step = BAR_STEP;
  const perBar = (seconds * step) / width;
  const first = Math.floor(from / perBar);
  // Whole pixels throughout: rectangles without soft edges cost a fraction of what others do.
  const shift = Math.round((from / perBar - first) * step);
  const middle = Math.round(lane.middle);
  drawBaseline(context, left, width, lane.middle, lane.color, shift);
  if (!lane.envelope) return;
  context.fillStyle = lane.color;
  for (let x = left - shift, index = first; x <= left + width - BAR; x += step, index += 1) {
    const start = index * perBar;
    if (x < left || start < 0) continue;
    const height = Math.round(barHeight(lane.envelope.peak(start, start + perBar)) * lane.reach);
    if (height > 0) context.fillRect(x, middle - height, BAR, height * 2 + 1);
  }
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

/** Two frames of a 60 Hz screen, less what a timer is late: thirty pictures a second, and no frame for nothing. */
const PAUSE_MS = 26;

/**
 * Call `draw` thirty to forty times a second while it answers true, the page is visible and `element` is on
 * the screen. `wake` starts it again.
 */
export class Animation {
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen = true;
  #watcher: IntersectionObserver;

  constructor(
    element: Element,
    private readonly draw: (now: number) => boolean,
  ) {
    this.#watcher = new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1)?.isIntersecting ?? true;
      if (this.#seen) this.wake();
    });
    this.#watcher.observe(element);
  }

  wake(): void {
    if (!this.#frame && !this.#timer && this.#seen) this.#frame = requestAnimationFrame(this.#step);
  }

  readonly #step = (stamp: number): void => {
    this.#frame = 0;
    if (!this.draw(stamp / 1000)) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.wake();
    }, PAUSE_MS);
  };

  close(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#seen = false;
    this.#watcher.disconnect();
  }
}
