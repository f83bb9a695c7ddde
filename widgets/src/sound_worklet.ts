/** On the browser's audio thread: the microphone made into frames, and packets made into sound. */

import type { FromWorklet, ToWorklet } from "./media_socket.ts";
import { type Gap, Playout } from "./playout.ts";
import { Resampler } from "./resampler.ts";
import { FRAME, RATE, ulawDecode, ulawEncode } from "./rtp.ts";

// What an AudioWorkletGlobalScope has; TypeScript's libraries do not know it.
declare const currentTime: number;
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

const REPORT_SECONDS = 0.25;
const GAPS = 32;

class Sound extends AudioWorkletProcessor {
  #wire: MessagePort | null = null;
  #ended = false;
  readonly #playout = new Playout();
  readonly #down = new Resampler(sampleRate, RATE);
  readonly #up = new Resampler(RATE, sampleRate);
  readonly #frame = new Float32Array(FRAME);
  readonly #silence = new Float32Array(FRAME);
  readonly #quiet = new Float32Array(128);
  #reportAt = 0;
  /** The page's date at which the audio clock was zero: it falls back whenever the audio thread got no processor. */
  #zero = 0;
  #told = 0;
  readonly #gaps: Gap[] = [];

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort | null>) => {
      if (!data) this.#ended = true;
      else this.#listen(data);
    };
  }

  #listen(wire: MessagePort): void {
    this.#wire = wire;
    wire.onmessage = ({ data }: MessageEvent<ToWorklet>) => {
      this.#playout.put(data.timestamp, ulawDecode(data.payload), currentTime);
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    this.#capture(inputs[0]?.[0] ?? this.#quiet);
    const out = outputs[0]?.[0];
    if (out) {
      while (!this.#up.holds(out.length)) this.#up.write(this.#playout.get(currentTime) ?? this.#silence);
      this.#up.read(out);
    }
    if (currentTime >= this.#reportAt) this.#report();
    return !this.#ended;
  }

  #capture(samples: Float32Array): void {
    this.#down.write(samples);
    while (this.#down.holds(FRAME)) {
      this.#down.read(this.#frame);
      const payload = Uint8Array.from(this.#frame, ulawEncode);
      this.#say({ kind: "frame", payload }, [payload.buffer]);
    }
  }

  #report(): void {
    this.#reportAt = currentTime + REPORT_SECONDS;
    this.#zero = Date.now() / 1000 - currentTime;
    const { late, played, concealed, delay, lateness } = this.#playout;
    for (const gap of this.#playout.gaps) {
      if (gap.at <= this.#told) continue;
      this.#told = gap.at;
      this.#gaps.push({ at: gap.at + this.#zero, seconds: gap.seconds });
    }
    this.#gaps.splice(0, this.#gaps.length - GAPS);
    const figures = { late, played, concealed, gaps: this.#gaps, delay, target: lateness.target };
    this.#say({ kind: "playout", figures });
  }

  #say(message: FromWorklet, transfer: Transferable[] = []): void {
    this.#wire?.postMessage(message, transfer);
  }
}

registerProcessor("voicelab-sound", Sound);
