/** What is known of one call, built up from the events of `/observe`. Pure: no page, no socket. */

import { CallClock, Envelope } from "./envelope.ts";

export interface LabEvent {
  event: string;
  call_sid?: string;
  at?: number;
  [field: string]: unknown;
}

export interface VerbSpan {
  id: number;
  verb: string;
  attributes: Record<string, string>;
  text: string;
  line: number;
  column: number;
  document: number;
  parent: number | null;
  start: number;
  end: number | null;
  outcome: string;
}

export interface ExchangeSpan {
  exchange: number;
  method: string;
  url: string;
  purpose: string;
  parameters: Record<string, string>;
  signature: string;
  start: number;
  duration: number | null;
  status: number | null;
  contentType: string;
  body: string;
  errorCode: number | null;
}

export interface DocumentRun {
  document: number;
  url: string;
  source: string;
  at: number;
}

export interface DigitMark {
  at: number;
  digit: string;
  via: string;
}

export interface SpeechMark {
  at: number;
  text: string;
  final: boolean;
}

export interface StatusMark {
  at: number;
  status: string;
}

export interface Notice {
  at: number;
  code: number | null;
  level: string;
  message: string;
  cure: string;
  line: number | null;
  column: number | null;
  document: number | null;
}

export interface Quality {
  rtt: number | null;
  jitter: number | null;
  loss: number | null;
  mos: number | null;
}

export interface QualityMark extends Quality {
  at: number;
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : value == null ? "" : String(value);
const number = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
const strings = (value: unknown): Record<string, string> => {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item)]));
};
const numbers = (value: unknown): number[] => (Array.isArray(value) ? (value as number[]) : []);

export class Story {
  readonly callSid: string;
  readonly clock = new CallClock();
  /** What the lab heard from the party, and what it sent. */
  readonly inbound = new Envelope();
  readonly outbound = new Envelope();
  readonly verbs: VerbSpan[] = [];
  readonly exchanges: ExchangeSpan[] = [];
  readonly documents: DocumentRun[] = [];
  readonly digits: DigitMark[] = [];
  readonly speech: SpeechMark[] = [];
  readonly statuses: StatusMark[] = [];
  readonly notices: Notice[] = [];
  readonly qualities: QualityMark[] = [];
  from = "";
  to = "";
  direction = "";
  status = "";
  endedAt: number | null = null;
  reason = "";
  /** Counts every change, so that a picture knows whether to lay itself out again. */
  revision = 0;

  /** When the last report of the SDK came, and where its samples begin. */
  #lastReport = Number.NEGATIVE_INFINITY;
  #reported = 0;

  constructor(callSid: string) {
    this.callSid = callSid;
  }

  /** Forget the events, keep the sound: their history is about to come again. */
  restart(): void {
    for (const list of [this.verbs, this.exchanges, this.documents, this.digits, this.speech])
      list.length = 0;
    this.statuses.length = 0;
    this.notices.length = 0;
    this.qualities.length = 0;
    this.#lastReport = Number.NEGATIVE_INFINITY;
    this.status = "";
    this.endedAt = null;
    this.revision += 1;
  }

  /** Enter one event. `now` is the page's clock in seconds; leave it out for history. */
  apply(event: LabEvent, now?: number): void {
    const at = number(event.at) ?? 0;
    if (event.event === "envelope") {
      const inbound = numbers(event.inbound);
      const outbound = numbers(event.outbound);
      this.inbound.push(at, inbound);
      this.outbound.push(at, outbound);
      if (now !== undefined) {
        this.clock.learn(at + Math.max(inbound.length, outbound.length) / this.inbound.rate, now);
      }
      return;
    }
    if (now !== undefined) this.clock.learn(at, now);
    this.revision += 1;
    this.#enter(event, at);
  }

