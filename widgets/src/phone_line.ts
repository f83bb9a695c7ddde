/** One softphone: the official SDK pointed at the lab, and what a person needs to know of it. No picture. */

import { type Call, Device } from "@twilio/voice-sdk";
import { audioContext } from "./audio_context.ts";
import { type Credentials, findLab, renewToken, Trouble } from "./credentials.ts";
import { deviceOptions } from "./device_options.ts";
import { duration } from "./duration.ts";
import { KeyQueue } from "./key_queue.ts";
import { Observer } from "./observe.ts";
import { IDLE, type PhoneState, type PhoneStatus } from "./phone_state.ts";
import { QualityReport } from "./quality.ts";
import { hangUpForGood } from "./reload.ts";
import { type LabEvent, Story } from "./story.ts";
import { chooseTransport, type Transport, type TransportChoice } from "./transport.ts";
import { callTrouble, mediaBack, mediaLost } from "./troubles.ts";
import { sayInCall } from "./typed_voice.ts";
import { type VoiceKind, VoiceSource } from "./voice_source.ts";

/** How long a phone that lost the lab lets the SDK try before it asks the kernel where the lab is now. */
const LOST_MS = 4000;
const RETRY_MS = 5000;

export interface PhoneHooks {
  credentials(slow: (words: string) => void, signal: AbortSignal): Promise<Credentials>;
  now(): number;
  /** The transport that the kernel asked for. */
  transport?(): TransportChoice;
}

