/** The phone widget: a softphone in a notebook's cell. */

import { askKernel, type Trouble } from "./credentials.ts";
import { adoptStyles } from "./dom.ts";
import { type AnyModel, type RenderContext, readMessage, setTrait } from "./host.ts";
import partsCss from "./parts.css";
import phoneCss from "./phone.css";
import { PhoneLine } from "./phone_line.ts";
import { PhoneView } from "./phone_view.ts";
import { leaveWord, onPageGone, wordLeft } from "./reload.ts";
import { withPicture } from "./standing.ts";
import tokensCss from "./tokens.css";
import { readChoice } from "./transport.ts";

interface PhoneTraits extends Record<string, unknown> {
  standing: string;
  identity: string;
  to: string;
  voice: string;
  status: string;
  call_sid: string;
  transport: string;
  transport_choice: string;
  muted: boolean;
  error: string;
}

type PhoneModel = AnyModel<PhoneTraits>;

/** A phone lives as long as its model, but is at the lab only while some view shows it. */
class Phone {
  readonly line: PhoneLine;
  #views = 0;
  readonly #unfollow: () => void;
  #recording: ((bytes: ArrayBuffer) => void) | null = null;

  constructor(private readonly model: PhoneModel) {
    this.line = new PhoneLine({
      credentials: (slow, signal) => askKernel(model, slow, signal),
      now: () => performance.now() / 1000,
      transport: () => readChoice(model.get("transport_choice")),
    });
    this.line.subscribe(() => this.#tell());
    model.on("msg:custom", this.#hear);
    model.on("change:voice", this.#chooseVoice);
    model.on("change:transport_choice", this.#chooseTransport);
    this.#chooseVoice();
    this.line.remember(wordLeft(model.get("identity")));
    this.#unfollow = onPageGone(
      () => {
        leaveWord(model.get("identity"), this.line.live ? this.line.state.party : null);
        this.line.vanish();
      },
      () => {
        if (this.#views > 0) void this.line.start();
      },
    );
  }

  close(): void {
    this.#unfollow();
    this.model.off("msg:custom", this.#hear);
    this.model.off("change:voice", this.#chooseVoice);
    this.model.off("change:transport_choice", this.#chooseTransport);
    this.line.stop();
  }

  enter(): void {
    this.#views += 1;
    if (this.#views === 1) void this.line.start();
  }

  leave(): void {
    this.#views -= 1;
    if (this.#views === 0) this.line.stop();
  }

  readonly #hear = (content: unknown, buffers: DataView[]) => {
    const message = readMessage(content);
    if (!message) return;
    switch (message.type) {
      case "dial":
        void this.line.dial(String(message.to ?? "") || this.model.get("to"));
        break;
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
      case "mute":
        this.line.mute(message.muted === true);
        break;
      case "recording": {
        const view = buffers[0];
        if (view)
          this.#recording?.(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer);
        break;
      }
      case "moved": // the lab was started anew, maybe elsewhere
        if (this.#views > 0) void this.line.start();
        break;
    }
  };

  readonly #chooseVoice = () => {
    const voice = this.model.get("voice");
    const source = this.line.voice;
    this.line.speakBy(voice === "silence" || voice === "typed" || voice === "wav" ? voice : "microphone");
    if (source.kind !== "wav" || this.#recording) return;
    this.#recording = (bytes) => {
      source.recording = bytes;
    };
    this.model.send({ type: "recording" });
  };

  /** The notebook asks for another transport: from the next call on. */
  readonly #chooseTransport = () => {
    if (this.#views > 0 && !this.line.live) void this.line.start();
  };

  /** Traits say what the phone is doing, so that a cell can ask. */
  #tell(): void {
    const { status, callSid, transport, muted, trouble } = this.line.state;
    const changed = [
      setTrait(this.model, "status", status),
      setTrait(this.model, "call_sid", callSid),
      setTrait(this.model, "transport", transport),
      setTrait(this.model, "muted", muted),
      setTrait(this.model, "error", trouble ? troubleWords(trouble) : ""),
      this.line.voice.kind === "typed" && setTrait(this.model, "voice", "typed"),
    ];
    if (changed.includes(true)) this.model.save_changes();
  }
}

function troubleWords(trouble: Trouble): string {
  return `${trouble.code ? `${trouble.code}: ` : ""}${trouble.message} ${trouble.cure}`.trim();
}

const phones = new WeakMap<PhoneModel, Phone>();

function initialize({ model }: { model: PhoneModel }): () => void {
  const phone = new Phone(model);
  phones.set(model, phone);
  return () => phone.close();
}

function render({ model, el }: RenderContext<PhoneTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "parts", partsCss);
  adoptStyles(el, "phone", phoneCss);
  let phone = phones.get(model);
  if (!phone) {
    phone = new Phone(model);
    phones.set(model, phone);
  }
  const here = phone;
  const view = new PhoneView(here.line, {
    identity: model.get("identity"),
    to: model.get("to"),
    changeTo: (to) => {
      if (setTrait(model, "to", to)) model.save_changes();
    },
  });
  const follow = () => view.setTo(model.get("to"));
  model.on("change:to", follow);
  el.append(view.root);
  here.enter();
  return () => {
    model.off("change:to", follow);
    view.close();
    here.leave();
  };
}

export default { initialize, render: withPicture(render) };
