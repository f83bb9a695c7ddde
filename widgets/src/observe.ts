/** The page's end of `/observe`: live events and envelopes, reconnecting while somebody watches. */

import { socketAddress } from "./addresses.ts";
import type { LabEvent } from "./story.ts";

export interface Watch {
  calls: "all" | string[];
  history: boolean;
  envelope: boolean;
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
  state?(connected: boolean): void;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;

export class Observer {
  #socket: WebSocket | null = null;
  #greeted = false;
  #closed = false;
  #wait = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: Watch | null = null;

  constructor(
    private readonly base: string,
    private token: string,
    private readonly hooks: ObserverHooks,
  ) {}

  /** Watch these calls from now on. */
  watch(watch: Watch): void {
    this.#watch = watch;
    if (!this.#socket) this.#open();
    else if (this.#socket.readyState === WebSocket.OPEN) this.#ask();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
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
      } else {
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
