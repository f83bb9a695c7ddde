/** What stands on the timeline as elements: exchanges, verbs, digits, speech, statuses, notifications. */

import { h, put } from "./dom.ts";
import { type ExchangeSpan, type Story, type VerbSpan, verbWords } from "./story.ts";
import { milliseconds, pathOf, type Span, shoved } from "./timeline_layout.ts";

/** The height of a row of verbs. */
export const ROW = 23;
/** A mark that is nearer than this to the right edge has its words on its left. */
const TURN = 84;
/** A label that has less room than this says nothing. */
const LEAST_WORDS = 40;
/** The width of a digit's disc. */
const DIGIT = 20;

/** Where the lanes begin, in pixels from above. */
export interface Tops {
  hooks: number;
  verbs: number;
  digits: number;
  call: number;
  notices: number;
}

export interface MarkHooks {
  /** Somebody put the playhead there. */
  seek(time: number): void;
  choose(exchange: ExchangeSpan): void;
}

interface Placed {
  element: HTMLElement;
  /** All that the element shows: it stays the same one for as long as this does. */
  look: string;
  start: number;
  /** Null while it runs. */
  end: number | null;
  /** Its words stay in sight while its begin is not. */
  sticky?: boolean;
  /** How far its own width may go, in seconds; for labels beside a thing. */
  room?: number;
  /** Pixels between the thing and its label. */
  beside?: number;
  /** Seconds to the nearest of its kind; a mark that has less than its width is a stroke. */
  apart?: number;
  /** The exchange that it is, or whose words it is. */
  exchange?: number;
  /** Pixels that it stands beside its time, so that what came just before can be seen and clicked too. */
  shift?: number;
  /** Whether it is out of sight, once that is known. */
  hidden?: boolean;
}

export class TimelineMarks {
  readonly root = h("div", { class: "vl-world" });
  /** What stands there, by what it is about. */
  #placed = new Map<string, Placed>();
  #before = new Map<string, Placed>();
  #verbs = new Map<number, HTMLElement>();
  #hooks = new Map<number, HTMLElement>();
  #tops: Tops = { hooks: 0, verbs: 0, digits: 0, call: 0, notices: 0 };
  /** For which part of the call, and how wide, everything stands where it should. */
  #standing = { from: Number.NaN, scale: Number.NaN };

  constructor(
    private readonly story: Story,
    private readonly hooks: MarkHooks,
  ) {}

  /** Have in the world what the story tells; what is as it was before stays as it is. */
  build(rows: ReadonlyMap<number, number>, tops: Tops): void {
    const { story } = this;
    this.#tops = tops;
    this.#before = this.#placed;
    this.#placed = new Map();
    const verbs = new Map<number, HTMLElement>();
    const hooks = new Map<number, HTMLElement>();
    const sorted = [...story.exchanges].sort((a, b) => a.start - b.start);
    sorted.forEach((exchange, index) => {
      hooks.set(exchange.exchange, this.#addExchange(exchange, sorted[index + 1]?.start ?? null));
    });
    for (const verb of story.verbs) verbs.set(verb.id, this.#addVerb(verb, rows.get(verb.id) ?? 0));
    this.#addHeard();
    this.#addMarks();
    const focused = this.#focusedExchange();
    this.#verbs = verbs;
    this.#hooks = hooks;
    this.#arrange();
    this.#before.clear();
    this.#standing.scale = Number.NaN;
    const target = focused === null ? undefined : hooks.get(focused);
    if (target && target !== document.activeElement) target.focus({ preventScroll: true });
  }

  /** Have the elements there in their order; what was there before is not touched. */
  #arrange(): void {
    const wanted = [...this.#placed.values()].map(({ element }) => element);
    const stays = new Set(wanted);
    for (const { element } of this.#before.values()) if (!stays.has(element)) element.remove();
    let next = this.root.firstChild;
    for (const element of wanted) {
      if (element === next) next = next.nextSibling;
      else this.root.insertBefore(element, next);
    }
  }

  /** Digits and speech. */
  #addHeard(): void {
    const { digits, speech } = this.story;
    const top = this.#tops.digits;
    digits.forEach(({ at, digit, via }, index) => {
      const before = digits[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
      const apart = Math.min(at - before, (digits[index + 1]?.at ?? Number.POSITIVE_INFINITY) - at);
      const make = () => h("span", { class: "vl-digit", title: `${digit} by ${via}` }, digit);
      this.#add(`digit ${index}`, `${digit} ${via}`, make, at, at, top, { apart });
    });
    speech.forEach(({ at, text, final }, index) => {
      if (!final) return;
      this.#add(`speech ${index}`, text, () => h("span", { class: "vl-spoken" }, `“${text}”`), at, at, top);
    });
  }

  /** Statuses and notifications. */
  #addMarks(): void {
    const { statuses, notices } = this.story;
    const marks = [...statuses, ...notices].map((mark) => mark.at).sort((a, b) => a - b);
    statuses.forEach(({ at, status }, index) => {
      const next = marks.find((other) => other > at);
      const room = (next ?? Number.POSITIVE_INFINITY) - at;
      const make = () => h("span", { class: "vl-moved" }, status);
      this.#add(`status ${index}`, status, make, at, at, this.#tops.call, { room, beside: 0 });
    });
    notices.forEach((notice, index) => {
      const words = notice.code ? String(notice.code) : notice.level;
      const title = `${notice.message} ${notice.cure}`;
      const make = () =>
        h(
          "button",
          {
            type: "button",
            class: "vl-notice",
            "data-level": notice.level,
            title,
            onclick: () => this.hooks.seek(notice.at),
          },
          `▲ ${words}`,
        );
      const place = { room: Number.POSITIVE_INFINITY, beside: 0 };
      const look = `${words} ${notice.level} ${title}`;
      this.#add(`notice ${index}`, look, make, notice.at, notice.at, this.#tops.notices, place);
    });
  }

  #focusedExchange(): number | null {
    for (const [exchange, element] of this.#hooks) if (element === document.activeElement) return exchange;
    return null;
  }

  #add(
    key: string,
    look: string,
    make: () => HTMLElement,
    start: number,
    end: number | null,
    top: number,
    more: Partial<Placed> = {},
  ): HTMLElement {
    const old = this.#before.get(key);
    const element = old?.look === look ? old.element : make();
    if (element.style.top !== `${top}px`) element.style.top = `${top}px`;
    const hidden = element === old?.element ? old.hidden : undefined;
    this.#placed.set(key, { element, look, start, end, hidden, ...more });
    return element;
  }

  #addExchange(exchange: ExchangeSpan, next: number | null): HTMLElement {
    const words = [exchange.method, pathOf(exchange.url)];
    if (exchange.status !== null && exchange.status >= 300) words.push(String(exchange.status));
    if (exchange.duration !== null) words.push(milliseconds(exchange.duration));
    const bad = exchange.duration !== null && (exchange.status === null || exchange.status >= 400);
    const end = exchange.duration === null ? null : exchange.start + exchange.duration;
    const top = this.#tops.hooks;
    const { exchange: number, start } = exchange;
    const told = words.join(" ");
    const make = () =>
      h("button", {
        type: "button",
        class: "vl-hook",
        "data-bad": bad,
        "aria-label": told,
        "aria-pressed": "false",
        title: told,
        onclick: () => {
          const chosen = this.story.exchanges.find((each) => each.exchange === number);
          if (chosen) this.hooks.choose(chosen);
        },
      });
    const button = this.#add(`hook ${number}`, `${told} ${bad}`, make, start, end, top, { exchange: number });
    const label = () => h("span", { class: "vl-hook-words", "aria-hidden": "true" }, told);
    const room = next === null ? Number.POSITIVE_INFINITY : next - start;
    this.#add(`words ${number}`, told, label, start, start, top, { room, exchange: number });
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
    const told = this.#verbLabel(verb);
    const title = `${verb.verb} ${verbWords(verb)} ${verb.outcome ? `→ ${verb.outcome}` : ""}`.trim();
    const { start, end } = verb;
    const make = () =>
      h(
        "button",
        {
          type: "button",
          class: "vl-verb",
          tabindex: -1,
          title,
          onclick: () => this.hooks.seek(start + 0.001),
        },
        h("span", {}, told),
      );
    const top = this.#tops.verbs + row * ROW;
    return this.#add(`verb ${verb.id}`, `${told} ${title} ${start}`, make, start, end, top, { sticky: true });
  }

