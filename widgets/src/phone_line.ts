/** One softphone: its calls by the official SDK, and what a person needs to know of it. No picture. */

import type { Call, Device } from "@twilio/voice-sdk";
import { Audible } from "./audible.ts";
import { audioContext } from "./audio_context.ts";
import type { Credentials, Trouble } from "./credentials.ts";
import { duration } from "./duration.ts";
import { KeyQueue } from "./key_queue.ts";
import { followMicrophones, foreseenTrouble } from "./microphone.ts";
import { Registration } from "./phone_registration.ts";
import { IDLE, type PhoneState, type PhoneStatus } from "./phone_state.ts";
import { PhoneWatch } from "./phone_watch.ts";
import { QualityReport } from "./quality.ts";
import { hangUpForGood } from "./reload.ts";
import { followSilence } from "./silent_microphone.ts";
import type { Story } from "./story.ts";
import type { TransportChoice } from "./transport.ts";
import { callTrouble, connectionBack, mediaLost } from "./troubles.ts";
import { labSpeaks, sayInCall } from "./typed_voice.ts";
import { type VoiceKind, VoiceSource } from "./voice_source.ts";

const MISSED = "missed call";
const OVER = "call ended";

export interface PhoneHooks {
  credentials(slow: (words: string) => void, signal: AbortSignal): Promise<Credentials>;
  now(): number;
  /** The transport that the kernel asked for. */
  transport?(): TransportChoice;
  /** Whether every call begins muted. */
  startsMuted?: boolean;
}

export class PhoneLine {
  state: PhoneState = { ...IDLE };
  readonly voice: VoiceSource;
  readonly #place: Registration;
  readonly #audible = new Audible(() => this.#change({ unheard: this.#audible.trouble }));
  readonly #watch: PhoneWatch;
  #call: Call | null = null;
  #quality: QualityReport | null = null;
  #listeners = new Set<() => void>();
  #waitingCall: string | null = null;
  readonly #keys = new KeyQueue();
  #said: Promise<void> = Promise.resolve();
  #gaveUp = false;
  /** Whether it was said why the last call came to nothing. */
  #explained = false;
  #unfollow: (() => void) | null = null;
  #voiceTrouble: Trouble | null = null;
  #silent: Trouble | null = null;

