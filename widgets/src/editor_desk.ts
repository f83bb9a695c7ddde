/** The editor's way to the lab: help at a cursor, and a document that several people change at once. */

import { askKernel, findLab, Trouble } from "./credentials.ts";
import { type AnyModel, readMessage } from "./host.ts";
import { Observer } from "./observe.ts";

const RETRY_MS = 5000;

/** A document as the lab has it; `source` is null when there is none of that name. */
export interface Kept {
  source: string | null;
  revision: string;
}

export interface DeskHooks {
  /** The document as the lab has it now: at first, and whenever anybody changed it. */
  document(kept: Kept): void;
  /** Something is wrong, or (null) no longer. */
  trouble(trouble: Trouble | null): void;
  waiting(words: string): void;
}

/** Somebody else changed the document first. */
export class Overtaken extends Error {}

export class Desk {
  #base = "";
  #token = "";
  #observer: Observer | null = null;
  #life = new AbortController();
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
    private readonly model: AnyModel<any>,
    private readonly name: string,
    private readonly hooks: DeskHooks,
  ) {
    model.on("msg:custom", this.#hear);
    void this.#start();
  }

  get there(): boolean {
    return this.#base !== "";
  }

  close(): void {
    this.#life.abort(new DOMException("closed", "AbortError"));
    clearTimeout(this.#retry);
    this.#observer?.close();
    this.model.off("msg:custom", this.#hear);
  }

  /** Ask the lab about a text; null when it does not answer. */
  async assist<T>(want: string, source: string, line: number, column: number): Promise<T | null> {
    if (!this.there) return null;
    try {
      const response = await this.#fetch("lab/v1/assist", "POST", {
        want,
        source,
        line,
        column,
        name: this.name,
      });
      return response.ok ? ((await response.json()) as T) : null;
    } catch {
      return null;
    }
  }

  /** Publish a text that was made from the revision `base`; the new revision. Overtaken, or Trouble. */
  async publish(source: string, base: string): Promise<string> {
    const path = `lab/v1/documents/${encodeURIComponent(this.name)}`;
    const response = await this.#fetch(path, "PUT", { source, base }).catch(() => {
      throw new Trouble("The lab does not answer.", "What is written here is published once it is back.");
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.status === 409) throw new Overtaken();
    if (!response.ok) {
      const words = typeof answer.message === "string" ? answer.message : `The lab says ${response.status}.`;
      throw new Trouble(words, typeof answer.cure === "string" ? answer.cure : "");
    }
    return String(answer.revision ?? "");
  }

  async #fetch(path: string, method: string, body: unknown): Promise<Response> {
    const send = () =>
      fetch(this.#base + path, {
        method,
        headers: { "Content-Type": "application/json", "X-Twilio-Token": this.#token },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.#life.signal, AbortSignal.timeout(10_000)]),
      });
    const response = await send();
    if (response.status !== 401) return response;
    this.#token = (await askKernel(this.model, () => undefined, this.#life.signal)).observe_token ?? "";
    return send();
  }

  async #start(): Promise<void> {
    this.#observer?.close();
    clearTimeout(this.#retry);
    try {
      const credentials = await askKernel(
        this.model,
        () => this.hooks.waiting("waiting for the kernel"),
        this.#life.signal,
      );
      if (!credentials.observe_token) throw new Trouble("The kernel gave no token.", "Run the cell again.");
      this.#token = credentials.observe_token;
      this.#base = await findLab(credentials);
      if (this.#life.signal.aborted) return;
      this.#observer = new Observer(this.#base, this.#token, {
        event: (event) => {
          if (event.event !== "document" || event.name !== this.name) return;
          this.hooks.document({
            source: typeof event.source === "string" ? event.source : null,
            revision: String(event.revision ?? ""),
          });
        },
        refused: async () => {
          const fresh = await askKernel(this.model, () => undefined, this.#life.signal).catch(() => null);
          if (fresh?.observe_token) this.#token = fresh.observe_token;
          return fresh?.observe_token ?? null;
        },
        renewed: (token) => {
          this.#token = token;
        },
        state: (connected) => this.hooks.waiting(connected ? "" : "the lab went away"),
      });
      this.#observer.watch({ calls: [], history: false, envelope: false, documents: [this.name] });
      this.hooks.trouble(null);
    } catch (error) {
      if (this.#life.signal.aborted) return;
      this.hooks.trouble(
        error instanceof Trouble ? error : new Trouble(String(error), "Run the cell again."),
      );
      this.#retry = setTimeout(() => void this.#start(), RETRY_MS);
    }
  }

  readonly #hear = (content: unknown) => {
    if (readMessage(content)?.type === "moved") void this.#start();
  };
}
