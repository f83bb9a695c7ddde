/** Plays a call's sound from a point. The kernel fetches it from the lab and hands it over, a minute at a time. */

import { audioContext } from "./audio_context.ts";
import { Trouble } from "./credentials.ts";
import { type AnyModel, readMessage } from "./host.ts";

/** A part that is shorter than this many seconds is the last one. */
const WHOLE = 59;
/** How long before a part is over the next one is fetched. */
const AHEAD = 25;

interface Part {
  buffer: AudioBuffer;
  /** The call's time at which it begins. */
  start: number;
}

export class Playback {
  #sources: AudioBufferSourceNode[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #startedAt = 0;
  #startedFrom = 0;
  /** Counts what was begun, so that a part which comes too late is not played. */
  #turn = 0;

  constructor(
    // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
    private readonly model: AnyModel<any>,
    private readonly ended: () => void,
  ) {}

  get playing(): boolean {
    return this.#sources.length > 0;
  }

  /** The call's time that sounds now. */
  get time(): number {
    return this.#startedFrom + audioContext().currentTime - this.#startedAt;
  }

  /** Play from `from` seconds of the call. Throws Trouble when there is no sound to be had. */
  async play(from: number): Promise<void> {
    this.stop();
    const turn = this.#turn;
    const audio = audioContext();
    const part = await this.#load(from);
    if (turn !== this.#turn) return;
    const offset = Math.max(0, from - part.start);
    if (offset >= part.buffer.duration)
      throw new Trouble("There is no sound after this point.", "Move the playhead back.");
    this.#startedAt = audio.currentTime;
    this.#startedFrom = part.start + offset;
    this.#play(part, offset, audio.currentTime);
  }

  stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    const sources = this.#sources;
    this.#sources = [];
    for (const source of sources) source.stop();
  }

  #play(part: Part, offset: number, when: number): void {
    const audio = audioContext();
    const source = audio.createBufferSource();
    source.buffer = part.buffer;
    source.connect(audio.destination);
    source.onended = () => {
      if (!this.#sources.includes(source)) return;
      this.#sources = this.#sources.filter((each) => each !== source);
      if (this.#sources.length === 0) this.ended();
    };
    source.start(when, offset);
    this.#sources.push(source);
    if (part.buffer.duration < WHOLE) return;
    const over = when + part.buffer.duration - offset;
    const wait = Math.max(0, over - AHEAD - audio.currentTime);
    this.#timer = setTimeout(
      () => void this.#continue(part.start + part.buffer.duration, over, this.#turn),
      wait * 1000,
    );
  }

  /** Have the next part ready for the moment at which this one is over; where there is none, this is the last. */
  async #continue(from: number, when: number, turn: number): Promise<void> {
    const part = await this.#load(from).catch(() => null);
    if (part && turn === this.#turn && part.buffer.duration > 0) this.#play(part, 0, when);
  }

  async #load(from: number): Promise<Part> {
    const { bytes, start } = await this.#fetch(from);
    const buffer = await audioContext()
      .decodeAudioData(bytes)
      .catch(() => {
        throw new Trouble("The call's sound cannot be read.", "Did anything sound in this call yet?");
      });
    return { buffer, start };
  }

  #fetch(from: number): Promise<{ bytes: ArrayBuffer; start: number }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        finish();
        reject(new Trouble("The kernel does not answer.", "Wait until its cell has ended, then play again."));
      }, 15_000);
      const finish = () => {
        clearTimeout(timer);
        this.model.off("msg:custom", hear);
      };
      const hear = (content: unknown, buffers: DataView[]) => {
        const message = readMessage(content);
        if (message?.type !== "audio" || message.from !== from) return;
        finish();
        const view = buffers[0];
        if (view) {
          const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer;
          resolve({ bytes, start: Number(message.start) || 0 });
        } else {
          reject(new Trouble(String(message.error ?? "There is no sound."), String(message.cure ?? "")));
        }
      };
      this.model.on("msg:custom", hear);
      this.model.send({ type: "audio", from });
    });
  }
}
