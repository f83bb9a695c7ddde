/** A board's line to the lab: it watches at `/observe` and acts at `/lab/v1`, with a token made for just that. */

import { askKernel, type Credentials, findLab, Trouble } from "./credentials.ts";
import { type AnyModel, readMessage } from "./host.ts";
import { Observer, type Watch } from "./observe.ts";
import type { LabEvent } from "./story.ts";

const RETRY_MS = 5000;
/** How long a lab that went away may take to come back before the kernel is asked where it is. */
const LOST_MS = 4000;
const ACT_MS = 20_000;
/** The lab's codes for somebody who is not there, or whose call is over. */
const NOT_THERE: (number | null)[] = [20404, 21220];

export interface BoardHooks {
  event(event: LabEvent): void;
  /** The connection, or what is wrong with it, has changed. */
  changed(): void;
}

export class BoardLink {
  trouble: Trouble | null = null;
  waiting = "looking for the lab";
  connected = false;
  #observer: Observer | null = null;
  #base = "";
  #token = "";
  #life = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
    private readonly model: AnyModel<any>,
    private watch: Watch,
    private readonly hooks: BoardHooks,
  ) {
    model.on("msg:custom", this.#hear);
    void this.#start();
  }

  close(): void {
    this.#end();
    this.model.off("msg:custom", this.#hear);
  }

  /** Watch this from now on. */
  look(watch: Watch): void {
    this.watch = watch;
    this.#observer?.watch(watch);
  }

  dismissTrouble(): void {
    this.trouble = null;
    this.hooks.changed();
  }

  /**
   * Let the lab do something, and return its answer; null, with `trouble` set, when it does not. Where `leaving` is
   * true, whom it is about may have left in this moment: the board shows that, and nothing is wrong.
   */
  async act(
    door: string,
    body: Record<string, unknown>,
    leaving = false,
  ): Promise<Record<string, unknown> | null> {
    try {
      const answer = await this.#post(door, body);
      this.trouble = null;
      this.hooks.changed();
      return answer;
    } catch (error) {
      const trouble =
        error instanceof Trouble ? error : new Trouble("The lab did not answer.", "Try it again.");
      this.trouble = leaving && NOT_THERE.includes(trouble.code) ? null : trouble;
      this.hooks.changed();
      return null;
    }
  }

  async #post(door: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    if (!this.#base) throw new Trouble("The lab was not found yet.", "Wait a moment.");
    const send = () =>
      fetch(`${this.#base}lab/v1/${door}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Twilio-Token": this.#token },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ACT_MS),
      });
    let response = await send();
    if (response.status === 401) {
      this.#token = (await this.#ask(this.#life.signal)).observe_token ?? ""; // this machine slept
      response = await send();
    }
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.ok) return answer;
    throw new Trouble(
      String(answer.message ?? "The lab did not do it."),
      String(answer.cure ?? ""),
      typeof answer.code === "number" ? answer.code : null,
    );
  }

  #end(): void {
    this.#life.abort(new DOMException("closed", "AbortError"));
    clearTimeout(this.#timer);
    this.#observer?.close();
    this.#observer = null;
    this.connected = false;
  }

  async #start(): Promise<void> {
    this.#end();
    this.#life = new AbortController();
    const life = this.#life.signal;
    try {
      const credentials = await this.#ask(life);
      const token = credentials.observe_token;
      if (!token) throw new Trouble("The kernel gave no token.", "Run the cell again.");
      const base = await findLab(credentials);
      if (life.aborted) return; // another start goes on with what it found
      this.#token = token;
      this.#base = base;
      this.#observer = new Observer(this.#base, this.#token, {
        event: (event) => this.hooks.event(event),
        refused: async (code, message) => {
          const fresh = (await this.#ask(life).catch(() => null))?.observe_token ?? null;
          if (life.aborted) return null;
          if (fresh) this.#token = fresh;
          else this.#complain(new Trouble(message, "Run the cell again.", code));
          return fresh;
        },
        renewed: (token) => {
          this.#token = token;
        },
        state: (connected) => this.#state(connected),
      });
      this.#observer.watch(this.watch);
      this.trouble = null;
    } catch (error) {
      if (life.aborted) return;
      this.#complain(error instanceof Trouble ? error : new Trouble(String(error), "Run the cell again."));
      this.#timer = setTimeout(() => void this.#start(), RETRY_MS);
    }
    this.hooks.changed();
  }

  #state(connected: boolean): void {
    this.connected = connected;
    this.waiting = connected ? "" : "the lab went away, looking for it";
    clearTimeout(this.#timer);
    if (!connected) this.#timer = setTimeout(() => void this.#start(), LOST_MS);
    this.hooks.changed();
  }

  #ask(life: AbortSignal): Promise<Credentials> {
    const slow = (words: string) => {
      this.waiting = words;
      this.hooks.changed();
    };
    return askKernel(this.model, slow, life);
  }

  #complain(trouble: Trouble): void {
    this.trouble = trouble;
    this.waiting = "not connected";
    this.hooks.changed();
  }

  readonly #hear = (content: unknown) => {
    if (readMessage(content)?.type === "moved") void this.#start();
  };
}
