/** The timeline's picture: lanes on one time axis, waves on a canvas, everything else as elements. */

import { h, put } from "./dom.ts";
import { paints } from "./paints.ts";
import type { ExchangeSpan, Story } from "./story.ts";
import { type HandHooks, handle } from "./timeline_hand.ts";
import { Span, tickLabel, ticks, verbRows } from "./timeline_layout.ts";
import { type MarkHooks, ROW, TimelineMarks } from "./timeline_marks.ts";
import { drawQuality } from "./timeline_quality.ts";
import { drawLane, Picture } from "./waveform.ts";

const AXIS = 22;
const HOOKS = 36;
const LEAST_ROWS = 2;
const DIGITS = 34;
const YOU = 48;
const LAB = 70;
const CALL = 28;
const QUALITY = 36;
const COLORS = ["you", "lab", "line", "soft", "warm-text"] as const;

export interface StageHooks extends HandHooks, MarkHooks {
  key(event: KeyboardEvent): void;
}

export class TimelineStage {
  readonly root: HTMLElement;
  readonly span = new Span();
  readonly track: HTMLElement;
  /** The playhead for the keyboard; beside the buttons of the track, as a slider has nothing within it. */
  readonly slider = h("div", {
    class: "vl-scrub",
    tabindex: 0,
    role: "slider",
    "aria-label": "Playhead",
    "aria-valuemin": 0,
  });
  readonly #names = h("div", { class: "vl-lane-names", "aria-hidden": "true" });
  readonly #marks: TimelineMarks;
  readonly #head = h("div", { class: "vl-playhead" });
  readonly #picture: Picture;
  #colors: Record<(typeof COLORS)[number], string> | null = null;
  #laidOut = "";
  #revision = -1;
  #tops = { verbs: 0, digits: 0, you: 0, lab: 0, call: 0, quality: 0, height: 0 };

  constructor(
    private readonly story: Story,
    hooks: StageHooks,
    resized: () => void,
  ) {
    const canvas = h("canvas", { "aria-hidden": "true" });
    this.#marks = new TimelineMarks(story, hooks);
    this.track = h(
      "div",
      {
        class: "vl-track",
        onkeydown: (event: KeyboardEvent) => hooks.key(event),
      },
      canvas,
      this.slider,
      this.#marks.root,
      this.#head,
    );
    this.root = h("div", { class: "vl-stage" }, this.#names, this.track);
    handle(this.track, this.span, () => story.lastKnown, hooks);
    this.#layOut(LEAST_ROWS);
    this.#picture = new Picture(canvas, resized);
  }

  close(): void {
    this.#picture.close();
  }

  recolor(): void {
    this.#colors = paints(this.root, COLORS);
  }

  // -- building ---------------------------------------------------------------------------------------

  #layOut(rows: number): void {
    const noticed = this.story.notices.length > 0;
    const measured = this.story.qualities.length > 0;
    const layout = `${rows} ${noticed} ${measured}`;
    if (layout === this.#laidOut) return;
    this.#laidOut = layout;
    let top = AXIS;
    const take = (height: number) => {
      top += height;
      return top - height;
    };
    const names = this.#names;
    names.replaceChildren();
    const name = (words: string, at: number) => names.append(h("span", { style: `top: ${at}px` }, words));
    name("webhooks", take(HOOKS) + 8);
    const verbs = take(Math.max(LEAST_ROWS, rows) * ROW + 8);
    name("verb", verbs + 4);
    const digits = take(DIGITS);
    name("digits", digits + 4);
    const you = take(YOU);
    name("you", you + YOU / 2 - 10);
    const lab = take(LAB);
    name("lab", lab + LAB / 2 - 10);
    const call = take(CALL + (noticed ? ROW : 0));
    name("call", call + 4);
    const quality = measured ? take(QUALITY) : top;
    if (quality < top) name("quality", quality + 8);
    this.#tops = { verbs, digits, you, lab, call, quality, height: top };
    this.track.style.height = `${top}px`;
  }

  #build(now: number): void {
    const rows = verbRows(this.story.verbs, now);
    this.#layOut(Math.max(0, ...rows.values()) + 1);
    const { verbs, digits, call } = this.#tops;
    const hooks = verbs - HOOKS + 7;
    const notices = call + CALL - 2;
    this.#marks.build(rows, { hooks, verbs: verbs + 3, digits: digits + 3, call: call + 4, notices });
  }

  // -- drawing ----------------------------------------------------------------------------------------

  /** Draw the call with the playhead at `head`; `now` is as far as it has come. */
  draw(head: number, now: number, chosen: ExchangeSpan | null): boolean {
    if (!this.#colors || !this.#picture.width) return false;
    if (this.story.revision !== this.#revision) {
      this.#revision = this.story.revision;
      this.#build(now);
      this.#picture.fit();
    }
    const width = this.#picture.width;
    this.#marks.place(this.span, width, now);
    const inner = this.story.running(head).reduce((most, verb) => Math.max(most, verb.id), -1);
    this.#marks.light(inner < 0 ? null : inner, chosen?.exchange ?? null);
    this.#head.style.transform = `translateX(${this.span.x(head, width).toFixed(1)}px)`;
    put(this.slider, "aria-valuenow", head.toFixed(1));
    put(this.slider, "aria-valuemax", now.toFixed(1));
    put(this.slider, "aria-valuetext", `${head.toFixed(1)} seconds of ${now.toFixed(1)}`);
    this.#drawCanvas(width);
    return true;
  }

  #drawCanvas(width: number): void {
    const { context } = this.#picture;
    const colors = this.#colors;
    if (!colors) return;
    this.#picture.clear();
    context.font = '11.5px "DejaVu Sans", system-ui, sans-serif';
    context.textBaseline = "middle";
    for (const tick of ticks(this.span.from, this.span.to, width)) {
      const x = this.span.x(tick, width);
      context.fillStyle = colors.line;
      context.fillRect(Math.round(x), AXIS - 4, 1, this.#tops.height - AXIS + 4);
      context.fillStyle = colors.soft;
      context.fillText(tickLabel(tick), x + 4, AXIS / 2 - 1);
    }
    const { inbound, outbound } = this.story;
    const { from, seconds } = this.span;
    const you = {
      envelope: inbound,
      middle: this.#tops.you + YOU / 2,
      reach: YOU / 2 - 4,
      color: colors.you,
    };
    drawLane(context, you, 0, width, from, seconds);
    const lab = {
      envelope: outbound,
      middle: this.#tops.lab + LAB / 2,
      reach: LAB / 2 - 4,
      color: colors.lab,
    };
    drawLane(context, lab, 0, width, from, seconds);
    const lane = { top: this.#tops.quality, height: QUALITY };
    const quality = { good: colors.lab, poor: colors["warm-text"], line: colors.line };
    drawQuality(context, this.story.qualities, lane, this.span, width, quality);
  }
}
