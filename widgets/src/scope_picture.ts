/**
 * The scope's picture: a strip of the call, longer than what is seen of it, that slides to the left. The compositor
 * moves it, step by step, with no script in between; the page draws only the bars of sound that came, five times a
 * second, beyond the right edge. A canvas drawn on thirty times a second costs twice as much.
 */

import { h } from "./dom.ts";
import type { paints } from "./paints.ts";
import type { Story } from "./story.ts";
import { ticks } from "./timeline_layout.ts";
import { verbSegments } from "./verb_segments.ts";
import { barHeight, drawBaseline } from "./waveform.ts";

export const SECONDS = 10;
export const SCOPE_COLORS = ["card", "you", "lab", "line", "soft", "chip", "chip-text"] as const;
export type ScopeColors = ReturnType<typeof paints<(typeof SCOPE_COLORS)[number]>>;

const HEIGHT = 168;
const VERBS = 24;
const AXIS = 16;
const LANE = (HEIGHT - VERBS - AXIS) / 2;
const BAR = 2;
const BAR_STEP = 3;
/** Steps of the strip a second; each is a frame on the screen, at whole pixels. */
const STEPS = 31;
/** How much of the call the strip holds beyond what is seen of it. */
const AHEAD = 5;
/** A strip that is this far from where the call is jumps there; less is not seen. */
const ASTRAY = 0.04;
/** Between two words of a verb that lasts, so that one of them is always in sight. */
const REPEAT = 7;
const FONT = '11px "DejaVu Sans", system-ui, sans-serif';

export class ScopePicture {
  readonly root: HTMLElement;
  readonly #window: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #observer: ResizeObserver;
  #slide: Animation | null = null;
  /** What of the call is at the left edge, less the page's clock, while the strip slides. */
  #begun = 0;
  #width = 0;
  #ratio = 1;
  /** The call's time at the strip's left edge, and the first bar of each lane that may still grow. */
  #origin = 0;
  #next = { inbound: 0, outbound: 0 };
  #drawn: unknown[] = [];

