/** Who is talking, from levels that come sixteen times a second. A pause between two words is no silence. */

/** A peak of about -30 dBFS: louder than a quiet room, softer than anybody who speaks. */
const LOUD = 0.03;
const PAUSE_MS = 600;

export class Talkers {
  readonly levels = new Map<string, number>();
  #until = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is called whenever somebody begins or ends to talk. */
  constructor(private readonly changed: () => void) {}

  hear(levels: Record<string, unknown>, now: number): void {
    const before = this.#names(now);
    this.levels.clear();
    for (const [sid, value] of Object.entries(levels)) {
      const level = Number(value) || 0;
      this.levels.set(sid, level);
      if (level >= LOUD) this.#until.set(sid, now + PAUSE_MS);
    }
    for (const sid of [...this.#until.keys()]) if (!this.levels.has(sid)) this.#until.delete(sid);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.changed(), PAUSE_MS + 20);
    if (this.#names(now) !== before) this.changed();
  }

  talks(sid: string, now: number): boolean {
    return (this.#until.get(sid) ?? 0) > now;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #names(now: number): string {
    return [...this.#until.keys()].filter((sid) => this.talks(sid, now)).join(" ");
  }
}