  /** Have everything where it belongs when `span` is `width` pixels wide; `now` is as far as the call has come. */
  place(span: Span, width: number, now: number): void {
    const scale = width / span.seconds;
    this.root.style.transform = `translateX(${(-span.from * scale).toFixed(2)}px)`;
    const moved = this.#standing.from !== span.from || this.#standing.scale !== scale;
    if (this.#standing.scale !== scale) this.#shove(scale);
    this.#standing = { from: span.from, scale };
    for (const item of this.#placed.values()) if (moved || item.end === null) place(item, span, scale, now);
  }

  /** Have no exchange cover another one. */
  #shove(scale: number): void {
    const shifts = shoved(this.story.exchanges, scale);
    for (const item of this.#placed.values())
      if (item.exchange !== undefined) item.shift = shifts.get(item.exchange) ?? 0;
  }

  /** Light what is at the playhead. */
  light(verb: number | null, exchange: number | null): void {
    for (const [id, element] of this.#verbs) put(element, "data-runs", String(id === verb));
    for (const [id, element] of this.#hooks) put(element, "aria-pressed", String(id === exchange));
  }
}

function place(item: Placed, span: Span, scale: number, now: number): void {
  const { element, start, end, sticky, room, apart, beside = 18, shift = 0 } = item;
  const stop = end ?? Math.max(start, now);
  const hidden = stop + shift / scale < span.from - 30 || start > span.to + 1;
  // Most of an hour's call is out of sight: what stays there is not touched.
  if (hidden !== item.hidden) element.style.display = hidden ? "none" : "";
  item.hidden = hidden;
  if (hidden) return;
  if (room !== undefined) {
    const turned = beside === 0 && (span.to - start) * scale < TURN;
    element.style.left = `${(start * scale + shift + beside).toFixed(2)}px`;
    element.style.transform = turned ? "translateX(-100%)" : "";
    put(element, "data-turned", String(turned));
    const most = turned ? TURN : Math.min(room, span.to - start) * scale - shift - beside - 6;
    element.style.maxWidth = `${Math.min(4000, Math.max(0, most)).toFixed(0)}px`;
    element.style.visibility = most < LEAST_WORDS ? "hidden" : "";
    return;
  }
  element.style.left = `${(start * scale + shift).toFixed(2)}px`;
  if (apart !== undefined) put(element, "data-tight", String(apart * scale < DIGIT));
  if (stop === start && end !== null) return;
  element.style.width = `${((stop - start) * scale).toFixed(2)}px`;
  const words = sticky ? (element.firstElementChild as HTMLElement | null) : null;
  if (words) words.style.marginLeft = `${Math.max(0, (span.from - start) * scale).toFixed(0)}px`;
}