  constructor(private readonly hooks: PhoneHooks) {
    this.voice = new VoiceSource(
      () => this.#voiceChanged(),
      () => labSpeaks(this.#place.base, this.#place.token),
      () => {
        if (this.#call) void this.#takeVoice();
      },
    );
    this.#watch = new PhoneWatch({
      now: () => hooks.now(),
      freshToken: async () => (await this.#place.askAgain())?.observe_token ?? null,
      news: (trouble) => this.#change(trouble ? { trouble } : this.#afterwards()),
    });
    this.#place = new Registration(this.voice, {
      credentials: (slow, signal) => hooks.credentials(slow, signal),
      transport: () => hooks.transport?.() ?? "auto",
      looking: (waiting) => this.#change({ status: "connecting", waiting }),
      found: (base, transport, token) => {
        this.#watch.open(base, token);
        this.#quality = new QualityReport(base, () => this.#place.token);
        this.#change({ transport: transport.name, transportReason: transport.reason });
        void this.voice.look();
      },
      moved: (transportReason) => {
        this.#audible.needs(audioContext());
        this.#change({ transport: "WebSocket", transportReason });
      },
      registered: () => this.#registered(),
      failed: (trouble) => this.#change({ status: "failed", waiting: "", trouble }),
      incoming: (call) => this.#incoming(call),
      complained: (trouble, call) => {
        const here = call || this.#call || this.state.status === "ready";
        this.#change(here ? { trouble } : { status: "connecting", trouble });
      },
      busy: () => this.#call !== null,
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

  /** What happened in the call so far; null while none is known. */
  get story(): Story | null {
    return this.#watch.story;
  }

  /** The SDK's devices; null while the phone is not at the lab. */
  get audio(): Device["audio"] {
    return this.#place.device?.audio ?? null;
  }

  #change(part: Partial<PhoneState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of [...this.#listeners]) listener();
  }

  // -- being there ------------------------------------------------------------------------------------

  /** Find the lab and register; a live call ends. */
  async start(): Promise<void> {
    this.#unfollow ??= followMicrophones(() => void this.#microphonesChanged());
    this.#letGo();
    await this.#place.start();
  }

  /** Leave the lab; a live call is hung up. */
  stop(): void {
    this.#unfollow?.();
    this.#unfollow = null;
    this.#waitingCall = null;
    this.#letGo();
    this.#place.close();
    this.#watch.close();
    this.#change({ ...IDLE, lastCall: this.state.lastCall });
  }

  /** The page goes away: leave the lab, and make sure that a live call ends. */
  vanish(): void {
    const { callSid } = this.state;
    if (this.#call && callSid) hangUpForGood(this.#place.base, this.#place.token, callSid);
    this.stop();
  }

  #letGo(): void {
    this.#call = null;
    this.#keys.begin();
    this.voice.ended();
    this.#audible.end();
  }

  #registered(): void {
    if (this.#call) return;
    const trouble = this.state.status === "ready" ? this.state.trouble : this.voice.complaint;
    this.#change({ status: "ready", waiting: "", trouble });
    const to = this.#waitingCall;
    this.#waitingCall = null;
    if (to !== null) void this.dial(to);
  }

  // -- calls ------------------------------------------------------------------------------------------

  /** Call `to`: a document's name, a number, `app:NAME`, `client:NAME`. Waits until the phone is ready. */
  async dial(to: string): Promise<void> {
    const { status } = this.state;
    const { device } = this.#place;
    if (status !== "ready" || !device) {
      if (status === "connecting" || status === "closed" || status === "failed") this.#waitingCall = to;
      return;
    }
    audioContext();
    this.#gaveUp = false;
    this.#begin(to, "calling");
    try {
      const call = await device.connect({ params: { To: to } });
      if (this.#place.device !== device) {
        call.disconnect(); // the phone left while the call was being made
        return;
      }
      this.#take(call);
      if (this.#gaveUp) call.disconnect();
    } catch (error) {
      if (this.#place.device === device) this.#change({ status: "ready", trouble: callTrouble(error) });
    }
  }

  #begin(party: string, status: PhoneStatus, reason = ""): void {
    this.#watch.forget();
    this.#explained = false;
    this.#keys.begin();
    this.#change({
      status,
      party,
      reason,
      callSid: "",
      muted: false,
      answeredAt: null,
      lastCall: "",
      keys: "",
      trouble: this.voice.complaint,
    });
  }

  #incoming(call: Call): void {
    if (this.#call) return;
    const { From, CallReason } = call.parameters;
    this.#begin(From ?? "somebody", "incoming", CallReason ?? "");
    this.#take(call);
    this.#follow(call);
  }

