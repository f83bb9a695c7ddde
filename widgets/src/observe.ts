/**
 * The page's end of `/observe`: live events and envelopes, reconnecting while somebody watches. The lab renews the token
 * while the old one is good, so a busy kernel need not; once it does not any more, `refused` asks the kernel.
 */

import { socketAddress } from "./addresses.ts";
import { renewToken } from "./credentials.ts";
import type { LabEvent } from "./story.ts";
import { lifeOf } from "./token_life.ts";

export interface Watch {
  calls: "all" | string[];
  history: boolean;
  /** Whether sound is wanted, sixteen times a second, or so many seconds of it at a time. */
  envelope: boolean | number;
  /** Whether the events of calls that those dial are wanted too. */
  dialled?: boolean;
  /** Names of conferences whose state and levels are wanted too. */
  conferences?: string[];
  /** Whether the queues are. */
  queues?: boolean;
  /** Names of documents whose changes are. */
  documents?: string[];
}

export interface ObserverHooks {
  event(event: LabEvent): void;
  /** The token was refused. Answer with a new one, or null to give up. */
  refused(code: number | null, message: string): Promise<string | null>;
  /** The lab gave a new token for the old one, with the same rights. */
  renewed?(token: string): void;
  state?(connected: boolean): void;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;
/** A new token is asked for when so much of the old one's time is over, and again after so much of it. */
const RENEW_AT = 0.5;
const ASK_AGAIN = 0.1;

export class Observer {
  #socket: WebSocket | null = null;
  #greeted = false;
  #closed = false;
  #wait = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #watch: Watch | null = null;

  constructor(
    private readonly base: string,
    private token: string,
    private readonly hooks: ObserverHooks,
  ) {
    this.#renewLater(RENEW_AT);
  }

  /** Watch these calls from now on. */
  watch(watch: Watch): void {
    this.#watch = watch;
    if (!this.#socket) this.#open();
    else if (this.#socket.readyState === WebSocket.OPEN) this.#ask();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#renewal);
    this.#socket?.close();
    this.#socket = null;
  }

  /** Renew the token when that part of its life is over; one without dates never ends. */
  #renewLater(part: number): void {
    clearTimeout(this.#renewal);
    const life = lifeOf(this.token);
    if (life !== null) this.#renewal = setTimeout(() => void this.#renew(), life * part * 1000);
  }

  async #renew(): Promise<void> {
    const fresh = await renewToken(this.base, this.token);
    if (this.#closed) return;
    if (!fresh) return this.#renewLater(ASK_AGAIN);
    this.token = fresh;
    if (this.#greeted && this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ renew: fresh }));
    }
    this.hooks.renewed?.(fresh);
    this.#renewLater(RENEW_AT);
  }

  #ask(): void {
    if (this.#watch) this.#socket?.send(JSON.stringify({ token: this.token, ...this.#watch }));
  }

  #open(): void {
    if (this.#closed) return;
    const socket = new WebSocket(socketAddress(this.base, "observe"));
    this.#socket = socket;
    this.#greeted = false;
    let refusal: Promise<string | null> | null = null;
    socket.onopen = () => this.#ask();
    socket.onmessage = (message) => {
      const event = parse(message.data);
      if (!event) return;
      if (event.event === "hello") {
        this.#wait = FIRST_WAIT_MS;
        if (!this.#greeted) this.hooks.state?.(true);
        this.#greeted = true;
      } else if (event.event === "refused") {
        refusal = this.hooks.refused(
          typeof event.code === "number" ? event.code : null,
          String(event.message),
        );
      } else if (event.event !== "renewed") {
        this.hooks.event(event);
      }
    };
    socket.onclose = async () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (this.#greeted) this.hooks.state?.(false);
      if (refusal) {
        const token = await refusal;
        if (token === null) return;
        this.token = token;
        this.#renewLater(RENEW_AT);
      }
      this.#timer = setTimeout(() => this.#open(), this.#wait);
      this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
    };
  }
}

function parse(data: unknown): LabEvent | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === "object" && value !== null && "event" in value) return value as LabEvent;
  } catch {
    // Not JSON: nothing of ours.
  }
  return null;
}
