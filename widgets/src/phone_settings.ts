/** The popover behind the gear: how the phone speaks, which devices it uses, and whether it hears anything. */

import { h } from "./dom.ts";
import { LevelMeter } from "./level_meter.ts";
import { microphones, microphoneTrouble, openMicrophone } from "./microphone.ts";
import type { PhoneLine } from "./phone_line.ts";
import { PhoneSpeaker } from "./phone_speaker.ts";
import type { VoiceKind } from "./voice_source.ts";

const WAYS: Record<VoiceKind, [name: string, words: string]> = {
  microphone: ["The microphone", "Echo cancellation is on. Sound goes to the lab only."],
  typed: ["What I type", "The lab says what you type; no microphone is used."],
  silence: ["Silence", "This phone is silent; no microphone is used."],
  wav: ["The recording", "This phone speaks a recording; no microphone is used."],
};

export class PhoneSettings {
  readonly root: HTMLElement;
  readonly #voice = h("select", { class: "vl-field", "aria-label": "Voice" });
  readonly #select = h("select", { class: "vl-field", "aria-label": "Microphone" });
  readonly #words = h("p", { role: "status" });
  readonly #try: HTMLButtonElement;
  readonly #meter = new LevelMeter();
  readonly #speaker: PhoneSpeaker;
  readonly #ofMicrophone: HTMLElement;
  readonly #unfollow: () => void;
  #opener: HTMLButtonElement | null = null;
  #turn = 0;

  constructor(private readonly line: PhoneLine) {
    this.#voice.addEventListener("change", () => {
      this.#deaf();
      void this.line.speakBy(this.#voice.value as VoiceKind);
      this.#show();
    });
    this.#select.addEventListener("change", () => void this.#choose());
    this.#try = h("button", { type: "button", onclick: () => void this.#listen() }, "Try the microphone");
    this.#ofMicrophone = h(
      "div",
      { class: "vl-group" },
      h("label", {}, "Microphone"),
      this.#select,
      this.#meter.root,
      this.#try,
    );
    this.#speaker = new PhoneSpeaker(line);
    this.root = h(
      "div",
      { class: "vl-settings", role: "dialog", "aria-label": "Phone settings", hidden: true },
      h("label", {}, "Voice"),
      this.#voice,
      this.#ofMicrophone,
      this.#speaker.root,
      this.#words,
    );
    this.#unfollow = line.subscribe(() => {
      if (!this.root.hidden) this.#show();
    });
  }

  openedBy(button: HTMLButtonElement): void {
    this.#opener = button;
    button.addEventListener("click", () => (this.root.hidden ? void this.#open() : this.dismiss()));
  }

  async #open(): Promise<void> {
    this.root.hidden = false;
    this.#opener?.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.#outside, true);
    this.#show();
    (this.#ofMicrophone.hidden ? this.#voice : this.#select).focus();
    await this.#list();
  }

  /** Close it; false when it was not open. */
  dismiss(): boolean {
    if (this.root.hidden) return false;
    this.#deaf();
    this.root.hidden = true;
    this.#opener?.setAttribute("aria-expanded", "false");
    this.#opener?.focus({ preventScroll: true });
    document.removeEventListener("pointerdown", this.#outside, true);
    return true;
  }

  close(): void {
    this.#deaf();
    this.#unfollow();
    document.removeEventListener("pointerdown", this.#outside, true);
  }

  readonly #outside = (event: Event) => {
    const path = event.composedPath();
    if (path.includes(this.root) || (this.#opener && path.includes(this.#opener))) return;
    this.dismiss();
  };

  #show(): void {
    const { voice } = this.line;
    const ways = (Object.keys(WAYS) as VoiceKind[]).filter((way) => way !== "wav" || voice.recording);
    if (this.#voice.options.length !== ways.length) {
      this.#voice.replaceChildren(...ways.map((way) => h("option", { value: way }, WAYS[way][0])));
    }
    this.#voice.value = voice.kind;
    // Where it was the phone that chose to do without, the microphone can still be tried.
    this.#ofMicrophone.hidden = voice.wanted !== "microphone";
    if (this.#meter.listening) return;
    const { trouble } = voice;
    this.#words.textContent = trouble ? `${trouble.message} ${trouble.cure}` : WAYS[voice.kind][1];
  }

  async #list(): Promise<void> {
    const [found] = await Promise.all([microphones().catch(() => []), this.#speaker.list()]);
    this.#select.replaceChildren(h("option", { value: "" }, "The browser's choice"));
    for (const { id, label } of found) {
      if (id !== "default") this.#select.append(h("option", { value: id }, label));
    }
    this.#select.value = this.line.voice.deviceId ?? "";
  }

  async #choose(): Promise<void> {
    await this.line.chooseMicrophone(this.#select.value || null);
    if (this.#meter.listening) await this.#listen();
  }

  async #listen(): Promise<void> {
    this.#deaf();
    this.#turn += 1;
    const turn = this.#turn;
    let stream: MediaStream;
    try {
      stream = await openMicrophone(this.line.voice.deviceId);
    } catch (error) {
      const { message, cure } = microphoneTrouble(error);
      if (turn === this.#turn) this.#words.textContent = `${message} ${cure}`;
      return;
    }
    if (turn !== this.#turn || this.root.hidden) {
      for (const track of stream.getTracks()) track.stop(); // it was closed meanwhile
      return;
    }
    this.#meter.listen(stream);
    this.#words.textContent = "Say something: the bar moves.";
    if (!this.line.live) void this.line.voice.look(); // it can be had after all
    await this.#list(); // now that it was allowed, the names are known
  }

  #deaf(): void {
    this.#turn += 1;
    this.#meter.stop();
  }
}
