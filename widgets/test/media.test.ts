import assert from "node:assert/strict";
import { test } from "node:test";
import { Resampler } from "../src/resampler.ts";
import {
  Arrivals,
  FRAME,
  isReport,
  keyEvent,
  ntpMiddle,
  pack,
  RATE,
  readReports,
  senderReport,
  ulawDecode,
  ulawEncode,
  unpack,
} from "../src/rtp.ts";

const sine = (frequency: number, length: number, rate: number, from = 0) =>
  Float32Array.from({ length }, (_, at) => 0.5 * Math.sin((2 * Math.PI * frequency * (from + at)) / rate));

/** The amplitude of a frequency in a sound. */
function amplitude(sound: Float32Array, frequency: number, rate: number): number {
  let real = 0;
  let imaginary = 0;
  sound.forEach((sample, at) => {
    const angle = (2 * Math.PI * frequency * at) / rate;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / sound.length;
}

test("mu-law is G.711's: every code comes back as itself, and its ends are the table's", () => {
  const decoded = ulawDecode(Uint8Array.from({ length: 256 }, (_, code) => code));
  assert.equal(decoded[0], -32124 / 32768);
  assert.equal(decoded[0x80], 32124 / 32768);
  assert.equal(Math.abs(decoded[0xff] as number), 0);
  for (let code = 0; code < 256; code += 1) {
    if (code === 0x7f) continue; // minus zero is zero
    assert.equal(ulawEncode(((decoded[code] as number) * 32768) / 32767), code);
  }
});

test("a packet is read as it was written; what is none is left alone", () => {
  const packet = {
    payloadType: 0,
    sequence: 65535,
    timestamp: 4e9,
    ssrc: 3e9,
    payload: Uint8Array.of(1, 2, 3),
  };
  const bytes = pack(packet, true);
  assert.equal(bytes[1], 0x80);
  assert.ok(!isReport(bytes));
  assert.deepEqual(unpack(bytes), packet);
  assert.equal(unpack(Uint8Array.of(0x80, 0)), null);
  assert.equal(unpack(new Uint8Array(20)), null);
});

test("keys are telephone-events: number, end bit, duration", () => {
  assert.deepEqual([...(keyEvent("#", 1280, true) ?? [])], [11, 0x8a, 5, 0]);
  assert.deepEqual([...(keyEvent("a", 160, false) ?? [])], [12, 10, 0, 160]);
  assert.equal(keyEvent("x", 160, false), null);
});

test("reports tell loss, jitter and the round trip", () => {
  const arrivals = new Arrivals();
  const packet = { payloadType: 0, ssrc: 7, payload: new Uint8Array(FRAME) };
  for (const number of [65533, 65534, 65535, 65537, 65538]) {
    const timestamp = (2 ** 32 - 480 + (number - 65533) * FRAME) % 2 ** 32;
    arrivals.note({ ...packet, sequence: number % 65536, timestamp }, (number - 65533) * 0.02);
  }
  assert.equal(arrivals.lost, 1);
  assert.ok(arrivals.jitter < 1e-9, `${arrivals.jitter}`);
  const now = 1_750_000_000_500;
  const block = arrivals.block(7, ntpMiddle(now - 40), 0.01 * 65536);
  const bytes = senderReport({ ssrc: 9, now, timestamp: 1, packets: 2, octets: 3 }, block);
  assert.ok(isReport(bytes));
  const [report] = readReports(bytes, 7);
  assert.equal(report?.sent, ntpMiddle(now));
  assert.equal(report?.block?.lost, 1);
  assert.ok(Math.abs((report?.block?.fractionLost ?? 0) - 1 / 6) < 0.01);
  const trip = (ntpMiddle(now) - (report?.block?.last ?? 0) - (report?.block?.since ?? 0)) / 65536;
  assert.ok(Math.abs(trip - 0.03) < 0.001, `${trip}`);
  assert.deepEqual(readReports(bytes, 8), [{ sent: ntpMiddle(now), block: null }]);
  assert.deepEqual(readReports(bytes.subarray(0, 20), 7), []);
});

for (const rate of [44100, 48000]) {
  test(`a tone keeps its pitch and level between 8000 and ${rate}, and brings no others along`, () => {
    const up = new Resampler(RATE, rate);
    const high: number[] = [];
    for (let at = 0; high.length < rate; at += FRAME) {
      up.write(sine(1000, FRAME, RATE, at));
      while (up.holds(128)) {
        const out = new Float32Array(128);
        up.read(out);
        high.push(...out);
      }
    }
    const risen = Float32Array.from(high.slice(-rate / 2));
    assert.ok(Math.abs(amplitude(risen, 1000, rate) - 0.5) < 0.005);
    assert.ok(amplitude(risen, 7000, rate) < 0.001);

    const down = new Resampler(rate, RATE);
    const low: number[] = [];
    for (let at = 0; low.length < RATE; at += 128) {
      const both = sine(1000, 128, rate, at).map((x, i) => x + (sine(6100, 128, rate, at)[i] as number));
      down.write(both);
      while (down.holds(FRAME)) {
        const out = new Float32Array(FRAME);
        down.read(out);
        low.push(...out);
      }
    }
    const fallen = Float32Array.from(low.slice(-RATE / 2));
    assert.ok(Math.abs(amplitude(fallen, 1000, RATE) - 0.5) < 0.005);
    assert.ok(amplitude(fallen, 1900, RATE) < 0.002); // where 6100 Hz would fold to
  });
}