  #take(call: Call): void {
    this.#call = call;
    this.#quality?.follow(call);
    const ours = () => this.#call === call;
    const change = (part: Partial<PhoneState>) => {
      if (ours()) this.#change(part);
    };
    call.on("audio", (audio: HTMLAudioElement) => this.#audible.follow(audio));
    followSilence(
      call,
      () => this.story,
      (trouble) => {
        if (ours()) this.#microphoneSilent(trouble);
      },
    );
    call.on("ringing", () => {
      if (!ours()) return;
      this.#follow(call);
      this.#change({ status: "ringing" });
    });
    call.on("accept", () => {
      if (!ours()) return;
      this.#follow(call);
      this.voice.answered();
      if (this.state.transport === "WebSocket") this.#audible.needs(audioContext());
      this.#change({ status: "in-call", answeredAt: this.hooks.now() });
      this.#keys.open((keys) => {
        if (ours()) call.sendDigits(keys);
      });
    });
    call.on("mute", (muted: boolean) => change({ muted }));
    call.on("reconnecting", (error) => change({ status: "reconnecting", ...mediaLost(error) }));
    call.on("reconnected", () => change({ status: "in-call", ...connectionBack(this.state.trouble) }));
    call.on("error", (error: unknown) => change({ trouble: callTrouble(error) }));
    call.on("disconnect", () => this.#ended(call, OVER));
    call.on("cancel", () => this.#ended(call, MISSED));
    call.on("reject", () => this.#ended(call, "call rejected"));
    if (this.hooks.startsMuted) call.mute(true);
  }

  /** What turns out once a call is over here: answered on another page of this identity, or that nobody was there. */
  #afterwards(): Partial<PhoneState> {
    if (this.#call) return {};
    if (this.state.lastCall === MISSED && this.story?.status === "in-progress") {
      return { lastCall: "answered on another page" };
    }
    const { unanswered } = this.#watch;
    if (!unanswered || this.#explained || !this.state.lastCall.startsWith(OVER)) return {};
    this.#explained = true;
    return this.state.trouble ? {} : { trouble: unanswered };
  }

  #follow(call: Call): void {
    const sid = call.parameters.CallSid ?? "";
    if (!sid || sid === this.state.callSid) return;
    this.#watch.follow(sid);
    this.#change({ callSid: sid });
  }

  #ended(call: Call, how: string): void {
    if (this.#call !== call) return;
    this.#letGo();
    // What was switched in mid-call the SDK would keep open for the next one.
    void this.audio?.unsetInputDevice().catch(() => undefined);
    const { answeredAt, trouble } = this.state;
    const length = answeredAt === null ? "" : ` · ${duration(this.hooks.now() - answeredAt)}`;
    const here = this.#place.registered;
    this.#change({
      status: here ? "ready" : "connecting",
      waiting: here ? "" : "the lab went away, looking for it",
      lastCall: how + length,
      answeredAt: null,
      muted: false,
    });
    this.#change(this.#afterwards());
    if (!here) this.#place.lookAgain();
    if (this.#place.transport?.gaveUp(trouble)) void this.start().then(() => this.#change({ trouble }));
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
    const { base, token } = this.#place;
    this.#said = this.#said
      .then(() => (this.#call === call ? sayInCall(base, token, sid, text) : undefined))
      .catch((error) => {
        if (this.#call === call) this.#change({ trouble: callTrouble(error) });
      });
  }

  mute(muted: boolean): void {
    this.#call?.mute(muted);
  }

  dismissTrouble(): void {
    if (this.state.trouble === this.voice.trouble) this.voice.putAway();
    this.#change({ trouble: null });
  }

  // -- its voice --------------------------------------------------------------------------------------

  /** Speak this way from now on, in the call too. */
  async speakBy(kind: VoiceKind): Promise<void> {
    this.voice.choose(kind);
    await this.#takeVoice();
  }

  /** Use this microphone from now on; null is the browser's own choice. */
  async chooseMicrophone(id: string | null): Promise<void> {
    this.voice.deviceId = id;
    if (this.voice.wanted === "microphone") await this.#takeVoice();
  }

  /** It may be allowed now, or plugged in: who wanted it all along has it, in the call too. */
  async #microphonesChanged(): Promise<void> {
    const { voice } = this;
    if (!this.#call) await voice.look();
    else if (voice.wanted === "microphone" && voice.kind !== "microphone" && !(await foreseenTrouble()))
      await this.#takeVoice();
  }

  /** The SDK takes its voice anew, in mid-call: it asks for it by the names of its devices, and gets what we give. */
  async #takeVoice(): Promise<void> {
    const { audio } = this;
    const device = audio?.availableInputDevices.keys().next();
    if (!this.#call || !audio || !device || device.done) {
      await this.voice.look();
      return;
    }
    try {
      if (audio.inputDevice) await audio.setAudioConstraints({});
      else await audio.setInputDevice(device.value);
      if (this.state.answeredAt !== null) this.voice.answered();
    } catch (error) {
      this.#change({ trouble: callTrouble(error) });
    }
  }

  /** The microphone says nothing, or does again. Who chose to be silent, or types, knows. */
  #microphoneSilent(trouble: Trouble | null): void {
    if (
      trouble ? this.voice.kind === "microphone" && !this.state.trouble : this.state.trouble === this.#silent
    )
      this.#change({ trouble });
    this.#silent = trouble;
  }

  #voiceChanged(): void {
    const old = this.state.trouble;
    const ofVoice = old !== null && old === this.#voiceTrouble;
    this.#voiceTrouble = this.voice.complaint;
    this.#change({ trouble: this.#voiceTrouble ?? (ofVoice ? null : old) });
  }
}
