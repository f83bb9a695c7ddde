/** What the lab tells of a phone's call while it happens: its story, and what went wrong in it. */

import { Trouble } from "./credentials.ts";
import { Observer } from "./observe.ts";
import { type LabEvent, Story } from "./story.ts";
import { type Dialled, unansweredTrouble } from "./troubles.ts";

const NOBODY: Dialled = { sid: "", address: "", status: "", reason: "" };

export interface WatchHooks {
  now(): number;
  /** The token was refused: another one, or null when there is none. */
  freshToken(): Promise<string | null>;
  /** Something other than sound came; `trouble` when it is something wrong. */
  news(trouble: Trouble | null): void;
}

export class PhoneWatch {
  story: Story | null = null;
  #observer: Observer | null = null;
  /** Those that were told: history comes again after the connection was cut. */
  #told = new Set<string>();
  #dialled: Dialled | null = null;

  constructor(private readonly hooks: WatchHooks) {}

  /** Watch at the lab at `base`; no call yet. */
  open(base: string, token: string): void {
    this.close();
    this.#observer = new Observer(base, token, {
      event: (event) => this.#event(event),
      refused: async (_code, message) => {
        const fresh = await this.hooks.freshToken();
        if (!fresh) this.hooks.news(new Trouble(message, "Run the phone's cell again."));
        return fresh;
      },
      state: (connected) => {
        if (connected) this.story?.restart();
      },
    });
    this.#look();
  }

  close(): void {
    this.#observer?.close();
    this.#observer = null;
  }

  /** Follow this call from now on. */
  follow(callSid: string): void {
    this.story = new Story(callSid);
    this.#told.clear();
    this.#dialled = null;
    this.#look();
  }

  #look(): void {
    const calls = this.story ? [this.story.callSid] : [];
    this.#observer?.watch({ calls, history: calls.length > 0, envelope: true, dialled: true });
  }

  /** Why nobody was there, of a call that was over once it had dialled somebody; null when somebody was. */
  get unanswered(): Trouble | null {
    const { story } = this;
    const last = story?.verbs.at(-1);
    if (!story || story.endedAt === null || last?.verb !== "Dial") return null;
    const dialled = this.#dialled;
    const why = story.notices.findLast(
      ({ at, level, message }) =>
        level === "warning" && at >= last.start && (!dialled || message === dialled.reason),
    );
    // A party that could not be rung at all is gone before anybody can ask for its events.
    return unansweredTrouble(dialled ?? { ...NOBODY, status: why ? "failed" : "" }, why ?? null);
  }

  /** A new call begins, whose SID is not known yet. */
  forget(): void {
    this.story = null;
  }

  /** What becomes of the party that the call has dialled last. */
  #dial(event: LabEvent, callSid: string): void {
    if (event.event === "call-created" && event.parent_call_sid === callSid) {
      this.#dialled = {
        sid: String(event.call_sid),
        address: String(event.to),
        status: String(event.status),
        reason: "",
      };
    } else if (this.#dialled && event.call_sid === this.#dialled.sid && event.event === "call-ended") {
      this.#dialled.status = String(event.status); // how it ended is told in its last event, and why
      this.#dialled.reason = String(event.reason ?? "");
    }
    this.hooks.news(this.#complaint(event));
  }

  #event(event: LabEvent): void {
    const { story } = this;
    if (!story) return;
    if (event.call_sid !== story.callSid) {
      this.#dial(event, story.callSid);
      return;
    }
    story.apply(event, this.hooks.now());
    if (event.event !== "envelope") this.hooks.news(this.#complaint(event));
  }

  /** What an event complains of, once; null when it complains of nothing. */
  #complaint(event: LabEvent): Trouble | null {
    if (event.event !== "notified" || event.level !== "error") return null;
    const which = `${event.call_sid} ${event.at} ${event.code} ${event.message}`;
    if (this.#told.has(which)) return null;
    this.#told.add(which);
    const code = typeof event.code === "number" ? event.code : null;
    return new Trouble(String(event.message), String(event.cure ?? ""), code);
  }
}
