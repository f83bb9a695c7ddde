/** Work that is repeated while somebody can see what comes of it. */

export class Pulse {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onScreen = true;
  #closed = false;
  readonly #watcher: IntersectionObserver;

  /**
   * Do `work` every `beat` milliseconds for as long as it answers true, `element` is on the screen and the page is
   * seen. `rest` is called when it is not seen any more; `wake` starts it again.
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
    if (!this.#closed && this.#timer === undefined && this.#seen) this.#timer = setTimeout(this.#do, 0);
  }

  close(): void {
    this.#closed = true;
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
    this.#timer = undefined;
    if (!this.#seen) return;
    if (this.work() && !this.#closed) this.#timer = setTimeout(this.#do, this.beat);
  };
}
