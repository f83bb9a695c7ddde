/**
 * Whether the page lets a call be heard. Browsers keep a page silent until somebody has clicked in it or pressed a
 * key: a call that was answered by a cell, or after a reload, would go on unheard and nobody would know why.
 */

import { Device } from "@twilio/voice-sdk";
import { audioContext } from "./audio_context.ts";
import { Trouble } from "./credentials.ts";

/** An audio clock that may run is running by then, on a busy machine too. */
const STARTED_MS = 2000;
/** What browsers take for a person's word. */
const GESTURES = ["pointerup", "touchend", "click", "keydown"];

export class Audible {
  /** What to do to hear the call; null when it can be heard. */
  trouble: Trouble | null = null;
  #silent = new Set<HTMLAudioElement>();
  #clock: AudioContext | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listening: AbortController | null = null;

  constructor(private readonly changed: () => void) {}

  /** Follow an element that the SDK is about to play: it keeps to itself what the browser answers. */
  follow(audio: HTMLAudioElement): void {
    const play = audio.play.bind(audio);
    audio.play = async () => {
      try {
        await play();
        this.#silent.delete(audio);
      } catch (error) {
        if (error instanceof DOMException && error.name === "NotAllowedError") this.#silent.add(audio);
        throw error;
      } finally {
        this.#review();
      }
    };
  }

  /** The call's sound is made by this clock: it is silent, both ways, while the clock does not run. */
  needs(clock: AudioContext): void {
    this.#clock = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#clock = clock;
      this.#review();
    }, STARTED_MS);
  }

  /** The call is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#silent.clear();
    this.#clock = null;
    this.#review();
  }

  /** Somebody is there: sound may begin. */
  #wake(): void {
    audioContext();
    void Device.audioContext?.resume().catch(() => undefined);
    for (const audio of this.#silent) void audio.play().catch(() => undefined);
  }

  #review(): void {
    const silent = this.#silent.size > 0 || (this.#clock !== null && this.#clock.state !== "running");
    if (silent === (this.trouble !== null)) return;
    this.#listening?.abort();
    this.#listening = null;
    this.trouble = null;
    if (silent) {
      this.trouble = new Trouble(
        "The browser keeps this page silent until somebody clicks in it.",
        "Click anywhere in the page, or press a key, to hear the call.",
      );
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      for (const name of GESTURES) {
        document.addEventListener(name, () => this.#wake(), { capture: true, passive: true, signal });
      }
      this.#clock?.addEventListener("statechange", () => this.#review(), { signal });
    }
    this.changed();
  }
}
