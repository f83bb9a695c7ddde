/** Plays a call's sound from a point. The kernel fetches it from the lab and hands it over as bytes. */

import { audioContext } from "./audio_context.ts";
import { Trouble } from "./credentials.ts";
import { type AnyModel, readMessage } from "./host.ts";

export class Playback {
  #source: AudioBufferSourceNode | null = null;
  #startedAt = 0;
  #startedFrom = 0;

  constructor(
    // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
    private readonly model: AnyModel<any>,
    private readonly ended: () => void,
  ) {}

  get playing(): boolean {
    return this.#source !== null;
  }

  /** The call's time that sounds now. */
  get time(): number {
    return this.#startedFrom + audioContext().currentTime - this.#startedAt;
  }

  /** Play from `from` seconds of the call. Throws Trouble when there is no sound to be had. */
  async play(from: number): Promise<void> {
    this.stop();
    const audio = audioContext();
    const { bytes, start } = await this.#fetch();
    const buffer = await audio.decodeAudioData(bytes).catch(() => {
      throw new Trouble("The call's sound cannot be read.", "Did anything sound in this call yet?");
    });
    const offset = Math.max(0, from - start);
    if (offset >= buffer.duration)
      throw new Trouble("There is no sound after this point.", "Move the playhead back.");
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    source.onended = () => {
      if (this.#source !== source) return;
      this.#source = null;
      this.ended();
    };
    source.start(0, offset);
    this.#source = source;
    this.#startedAt = audio.currentTime;
    this.#startedFrom = start + offset;
  }

  stop(): void {
    const source = this.#source;
    this.#source = null;
    source?.stop();
  }

  #fetch(): Promise<{ bytes: ArrayBuffer; start: number }> {
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
        if (message?.type !== "audio") return;
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
      this.model.send({ type: "audio" });
    });
  }
}
