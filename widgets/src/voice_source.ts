/** Where a phone's voice comes from: the microphone, silence, or a recording. Never a reason not to call. */

import { audioContext } from "./audio_context.ts";
import { Trouble } from "./credentials.ts";

export type VoiceKind = "microphone" | "silence" | "typed" | "wav";

export interface Microphone {
  id: string;
  label: string;
}

/** A stream that is silent, and stays so. */
export function silence(): MediaStream {
  const audio = audioContext();
  const source = audio.createConstantSource();
  const gain = audio.createGain();
  gain.gain.value = 0;
  const end = audio.createMediaStreamDestination();
  source.connect(gain).connect(end);
  source.start();
  return end.stream;
}

export class VoiceSource {
  kind: VoiceKind = "microphone";
  deviceId: string | null = null;
  /** The bytes of a WAV file, for kind `wav`. */
  recording: ArrayBuffer | null = null;
  /** Why the microphone is not used although it was asked for; null when it is. */
  trouble: Trouble | null = null;
  #play: AudioBufferSourceNode | null = null;

  constructor(private readonly changed: () => void) {}

  /** What the SDK calls in place of `navigator.mediaDevices.getUserMedia`. Always gives a stream. */
  readonly getUserMedia = async (constraints: MediaStreamConstraints): Promise<MediaStream> => {
    if (this.kind === "wav" && this.recording) return this.#record(this.recording);
    if (this.kind !== "microphone") return silence();
    try {
      const stream = await this.microphone(constraints);
      this.#report(null);
      return stream;
    } catch (error) {
      this.#report(microphoneTrouble(error));
      return silence();
    }
  };

  readonly enumerateDevices = async (): Promise<MediaDeviceInfo[]> =>
    (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];

  /** The microphone itself; throws what the browser says. */
  async microphone(constraints: MediaStreamConstraints = { audio: true }): Promise<MediaStream> {
    if (!navigator.mediaDevices) throw new DOMException("No media devices here.", "SecurityError");
    const asked = typeof constraints.audio === "object" ? constraints.audio : {};
    return navigator.mediaDevices.getUserMedia({
      audio: {
        echoCancellation: true,
        ...(this.deviceId ? { deviceId: { exact: this.deviceId } } : {}),
        ...asked,
      },
    });
  }

  async microphones(): Promise<Microphone[]> {
    const devices = await this.enumerateDevices();
    return devices
      .filter((device) => device.kind === "audioinput" && device.deviceId)
      .map((device, index) => ({ id: device.deviceId, label: device.label || `Microphone ${index + 1}` }));
  }

  async #record(bytes: ArrayBuffer): Promise<MediaStream> {
    const audio = audioContext();
    const end = audio.createMediaStreamDestination();
    try {
      const buffer = await audio.decodeAudioData(bytes.slice(0));
      this.#play = audio.createBufferSource();
      this.#play.buffer = buffer;
      this.#play.connect(end);
      this.#report(null);
    } catch {
      this.#report(
        new Trouble("The recording cannot be read; the call goes on in silence.", "Use a WAV file (PCM)."),
      );
    }
    return end.stream;
  }

  /** The call is answered: a recording begins to play. */
  answered(): void {
    this.#play?.start();
    this.#play = null;
  }

  #report(trouble: Trouble | null): void {
    this.trouble = trouble;
    this.changed();
  }
}

export function microphoneTrouble(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  if (!globalThis.isSecureContext) {
    return new Trouble(
      "This page may not use the microphone; the call goes on in silence.",
      'Open it as http://localhost or by https, or type what you would say: lab.phone(..., voice="typed").',
      31402,
    );
  }
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return new Trouble(
        "The microphone was refused; the call goes on in silence.",
        "Allow it at the lock beside the page's address and call again, or type what you would say.",
        31401,
      );
    case "NotFoundError":
    case "OverconstrainedError":
      return new Trouble(
        "There is no microphone; the call goes on in silence.",
        "Plug one in, choose another in the settings, or type what you would say.",
        31402,
      );
    case "NotReadableError":
      return new Trouble(
        "Another program holds the microphone; the call goes on in silence.",
        "Close that program, then call again.",
        31402,
      );
    default:
      return new Trouble(
        "The microphone cannot be opened; the call goes on in silence.",
        String((error as Error)?.message ?? error),
        31402,
      );
  }
}
