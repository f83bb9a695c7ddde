/** A phone's place at the lab: found, registered with the official SDK, and found again when the lab went away. */

import { type Call, Device } from "@twilio/voice-sdk";
import { type Credentials, findLab, renewToken, Trouble } from "./credentials.ts";
import { deviceOptions } from "./device_options.ts";
import { speakerIsGone } from "./microphone.ts";
import { chooseTransport, type Transport, type TransportChoice } from "./transport.ts";
import { callTrouble } from "./troubles.ts";
import type { VoiceSource } from "./voice_source.ts";

/** How long a phone that lost the lab lets the SDK try before it asks the kernel where the lab is now. */
const LOST_MS = 4000;
const RETRY_MS = 5000;
/** Names of devices that stand for whatever the browser takes. */
const NOBODYS = new Set(["", "default", "communications"]);

export interface RegistrationHooks {
  credentials(slow: (words: string) => void, signal: AbortSignal): Promise<Credentials>;
  /** The transport that the kernel asked for. */
  transport?(): TransportChoice;
  /** It looks for the lab, or registers: what it waits for, in words. */
  looking(waiting: string): void;
  /** The lab was found, and how sound will travel. */
  found(base: string, transport: Transport, observeToken: string): void;
  /** A call's sound goes over a WebSocket from now on. */
  moved(reason: string): void;
  registered(): void;
  failed(trouble: Trouble): void;
  incoming(call: Call): void;
  /** The SDK complains, of `call` when it says so. */
  complained(trouble: Trouble, call: Call | undefined): void;
  /** Whether there is a call: the lab is not looked for elsewhere meanwhile. */
  busy(): boolean;
}

export class Registration {
  base = "";
  token = "";
  transport: Transport | null = null;
  device: Device | null = null;
  #life = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly voice: VoiceSource,
    private readonly hooks: RegistrationHooks,
  ) {}

  get registered(): boolean {
    return this.device?.state === Device.State.Registered;
  }

  /** Find the lab and register. Comes back by itself when the lab goes away and returns. */
  async start(): Promise<void> {
    this.close();
    this.#life = new AbortController();
    const life = this.#life.signal;
    const { hooks } = this;
    hooks.looking("looking for the lab");
    try {
      const credentials = await hooks.credentials((words) => hooks.looking(words), life);
      const { token } = credentials;
      if (!token) throw new Trouble("The kernel gave no token.", "Run the phone's cell again.");
      const base = await findLab(credentials);
      if (life.aborted) return;
      hooks.looking("looking how sound can travel");
      const transport = await chooseTransport(base, token, hooks.transport?.(), (reason) => {
        if (!life.aborted) hooks.moved(reason);
      });
      if (life.aborted) return;
      this.base = base;
      this.token = token;
      this.transport = transport;
      hooks.found(base, transport, credentials.observe_token ?? "");
      hooks.looking("registering");
      this.device = this.#makeDevice(transport.peerConnection);
      await this.device.register();
    } catch (error) {
      if (life.aborted) return;
      hooks.failed(callTrouble(error));
      // The lab may be on its way: look again, quietly.
      this.lookAgain(RETRY_MS);
    }
  }

  /** Leave the lab; a live call ends. */
  close(): void {
    this.#life.abort(new DOMException("closed", "AbortError"));
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { device } = this;
    this.device = null;
    device?.destroy();
  }

  /** Ask the kernel where the lab is, unless the SDK finds it before. What it complains of meanwhile puts nothing off. */
  lookAgain(after = LOST_MS): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.hooks.busy()) void this.start();
    }, after);
  }

  /** The kernel's credentials once more; null when it gives none. */
  askAgain(): Promise<Credentials | null> {
    return this.hooks.credentials(() => undefined, this.#life.signal).catch(() => null);
  }

  #makeDevice(peerConnection: typeof RTCPeerConnection | undefined): Device {
    const device = new Device(this.token, deviceOptions(this.base, this.voice, peerConnection));
    const ours = () => this.device === device;
    const { hooks } = this;
    device.on("registered", () => {
      if (!ours()) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.hooks.registered();
    });
    device.on("unregistered", () => {
      if (!ours()) return;
      if (!this.hooks.busy()) this.hooks.looking("the lab went away, looking for it");
      this.lookAgain();
    });
    device.on("incoming", (call: Call) => {
      if (ours()) this.hooks.incoming(call);
    });
    device.audio?.on("deviceChange", (lost: MediaDeviceInfo[]) => {
      // What has no name of its own is nobody's choice: browsers change those with the microphone's permission.
      const chosen = lost.some(({ kind, deviceId }) => kind === "audiooutput" && !NOBODYS.has(deviceId));
      if (ours() && chosen) hooks.complained(speakerIsGone(), undefined);
    });
    device.on("tokenWillExpire", () => void this.#renew(device));
    device.on("error", (error: unknown, call?: Call) => {
      if (ours()) this.#complained(callTrouble(error), call);
    });
    return device;
  }

  #complained(trouble: Trouble, call: Call | undefined): void {
    if (trouble.code === 20104 && this.device) void this.#renew(this.device);
    this.hooks.complained(trouble, call);
    if (!call && !this.hooks.busy() && !this.registered) this.lookAgain(RETRY_MS);
  }

  async #renew(device: Device): Promise<void> {
    const fresh = (await renewToken(this.base, this.token)) ?? (await this.askAgain())?.token;
    if (!fresh || this.device !== device) return;
    this.token = fresh;
    device.updateToken(fresh);
  }
}
