/**
 * The page's jitter buffer: from packets as they come to one frame at a time, with losses concealed.
 *
 * The twin of `voicelab/media/playout.py`, for packets of one frame each. All times are given, none is read.
 */

import { Lateness } from "./lateness.ts";
import { FRAME, RATE } from "./rtp.ts";
import { crossfade, join, LAG, longer, pitchLag, SPAN, shorter } from "./splice.ts";

const LATE_RUN = 6; // packets in a row that all come too late: the way has become longer
const HOLD = 150; // packets kept at most: three seconds
const FADE = [1, 0.8, 0.4, 0]; // gain at the edges of the made-up frames
const GIVE_UP = 50; // missing frames after which playing begins anew with the next packet
const BLEND = 40; // samples over which made-up sound passes into real sound
const TOO_LONG = 0.1; // seconds over the target that are cut at once
const LONG = 0.025; // seconds over the target that are taken out period by period
const SHORT = 0.015; // seconds under it that are put in
const SETTLE = 3; // frames between two such steps
const GAPS = 32; // the latest are remembered
const NOTHING = new Float32Array(0);

/** A stretch with none of the party's sound in it: its end, and its length, in seconds. */
export interface Gap {
  at: number;
  seconds: number;
}

export class Playout {
  readonly lateness = new Lateness();
  /** Packets that came after their time. */
  late = 0;
  /** Frames given out while a stream was there, and those of them that were made up. */
  played = 0;
  concealed = 0;
  /** The latest gaps in the sound, those included in which nothing was made up. */
  readonly gaps: Gap[] = [];
  /** Seconds that sound waits here. */
  delay = 0;
  #packets = new Map<number, Float32Array>();
  #cursor = 0;
  #ready: Float32Array = NOTHING;
  #playing = false;
  #lateRun = 0;
  #missing = 0;
  #before: [Float32Array, Float32Array] = [new Float32Array(FRAME), new Float32Array(FRAME)];
  #period = new Float32Array(FRAME);
  #phase = 0;
  #settle = 0;
  #soundUntil: number | null = null;

