/** Which speaker a phone sounds from, where the browser lets a page choose one. */

import { h } from "./dom.ts";
import { allDevices } from "./microphone.ts";
import type { PhoneLine } from "./phone_line.ts";

/** The SDK's word for the browser's own choice. */
const DEFAULT = "default";

export class PhoneSpeaker {
  readonly root: HTMLElement;
  readonly #select = h("select", { class: "vl-field", "aria-label": "Speaker" });
  readonly #words = h("p", { role: "status", hidden: true });
  /** What was chosen and is not in use yet: the SDK needs a moment, in which the list may be read anew. */
  #wanted: string | null = null;

  constructor(private readonly line: PhoneLine) {
    this.#select.addEventListener("change", () => void this.#choose());
    this.root = h("div", { class: "vl-speaker" }, h("label", {}, "Speaker"), this.#select, this.#words);
    this.root.hidden = true;
  }

  /** Read anew which speakers there are. Browsers name them once the microphone was allowed. */
  async list(): Promise<void> {
    const audio = this.line.audio;
    this.root.hidden = !audio?.isOutputSelectionSupported;
    if (!audio || this.root.hidden) return;
    const devices = await allDevices().catch(() => []);
    const chosen = this.#wanted ?? [...audio.speakerDevices.get()][0]?.deviceId ?? DEFAULT;
    this.#select.replaceChildren(h("option", { value: DEFAULT }, "The browser's choice"));
    devices
      .filter((device) => device.kind === "audiooutput" && device.deviceId && device.deviceId !== DEFAULT)
      .forEach((device, index) => {
        this.#select.append(h("option", { value: device.deviceId }, device.label || `Speaker ${index + 1}`));
      });
    this.#select.value = chosen;
  }

  async #choose(): Promise<void> {
    this.#words.hidden = true;
    const wanted = this.#select.value;
    this.#wanted = wanted;
    let refused = false;
    try {
      await this.line.audio?.speakerDevices.set(wanted);
    } catch {
      refused = true;
    }
    if (this.#wanted !== wanted) return; // another was chosen meanwhile, and tells how that went
    this.#wanted = null;
    if (!refused) return;
    this.#words.textContent = "This speaker cannot be used now; the sound stays where it was.";
    this.#words.hidden = false;
    await this.list();
  }
}
