/** The top of whatever is a phone: its light, its name, its state in words, its settings. */

import { h, icon, say } from "./dom.ts";
import { GEAR } from "./icons.ts";
import type { PhoneLine } from "./phone_line.ts";
import { PhoneSettings } from "./phone_settings.ts";

export class PhoneHead {
  readonly root: HTMLElement;
  readonly settings: PhoneSettings;
  readonly #status: HTMLElement;

  /** `said`: whether screen readers say what the state changes to. */
  constructor(line: PhoneLine, identity: string, said = false) {
    this.#status = h("span", { class: "vl-status vl-soft vl-ellipsis", role: said ? "status" : null });
    const gear = h(
      "button",
      {
        type: "button",
        class: "vl-icon",
        "aria-label": "Settings",
        "aria-expanded": "false",
        title: "Settings",
      },
      icon(GEAR),
    );
    this.settings = new PhoneSettings(line);
    this.settings.openedBy(gear);
    this.root = h(
      "div",
      { class: "vl-phone-top" },
      h("span", { class: "vl-dot", "aria-hidden": "true" }),
      h("span", { class: "vl-name vl-ellipsis", title: identity }, identity),
      this.#status,
      gear,
    );
  }

  /** The state in words, and more of it for who points there. */
  show(words: string, more = ""): void {
    say(this.#status, words);
    this.#status.title = [words, more].filter(Boolean).join(": ");
  }
}