  /** A packet came at `at` (seconds). `timestamp` is in samples and does not wrap around. */
  put(timestamp: number, samples: Float32Array, at: number): void {
    if (this.#packets.has(timestamp)) return;
    if (!this.lateness.note(timestamp / RATE, at)) this.#begin();
    if (this.#playing && timestamp < this.#cursor) {
      this.late += 1;
      this.#lateRun += 1;
      if (this.#lateRun < LATE_RUN) return;
      this.lateness.begin(timestamp / RATE, at);
      this.#begin();
    }
    this.#lateRun = 0;
    if (this.#packets.size >= HOLD) this.#begin();
    this.#packets.set(timestamp, samples);
  }

  #begin(): void {
    this.#packets.clear();
    this.#ready = NOTHING;
    this.#playing = false;
    this.#missing = 0;
    this.#lateRun = 0;
  }

  /** The next frame, at `now`; null before the first sound and in gaps that are too long to conceal. */
  get(now: number): Float32Array | null {
    if (!this.#playing && !this.#start(now)) return null;
    const waited = now - this.lateness.base - this.#cursor / RATE;
    this.delay = waited + this.#ready.length / RATE;
    if (this.#settle) {
      this.#settle -= 1;
    } else {
      const whole = Math.floor(this.#ready.length / FRAME) * FRAME;
      const over = waited + whole / RATE - this.lateness.target;
      if (over < -SHORT || over > LONG) this.#steer(over);
    }
    while (this.#ready.length < FRAME) this.#fetch();
    if (!this.#missing) this.#heard(now);
    const frame = this.#ready.slice(0, FRAME);
    this.#ready = this.#ready.slice(FRAME);
    this.#before = [this.#before[1], frame];
    this.played += 1;
    if (this.#missing < FADE.length) return frame;
    if (this.#missing > GIVE_UP) this.#begin();
    return null;
  }

  /** A whole frame of the party's own sound goes out at `now`. */
  #heard(now: number): void {
    const seconds = now - (this.#soundUntil ?? now);
    if (seconds > FRAME / RATE / 2) {
      this.gaps.push({ at: now, seconds });
      if (this.gaps.length > GAPS) this.gaps.shift();
    }
    this.#soundUntil = now + FRAME / RATE;
  }

  #first(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const timestamp of this.#packets.keys()) if (timestamp < first) first = timestamp;
    return first;
  }

  #start(now: number): boolean {
    if (this.#packets.size === 0) return false;
    const first = this.#first();
    if (now - this.lateness.base - first / RATE < this.lateness.target) return false;
    this.#cursor = first;
    this.#playing = true;
    this.#settle = 0;
    return true;
  }

  #take(): Float32Array | null {
    const samples = this.#packets.get(this.#cursor) ?? null;
    if (samples) {
      this.#packets.delete(this.#cursor);
      this.#cursor += samples.length;
    }
    return samples;
  }

  /** Put more samples behind the ready ones: the next packet's, or made-up ones. */
  #fetch(): void {
    let samples = this.#take();
    if (samples) {
      if (this.#missing && this.#missing < FADE.length)
        samples = this.#blendInto(samples, FADE[this.#missing] ?? 0);
      this.#missing = 0;
    } else {
      const length = this.#packets.size ? Math.min(FRAME, this.#first() - this.#cursor) : FRAME;
      samples = this.#conceal(length);
      this.#cursor += length;
    }
    this.#ready = this.#ready.length ? join(this.#ready, samples) : samples;
  }

  #blendInto(samples: Float32Array, gain: number): Float32Array {
    const blend = Math.min(BLEND, samples.length);
    const goneOn = this.#repeat(blend, gain, gain);
    return join(crossfade(goneOn, samples.subarray(0, blend)), samples.subarray(blend));
  }

  #conceal(length: number): Float32Array {
    this.#missing += 1;
    this.concealed += 1;
    if (this.#missing === 1) this.#findPeriod(join(...this.#before, this.#ready));
    const gain = FADE[this.#missing - 1];
    if (gain === undefined || this.#missing >= FADE.length) return new Float32Array(length);
    const sound = this.#repeat(length, gain, FADE[this.#missing] ?? 0);
    this.#phase += length;
    return sound;
  }

  #findPeriod(sound: Float32Array): void {
    this.#period = sound.slice(-pitchLag(sound));
    this.#phase = 0;
  }

  #repeat(length: number, gain: number, lastGain: number): Float32Array {
    const period = this.#period;
    return Float32Array.from({ length }, (_, at) => {
      const here = gain + ((lastGain - gain) * at) / Math.max(1, length - 1);
      return (period[(this.#phase + at) % period.length] ?? 0) * here;
    });
  }

  #steer(over: number): void {
    if (over > TOO_LONG) {
      this.#skip(Math.floor(over * RATE));
    } else if (over > LONG) {
      while (this.#ready.length < SPAN && this.#packets.has(this.#cursor)) this.#fetch();
      if (this.#ready.length >= SPAN) {
        this.#ready = shorter(this.#ready);
        this.#settle = SETTLE;
      }
    } else if (!this.#missing) {
      if (this.#ready.length < LAG && this.#packets.has(this.#cursor)) this.#fetch();
      if (this.#ready.length >= LAG) {
        this.#ready = longer(join(...this.#before), this.#ready);
        this.#settle = SETTLE;
      }
    }
  }

  /** Drop so many samples, and pass into what follows without a click. */
  #skip(samples: number): void {
    if (!this.#missing) this.#findPeriod(join(...this.#before));
    this.#ready = NOTHING;
    this.#cursor += samples;
    for (const timestamp of [...this.#packets.keys()]) {
      if (timestamp < this.#cursor) this.#packets.delete(timestamp);
    }
    if (this.#packets.size) this.#cursor = this.#first();
    const sound = this.#take();
    if (!sound) return;
    this.#ready = this.#blendInto(sound, 1);
    this.#missing = 0;
  }
}
