/** A bar that moves with the sound of a microphone. */

import { audioContext } from "./audio_context.ts";
import { h } from "./dom.ts";

export class LevelMeter {
  readonly root: HTMLElement;
  readonly #bar = h("i");
  #stream: MediaStream | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #frame = 0;

  constructor() {
    this.root = h(
      "div",
      {
        class: "vl-meter",
        role: "meter",
        "aria-label": "Microphone level",
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": 0,
      },
      this.#bar,
    );
  }

  get listening(): boolean {
    return this.#stream !== null;
  }

  /** Listen to this stream, which is the meter's from now on, until `stop`. */
  listen(stream: MediaStream): void {
    this.stop();
    this.#stream = stream;
    const audio = audioContext();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 1024;
    this.#source = audio.createMediaStreamSource(stream);
    this.#source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const draw = () => {
      analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      this.#show(Math.min(1, peak ** 0.6));
      this.#frame = requestAnimationFrame(draw);
    };
    draw();
  }

  /** Hear nothing more, and let the microphone go. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#source?.disconnect();
    this.#source = null;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#show(0);
  }

  #show(level: number): void {
    this.#bar.style.transform = `scaleX(${level.toFixed(3)})`;
    this.root.setAttribute("aria-valuenow", String(Math.round(level * 100)));
  }
}
