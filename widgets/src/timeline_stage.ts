/** The timeline's picture: lanes on one time axis, waves on a canvas, everything else as elements. */

import { h, put } from "./dom.ts";
import { paints } from "./paints.ts";
import type { ExchangeSpan, Story, VerbSpan } from "./story.ts";
import { verbWords } from "./story.ts";
import { type HandHooks, handle } from "./timeline_hand.ts";
import { milliseconds, pathOf, Span, tickLabel, ticks, verbRows } from "./timeline_layout.ts";
import { drawQuality } from "./timeline_quality.ts";
import { drawLane, Picture } from "./waveform.ts";

const AXIS = 22;
const HOOKS = 36;
const ROW = 23;
const LEAST_ROWS = 2;
const DIGITS = 34;
const YOU = 48;
const LAB = 70;
const CALL = 28;
const QUALITY = 36;
/** A mark that is nearer than this to the right edge has its words on its left. */
const TURN = 84;
const COLORS = ["you", "lab", "line", "soft", "warm-text"] as const;

export interface StageHooks extends HandHooks {
  choose(exchange: ExchangeSpan): void;
  key(event: KeyboardEvent): void;
}

interface Placed {
  element: HTMLElement;
  start: number;
  /** Null while it runs. */
  end: number | null;
  /** Its words, which stay in sight while its begin is not. */
  words?: HTMLElement;
  /** How far its own width may go, in seconds; for labels beside a thing. */
  room?: number;
  /** Pixels between the thing and its label. */
  beside?: number;
  /** Whether it is out of sight, once that is known. */
  hidden?: boolean;
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
  readonly #world = h("div", { class: "vl-world" });
  readonly #head = h("div", { class: "vl-playhead" });
  readonly #picture: Picture;
  #colors: Record<(typeof COLORS)[number], string> | null = null;
  #placed: Placed[] = [];
  #verbs = new Map<number, HTMLElement>();
  #hooks = new Map<number, HTMLElement>();
  #revision = -1;
  #tops = { verbs: 0, digits: 0, you: 0, lab: 0, call: 0, quality: 0, height: 0 };
  /** What stands where it should: of which part of the call, and how wide. */
  #standing = { from: Number.NaN, scale: Number.NaN };

