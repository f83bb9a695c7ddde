/** Says what is wrong and what to do, with buttons for what can be done here, until it is dismissed. */

import type { Trouble } from "./credentials.ts";
import { h, icon } from "./dom.ts";
import { CROSS } from "./icons.ts";

export interface Remedy {
  words: string;
  run(): void;
}

export class TroubleLine {
  readonly root = h("div", { class: "vl-trouble", role: "alert", hidden: true });
  #shown = "";

  constructor(private readonly dismiss: () => void) {}

  show(trouble: Trouble | null, remedies: Remedy[] = []): void {
    const { message = "", cure = "", code = null } = trouble ?? {};
    const shown = trouble ? [code, message, cure, ...remedies.map(({ words }) => words)].join("\n") : "";
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.root.hidden = !trouble;
    this.root.replaceChildren();
    if (!trouble) return;
    const close = h(
      "button",
      { type: "button", class: "vl-icon vl-dismiss", "aria-label": "Dismiss", onclick: () => this.dismiss() },
      icon(CROSS, 12),
    );
    this.root.append(h("p", {}, h("b", {}, code ? `${code} · ${message}` : message)), close);
    if (cure) this.root.append(h("p", {}, cure));
    if (!remedies.length) return;
    const buttons = remedies.map(({ words, run }) => h("button", { type: "button", onclick: run }, words));
    this.root.append(h("p", { class: "vl-remedies" }, ...buttons));
  }
}
