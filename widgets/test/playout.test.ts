import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, SHORTEST, START } from "../src/lateness.ts";
import { Playout } from "../src/playout.ts";
import { FRAME, RATE } from "../src/rtp.ts";

const TICK = FRAME / RATE;
/** 400 Hz: eight whole periods a frame, so that every packet is the same. */
const TONE = Float32Array.from({ length: FRAME }, (_, at) => 0.5 * Math.sin((2 * Math.PI * 400 * at) / RATE));

/** The amplitude of 400 Hz in a sound. */
function level(sound: Float32Array): number {
  let real = 0;
  let imaginary = 0;
  sound.forEach((sample, at) => {
    const angle = (2 * Math.PI * 400 * at) / RATE;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / sound.length;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A sender, a way that keeps the order as a stream does, and a page that asks for a frame every 20 ms. */
class Line {
  readonly playout = new Playout();
  /** Of the sender. */
  number = 0;
  /** The page's audio clock; it stands still when the page is suspended or its audio thread gets no processor. */
  now = 0;
  heard: Float32Array[] = [];
  /** Whether the page's audio runs. */
  running = true;
  /** The page's time for one of the sender's: clocks are never quite the same. */
  pace = 1;
  sound: (number: number) => Float32Array = () => TONE;
  #coming: [number, number][] = [];
  #last = 0;
  #time = 0;

  /** Let so many seconds pass; `way` is how long what is sent then is on its way. */
  pass(seconds: number, way: (sent: number) => number = () => 0.003): Float32Array[] {
    const from = this.heard.length;
    for (let left = Math.round(seconds / TICK); left > 0; left -= 1) {
      const sent = this.number * TICK * this.pace;
      this.#last = Math.max(this.#last, sent + way(this.number * TICK));
      this.#coming.push([this.#last, this.number]);
      this.number += 1;
      if (this.running) this.#listen(sent + 0.005);
      else this.#arrive(sent + 0.005);
    }
    return this.heard.slice(from);
  }

  /** The page asks as often as its own clock says, whatever the sender's says. */
  #listen(until: number): void {
    while (this.#time + TICK <= until) {
      this.#time += TICK;
      this.now += TICK;
      this.#arrive(this.#time);
      this.heard.push(this.playout.get(this.now) ?? new Float32Array(FRAME));
    }
  }

  #arrive(until: number): void {
    while (this.#coming[0] && this.#coming[0][0] <= until) {
      const [at, number] = this.#coming.shift() as [number, number];
      // what came since the last look is stamped by the page's clock, which may have stood still since
      this.playout.put(
        number * FRAME,
        this.sound(number),
        this.now - (this.#time - Math.min(at, this.#time)),
      );
    }
    if (!this.running) this.#time = until;
  }

  /** The audio thread gets no processor for so long: nobody asks, and the audio clock loses the time. */
  starve(seconds: number): void {
    this.running = false;
    this.pass(seconds);
    this.running = true;
  }

  get longestGap(): number {
    return Math.max(0, ...this.playout.gaps.map((gap) => gap.seconds));
  }
}

test("what comes evenly is played whole, after 80 ms at first and 40 soon", () => {
  const line = new Line();
  line.pass(0.5);
  assert.ok(line.playout.delay >= START && line.playout.delay < START + TICK, `${line.playout.delay}`);
  line.pass(19.5);
  assert.equal(line.playout.concealed, 0);
  assert.deepEqual(line.playout.gaps, []);
  assert.equal(line.playout.lateness.target, SHORTEST);
  assert.ok(line.playout.delay < START && line.playout.delay > 0.02, `${line.playout.delay}`);
  assert.ok(Math.abs(level(line.heard.at(-1) as Float32Array) - 0.5) < 0.01);
});

test("the target is what 99 of 100 packets keep: two late ones of a hundred are waited for, one of 200 is not", () => {
  const line = new Line();
  const late = (every: number) => (sent: number) => (Math.round(sent / TICK) % every === 0 ? 0.095 : 0);
  // A packet that is late holds up those behind it: here 95 ms are five packets, 95 to 15 ms late.
  line.pass(30, late(50));
  assert.ok(Math.abs(line.playout.lateness.target - 0.11) < 0.001, `${line.playout.lateness.target}`);
  line.pass(60, late(1000));
  assert.equal(line.playout.lateness.target, SHORTEST);
});

test("the target is capped at 200 ms, however late packets come, and so is the delay", () => {
  const line = new Line();
  const chance = seeded(4);
  line.pass(20, () => chance() * 0.6);
  assert.equal(line.playout.lateness.target, LONGEST);
  assert.ok(line.playout.delay <= LONGEST + 0.12, `${line.playout.delay}`);
});

test("the delay follows a bad way up, and comes down again after it", () => {
  const chance = seeded(3);
  const bad = (sent: number) => {
    const stall = sent % 5 < 0.12 ? 0.12 - (sent % 5) : 0;
    return 0.015 - 0.015 * Math.log(1 - chance()) + stall;
  };
  const line = new Line();
  line.pass(20, bad);
  const { playout } = line;
  const { played, concealed } = playout;
  assert.ok(playout.lateness.target >= 0.08 && playout.lateness.target <= 0.2, `${playout.lateness.target}`);
  playout.gaps.length = 0;
  line.pass(40, bad);
  assert.ok(line.longestGap <= 0.1, `${line.longestGap}`);
  assert.ok((playout.concealed - concealed) / (playout.played - played) < 0.02);
  line.pass(30, () => 0.015);
  assert.equal(playout.lateness.target, SHORTEST);
  assert.ok(playout.delay < 0.08, `${playout.delay}`);
});

test("a lost packet is stood in for; a long gap is silence, and the sound after it is found again", () => {
  const playout = new Playout();
  const heard: Float32Array[] = [];
  const missing = new Set([100, ...Array.from({ length: 40 }, (_, at) => 150 + at)]);
  for (let number = 0; number < 300; number += 1) {
    if (!missing.has(number)) playout.put(number * FRAME, TONE, number * TICK);
    heard.push(playout.get(number * TICK + 0.005) ?? new Float32Array(FRAME));
  }
  const least = (from: number, to: number) => Math.min(...heard.slice(from * 50, to * 50).map(level));
  assert.ok(least(1.9, 2.2) > 0.4, `${least(1.9, 2.2)}`); // one frame was made up, and fades a little
  assert.ok(Math.max(...heard.slice(165, 185).map(level)) < 0.01);
  assert.ok(least(5, 6) > 0.49, `${least(5, 6)}`);
  assert.equal(playout.concealed, 41);
  assert.deepEqual(
    playout.gaps.map((gap) => Math.round(gap.seconds / TICK)),
    [1, 40],
  );
});

for (const partsPerMillion of [-200, 200]) {
  test(`an hour with clocks ${partsPerMillion} millionths apart: no gap, and no delay that grows`, () => {
    const line = new Line();
    line.pace = 1 + partsPerMillion * 1e-6;
    line.pass(10);
    const delays: number[] = [];
    let least = 1;
    for (let minute = 0; minute < 60; minute += 1) {
      for (const frame of line.pass(60)) least = Math.min(least, level(frame));
      line.heard = [];
      delays.push(line.playout.delay);
    }
    assert.deepEqual(line.playout.gaps, []);
    assert.equal(line.playout.concealed, 0);
    assert.equal(line.playout.late, 0);
    assert.ok(Math.max(...delays) < 0.08 && Math.min(...delays) > 0.02, `${delays}`);
    assert.ok(least > 0.4, `a period that is taken out or put in breaks no tone: ${least}`);
  });
}

for (const seconds of [0.3, 0.6, 0.9, 1.5, 2, 5]) {
  test(`a stall of ${seconds} s is one gap, and soon the delay is what it was`, () => {
    const line = new Line();
    line.pass(20);
    const before = line.playout.delay;
    const end = line.number * TICK + seconds;
    line.pass(seconds, (sent) => end - sent);
    line.pass(1);
    assert.ok(line.longestGap <= seconds + LONGEST, `${line.longestGap}`);
    assert.ok(line.playout.gaps.length <= 2, `${line.playout.gaps.length} gaps`);
    assert.ok(line.playout.delay <= LONGEST + 0.05, `${line.playout.delay}`);
    line.playout.gaps.length = 0;
    line.pass(25);
    assert.deepEqual(line.playout.gaps, []);
    assert.ok(line.playout.delay <= before + 0.03, `${before} -> ${line.playout.delay}`);
  });
}

test("an audio context that was suspended goes on with what is said now, not with what was said meanwhile", () => {
  for (const seconds of [0.5, 2, 10, 100]) {
    const line = new Line();
    line.sound = (number) => new Float32Array(FRAME).fill(number / 10_000);
    line.pass(10);
    line.starve(seconds);
    line.playout.gaps.length = 0;
    line.pass(0.5);
    const last = line.heard.at(-1) as Float32Array;
    const age = line.number * TICK - (last[FRAME - 1] as number) * 10_000 * TICK;
    assert.ok(age < 0.25, `${age} s old after ${seconds} s`);
    assert.ok(line.longestGap <= 0.1, `${line.longestGap}`);
  }
});

test("an audio thread that now and then gets no processor makes no gap and no delay that grows", () => {
  const line = new Line();
  line.pass(20);
  for (let round = 0; round < 60; round += 1) {
    line.starve(0.16);
    line.pass(2);
    assert.ok(line.playout.delay < LONGEST + 0.05, `${line.playout.delay}`);
  }
  assert.deepEqual(line.playout.gaps, []);
});

test("a proxy that collects and passes on each 150 ms is evened out", () => {
  const line = new Line();
  const collects = (sent: number) => 0.15 - (sent % 0.15);
  line.pass(10, collects);
  line.playout.gaps.length = 0;
  line.pass(60, collects);
  assert.deepEqual(line.playout.gaps, []);
  const { target } = line.playout.lateness;
  assert.ok(target >= 0.13 && target <= LONGEST, `${target}`);
});
