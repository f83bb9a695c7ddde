/** The phone as people see it: status, To, waveform, keypad, actions. Everything is done by `PhoneLine`. */

import { meant } from "./board_parts.ts";
import { h, icon, say } from "./dom.ts";
import { duration } from "./duration.ts";
import { HANDSET } from "./icons.ts";
import { KEYS, Keypad } from "./keypad.ts";
import { PhoneHead } from "./phone_head.ts";
import type { PhoneLine } from "./phone_line.ts";
import { voiceRemedies } from "./phone_remedies.ts";
import { PhoneSay } from "./phone_say.ts";
import { complaint, isLive, type PhoneState } from "./phone_state.ts";
import { announcement, callWords, statusWords } from "./phone_words.ts";
import { verbWords } from "./story.ts";
import { followTheme } from "./theme.ts";
import { TroubleLine } from "./trouble_line.ts";
import { Animation, drawLane, Picture } from "./waveform.ts";

const SECONDS = 10;
/** The picture runs this far behind, so that a late envelope is still in time. */
const BEHIND = 0.18;

export interface PhoneViewOptions {
  identity: string;
  to: string;
  changeTo(to: string): void;
}

export class PhoneView {
  readonly root: HTMLElement;
  readonly #to: HTMLInputElement;
  readonly #timer = h("span", { class: "vl-timer" });
  readonly #verb = h("span", { class: "vl-chip" });
  readonly #words = h("span", { class: "vl-ellipsis vl-soft" });
  readonly #keys = h("span", { class: "vl-keys vl-ellipsis" });
  readonly #wave = h("canvas", {
    class: "vl-wave",
    role: "img",
    "aria-label": "Sound of the last 10 seconds",
  });
  readonly #live = h("div", { class: "vl-quiet", role: "status", "aria-live": "polite" });
  readonly #trouble: TroubleLine;
  readonly #you = h("i", { style: "background: currentColor; color: var(--vl-you)" });
  readonly #lab = h("i", { style: "background: currentColor; color: var(--vl-lab)" });
  readonly #call: HTMLButtonElement;
  readonly #answer: HTMLButtonElement;
  readonly #reject: HTMLButtonElement;
  readonly #hangUp: HTMLButtonElement;
  readonly #mute: HTMLButtonElement;
  readonly #pad: Keypad;
  readonly #say: PhoneSay;
  readonly #head: PhoneHead;
  readonly #picture: Picture;
  readonly #animation: Animation;
  readonly #unfollow: (() => void)[] = [];
  #colors = { you: "", lab: "" };
  #announced = "";
  #hint = "";

  constructor(
    private readonly line: PhoneLine,
    private readonly options: PhoneViewOptions,
  ) {
    this.#to = h("input", {
      class: "vl-field",
      "aria-label": "To",
      placeholder: "a document, a number, client:bob",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      oninput: () => options.changeTo(this.#to.value.trim()),
    });
    this.#to.value = options.to;
    this.#call = h(
      "button",
      { type: "button", class: "vl-go", onclick: meant(() => this.#dial()) },
      icon(HANDSET),
      "Call",
    );
    this.#answer = h(
      "button",
      { type: "button", class: "vl-go", onclick: meant(() => this.line.answer()) },
      icon(HANDSET),
      "Answer",
    );
    this.#reject = h(
      "button",
      { type: "button", class: "vl-stop", onclick: meant(() => this.line.reject()) },
      "Reject",
    );
    this.#hangUp = h(
      "button",
      { type: "button", class: "vl-stop", onclick: meant(() => this.line.hangUp()) },
      "Hang up",
    );
    this.#mute = h("button", { type: "button", onclick: () => this.#toggleMute() }, "Mute");
    this.#say = new PhoneSay(line);
    this.#head = new PhoneHead(line, options.identity);
    this.#pad = new Keypad((key) => this.#press(key));
    this.#trouble = new TroubleLine(() => this.line.dismissTrouble());
    this.root = this.#build();

    this.#picture = new Picture(this.#wave, () => this.#animation?.wake());
    this.#animation = new Animation(this.#wave, (now) => this.#draw(now));
    this.#unfollow.push(
      followTheme(this.root, () => {
        this.#colors = { you: getComputedStyle(this.#you).color, lab: getComputedStyle(this.#lab).color };
        this.#animation.wake();
      }),
      line.subscribe(() => this.#show()),
    );
    this.#show();
  }

  setTo(to: string): void {
    if (this.#to.value.trim() !== to) this.#to.value = to;
  }

  close(): void {
    for (const stop of this.#unfollow) stop();
    this.#animation.close();
    this.#picture.close();
    this.#head.settings.close();
    this.root.remove();
  }

  #build(): HTMLElement {
    const root = h(
      "div",
      {
        class: "vl vl-card vl-phone",
        role: "group",
        "aria-label": `Phone ${this.options.identity}`,
        tabindex: "-1",
        "data-lm-suppress-shortcuts": "true",
        onkeydown: (event: KeyboardEvent) => this.#key(event),
      },
      this.#head.root,
      this.#to,
      h("div", { class: "vl-now" }, this.#timer, this.#verb, this.#words, this.#keys),
      this.#wave,
      h(
        "div",
        { class: "vl-legend", "aria-hidden": "true" },
        h("span", {}, this.#you, "you"),
        h("span", {}, this.#lab, "lab"),
        h("span", {}, `−${SECONDS} s`),
      ),
      this.#say.root,
      this.#pad.root,
      h("div", { class: "vl-actions" }, this.#call, this.#answer, this.#reject, this.#hangUp, this.#mute),
      this.#trouble.root,
      this.#live,
      this.#head.settings.root,
    );
    // A click anywhere on the phone takes the keyboard, so that digits can be typed at once.
    root.addEventListener("pointerdown", (event) => {
      const target = event.target as Element;
      if (!target.closest("button, input, select")) root.focus({ preventScroll: true });
    });
    return root;
  }

  // -- what people do ---------------------------------------------------------------------------------

  #dial(): void {
    const to = this.#to.value.trim();
    if (to) {
      void this.line.dial(to);
      return;
    }
    this.#hint = "Type whom to call first.";
    this.#to.focus();
    this.#show();
  }

  #toggleMute(): void {
    this.line.mute(!this.line.state.muted);
  }

  #press(key: string): void {
    if (isLive(this.line.state)) {
      this.line.press(key);
    } else if (/^[+*#\d]*$/.test(this.#to.value) && this.line.state.status !== "incoming") {
      this.#to.value += key;
      this.options.changeTo(this.#to.value);
    }
    this.#pad.light(key);
  }

  #key(event: KeyboardEvent): void {
    // Keys meant for the phone must not also run the notebook's shortcuts.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (event.key === "Escape") {
      if (!this.#head.settings.dismiss() && isLive(this.line.state)) this.line.hangUp();
      else if (this.line.state.status === "incoming") this.line.reject();
    } else if (target === this.#to) {
      if (event.key === "Enter" && !this.#call.disabled && !this.#call.hidden) this.#dial();
      return;
    } else if (target.closest("select")) {
      return;
    } else if (KEYS.includes(event.key)) {
      this.#press(event.key);
    } else if (event.key === "m" || event.key === "M") {
      this.#toggleMute();
    } else {
      return;
    }
    event.preventDefault();
  }

  // -- what people see --------------------------------------------------------------------------------

  #show(): void {
    const state = this.line.state;
    const live = isLive(state);
    const incoming = state.status === "incoming";
    if (live || complaint(state)) this.#hint = "";
    // Moving the focus with the button keeps a keyboard user where they were.
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    this.root.dataset.status = state.status;
    this.#call.hidden = live || incoming;
    this.#call.disabled = state.status !== "ready";
    this.#answer.hidden = !incoming;
    this.#reject.hidden = !incoming;
    this.#hangUp.hidden = !live;
    this.#mute.hidden = incoming;
    this.#mute.disabled = !(state.status === "in-call" || state.status === "reconnecting");
    say(this.#mute, state.muted ? "Unmute" : "Mute");
    this.#mute.setAttribute("aria-pressed", String(state.muted));
    this.#to.readOnly = live || incoming;
    this.#say.show();
    if (focused instanceof HTMLButtonElement && focused.hidden) {
      const next = [this.#hangUp, this.#answer, this.#call].find(
        (button) => !button.hidden && !button.disabled,
      );
      (next ?? this.root).focus({ preventScroll: true });
    }
    this.#head.show(statusWords(state), state.transportReason);
    this.#showCall(state);
    this.#trouble.show(complaint(state), voiceRemedies(this.line));
    this.#announce(state);
    this.#animation?.wake();
  }

  #showCall(state: PhoneState): void {
    const verb = state.status === "in-call" ? (this.line.story?.currentVerb ?? null) : null;
    const timed = state.answeredAt !== null;
    this.#timer.classList.toggle("vl-words", !timed);
    if (!timed) say(this.#timer, callWords(state) || this.#hint);
    else this.#tick();
    this.#timer.classList.toggle("vl-soft", !timed && !state.party);
    say(this.#verb, verb?.verb ?? "");
    this.#verb.hidden = !verb;
    say(this.#words, verb ? verbWords(verb) : timed ? state.party : "");
    this.#words.title = this.#words.textContent ?? "";
    say(this.#keys, timed ? state.keys : "");
  }

  #tick(): void {
    const { answeredAt } = this.line.state;
    if (answeredAt !== null) say(this.#timer, duration(performance.now() / 1000 - answeredAt));
  }

  #announce(state: PhoneState): void {
    const words = announcement(state);
    if (words === this.#announced) return;
    this.#announced = words;
    say(this.#live, words);
  }

  #draw(now: number): boolean {
    const { context, width, height } = this.#picture;
    const story = this.line.story;
    if (!this.#colors.you || !width) return !this.#colors.you;
    this.#tick();
    const end = (story ? story.time(now) : 0) - BEHIND;
    const from = end - SECONDS;
    this.#picture.clear();
    const lane = { reach: height / 4 - 3 };
    drawLane(
      context,
      { ...lane, envelope: story?.inbound ?? null, middle: height / 4, color: this.#colors.you },
      0,
      width,
      from,
      SECONDS,
    );
    drawLane(
      context,
      { ...lane, envelope: story?.outbound ?? null, middle: (height * 3) / 4, color: this.#colors.lab },
      0,
      width,
      from,
      SECONDS,
    );
    return this.line.live;
  }
}