  constructor(resized: () => void) {
    this.#canvas = h("canvas", {
      role: "img",
      "aria-label": `Sound of the last ${SECONDS} seconds of the call`,
    });
    // Opaque: what stands below it is then not painted again with every step.
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser gives no 2D canvas.");
    this.#context = context;
    this.#window = h("div", { class: "vl-scope-window" }, this.#canvas);
    const name = (words: string, lane: number) =>
      h("span", { "aria-hidden": "true", style: `top: ${VERBS + LANE * (lane + 0.5) - 8}px` }, words);
    this.root = h("div", { class: "vl-scope-picture" }, name("you", 0), name("lab", 1), this.#window);
    this.#observer = new ResizeObserver(() => {
      this.#width = this.#window.clientWidth;
      resized();
    });
    this.#observer.observe(this.#window);
  }

  close(): void {
    this.#observer.disconnect();
    this.stop();
  }

  /** Show the call up to `end` seconds, and let the strip slide on from there when it is `live`. */
  show(story: Story, end: number, live: boolean, colors: ScopeColors): void {
    this.#fit();
    if (!this.#width) return;
    const begin = end - SECONDS;
    const state = [this.#width, this.#ratio, colors, story.revision];
    const same = state.every((part, index) => part === this.#drawn[index]);
    if (!same || begin < this.#origin || begin > this.#origin + AHEAD - 0.5) {
      this.#origin = Math.floor(begin / this.#perBar) * this.#perBar;
      this.#drawStrip(story, colors);
      this.#drawn = state;
      this.#slideFrom(begin, live);
    } else if (!live || !this.#slide || Math.abs(this.#shown - begin) > ASTRAY) {
      this.#slideFrom(begin, live);
    }
    this.#drawWaves(story, colors);
  }

  /** Stand still, at the cost of nothing, until the next `show`. */
  stop(): void {
    this.#slide?.cancel();
    this.#slide = null;
  }

  get #perPixel(): number {
    return SECONDS / this.#width;
  }

  get #perBar(): number {
    return BAR_STEP * this.#perPixel;
  }

  /** The call's time at the left edge of what is seen. Reckoned: to ask the animation would cost a layout. */
  get #shown(): number {
    return this.#begun + performance.now() / 1000;
  }

  /** Have the strip as long, and as sharp, as the page has room and dots for. */
  #fit(): void {
    this.#ratio = window.devicePixelRatio || 1;
    const across = Math.round((this.#width * this.#ratio * (SECONDS + AHEAD)) / SECONDS);
    const down = Math.round(HEIGHT * this.#ratio);
    if (this.#canvas.width === across && this.#canvas.height === down) return;
    this.#canvas.width = across;
    this.#canvas.height = down;
    this.#canvas.style.width = `${across / this.#ratio}px`;
    this.#drawn = [];
  }

  /** Have `begin` at the left edge now; the strip then moves by itself, at whole pixels of the screen. */
  #slideFrom(begin: number, live: boolean): void {
    const at = begin - this.#origin;
    const place = (seconds: number) =>
      `translateX(${-Math.round((seconds / this.#perPixel) * this.#ratio) / this.#ratio}px)`;
    this.stop();
    this.#canvas.style.transform = place(at);
    if (!live) return;
    const frames: Keyframe[] = [];
    for (let step = 0; step <= AHEAD * STEPS; step += 1)
      frames.push({ transform: place(step / STEPS), easing: "step-end" });
    this.#slide = this.#canvas.animate(frames, { duration: AHEAD * 1000, fill: "forwards" });
    this.#slide.currentTime = at * 1000;
    this.#begun = begin - performance.now() / 1000;
  }

  // -- what stands on the strip -----------------------------------------------------------------------

  #x(time: number): number {
    return (time - this.#origin) / this.#perPixel;
  }

  /** Everything but the sound: all of it is known, or lasts, or is not seen before it is drawn anew. */
  #drawStrip(story: Story, colors: ScopeColors): void {
    const context = this.#context;
    const across = this.#canvas.width / this.#ratio;
    const last = this.#origin + SECONDS + AHEAD;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.fillStyle = colors.card;
    context.fillRect(0, 0, across, HEIGHT);
    context.font = FONT;
    context.textBaseline = "middle";
    for (const tick of ticks(this.#origin - 1, last, across)) {
      if (tick < 0) continue;
      const x = Math.round(this.#x(tick));
      context.fillStyle = colors.line;
      context.fillRect(x, VERBS, 1, HEIGHT - VERBS - AXIS);
      context.fillStyle = colors.soft;
      context.fillText(`${Math.round(tick)} s`, x + 3, HEIGHT - 7);
    }
    context.fillStyle = colors.soft;
    for (const verb of story.verbs)
      context.fillRect(Math.round(this.#x(verb.start)), VERBS, 1, HEIGHT - VERBS - AXIS);
    for (const [lane, color] of [colors.you, colors.lab].entries())
      drawBaseline(context, 0, across, VERBS + LANE * (lane + 0.5), color, 0);
    this.#drawVerbs(story, last, colors);
    context.fillStyle = colors.you;
    // Beside its time, at which a verb ends as a rule.
    for (const { at, digit } of story.digits) context.fillText(digit, Math.round(this.#x(at)) + 4, VERBS + 6);
    const first = Math.floor(this.#origin / this.#perBar);
    this.#next = { inbound: first, outbound: first };
  }

  #drawVerbs(story: Story, last: number, colors: ScopeColors): void {
    const context = this.#context;
    for (const { start, end, words } of verbSegments(story.verbs, last)) {
      if (end < this.#origin || start > last) continue;
      const left = this.#x(Math.max(start, this.#origin - 1));
      const right = this.#x(Math.min(end, last + 1));
      context.save();
      context.fillStyle = colors.chip;
      context.beginPath();
      context.roundRect(left + 1, 1, Math.max(3, right - left - 2), VERBS - 6, 5);
      context.fill();
      context.clip();
      context.fillStyle = colors["chip-text"];
      const room = REPEAT / this.#perPixel;
      for (let at = start; at < Math.min(end, last); at += REPEAT) {
        if (at < this.#origin - 2 * REPEAT) continue;
        const most = Math.min(room - 24, right - this.#x(at) - 12);
        context.fillText(shortened(context, words, most), this.#x(at) + 7, VERBS / 2 - 2);
      }
      context.restore();
    }
  }

  /** The bars that are new since the last time, and the last one of then, which may have grown. */
  #drawWaves(story: Story, colors: ScopeColors): void {
    const context = this.#context;
    const perBar = this.#perBar;
    const reach = LANE / 2 - 5;
    const start = Math.round(this.#origin / perBar);
    for (const [lane, track] of (["inbound", "outbound"] as const).entries()) {
      const envelope = story[track];
      const middle = Math.round(VERBS + LANE * (lane + 0.5));
      const stop = Math.min(Math.ceil(envelope.end / perBar), start + this.#canvas.width);
      context.fillStyle = lane === 0 ? colors.you : colors.lab;
      for (let bar = Math.max(0, this.#next[track]); bar < stop; bar += 1) {
        const peak = envelope.peak(bar * perBar, (bar + 1) * perBar);
        const height = Math.round(barHeight(peak) * reach);
        if (height > 0) context.fillRect((bar - start) * BAR_STEP, middle - height, BAR, height * 2 + 1);
      }
      this.#next[track] = Math.max(this.#next[track], stop - 1);
    }
  }
}

/** As much of the words as there is room for, which is measured only where it matters. */
function shortened(context: CanvasRenderingContext2D, words: string, room: number): string {
  let short = words;
  while (short.length > 1 && context.measureText(short).width > room)
    short = `${short.slice(0, Math.min(short.length - 2, Math.floor(short.length * 0.9)))}…`;
  return short;
}
