/**
 * Where a phone's voice comes from: the microphone, a recording, typed lines, silence. Never a reason not to call.
 *
 * A microphone that cannot be had is made up for: by typed lines where the lab can say them, else by silence.
 */

import { audioContext } from "./audio_context.ts";
import { Trouble } from "./credentials.ts";
import { chosenIsGone, foreseenTrouble, isGone, microphoneTrouble, openMicrophone } from "./microphone.ts";

export type VoiceKind = "microphone" | "silence" | "typed" | "wav";

/** What a trait says, the microphone for anything else. */
export const readVoice = (value: unknown): VoiceKind =>
  value === "silence" || value === "typed" || value === "wav" ? value : "microphone";

let quiet: MediaStreamAudioDestinationNode | undefined;

/** A stream that is silent, and stays so. Whoever ends it ends nobody else's. */
export function silence(): MediaStream {
  if (!quiet) {
    const audio = audioContext();
    const source = audio.createConstantSource();
    const gain = audio.createGain();
    gain.gain.value = 0;
    quiet = audio.createMediaStreamDestination();
    source.connect(gain).connect(quiet);
    source.start();
  }
  return quiet.stream.clone();
}

export class VoiceSource {
  /** How it is to speak. */
  wanted: VoiceKind = "microphone";
  /** How it speaks; another way than is wanted when that one cannot be had: `trouble` says why. */
  kind: VoiceKind = "microphone";
  deviceId: string | null = null;
  /** The bytes of a WAV file, for kind `wav`. */
  recording: ArrayBuffer | null = null;
  /** Why it does not speak as it is to; null when it does. */
  trouble: Trouble | null = null;
  #read = "";
  #play: AudioBufferSourceNode | null = null;
  #turn = 0;
  /** What was opened for this call. */
  #opened: MediaStreamTrack[] = [];

  constructor(
    private readonly changed: () => void,
    /** Whether the lab can say what is typed. */
    private readonly labSpeaks: () => Promise<boolean>,
    /** The microphone that is spoken into is gone: pulled out, or taken back by a person. */
    private readonly lost: () => void,
  ) {}

  /** `trouble`, unless somebody has read it and put it away. */
  get complaint(): Trouble | null {
    return this.trouble && this.trouble.message !== this.#read ? this.trouble : null;
  }

  /** Somebody has read why. */
  putAway(): void {
    this.#read = this.trouble?.message ?? "";
  }

  /** Speak this way from now on. */
  choose(kind: VoiceKind): void {
    this.#turn += 1;
    this.wanted = kind;
    this.kind = kind;
    this.trouble = null;
    this.#read = "";
    this.changed();
  }

  /** See whether the microphone could be had, and choose by that; nobody is asked. */
  async look(): Promise<void> {
    if (this.wanted !== "microphone") return;
    const turn = this.#turn;
    const trouble = await foreseenTrouble();
    if (turn !== this.#turn) return;
    if (trouble) await this.#makeUp(trouble);
    else this.#found();
  }

  /** What the SDK calls in place of `navigator.mediaDevices.getUserMedia`. Always gives a stream. */
  readonly getUserMedia = async (): Promise<MediaStream> => {
    if (this.wanted === "wav" && this.recording) return this.#record(this.recording);
    if (this.wanted !== "microphone") return silence();
    const turn = this.#turn;
    try {
      const chosen = this.deviceId;
      const stream = await this.#open();
      if (turn === this.#turn) {
        this.#found();
        this.#follow(stream);
        if (chosen && !this.deviceId) this.#tell(chosenIsGone());
        return stream;
      }
      for (const track of stream.getTracks()) track.stop(); // meanwhile somebody chose otherwise
    } catch (error) {
      if (turn === this.#turn) await this.#makeUp(microphoneTrouble(error));
    }
    return silence();
  };

  /** The microphone that was chosen; when it is gone, the browser's choice. */
  async #open(): Promise<MediaStream> {
    try {
      return await openMicrophone(this.deviceId);
    } catch (error) {
      if (!this.deviceId || !isGone(error)) throw error;
      const stream = await openMicrophone(null);
      this.deviceId = null;
      return stream;
    }
  }

  #follow(stream: MediaStream): void {
    const [track] = stream.getAudioTracks();
    if (!track) return;
    this.#opened.push(track);
    // Not when it is stopped by us: browsers tell of that to nobody.
    track.addEventListener("ended", () => {
      if (this.#opened.at(-1) === track) this.lost();
    });
  }

  #found(): void {
    if (this.kind === "microphone" && !this.trouble) return;
    this.kind = "microphone";
    this.trouble = null;
    this.changed();
  }

  #tell(trouble: Trouble): void {
    this.trouble = trouble;
    this.changed();
  }

  async #makeUp(reason: Trouble): Promise<void> {
    const turn = this.#turn;
    const speaks = await this.labSpeaks();
    if (turn !== this.#turn) return;
    const kind = speaks ? "typed" : "silence";
    const way = speaks
      ? "This phone says what you type."
      : "This phone is silent: the lab has no voice for what you would type.";
    const message = `${reason.message} ${way}`;
    if (this.kind === kind && this.trouble?.message === message) return;
    this.kind = kind;
    this.trouble = new Trouble(message, reason.cure, reason.code);
    this.changed();
  }

  async #record(bytes: ArrayBuffer): Promise<MediaStream> {
    const audio = audioContext();
    const end = audio.createMediaStreamDestination();
    try {
      const buffer = await audio.decodeAudioData(bytes.slice(0));
      this.#play = audio.createBufferSource();
      this.#play.buffer = buffer;
      this.#play.connect(end);
    } catch {
      this.trouble = new Trouble(
        "The recording cannot be read; the call goes on in silence.",
        "Use a WAV file (PCM).",
      );
      this.changed();
    }
    return end.stream;
  }

  /** The call is answered: a recording begins to play. */
  answered(): void {
    this.#play?.start();
  }

  /** The call is over: a recording that still plays ends. */
  ended(): void {
    this.#play?.disconnect();
    this.#play = null;
    // The SDK lets go of what it used last; of what it took in between it may not.
    for (const track of this.#opened.splice(0)) track.stop();
  }
}
