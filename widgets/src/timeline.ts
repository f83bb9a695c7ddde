/** `call.timeline`, the inspector: everything that happened in a call on one time axis, live and afterwards. */

import { keepKeys } from "./board_parts.ts";
import { CallWatch } from "./call_watch.ts";
import cellCss from "./cell.css";
import { Trouble } from "./credentials.ts";
import { adoptStyles, h, icon, say } from "./dom.ts";
import type { AnyModel, RenderContext } from "./host.ts";
import { MINUS, PAUSE, PLAY, PLUS } from "./icons.ts";
import { Playback } from "./playback.ts";
import { standing } from "./standing.ts";
import type { ExchangeSpan } from "./story.ts";
import { followTheme } from "./theme.ts";
import timelineCss from "./timeline.css";
import { TimelineDetails } from "./timeline_details.ts";
import { exchangeAt, shortSid } from "./timeline_layout.ts";
import { TimelineStage } from "./timeline_stage.ts";
import { qualityWords, tellInWords } from "./timeline_words.ts";
import tokensCss from "./tokens.css";
import { Animation } from "./waveform.ts";

interface TimelineTraits extends Record<string, unknown> {
  standing: string;
  call_sid: string;
}

/** The picture runs this far behind, so that a late envelope is still in time. */
const BEHIND = 0.18;

class Timeline {
  readonly root: HTMLElement;
  readonly #watch: CallWatch;
  readonly #stage: TimelineStage;
  readonly #details = new TimelineDetails();
  readonly #playback: Playback;
  readonly #animation: Animation;
  readonly #about = h("span", { class: "vl-about vl-soft vl-ellipsis" });
  readonly #quality = h("span", { class: "vl-quality" });
  readonly #words = h("div", { class: "vl-quiet" });
  readonly #play: HTMLButtonElement;
  readonly #live: HTMLButtonElement;
  readonly #unfollow: () => void;
  /** Where somebody put the playhead; null while it goes with the call. */
  #head: number | null = null;
  #chosen: ExchangeSpan | null = null;
  /** Whether the span on the screen goes with the call. */
  #following = true;
  #trouble: Trouble | null = null;
  #stale = true;

  constructor(model: AnyModel<TimelineTraits>) {
    const sid = model.get("call_sid");
    this.#watch = new CallWatch(model, sid, (other) => this.#changed(other));
    this.#stage = new TimelineStage(
      this.#watch.story,
      {
        seek: (time) => this.#seek(time),
        choose: (exchange) => this.#choose(exchange),
        moved: () => {
          this.#following = false;
          this.#changed(true);
        },
        key: (event) => this.#key(event),
      },
      () => this.#animation?.wake(),
    );
    this.#playback = new Playback(model, () => this.#stopped());
    this.#play = h("button", { type: "button", class: "vl-play", onclick: () => void this.#togglePlay() });
    this.#live = h(
      "button",
      { type: "button", class: "vl-now-button", onclick: () => this.#goLive() },
      "Live",
    );
    const tool = (name: string, path: string, act: () => void) =>
      h(
        "button",
        { type: "button", class: "vl-icon", "aria-label": name, title: name, onclick: act },
        icon(path, 14),
      );
    this.root = h(
      "div",
      {
        class: "vl vl-card vl-timeline",
        role: "group",
        "aria-label": `Timeline of call ${sid}`,
        "data-lm-suppress-shortcuts": "true",
        onkeydown: keepKeys,
      },
      h(
        "div",
        { class: "vl-tl-top" },
        h("b", { title: sid }, shortSid(sid)),
        this.#about,
        this.#quality,
        h(
          "div",
          { class: "vl-tl-buttons" },
          tool("Zoom out", MINUS, () => this.#zoom(1.6)),
          tool("Zoom in", PLUS, () => this.#zoom(1 / 1.6)),
          h("button", { type: "button", onclick: () => this.#fit() }, "Fit"),
          this.#live,
          this.#play,
        ),
      ),
      this.#stage.root,
      this.#details.root,
      this.#words,
    );
    this.#animation = new Animation(this.root, (now) => this.#draw(now));
    this.#unfollow = followTheme(this.root, () => {
      this.#stage.recolor();
      this.#animation.wake();
    });
    this.#changed(true);
  }

  close(): void {
    this.#unfollow();
    this.#playback.stop();
    this.#animation.close();
    this.#stage.close();
    this.#watch.close();
    this.root.remove();
  }

  get #now(): number {
    const { story } = this.#watch;
    const now = story.time(performance.now() / 1000);
    return story.endedAt === null ? Math.max(0, now - BEHIND) : now;
  }

  /** The call's time that the playhead stands at. */
  get #time(): number {
    if (this.#playback.playing) return this.#playback.time;
    return this.#head ?? this.#now;
  }

