/** A widget's view of one call: asks the kernel for a token once, then hears from the lab directly. */

import { askKernel, type Credentials, findLab, Trouble } from "./credentials.ts";
import { type AnyModel, readMessage } from "./host.ts";
import { Observer } from "./observe.ts";
import { Story } from "./story.ts";

const RETRY_MS = 5000;
const LOST_MS = 4000;

export class CallWatch {
  readonly story: Story;
  trouble: Trouble | null = null;
  waiting = "looking for the lab";
  #observer: Observer | null = null;
  #life = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askedForSound = false;

  constructor(
    // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
    private readonly model: AnyModel<any>,
    callSid: string,
    /** `laidOut`: something other than sound came. */
    private readonly changed: (laidOut: boolean) => void,
    /** As `Watch` has it. */
    private readonly envelope: boolean | number = true,
  ) {
    this.story = new Story(callSid);
    model.on("msg:custom", this.#hear);
    void this.#start();
  }

  close(): void {
    this.#life.abort(new DOMException("closed", "AbortError"));
    clearTimeout(this.#timer);
    this.#observer?.close();
    this.model.off("msg:custom", this.#hear);
  }

  async #start(): Promise<void> {
    this.#observer?.close();
    try {
      const credentials = await this.#ask();
      const token = credentials.observe_token;
      if (!token) throw new Trouble("The kernel gave no token.", "Run the cell again.");
      const base = await findLab(credentials);
      if (this.#life.signal.aborted) return;
      this.#observer?.close(); // another start may have been quicker
      this.#observer = new Observer(base, token, {
        event: (event) => {
          if (event.call_sid !== this.story.callSid) return;
          this.story.apply(event, performance.now() / 1000);
          if (event.event !== "envelope") this.#soundOfThePast();
          this.changed(event.event !== "envelope");
        },
        refused: async () => {
          const fresh = await this.#ask().catch(() => null);
          return fresh?.observe_token ?? null;
        },
        state: (connected) => {
          if (connected) this.story.restart();
          this.waiting = connected ? "" : "the lab went away";
          clearTimeout(this.#timer);
          // The kernel knows where the lab is now, or that it is gone.
          if (!connected) this.#timer = setTimeout(() => void this.#start(), LOST_MS);
          this.changed(true);
        },
      });
      this.#observer.watch({ calls: [this.story.callSid], history: true, envelope: this.envelope });
      this.trouble = null;
    } catch (error) {
      if (this.#life.signal.aborted) return;
      this.trouble = error instanceof Trouble ? error : new Trouble(String(error), "Run the cell again.");
      this.#timer = setTimeout(() => void this.#start(), RETRY_MS);
    }
    this.changed(true);
  }

  #ask(): Promise<Credentials> {
    return askKernel(
      this.model,
      (words) => {
        this.waiting = words;
        this.changed(true);
      },
      this.#life.signal,
    );
  }

  /** The envelope of a call that is over comes through the kernel: nobody sends it again. */
  #soundOfThePast(): void {
    if (this.#askedForSound || this.story.endedAt === null) return;
    if (this.story.inbound.end > 0 && this.story.inbound.start < 1) return;
    this.#askedForSound = true;
    this.model.send({ type: "envelope" });
  }

  readonly #hear = (content: unknown) => {
    const message = readMessage(content);
    if (message?.type === "moved") void this.#start();
    if (message?.type !== "envelope") return;
    const rate = Number(message.rate);
    if (!(rate > 0)) return;
    const start = Number(message.start) || 0;
    this.story.inbound.spread(start, rate, pairs(message.inbound));
    this.story.outbound.spread(start, rate, pairs(message.outbound));
    this.changed(true);
  };
}

/** Peaks from pairs of a lowest and a highest value. */
function pairs(value: unknown): number[] {
  if (!Array.isArray(value)) return [];
  return value.map((pair) =>
    Array.isArray(pair) ? Math.max(Math.abs(Number(pair[0])), Math.abs(Number(pair[1]))) : Number(pair),
  );
}
