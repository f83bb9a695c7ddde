import assert from "node:assert/strict";
import { test } from "node:test";
import { CallClock, Envelope } from "../src/envelope.ts";

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

test("peaks are found where they were entered, and nowhere else", () => {
  const envelope = new Envelope(50);
  envelope.push(1.0, [0.25, 0.5]);
  close(envelope.peak(1.0, 1.02), 0.25);
  close(envelope.peak(1.02, 1.04), 0.5);
  close(envelope.peak(0, 5), 0.5);
  assert.equal(envelope.peak(0, 1.0), 0);
  assert.equal(envelope.peak(1.04, 9), 0);
  close(envelope.end, 1.04);
  close(envelope.start, 1.0);
});

test("wide looks agree with a plain search, whatever their edges", () => {
  const envelope = new Envelope(50);
  const values = Array.from({ length: 5000 }, (_, index) => ((index * 7919) % 1000) / 1000);
  for (let at = 0; at < values.length; at += 3) envelope.push(at / 50, values.slice(at, at + 3));
  for (const [from, to] of [
    [0, 5000],
    [1, 64],
    [63, 129],
    [64, 128],
    [100, 4321],
  ] as const) {
    close(envelope.peak(from / 50, to / 50), Math.fround(Math.max(...values.slice(from, to))));
  }
});

test("values that are no peaks are made ones", () => {
  const envelope = new Envelope();
  envelope.push(0, [Number.NaN, -1, 7]);
  assert.equal(envelope.peak(0, 0.04), 0);
  assert.equal(envelope.peak(0.04, 0.06), 1);
});

test("times beyond four hours are left out rather than filling the memory", () => {
  const envelope = new Envelope();
  envelope.push(1e9, [1]);
  assert.equal(envelope.end, 0);
});

test("a coarser envelope is spread over our frames", () => {
  const envelope = new Envelope(50);
  envelope.spread(2, 10, [0.5, 1]);
  assert.equal(envelope.peak(2, 2.1), 0.5);
  assert.equal(envelope.peak(2.1, 2.2), 1);
  close(envelope.end, 2.2);
});

test("a finer envelope keeps its highest peaks", () => {
  const envelope = new Envelope(50);
  envelope.spread(0, 100, [0.1, 0.9, 0.2, 0.3]);
  close(envelope.peak(0, 0.02), Math.fround(0.9));
  close(envelope.peak(0.02, 0.04), Math.fround(0.3));
});

test("the clock goes with the freshest message; late ones do not hold it back", () => {
  const clock = new CallClock();
  assert.equal(clock.time(100), null);
  clock.learn(1.0, 100.0);
  clock.learn(1.06, 100.36); // 300 ms late
  close(clock.time(100.5) ?? 0, 1.5 - 0.005 * 0.36);
});