  #changed(other: boolean): void {
    this.#stale ||= other;
    this.#animation?.wake();
  }

  /** Say what has changed: once for all the events that came since the last picture. */
  #refresh(): void {
    const { story } = this.#watch;
    this.#stale = false;
    say(this.#about, this.#aboutWords());
    this.#about.title = this.#about.textContent ?? "";
    tellInWords(this.#words, story);
    if (story.endedAt !== null && this.#following && this.#head === null) this.#stage.span.fit(story.endedAt);
    this.#showButtons();
  }

  #aboutWords(): string {
    const trouble = this.#watch.trouble ?? this.#trouble;
    if (trouble) return `${trouble.message} ${trouble.cure}`;
    const { from, to, status, reason } = this.#watch.story;
    if (!status) return this.#watch.waiting || "waiting for the call";
    return [`${from} → ${to || "the application"}`, status, reason].filter(Boolean).join(" · ");
  }

  #showButtons(): void {
    const { story } = this.#watch;
    const playing = this.#playback.playing;
    const name = playing ? "Pause" : "Play";
    if (this.#play.textContent !== name) this.#play.replaceChildren(icon(playing ? PAUSE : PLAY, 15), name);
    this.#play.disabled = story.inbound.end === 0 && story.outbound.end === 0;
    const live = story.status !== "" && story.endedAt === null;
    this.#live.hidden = !live;
    this.#live.setAttribute("aria-pressed", String(live && this.#head === null && this.#following));
  }

  // -- what people do ---------------------------------------------------------------------------------

  #seek(time: number): void {
    const { story } = this.#watch;
    this.#head = Math.min(Math.max(0, time), Math.max(story.lastKnown, this.#now));
    this.#chosen = null;
    if (this.#playback.playing) void this.#playFrom(this.#head);
    this.#reveal(this.#head);
    this.#changed(true);
  }

  #reveal(time: number): void {
    const { span } = this.#stage;
    if (time < span.from || time > span.to) span.from = Math.max(0, time - span.seconds / 2);
    this.#following = false;
  }

  #choose(exchange: ExchangeSpan): void {
    this.#head = exchange.start + (exchange.duration ?? 0);
    this.#chosen = exchange;
    this.#reveal(this.#head);
    this.#changed(true);
  }

  #goLive(): void {
    this.#playback.stop();
    this.#head = null;
    this.#chosen = null;
    this.#following = true;
    this.#changed(true);
  }

  #zoom(factor: number): void {
    this.#stage.span.zoom(factor, this.#time, this.#watch.story.lastKnown);
    this.#following = this.#head === null;
    this.#changed(true);
  }

  #fit(): void {
    this.#stage.span.fit(Math.max(this.#watch.story.lastKnown, this.#now));
    this.#following = this.#head === null;
    this.#changed(true);
  }

  async #togglePlay(): Promise<void> {
    if (this.#playback.playing) {
      this.#head = this.#playback.time;
      this.#playback.stop();
      this.#changed(true);
      return;
    }
    const { endedAt } = this.#watch.story;
    const from = this.#head ?? 0;
    await this.#playFrom(endedAt !== null && from > endedAt - 0.2 ? 0 : from);
  }

  async #playFrom(from: number): Promise<void> {
    try {
      await this.#playback.play(from);
      this.#trouble = null;
      this.#reveal(from);
    } catch (error) {
      this.#trouble = error instanceof Trouble ? error : new Trouble(String(error), "");
    }
    this.#changed(true);
  }

  #stopped(): void {
    this.#head = this.#watch.story.lastKnown;
    this.#changed(true);
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    const step = event.shiftKey ? 5 : 0.5;
    if (event.key === "ArrowLeft") this.#seek(this.#time - step);
    else if (event.key === "ArrowRight") this.#seek(this.#time + step);
    else if (event.key === "Home") this.#seek(0);
    else if (event.key === "End") this.#goLive();
    else if (event.key === "+" || event.key === "=") this.#zoom(1 / 1.6);
    else if (event.key === "-") this.#zoom(1.6);
    else if (event.key === " ") void this.#togglePlay();
    else return;
    event.preventDefault();
  }

  // -- drawing ----------------------------------------------------------------------------------------

  #draw(_stamp: number): boolean {
    if (this.#stale) this.#refresh();
    const { story } = this.#watch;
    const now = this.#now;
    const time = this.#time;
    const live = story.status !== "" && story.endedAt === null;
    if (this.#playback.playing) this.#stage.span.follow(time);
    else if (live && this.#following) this.#stage.span.follow(now);
    const quality = story.qualityAt(time);
    say(this.#quality, quality ? qualityWords(quality) : "");
    const chosen = this.#chosen ?? exchangeAt(story.exchanges, time);
    const drawn = this.#stage.draw(time, now, chosen);
    this.#details.show(story, chosen, time);
    return !drawn || live || this.#playback.playing;
  }
}

function render({ model, el }: RenderContext<TimelineTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "cell", cellCss);
  adoptStyles(el, "timeline", timelineCss);
  const timeline = new Timeline(model);
  el.append(timeline.root);
  return () => timeline.close();
}

export default standing({ render });
