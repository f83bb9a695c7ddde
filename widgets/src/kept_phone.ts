/**
 * A phone that lives as long as its model: its traits say what it does, cells drive it, and it is at the lab only
 * while some view shows it.
 */

import { askKernel, type Trouble } from "./credentials.ts";
import { type AnyModel, type Message, readMessage, setTrait } from "./host.ts";
import { PhoneLine } from "./phone_line.ts";
import { complaint } from "./phone_state.ts";
import { leaveWord, onPageGone, wordLeft } from "./reload.ts";
import { readChoice } from "./transport.ts";
import { readVoice } from "./voice_source.ts";

/** Milliseconds for which a call goes on that no view shows: nobody could hang it up for longer. */
const UNSEEN = 3000;

export interface PhoneTraits extends Record<string, unknown> {
  standing: string;
  widget_id: string;
  identity: string;
  /** How it speaks, and how it is to speak. */
  voice: string;
  voice_choice: string;
  status: string;
  call_sid: string;
  transport: string;
  transport_choice: string;
  muted: boolean;
  error: string;
}

export interface Customs {
  /** Whether every call begins muted. */
  startsMuted?: boolean;
  /** A message from a cell that not every phone knows. */
  hear?(message: Message): void;
  /** Set traits of one's own; the answers say which have changed. */
  tell?(): boolean[];
  /** Whom the call is with, in words, for the page that comes after this one. */
  party(): string;
}

export class KeptPhone {
  readonly line: PhoneLine;
  readonly #ends: (() => void)[];
  #views = 0;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #telling = false;

  constructor(
    // biome-ignore lint/suspicious/noExplicitAny: traits beyond a phone's will do
    private readonly model: AnyModel<any>,
    private readonly customs: Customs,
  ) {
    const identity = String(model.get("identity"));
    this.line = new PhoneLine({
      credentials: (slow, signal) => askKernel(model, slow, signal),
      now: () => performance.now() / 1000,
      transport: () => readChoice(model.get("transport_choice")),
      startsMuted: customs.startsMuted,
    });
    this.line.remember(wordLeft(identity));
    this.#speakBy(model.get("voice_choice") || model.get("voice"));
    // biome-ignore lint/suspicious/noExplicitAny: each event has arguments of its own
    const listen = (name: string, callback: (...args: any[]) => void) => {
      model.on(name, callback);
      return () => model.off(name, callback);
    };
    this.#ends = [
      this.line.subscribe(() => this.tell()),
      listen("msg:custom", (content: unknown, buffers: DataView[]) => this.#hear(content, buffers)),
      listen("change:voice", () => {
        if (!this.#telling) this.#speakBy(model.get("voice"));
      }),
      // The notebook asks for another transport: from the next call on.
      listen("change:transport_choice", () => {
        if (!this.line.live) this.#again();
      }),
      onPageGone(
        () => {
          leaveWord(identity, this.line.live ? customs.party() : null);
          this.line.vanish();
        },
        () => this.#again(),
      ),
    ];
  }

  close(): void {
    clearTimeout(this.#leaving);
    for (const end of this.#ends) end();
    this.line.stop();
  }

  /** A view shows it. */
  enter(): void {
    this.#views += 1;
    if (this.#views > 1) return;
    const stays = this.#leaving !== undefined && this.line.live;
    clearTimeout(this.#leaving);
    this.#leaving = undefined;
    if (!stays) this.#again();
  }

  /** A view is gone. A call goes on for a moment: a cell that is moved makes its outputs anew. */
  leave(): void {
    this.#views -= 1;
    if (this.#views > 0) return;
    if (this.line.live) this.#leaving = setTimeout(() => this.#leave(), UNSEEN);
    else this.#leave();
  }

  #leave(): void {
    this.#leaving = undefined;
    this.line.stop();
  }

  #again(): void {
    if (this.#views > 0) void this.line.start();
  }

  #speakBy(voice: unknown): void {
    const kind = readVoice(voice);
    void this.line.speakBy(kind);
    if (kind === "wav" && !this.line.voice.recording) this.model.send({ type: "recording" });
  }

  #hear(content: unknown, buffers: DataView[]): void {
    const message = readMessage(content);
    if (!message) return;
    switch (message.type) {
      case "answer":
        this.line.answer();
        break;
      case "reject":
        this.line.reject();
        break;
      case "hang-up":
        this.line.hangUp();
        break;
      case "press":
        this.line.press(String(message.digits ?? ""));
        break;
      case "say":
        this.line.say(String(message.text ?? ""));
        break;
      case "recording": {
        const view = buffers[0];
        if (view) {
          const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer;
          this.line.voice.recording = bytes;
        }
        break;
      }
      case "moved": // the lab was started anew, maybe elsewhere
        this.#again();
        break;
      default:
        this.customs.hear?.(message);
    }
  }

  /** Traits say what the phone is doing, so that a cell can ask. */
  tell(): void {
    const { status, callSid, transport, muted } = this.line.state;
    const trouble = complaint(this.line.state);
    const { kind, wanted } = this.line.voice;
    const { model } = this;
    this.#telling = true; // what is set here is no wish of a cell's
    const changed = [
      setTrait(model, "status", status),
      setTrait(model, "call_sid", callSid),
      setTrait(model, "transport", transport),
      setTrait(model, "muted", muted),
      setTrait(model, "error", trouble ? troubleWords(trouble) : ""),
      setTrait(model, "voice", kind),
      setTrait(model, "voice_choice", wanted),
      ...(this.customs.tell?.() ?? []),
    ];
    this.#telling = false;
    if (changed.includes(true)) model.save_changes();
  }
}

function troubleWords(trouble: Trouble): string {
  return `${trouble.code ? `${trouble.code}: ` : ""}${trouble.message} ${trouble.cure}`.trim();
}

/**
 * The one `T` of each model. A host may hand over the model as another object to each view: that it is the same one its
 * trait `widget_id` says.
 */
export class OnePerModel<T extends { close(): void }> {
  readonly #all = new Map<unknown, T>();

  // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
  constructor(private readonly make: (model: AnyModel<any>) => T) {}

  // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
  of(model: AnyModel<any>): T {
    const which = model.get("widget_id") || model;
    let one = this.#all.get(which);
    if (!one) {
      one = this.make(model);
      this.#all.set(which, one);
    }
    return one;
  }

  /** What the host calls when a model comes, and what it calls when it goes. */
  // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
  readonly initialize = ({ model }: { model: AnyModel<any> }): (() => void) => {
    const one = this.of(model);
    return () => {
      this.#all.delete(model.get("widget_id") || model);
      one.close();
    };
  };
}