export class PhoneLine {
  state: PhoneState = { ...IDLE };
  story: Story | null = null;
  readonly voice: VoiceSource;
  #device: Device | null = null;
  #call: Call | null = null;
  #observer: Observer | null = null;
  #quality: QualityReport | null = null;
  #transport: Transport | null = null;
  #base = "";
  #token = "";
  #life = new AbortController();
  #listeners = new Set<() => void>();
  #waitingCall: string | null = null;
  readonly #keys = new KeyQueue();
  #said: Promise<void> = Promise.resolve();
  #gaveUp = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly hooks: PhoneHooks) {
    this.voice = new VoiceSource(() => {
      if (this.voice.trouble) this.#change({ trouble: this.voice.trouble });
    });
  }

  /** Call `listener` after every change; the answer ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Say how a call ended that an earlier page had. */
  remember(lastCall: string): void {
    if (lastCall) this.#change({ lastCall });
  }

  get live(): boolean {
    return this.#call !== null;
  }

  /** The SDK's devices; null while the phone is not at the lab. */
  get audio(): Device["audio"] {
    return this.#device?.audio ?? null;
  }

  #change(part: Partial<PhoneState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of [...this.#listeners]) listener();
  }

  // -- registering ------------------------------------------------------------------------------------

  /** Find the lab and register. Comes back by itself when the lab goes away and returns. */
  async start(): Promise<void> {
    this.#teardown();
    this.#life = new AbortController();
    const life = this.#life.signal;
    this.#change({ status: "connecting", waiting: "looking for the lab" });
    try {
      const credentials = await this.hooks.credentials((waiting) => this.#change({ waiting }), life);
      if (!credentials.token) throw new Trouble("The kernel gave no token.", "Run the phone's cell again.");
      const base = await findLab(credentials);
      this.#change({ waiting: "looking how sound can travel" });
      const transport = await chooseTransport(base, credentials.token, this.hooks.transport?.());
      if (life.aborted) return;
      this.#base = base;
      this.#transport = transport;
      this.#token = credentials.token;
      this.#watch(credentials.observe_token ?? "");
      this.#quality = new QualityReport(base, () => this.#token);
      this.#change({ waiting: "registering", transport: transport.name, transportReason: transport.reason });
      const device = this.#makeDevice(transport.peerConnection);
      this.#device = device;
      await device.register();
    } catch (error) {
      if (life.aborted) return;
      this.#fail(error instanceof Trouble ? error : callTrouble(error));
      // The lab may be on its way: look again, quietly.
      this.#lookAgain(RETRY_MS);
    }
  }

  /** Leave the lab; a live call is hung up. */
  stop(): void {
    this.#teardown();
    this.#change({ ...IDLE, lastCall: this.state.lastCall });
  }

  /** The page goes away: leave the lab, and make sure that a live call ends. */
  vanish(): void {
    const { callSid } = this.state;
    if (this.#call && callSid) hangUpForGood(this.#base, this.#token, callSid);
    this.stop();
  }

  #teardown(): void {
    this.#life.abort(new DOMException("closed", "AbortError"));
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#observer?.close();
    this.#observer = null;
    const device = this.#device;
    this.#device = null;
    this.#call = null;
    device?.destroy();
  }

  #fail(trouble: Trouble): void {
    this.#change({ status: "failed", waiting: "", trouble });
  }

  #makeDevice(peerConnection: typeof RTCPeerConnection | undefined): Device {
    const device = new Device(this.#token, deviceOptions(this.#base, this.voice, peerConnection));
    device.on("registered", () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      if (this.#device === device) this.#registered();
    });
    device.on("unregistered", () => {
      if (this.#device === device) this.#lost();
    });
    device.on("incoming", (call: Call) => this.#incoming(call));
    device.on("tokenWillExpire", () => void this.#renew());
    device.on("error", (error: unknown, call?: Call) => {
      if (this.#device === device) this.#deviceError(error, call);
    });
    return device;
  }

  #registered(): void {
    if (this.#call) return;
    const trouble = this.state.status === "ready" ? this.state.trouble : this.voice.trouble;
    this.#change({ status: "ready", waiting: "", trouble });
    const to = this.#waitingCall;
    this.#waitingCall = null;
    if (to !== null) void this.dial(to);
  }

  #lost(): void {
    if (!this.#call) this.#change({ status: "connecting", waiting: "the lab went away, looking for it" });
    this.#lookAgain(LOST_MS);
  }

  /** Ask the kernel where the lab is, unless the SDK finds it before. What it complains of meanwhile puts nothing off. */
  #lookAgain(after: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#call) void this.start();
    }, after);
  }

  async #renew(): Promise<void> {
    const fresh = await renewToken(this.#base, this.#token);
    if (fresh) {
      this.#token = fresh;
      this.#device?.updateToken(fresh);
      return;
    }
    const credentials = await this.hooks.credentials(() => undefined, this.#life.signal).catch(() => null);
    if (credentials?.token) {
      this.#token = credentials.token;
      this.#device?.updateToken(credentials.token);
    }
  }

  #deviceError(error: unknown, call?: Call): void {
    const trouble = callTrouble(error);
    if (trouble.code === 20104) void this.#renew();
    if (call || this.#call) {
      this.#change({ trouble });
      return;
    }
    if (this.state.status !== "ready") {
      this.#change({ status: "connecting", trouble });
      this.#lookAgain(RETRY_MS);
    } else {
      this.#change({ trouble });
    }
  }

  // -- calls ------------------------------------------------------------------------------------------

  /** Call `to`: a document's name, a number, `app:NAME`, `client:NAME`. Waits until the phone is ready. */
  async dial(to: string): Promise<void> {
    if (this.#call) return;
    if (this.state.status !== "ready" || !this.#device) {
      this.#waitingCall = to;
      return;
    }
    audioContext();
    this.#gaveUp = false;
    this.#begin(to, "calling");
    try {
      const call = await this.#device.connect({ params: { To: to } });
      this.#take(call);
      if (this.#gaveUp) call.disconnect();
    } catch (error) {
      this.#change({ status: "ready", trouble: callTrouble(error) });
    }
  }

  #begin(party: string, status: PhoneStatus): void {
    this.story = null;
    this.#keys.begin();
    this.#change({
      status,
      party,
      callSid: "",
      muted: false,
      answeredAt: null,
      lastCall: "",
      keys: "",
      trouble: null,
    });
  }

  #incoming(call: Call): void {
    if (this.#call) return;
    this.#begin(call.parameters.From ?? "somebody", "incoming");
    this.#take(call);
    this.#follow(call);
  }

  #take(call: Call): void {
    this.#call = call;
    this.#quality?.follow(call);
    call.on("ringing", () => {
      if (this.#call !== call) return;
      this.#follow(call);
      this.#change({ status: "ringing" });
    });
    call.on("accept", () => {
      if (this.#call !== call) return;
      this.#follow(call);
      this.voice.answered();
      this.#change({ status: "in-call", answeredAt: this.hooks.now() });
      this.#keys.open((keys) => {
        if (this.#call === call) call.sendDigits(keys);
      });
    });
    call.on("mute", (muted: boolean) => this.#change({ muted }));
    call.on("reconnecting", (error) => this.#change({ status: "reconnecting", ...mediaLost(error) }));
    call.on("reconnected", () => this.#change({ status: "in-call", ...mediaBack(this.state.trouble) }));
    call.on("error", (error: unknown) => this.#change({ trouble: callTrouble(error) }));
    call.on("disconnect", () => this.#ended(call, "call ended"));
    call.on("cancel", () => this.#ended(call, "missed call"));
    call.on("reject", () => this.#ended(call, "call rejected"));
  }

  #follow(call: Call): void {
    const sid = call.parameters.CallSid ?? "";
    if (!sid || sid === this.state.callSid) return;
    this.story = new Story(sid);
    this.#change({ callSid: sid });
    this.#observer?.watch({ calls: [sid], history: true, envelope: true });
  }

  #ended(call: Call, how: string): void {
    if (this.#call !== call) return;
    this.#call = null;
    const { answeredAt } = this.state;
    const length = answeredAt === null ? "" : ` · ${duration(this.hooks.now() - answeredAt)}`;
    this.#change({
      status: this.#device?.state === Device.State.Registered ? "ready" : "connecting",
      lastCall: how + length,
      answeredAt: null,
      muted: false,
    });
    if (this.state.status === "connecting") this.#lost();
    const { trouble } = this.state;
    if (this.#transport?.gaveUp(trouble)) void this.start().then(() => this.#change({ trouble }));
  }

  answer(): void {
    if (this.state.status !== "incoming") return;
    audioContext();
    this.#change({ status: "calling" });
    this.#call?.accept();
  }

  reject(): void {
    if (this.state.status === "incoming") this.#call?.reject();
  }

  hangUp(): void {
    this.#waitingCall = null;
    if (this.state.status === "incoming") this.#call?.reject();
    else if (this.#call) this.#call.disconnect();
    else if (this.state.status === "calling") this.#gaveUp = true; // there is nothing to hang up yet
  }

  /** Press keys in the call: digits, `*`, `#`, and `w` for half a second of waiting. */
  press(keys: string): void {
    const valid = keys.replace(/[^0-9*#w]/g, "");
    if (!valid || !(this.#call || this.state.status === "calling")) return;
    this.#change({ keys: (this.state.keys + valid.replace(/w/g, "")).slice(-24) });
    this.#keys.press(valid);
  }

  /** Let the lab say `text` in this phone's place, after what it says already. */
  say(text: string): void {
    const call = this.#call;
    const sid = this.state.callSid;
    if (!call || !sid) return;
    this.#said = this.#said
      .then(() => (this.#call === call ? sayInCall(this.#base, this.#token, sid, text) : undefined))
      .catch((error) => {
        if (this.#call === call) this.#change({ trouble: error });
      });
  }

  /** Speak this way from now on; what was wrong with the old way no longer matters. */
  speakBy(kind: VoiceKind): void {
    const trouble = this.state.trouble === this.voice.trouble ? null : this.state.trouble;
    this.voice.kind = kind;
    this.voice.trouble = null;
    this.#change({ trouble });
  }

  dismissTrouble(): void {
    this.#change({ trouble: null });
  }

  mute(muted: boolean): void {
    this.#call?.mute(muted);
  }

  /** Use this microphone from now on; null is the browser's own choice. */
  async chooseMicrophone(id: string | null): Promise<void> {
    this.voice.deviceId = id;
    if (!this.#call || this.voice.kind !== "microphone") return;
    try {
      await this.#device?.audio?.setInputDevice(id ?? "default");
    } catch (error) {
      this.#change({ trouble: callTrouble(error) });
    }
  }

  // -- pictures ---------------------------------------------------------------------------------------

  #watch(token: string): void {
    this.#observer = new Observer(this.#base, token, {
      event: (event) => this.#event(event),
      refused: async (_code, message) => {
        const credentials = await this.hooks
          .credentials(() => undefined, this.#life.signal)
          .catch(() => null);
        const fresh = credentials?.observe_token ?? null;
        if (!fresh) this.#change({ trouble: new Trouble(message, "Run the phone's cell again.") });
        return fresh;
      },
      state: (connected) => {
        if (connected) this.story?.restart();
      },
    });
    this.#observer.watch({ calls: [], history: false, envelope: true });
  }

  #event(event: LabEvent): void {
    const story = this.story;
    if (!story || event.call_sid !== story.callSid) return;
    story.apply(event, this.hooks.now());
    if (event.event === "envelope") return;
    if (event.event === "notified" && event.level === "error") {
      const code = typeof event.code === "number" ? event.code : null;
      this.#change({ trouble: new Trouble(String(event.message), String(event.cure ?? ""), code) });
    } else {
      this.#change({});
    }
  }
}