  #enter(event: LabEvent, at: number): void {
    switch (event.event) {
      case "call-created":
        this.from = text(event.from_ ?? event.from);
        this.to = text(event.to);
        this.direction = text(event.direction);
        this.#move(at, text(event.status));
        break;
      case "call-status-changed":
        this.#move(at, text(event.status));
        break;
      case "call-ended":
        this.endedAt = at;
        this.reason = text(event.reason);
        this.#move(at, text(event.status));
        for (const verb of this.verbs) verb.end ??= at;
        break;
      case "webhook-started":
        this.exchanges.push({
          exchange: number(event.exchange) ?? this.exchanges.length + 1,
          method: text(event.method),
          url: text(event.url),
          purpose: text(event.purpose),
          parameters: strings(event.parameters),
          signature: text(event.signature),
          start: at,
          duration: null,
          status: null,
          contentType: "",
          body: "",
          errorCode: null,
        });
        break;
      case "webhook-answered": {
        const exchange = this.exchanges.find((item) => item.exchange === event.exchange);
        if (!exchange) break;
        exchange.duration = number(event.duration) ?? Math.max(0, at - exchange.start);
        exchange.status = number(event.status);
        exchange.contentType = text(event.content_type);
        exchange.body = text(event.body);
        exchange.errorCode = number(event.error_code);
        break;
      }
      case "document-started":
        this.documents.push({
          document: number(event.document) ?? this.documents.length + 1,
          url: text(event.url),
          source: text(event.source),
          at,
        });
        break;
      case "verb-started":
        this.verbs.push({
          id: number(event.verb_id) ?? 0,
          verb: text(event.verb),
          attributes: strings(event.attributes),
          text: text(event.text),
          line: number(event.line) ?? 0,
          column: number(event.column) ?? 0,
          document: number(event.document) ?? 0,
          parent: number(event.parent_id),
          start: at,
          end: null,
          outcome: "",
        });
        break;
      case "verb-ended": {
        const verb = this.verbs.find((item) => item.id === event.verb_id);
        if (!verb) break;
        verb.end = at;
        verb.outcome = text(event.outcome);
        break;
      }
      case "digit-pressed":
        this.digits.push({ at, digit: text(event.digit), via: text(event.via) });
        break;
      case "speech-heard":
        this.speech.push({ at, text: text(event.text), final: event.final === true });
        break;
      case "quality-sampled":
        // The SDK measures once a second and tells of several seconds at once.
        if (Math.abs(at - this.#lastReport) > 0.4) this.#reported = this.qualities.length;
        else for (const mark of this.qualities.slice(this.#reported)) mark.at = Math.max(0, mark.at - 1);
        this.#lastReport = at;
        this.qualities.push({
          at,
          rtt: number(event.rtt),
          jitter: number(event.jitter),
          loss: number(event.loss),
          mos: number(event.mos),
        });
        break;
      case "notified":
        this.notices.push({
          at,
          code: number(event.code),
          level: text(event.level),
          message: text(event.message),
          cure: text(event.cure),
          line: number(event.line),
          column: number(event.column),
          document: number(event.document),
        });
        break;
    }
  }

  #move(at: number, status: string): void {
    if (!status || status === this.status) return;
    this.status = status;
    this.statuses.push({ at, status });
  }

  /** The call's time in seconds when the page's clock says `now`: stands still once the call is over. */
  time(now: number): number {
    if (this.endedAt !== null) return this.endedAt;
    return this.clock.time(now) ?? this.lastKnown;
  }

  get lastKnown(): number {
    let last = Math.max(this.inbound.end, this.outbound.end, this.endedAt ?? 0);
    for (const verb of this.verbs) last = Math.max(last, verb.end ?? verb.start);
    for (const item of this.exchanges) last = Math.max(last, item.start + (item.duration ?? 0));
    return last;
  }

  /** What the SDK measured last before `time`. */
  qualityAt(time: number): Quality | null {
    return this.qualities.findLast((mark) => mark.at <= time) ?? null;
  }

  /** The verbs that run at `time`, outermost first. */
  running(time: number): VerbSpan[] {
    return this.verbs.filter((verb) => verb.start <= time && (verb.end === null || verb.end > time));
  }

  /** The innermost verb that runs now. */
  get currentVerb(): VerbSpan | null {
    for (let index = this.verbs.length - 1; index >= 0; index -= 1) {
      const verb = this.verbs[index];
      if (verb && verb.end === null) return verb;
    }
    return null;
  }
}

/** What a verb does, in a few words: `“Press 1 for sales.”`, `tone.wav`, `1 digit`. */
export function verbWords(verb: VerbSpan): string {
  const attributes = verb.attributes;
  const said = verb.text.replace(/\s+/g, " ").trim();
  switch (verb.verb) {
    case "Say":
      return said ? `“${said}”` : "";
    case "Play":
      if (attributes.digits) return `keys ${attributes.digits}`;
      return said.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1) ?? "";
    case "Gather": {
      const input = attributes.input ?? "dtmf";
      if (input === "speech") return "listens for words";
      const digits = attributes.numDigits;
      const keys = digits ? `${digits} digit${digits === "1" ? "" : "s"}` : "digits";
      return input.includes("speech") ? `waits for words or ${keys}` : `waits for ${keys}`;
    }
    case "Pause":
      return `${attributes.length ?? "1"} s`;
    case "Record":
      return attributes.maxLength ? `up to ${attributes.maxLength} s` : "";
    case "Enqueue":
    case "Dial":
    case "Redirect":
    case "Client":
    case "Number":
    case "Conference":
    case "Queue":
      return said;
    default:
      return "";
  }
}
