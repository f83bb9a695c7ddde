/** `lab.flow`: what may happen in a call, lit up along the way that calls take while they take it. */

import { BoardLink } from "./board_link.ts";
import { keepKeys } from "./board_parts.ts";
import { adoptStyles, h, say } from "./dom.ts";
import flowCss from "./flow.css";
import { follow, type Lit, markOf } from "./flow_path.ts";
import { FlowPicture } from "./flow_picture.ts";
import type { AnyModel, RenderContext } from "./host.ts";
import { standing } from "./standing.ts";
import type { LabEvent } from "./story.ts";
import { followTheme } from "./theme.ts";
import { shortSid } from "./timeline_layout.ts";
import tokensCss from "./tokens.css";

interface FlowTraits extends Record<string, unknown> {
  standing: string;
  svg: string;
  about: string;
  /** The one call to follow; empty for every call that comes. */
  call_sid: string;
}

const FOLLOWED = new Set(["webhook-started", "document-started", "verb-started", "verb-ended", "call-ended"]);
/** How long after something strange came the kernel is asked for another drawing. */
const REDRAW_MS = 300;

interface CallOnTheWay {
  words: string;
  events: LabEvent[];
  over: boolean;
}

class Flow {
  readonly root: HTMLElement;
  readonly #pane = h("div", { class: "vl-flow-pane", tabindex: 0, role: "region", "aria-label": "Flow" });
  readonly #picture = new FlowPicture(this.#pane);
  readonly #said = h("span", { class: "vl-soft vl-ellipsis", role: "status" });
  readonly #follow: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;
  readonly #calls = new Map<string, CallOnTheWay>();
  readonly #link: BoardLink;
  readonly #unfollow: () => void;
  #following = true;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = "";
  #seen: number | null = null;

  constructor(private readonly model: AnyModel<FlowTraits>) {
    const button = (words: string, act: () => void) => h("button", { type: "button", onclick: act }, words);
    this.#follow = button("Follow", () => {
      this.#following = !this.#following;
      this.#seen = null;
      this.#changed();
    });
    this.#clear = button("Clear", () => {
      for (const [sid, call] of this.#calls) if (call.over) this.#calls.delete(sid);
      this.#changed();
    });
    this.root = h(
      "div",
      {
        class: "vl vl-card vl-flow-card",
        role: "group",
        "aria-label": "Flow of the lab",
        "data-lm-suppress-shortcuts": "true",
        onkeydown: keepKeys,
      },
      h(
        "div",
        { class: "vl-flow-top" },
        h("b", {}, "Flow"),
        h("span", { class: "vl-soft" }, model.get("about")),
        this.#said,
        h("div", { class: "vl-flow-buttons" }, this.#follow, this.#clear),
      ),
      this.#pane,
    );
    this.#picture.draw(model.get("svg"));
    this.#link = new BoardLink(model, this.#watch(), {
      event: (event) => this.#hear(event),
      changed: () => this.#changed(),
    });
    model.on("change:svg", this.#redrawn);
    this.#unfollow = followTheme(this.root, () => {});
    this.#changed();
  }

  close(): void {
    this.#unfollow();
    this.#link.close();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.model.off("change:svg", this.#redrawn);
    this.root.remove();
  }

  #watch() {
    const sid = this.model.get("call_sid");
    const calls = sid ? [sid] : ("all" as const);
    return { calls, history: true, envelope: false, documents: this.#documents() };
  }

  /** The names of the documents in the picture: their changes are watched. */
  #documents(): string[] {
    return [...this.#picture.places.boxes]
      .filter((box) => box?.kind === "document" && box.key.includes("/twiml/"))
      .map((box) => box.key.split("/twiml/").at(-1) ?? "")
      .slice(0, 50);
  }

  #hear(event: LabEvent): void {
    if (event.event === "document") {
      const { name, source } = event;
      const box = this.#picture.places.boxes.find((each) => each.key.endsWith(`/twiml/${name}`));
      if (typeof source === "string" && box && !box.sections.includes(markOf(source))) this.#askAnew();
      return;
    }
    const sid = event.call_sid;
    if (!sid) return;
    if (event.event === "call-created") {
      // A new call is followed from its beginning; the ways of those that are over have been seen.
      const live = [...this.#calls.values()].some((call) => !call.over);
      if (!live) this.#calls.clear();
      const words = `${event.from_ ?? ""} → ${event.to || "the application"}`;
      this.#calls.set(sid, { words, events: [], over: false });
    }
    const call = this.#calls.get(sid);
    if (!call || !FOLLOWED.has(event.event)) return;
    call.events.push(event);
    if (event.event === "call-ended") call.over = true;
    this.#changed();
  }

  readonly #redrawn = (): void => {
    this.#picture.draw(this.model.get("svg"));
    this.#link.look(this.#watch());
    this.#seen = null;
    this.#changed();
  };

  /** Ask the kernel for a drawing that has what was strange. Until it comes, or if it never does, the rest is lit. */
  #askAnew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.model.send({ type: "redraw" }), REDRAW_MS);
  }

  #changed(): void {
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #show(): void {
    this.#frame = 0;
    const followed = [...this.#calls].map(([sid, call]) => ({
      sid,
      call,
      lit: follow(this.#picture.places, call.events),
    }));
    const shown = followed.filter(({ lit, call }) => lit.boxes.size > 0 || !call.over);
    this.#picture.light(shown.map(({ lit }) => lit).filter((lit) => lit.boxes.size > 0));
    this.#follow.setAttribute("aria-pressed", String(this.#following));
    this.#clear.disabled = !followed.some(({ call }) => call.over);
    say(this.#said, this.#words(shown));
    // Once for each such thing: a call that comes to what no drawing can show must not ask for ever.
    const strange = shown
      .filter(({ lit }) => lit.strange)
      .map(
        ({ sid, call }) => `${sid} ${call.events.filter((each) => each.event === "document-started").length}`,
      )
      .join();
    if (strange && strange !== this.#asked) {
      this.#asked = strange;
      this.#askAnew();
    }
    this.#reveal(shown.map(({ lit }) => lit));
  }

  #words(shown: readonly { sid: string; call: CallOnTheWay; lit: Lit }[]): string {
    const { trouble } = this.#link;
    if (trouble) return `${trouble.message} ${trouble.cure}`;
    const last = shown.at(-1);
    if (!last) return this.#link.waiting || "the way of the next call lights up here";
    const state = last.call.over ? "ended" : last.lit.words || "in progress";
    const others = shown.length > 1 ? ` · and ${shown.length - 1} more` : "";
    return `${shortSid(last.sid)} ${last.call.words} · ${state}${others}`;
  }

  /** Scroll the picture, not the page, so that the step that runs is in sight. */
  #reveal(lit: readonly Lit[]): void {
    const now = lit.findLast((each) => each.now !== null)?.now ?? null;
    if (!this.#following || now === null || now === this.#seen) return;
    this.#seen = now;
    const row = this.#picture.row(now)?.getBoundingClientRect();
    const pane = this.#pane.getBoundingClientRect();
    if (!row) return;
    const aside = (low: number, high: number, from: number, to: number) =>
      low < from ? low - from - 24 : high > to ? high - to + 24 : 0;
    const left = aside(row.left, row.right, pane.left, pane.right);
    const top = aside(row.top, row.bottom, pane.top, pane.bottom);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (left || top) this.#pane.scrollBy({ left, top, behavior: calm ? "auto" : "smooth" });
  }
}

function render({ model, el }: RenderContext<FlowTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "flow", flowCss);
  const flow = new Flow(model);
  el.append(flow.root);
  return () => flow.close();
}

export default standing({ render });
