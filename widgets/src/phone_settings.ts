/** The popover behind the gear: which microphone, and whether it hears anything. */

import { audioContext } from "./audio_context.ts";
import { Trouble } from "./credentials.ts";
import { h } from "./dom.ts";
import type { PhoneLine } from "./phone_line.ts";
import { PhoneSpeaker } from "./phone_speaker.ts";
import { microphoneTrouble } from "./voice_source.ts";

export class PhoneSettings {
  readonly root: HTMLElement;
  readonly #select = h("select", { class: "vl-field", "aria-label": "Microphone" });
  readonly #bar = h("i");
  readonly #words = h("p");
  readonly #try: HTMLButtonElement;
  readonly #meter: HTMLElement;
  readonly #speaker: PhoneSpeaker;
  #opener: HTMLButtonElement | null = null;
  #stream: MediaStream | null = null;
  #frame = 0;

  constructor(private readonly line: PhoneLine) {
    this.#select.addEventListener("change", () => void this.#choose());
    this.#try = h("button", { type: "button", onclick: () => void this.#listen() }, "Try the microphone");
    this.#meter = h(
      "div",
      {
        class: "vl-meter",
        role: "meter",
        "aria-label": "Microphone level",
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      this.#bar,
    );
    this.#speaker = new PhoneSpeaker(line);
    this.root = h(
      "div",
      { class: "vl-settings", role: "dialog", "aria-label": "Phone settings", hidden: true },
      h("label", {}, "Microphone"),
      this.#select,
      this.#meter,
      this.#try,
      this.#speaker.root,
      this.#words,
    );
  }

  openedBy(button: HTMLButtonElement): void {
    this.#opener = button;
    button.addEventListener("click", () => (this.root.hidden ? void this.#open() : this.dismiss()));
  }

  async #open(): Promise<void> {
    this.root.hidden = false;
    this.#opener?.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.#outside, true);
    const kind = this.line.voice.kind;
    const microphone = kind === "microphone";
    this.#select.disabled = !microphone;
    this.#try.hidden = !microphone;
    this.#meter.hidden = !microphone;
    this.#words.textContent = microphone
      ? "Echo cancellation is on. Sound goes to the lab only."
      : kind === "wav"
        ? "This phone speaks a recording; its microphone is not used."
        : kind === "typed"
          ? "This phone says what you type; its microphone is not used."
          : "This phone is silent; its microphone is not used.";
    await Promise.all([this.#list(), this.#speaker.list()]);
    (microphone ? this.#select : this.#opener)?.focus();
  }

  /** Close it; false when it was not open. */
  dismiss(): boolean {
    if (this.root.hidden) return false;
    this.root.hidden = true;
    this.#opener?.setAttribute("aria-expanded", "false");
    this.#opener?.focus({ preventScroll: true });
    this.#deaf();
    document.removeEventListener("pointerdown", this.#outside, true);
    return true;
  }

  close(): void {
    this.#deaf();
    document.removeEventListener("pointerdown", this.#outside, true);
  }

  readonly #outside = (event: Event) => {
    const path = event.composedPath();
    if (path.includes(this.root) || (this.#opener && path.includes(this.#opener))) return;
    this.dismiss();
  };

  async #list(): Promise<void> {
    const microphones = await this.line.voice.microphones().catch(() => []);
    this.#select.replaceChildren(h("option", { value: "" }, "The browser's choice"));
    for (const { id, label } of microphones) {
      if (id === "default") continue;
      this.#select.append(h("option", { value: id }, label));
    }
    this.#select.value = this.line.voice.deviceId ?? "";
  }

  async #choose(): Promise<void> {
    await this.line.chooseMicrophone(this.#select.value || null);
    if (this.#stream) await this.#listen();
  }

  async #listen(): Promise<void> {
    this.#deaf();
    try {
      this.#stream = await this.line.voice.microphone();
    } catch (error) {
      const trouble = error instanceof Trouble ? error : microphoneTrouble(error);
      this.#words.textContent = `${trouble.message.replace(/; the call.*$/, ".")} ${trouble.cure}`;
      return;
    }
    this.#words.textContent = "Say something: the bar moves.";
    await Promise.all([this.#list(), this.#speaker.list()]); // now that it was allowed, the names are known
    const audio = audioContext();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 1024;
    audio.createMediaStreamSource(this.#stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const draw = () => {
      analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      const level = Math.min(1, peak ** 0.6);
      this.#bar.style.transform = `scaleX(${level.toFixed(3)})`;
      this.#meter.setAttribute("aria-valuenow", String(Math.round(level * 100)));
      this.#frame = requestAnimationFrame(draw);
    };
    draw();
  }

  #deaf(): void {
    cancelAnimationFrame(this.#frame);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#bar.style.transform = "scaleX(0)";
  }
}
