/** Work that is repeated while somebody can see what comes of it. */

export class Pulse {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #onScreen = true;
  #closed = false;
  readonly #watcher: IntersectionObserver;

  /**
   * Do `work` with the page's next frame after each `wake`, and `beat` milliseconds after it was last done for as long
   * as it answers true; only while `element` is on the screen and the page is seen. `rest` is called when it is not
   * seen any more.
   */
  constructor(
    element: Element,
    private readonly beat: number,
    private readonly work: () => boolean,
    private readonly rest: () => void,
  ) {
    this.#watcher = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)?.isIntersecting ?? true;
      this.#look();
    });
    this.#watcher.observe(element);
    document.addEventListener("visibilitychange", this.#look);
  }

  wake(): void {
    if (!this.#closed && !this.#frame && this.#seen) this.#frame = requestAnimationFrame(this.#do);
  }

  close(): void {
    this.#closed = true;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#watcher.disconnect();
    document.removeEventListener("visibilitychange", this.#look);
  }

  get #seen(): boolean {
    return this.#onScreen && document.visibilityState === "visible";
  }

  readonly #look = (): void => {
    if (this.#seen) this.wake();
    else this.rest();
  };

  readonly #do = (): void => {
    this.#frame = 0;
    clearTimeout(this.#timer);
    if (this.#seen && this.work() && !this.#closed) this.#timer = setTimeout(this.#again, this.beat);
  };

  readonly #again = (): void => this.wake();
}