  constructor(
    private readonly story: Story,
    private readonly hooks: StageHooks,
    resized: () => void,
  ) {
    const canvas = h("canvas", { "aria-hidden": "true" });
    this.track = h(
      "div",
      {
        class: "vl-track",
        "data-lm-suppress-shortcuts": "true",
        onkeydown: (event: KeyboardEvent) => hooks.key(event),
      },
      canvas,
      this.slider,
      this.#world,
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
    const call = take(CALL + (this.story.notices.length ? ROW : 0));
    name("call", call + 4);
    const quality = this.story.qualities.length ? take(QUALITY) : top;
    if (quality < top) name("quality", quality + 8);
    this.#tops = { verbs, digits, you, lab, call, quality, height: top };
    this.track.style.height = `${top}px`;
  }

  #build(now: number): void {
    const { story } = this;
    const rows = verbRows(story.verbs, now);
    this.#layOut(Math.max(0, ...rows.values()) + 1);
    this.#placed = [];
    const verbs = new Map<number, HTMLElement>();
    const hooks = new Map<number, HTMLElement>();
    const sorted = [...story.exchanges].sort((a, b) => a.start - b.start);
    sorted.forEach((exchange, index) => {
      hooks.set(exchange.exchange, this.#addExchange(exchange, sorted[index + 1]?.start ?? null));
    });
    for (const verb of story.verbs) verbs.set(verb.id, this.#addVerb(verb, rows.get(verb.id) ?? 0));
    for (const { at, digit, via } of story.digits) {
      this.#add(
        h("span", { class: "vl-digit", title: `${digit} by ${via}` }, digit),
        at,
        at,
        this.#tops.digits + 3,
      );
    }
    for (const { at, text, final } of story.speech) {
      if (final) this.#add(h("span", { class: "vl-spoken" }, `“${text}”`), at, at, this.#tops.digits + 3);
    }
    const marks = [...story.statuses, ...story.notices].map((mark) => mark.at).sort((a, b) => a - b);
    for (const { at, status } of story.statuses) {
      const next = marks.find((other) => other > at);
      const room = (next ?? Number.POSITIVE_INFINITY) - at;
      this.#add(h("span", { class: "vl-moved" }, status), at, at, this.#tops.call + 4, { room, beside: 0 });
    }
    for (const notice of story.notices) {
      const words = notice.code ? String(notice.code) : notice.level;
      const attributes = {
        class: "vl-notice",
        "data-level": notice.level,
        title: `${notice.message} ${notice.cure}`,
      };
      this.#add(h("span", attributes, `▲ ${words}`), notice.at, notice.at, this.#tops.call + CALL - 2, {
        room: Number.POSITIVE_INFINITY,
        beside: 0,
      });
    }
    const focused = this.#focusedExchange();
    this.#verbs = verbs;
    this.#hooks = hooks;
    this.#world.replaceChildren(...this.#placed.map((item) => item.element));
    if (focused !== null) hooks.get(focused)?.focus({ preventScroll: true });
  }

  #focusedExchange(): number | null {
    for (const [exchange, element] of this.#hooks) if (element === document.activeElement) return exchange;
    return null;
  }

  #add(
    element: HTMLElement,
    start: number,
    end: number | null,
    top: number,
    more: Partial<Placed> = {},
  ): void {
    element.style.top = `${top}px`;
    this.#placed.push({ element, start, end, ...more });
  }

  #addExchange(exchange: ExchangeSpan, next: number | null): HTMLElement {
    const words = [exchange.method, pathOf(exchange.url)];
    if (exchange.status !== null && exchange.status >= 300) words.push(String(exchange.status));
    if (exchange.duration !== null) words.push(milliseconds(exchange.duration));
    const bad = exchange.duration !== null && (exchange.status === null || exchange.status >= 400);
    const end = exchange.duration === null ? null : exchange.start + exchange.duration;
    const top = this.#tops.verbs - HOOKS + 7;
    const button = h("button", {
      type: "button",
      class: "vl-hook",
      "data-bad": bad,
      "aria-label": words.join(" "),
      "aria-pressed": "false",
      title: words.join(" "),
      onclick: () => this.hooks.choose(exchange),
    });
    this.#add(button, exchange.start, end, top);
    const label = h("span", { class: "vl-hook-words", "aria-hidden": "true" }, words.join(" "));
    const room = next === null ? undefined : next - exchange.start;
    this.#add(label, exchange.start, exchange.start, top, { room: room ?? Number.POSITIVE_INFINITY });
    return button;
  }

  #verbLabel(verb: VerbSpan): string {
    if (verb.verb !== "Gather" || verb.end === null) return `${verb.verb} ${verbWords(verb)}`.trim();
    const within = (at: number) => at >= verb.start && at <= (verb.end ?? at) + 0.05;
    const digits = this.story.digits.filter((mark) => within(mark.at)).map((mark) => mark.digit);
    const words = this.story.speech.filter((mark) => mark.final && within(mark.at)).map((mark) => mark.text);
    const heard = [digits.join(""), ...words.map((text) => `“${text}”`)].filter(Boolean).join(" ");
    return `Gather · ${heard || "nothing"}`;
  }

  #addVerb(verb: VerbSpan, row: number): HTMLElement {
    const words = h("span", {}, this.#verbLabel(verb));
    const button = h(
      "button",
      {
        type: "button",
        class: "vl-verb",
        tabindex: -1,
        title: `${verb.verb} ${verbWords(verb)} ${verb.outcome ? `→ ${verb.outcome}` : ""}`.trim(),
        onclick: () => this.hooks.seek(verb.start + 0.001),
      },
      words,
    );
    this.#add(button, verb.start, verb.end, this.#tops.verbs + row * ROW + 3, { words });
    return button;
  }

  // -- drawing ----------------------------------------------------------------------------------------

  /** Draw the call with the playhead at `head`; `now` is as far as it has come. */
  draw(head: number, now: number, chosen: ExchangeSpan | null): boolean {
    if (!this.#colors || !this.#picture.width) return false;
    if (this.story.revision !== this.#revision) {
      this.#revision = this.story.revision;
      this.#build(now);
      this.#picture.fit();
      this.#standing.scale = Number.NaN;
    }
    const width = this.#picture.width;
    const scale = width / this.span.seconds;
    this.#world.style.transform = `translateX(${(-this.span.from * scale).toFixed(2)}px)`;
    const { from, scale: former } = this.#standing;
    const moved = from !== this.span.from || former !== scale;
    this.#standing = { from: this.span.from, scale };
    for (const item of this.#placed) if (moved || item.end === null) this.#place(item, scale, now);
    const running = new Set(this.story.running(head).map((verb) => verb.id));
    const inner = Math.max(...running);
    for (const [id, element] of this.#verbs) put(element, "data-runs", String(id === inner));
    for (const [id, element] of this.#hooks) {
      put(element, "aria-pressed", String(id === chosen?.exchange));
    }
    this.#head.style.transform = `translateX(${this.span.x(head, width).toFixed(1)}px)`;
    put(this.slider, "aria-valuenow", head.toFixed(1));
    put(this.slider, "aria-valuemax", now.toFixed(1));
    put(this.slider, "aria-valuetext", `${head.toFixed(1)} seconds of ${now.toFixed(1)}`);
    this.#drawCanvas(width);
    return true;
  }

  #place(item: Placed, scale: number, now: number): void {
    const { element, start, end, words, room, beside = 18 } = item;
    const stop = end ?? Math.max(start, now);
    const hidden = stop < this.span.from - 30 || start > this.span.to + 1;
    // Most of an hour's call is out of sight: what stays there is not touched.
    if (hidden !== item.hidden) element.style.display = hidden ? "none" : "";
    item.hidden = hidden;
    if (hidden) return;
    if (room !== undefined) {
      const turned = beside === 0 && (this.span.to - start) * scale < TURN;
      element.style.left = `${(start * scale + beside).toFixed(2)}px`;
      element.style.transform = turned ? "translateX(-100%)" : "";
      put(element, "data-turned", String(turned));
      const most = turned ? TURN : Math.min(room, this.span.to - start) * scale - beside - 6;
      element.style.maxWidth = `${Math.min(4000, Math.max(0, most)).toFixed(0)}px`;
      element.style.visibility = most < 24 ? "hidden" : "";
      return;
    }
    element.style.left = `${(start * scale).toFixed(2)}px`;
    if (stop === start && end !== null) return;
    element.style.width = `${((stop - start) * scale).toFixed(2)}px`;
    if (words) words.style.marginLeft = `${Math.max(0, (this.span.from - start) * scale).toFixed(0)}px`;
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
