/**
 * The scope's picture. What was drawn moves to the left with the call; only what is new is drawn at the right edge,
 * so that ten seconds at thirty pictures a second cost next to nothing.
 */

import type { paints } from "./paints.ts";
import { type Story, verbWords } from "./story.ts";
import { ticks } from "./timeline_layout.ts";
import { BAR_STEP, drawLane, type Picture } from "./waveform.ts";

export const SECONDS = 10;
export const SCOPE_COLORS = ["you", "lab", "line", "soft", "text", "chip", "chip-text"] as const;
export type ScopeColors = ReturnType<typeof paints<(typeof SCOPE_COLORS)[number]>>;

const LEFT = 40;
const VERBS = 24;
const AXIS = 16;
/** What is newer than this is drawn anew in every picture: sound comes a little late. */
const FRESH = 0.7;
const FONT = '11px "DejaVu Sans", system-ui, sans-serif';

export class ScopePicture {
  /** What stands on the canvas: how far it has moved, and of what it is the picture. */
  #shift = Number.NaN;
  #known = 0;
  #drawn: unknown[] = [];

  constructor(private readonly picture: Picture) {}

  draw(story: Story, end: number, colors: ScopeColors): void {
    const { width, height, context } = this.picture;
    const across = width - LEFT;
    const perPixel = SECONDS / across;
    // Whole pixels, so that what moves stays as sharp as it was drawn.
    const shift = Math.round((end - SECONDS) / perPixel);
    const from = shift * perPixel;
    const state = [width, height, this.picture.canvas.width, colors, story.revision];
    const moved = shift - this.#shift;
    const sharp = Number.isInteger(this.picture.canvas.width / width); // else what moves would blur
    const same =
      sharp && state.every((part, index) => part === this.#drawn[index]) && moved >= 0 && moved < across;
    let left = LEFT;
    context.font = FONT;
    context.textBaseline = "middle";
    if (same) {
      if (moved > 0) this.#move(moved, across, height - VERBS);
      const news = Math.min(this.#known, end - FRESH);
      left = Math.max(LEFT, Math.floor(LEFT + (news - from) / perPixel));
    } else {
      this.picture.clear();
      this.#nameLanes(height, colors);
    }
    this.#drawFrom(left, story, from, across, height, colors);
    this.#drawVerbs(story, from, from + SECONDS, across, colors);
    this.#shift = shift;
    this.#known = Math.min(story.inbound.end, story.outbound.end);
    this.#drawn = state;
  }

  /** Move what stands below the verbs. */
  #move(pixels: number, across: number, height: number): void {
    const { context, canvas, width } = this.picture;
    const ratio = canvas.width / width;
    const place = [LEFT, VERBS, across - pixels, height] as const;
    const taken = [LEFT + pixels, VERBS, across - pixels, height].map((side) => side * ratio);
    context.globalCompositeOperation = "copy";
    context.save();
    context.beginPath();
    context.rect(LEFT, VERBS, across, height);
    context.clip();
    context.drawImage(canvas, ...(taken as [number, number, number, number]), ...place);
    context.restore();
    context.globalCompositeOperation = "source-over";
  }

  #lane(height: number): number {
    return (height - VERBS - AXIS) / 2;
  }

  #nameLanes(height: number, colors: ScopeColors): void {
    const { context } = this.picture;
    context.fillStyle = colors.soft;
    for (const [index, name] of ["you", "lab"].entries())
      context.fillText(name, 0, VERBS + this.#lane(height) * (index + 0.5));
  }

  /** Draw axis, begins of verbs and waves from the pixel `left` on. */
  #drawFrom(
    left: number,
    story: Story,
    from: number,
    across: number,
    height: number,
    colors: ScopeColors,
  ): void {
    const { context, width } = this.picture;
    const x = (time: number) => LEFT + ((time - from) / SECONDS) * across;
    context.save();
    context.beginPath();
    context.rect(left, VERBS, width - left, height - VERBS);
    context.clip();
    context.clearRect(left, VERBS, width - left, height - VERBS);
    for (const tick of ticks(from, from + SECONDS, across)) {
      const at = Math.round(x(tick));
      if (tick < 0 || at < left - 40) continue;
      context.fillStyle = colors.line;
      context.fillRect(at, VERBS, 1, height - VERBS - AXIS);
      context.fillStyle = colors.soft;
      context.fillText(`${Math.round(tick)} s`, at + 3, height - 7);
    }
    context.fillStyle = colors.soft;
    for (const verb of story.verbs) {
      const at = Math.round(x(verb.start));
      if (at >= left && at <= width) context.fillRect(at, VERBS, 1, height - VERBS - AXIS);
    }
    context.fillStyle = colors.you;
    for (const { at, digit } of story.digits) {
      if (x(at) >= left - 8 && x(at) <= width) context.fillText(digit, Math.round(x(at)) - 3, VERBS + 6);
    }
    const lane = this.#lane(height);
    const waves = [
      { envelope: story.inbound, color: colors.you },
      { envelope: story.outbound, color: colors.lab },
    ];
    for (const [index, { envelope, color }] of waves.entries()) {
      const middle = VERBS + lane * (index + 0.5);
      // From the bar that the edge cuts on: bars stand at fixed places in the call's time.
      const skipped = Math.floor((left - LEFT) / BAR_STEP) * BAR_STEP;
      const begin = from + (skipped / across) * SECONDS;
      const part = ((across - skipped) / across) * SECONDS;
      drawLane(
        context,
        { envelope, middle, reach: lane / 2 - 5, color },
        LEFT + skipped,
        across - skipped,
        begin,
        part,
      );
    }
    context.restore();
  }

  /** The verbs above: few, and their words stay in sight, so that they are drawn in every picture. */
  #drawVerbs(story: Story, from: number, end: number, across: number, colors: ScopeColors): void {
    const { context, width } = this.picture;
    const x = (time: number) => LEFT + ((time - from) / SECONDS) * across;
    context.save();
    context.beginPath();
    context.rect(LEFT, 0, across, VERBS);
    context.clip();
    context.clearRect(LEFT, 0, across, VERBS);
    for (const verb of story.verbs) {
      const stop = verb.end ?? end;
      if (stop < from || verb.start > end) continue;
      const left = Math.max(x(verb.start), LEFT - 8);
      const right = Math.min(x(stop), width + 8);
      context.fillStyle = colors.chip;
      context.beginPath();
      context.roundRect(left + 1, 1, Math.max(3, right - left - 2), VERBS - 6, 5);
      context.fill();
      context.save();
      context.clip();
      context.fillStyle = colors["chip-text"];
      context.fillText(`${verb.verb} ${verbWords(verb)}`, Math.max(left, LEFT) + 7, VERBS / 2 - 2);
      context.restore();
    }
    context.restore();
  }
}
