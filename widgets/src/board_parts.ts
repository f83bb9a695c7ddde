/** What the boards have in common: the line of what is wrong, and a name as people say it. */

import type { Trouble } from "./credentials.ts";
import { h, icon } from "./dom.ts";
import { CROSS } from "./icons.ts";

/** Says what is wrong and what to do, until it is dismissed. */
export class TroubleLine {
  readonly root = h("div", { class: "vl-trouble", role: "alert", hidden: true });
  #shown: Trouble | null = null;

  constructor(private readonly dismiss: () => void) {}

  show(trouble: Trouble | null): void {
    if (trouble === this.#shown) return;
    this.#shown = trouble;
    this.root.hidden = !trouble;
    this.root.replaceChildren();
    if (!trouble) return;
    const head = h("b", {}, trouble.code ? `${trouble.code} · ${trouble.message}` : trouble.message);
    const close = h(
      "button",
      { type: "button", class: "vl-icon vl-dismiss", "aria-label": "Dismiss", onclick: this.dismiss },
      icon(CROSS, 12),
    );
    this.root.append(h("p", {}, head), close, h("p", {}, trouble.cure));
  }
}

/** `client:alice` as alice; numbers as they are. */
export const nameOf = (address: string): string => address.replace(/^client:/, "");

/** Keys that are typed into a board must not also run the notebook's shortcuts. */
export const keepKeys = (event: KeyboardEvent): void => event.stopPropagation();
