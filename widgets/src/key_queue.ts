/**
 * The keys of one call, pressed one after the other.
 *
 * A browser that is given new keys forgets those of before that it has not sent yet, and the SDK hands each of its
 * calls on at once: of keys that are typed quickly some would be lost.
 */

/**
 * A key's time on the wire: the SDK's 160 ms, the three packets that say its end, 70 ms of pause. Measured in Chromium:
 * 290 to 320 ms. Where keys go out sooner than that, one of five is lost.
 */
export const KEY_MS = 350;
const WAIT_MS = 500; // a "w"

export class KeyQueue {
  #waiting = "";
  #send: ((keys: string) => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A new call: what waited for an earlier one is forgotten. Keys wait until it is open. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = "";
    this.#send = null;
  }

  /** The call is open: keys go out by `send`, those that waited first. */
  open(send: (keys: string) => void): void {
    this.#send = send;
    this.#next();
  }

  /** Press keys: digits, `*`, `#`, and `w`, which waits for half a second. */
  press(keys: string): void {
    this.#waiting += keys;
    if (this.#timer === undefined) this.#next();
  }

  #next(): void {
    this.#timer = undefined;
    if (!this.#send || !this.#waiting) return;
    const [run = ""] = /^(w+|[^w]+)/.exec(this.#waiting) ?? [];
    this.#waiting = this.#waiting.slice(run.length);
    const pause = run.startsWith("w");
    if (!pause) this.#send(run);
    this.#timer = setTimeout(() => this.#next(), run.length * (pause ? WAIT_MS : KEY_MS));
  }
}
