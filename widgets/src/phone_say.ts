/** The line where a phone without a microphone is typed for: Enter says it. */

import { h } from "./dom.ts";
import type { PhoneLine } from "./phone_line.ts";

export class PhoneSay {
  readonly root: HTMLInputElement;

  constructor(private readonly line: PhoneLine) {
    this.root = h("input", {
      class: "vl-field",
      "aria-label": "Say",
      placeholder: "what you say, then Enter",
      maxlength: 2000,
      autocomplete: "off",
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.show();
  }

  show(): void {
    this.root.hidden = this.line.voice.kind !== "typed";
    this.root.disabled = this.line.state.status !== "in-call";
  }

  #key(event: KeyboardEvent): void {
    const text = this.root.value.trim();
    if (event.key === "Escape" && !text) return; // the phone's own: it hangs up
    // Digits of a sentence are no keys of the phone, nor its letters shortcuts of the notebook.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && text) this.line.say(text);
    if (event.key === "Enter" || event.key === "Escape") this.root.value = "";
  }
}
