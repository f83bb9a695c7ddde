/** The twelve keys of a phone. */

import { h } from "./dom.ts";

const LETTERS: Record<string, string> = {
  "2": "ABC",
  "3": "DEF",
  "4": "GHI",
  "5": "JKL",
  "6": "MNO",
  "7": "PQRS",
  "8": "TUV",
  "9": "WXYZ",
  "0": "+",
};
export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const PRESSED_MS = 140;

export class Keypad {
  readonly root: HTMLElement;
  readonly #buttons = new Map<string, HTMLButtonElement>();

  constructor(press: (key: string) => void) {
    for (const key of KEYS) {
      const button = h(
        "button",
        {
          type: "button",
          class: "vl-key",
          "aria-label": key, // the letters are drawn by the style sheet, so that they are no part of the name
          "data-letters": LETTERS[key] ?? "",
          onclick: () => press(key),
        },
        key,
      );
      this.#buttons.set(key, button);
    }
    this.root = h(
      "div",
      { class: "vl-pad", role: "group", "aria-label": "Keypad" },
      ...this.#buttons.values(),
    );
  }

  /** Show that a key goes down, however it was pressed. */
  light(key: string): void {
    const button = this.#buttons.get(key);
    button?.classList.add("vl-pressed");
    setTimeout(() => button?.classList.remove("vl-pressed"), PRESSED_MS);
  }
}
