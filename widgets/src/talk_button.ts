/** Press to talk: held by mouse, finger or space bar. A click that nobody holds (a screen reader's) latches it. */

import { h, say } from "./dom.ts";

export class TalkButton {
  readonly root: HTMLButtonElement;
  readonly #hint = h("small", { "aria-hidden": "true" });
  #held = false;
  #pointer = false;

  constructor(private readonly talk: (talking: boolean) => void) {
    this.root = h(
      "button",
      {
        type: "button",
        class: "vl-talk",
        "aria-pressed": "false",
        onpointerdown: (event: PointerEvent) => {
          if (event.button !== 0) return;
          this.#pointer = true;
          this.root.setPointerCapture?.(event.pointerId);
          this.#hold(true);
        },
        onpointerup: () => this.#hold(false),
        onpointercancel: () => {
          this.#pointer = false; // no click follows
          this.#hold(false);
        },
        onlostpointercapture: () => this.#hold(false),
        oncontextmenu: (event: Event) => event.preventDefault(),
        onclick: () => {
          if (!this.#pointer) this.#hold(!this.#held);
          this.#pointer = false;
        },
      },
      h("b", {}, "Talk"),
      this.#hint,
    );
  }

  keyDown(event: KeyboardEvent): void {
    if (event.key !== " ") return;
    event.preventDefault();
    if (!event.repeat) this.#hold(true);
  }

  keyUp(event: KeyboardEvent): void {
    if (event.key !== " " || !this.#held) return;
    event.preventDefault();
    this.#hold(false);
  }

  /** Let it go, whoever holds it. */
  release(): void {
    this.#hold(false);
  }

  show(enabled: boolean, talking: boolean): void {
    this.root.disabled = !enabled;
    this.root.classList.toggle("vl-on", talking);
    this.root.setAttribute("aria-pressed", String(talking));
    say(this.#hint, talking ? "let go to listen" : enabled ? "hold this, or the space bar" : "join first");
    if (!enabled) this.#held = false;
  }

  #hold(held: boolean): void {
    if (this.#held === held || (held && this.root.disabled)) return;
    this.#held = held;
    this.talk(held);
  }
}
