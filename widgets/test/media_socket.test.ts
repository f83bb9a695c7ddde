import assert from "node:assert/strict";
import { test } from "node:test";
import { type FromMedia, MediaSocket } from "../src/media_socket.ts";
import { Arrivals, FRAME, isReport, pack, senderReport, unpack } from "../src/rtp.ts";

/** The lab's end: it takes messages, and says what it is told to. */
class Door {
  static readonly OPEN = 1;
  static readonly all: Door[] = [];
  readyState = 1;
  bufferedAmount = 0;
  sent: (string | Uint8Array)[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor() {
    Door.all.push(this);
  }

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  /** Let the page in. */
  hello(): void {
    this.onopen?.();
    this.onmessage?.({ data: '{"event": "hello", "version": 1}' });
  }

  say(bytes: Uint8Array<ArrayBuffer>): void {
    this.onmessage?.({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) });
  }

  get sound(): Uint8Array[] {
    return this.sent.filter((data): data is Uint8Array => typeof data !== "string" && !isReport(data));
  }
}

/** A media socket at its door; `frame` is 20 ms of the microphone. */
function opened() {
  globalThis.WebSocket = Door as unknown as typeof WebSocket;
  const news: FromMedia[] = [];
  const wire = { onmessage: null, postMessage() {}, close() {} };
  const media = new MediaSocket(wire as unknown as MessagePort, "ws://lab/media", (one) => news.push(one));
  media.open("ticket");
  const door = Door.all.at(-1) as Door;
  door.hello();
  const take = wire.onmessage as unknown as (event: { data: unknown }) => void;
  const frame = () => take({ data: { kind: "frame", payload: new Uint8Array(FRAME) } });
  return { media, door, news, frame };
}

/** A report of the lab that tells of what came of these packets. */
function report(packets: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const arrivals = new Arrivals();
  let ssrc = 0;
  for (const data of packets) {
    const packet = unpack(data);
    assert.ok(packet);
    ssrc = packet.ssrc;
    arrivals.note(packet, 0);
  }
  return senderReport(
    { ssrc: 9, now: 1e12, timestamp: 0, packets: 0, octets: 0 },
    arrivals.block(ssrc, 0, 0),
  );
}

test("two seconds of sound may be on their way; when the lab's reports tell of nothing new, no more is sent", () => {
  const { media, door, frame } = opened();
  for (let count = 0; count < 300; count += 1) frame();
  assert.equal(door.sound.length, 300, "a lab that never reports");
  door.say(report(door.sound));
  for (let count = 0; count < 300; count += 1) frame();
  assert.equal(door.sound.length, 400);
  media.press("1", 100);
  for (let count = 0; count < 20; count += 1) frame();
  assert.equal(door.sound.filter((data) => unpack(data)?.payloadType === 101).length, 5, "keys always go");
  door.say(report(door.sound));
  for (let count = 0; count < 50; count += 1) frame();
  assert.equal(door.sound.length, 455);
  media.close();
});

test("a connection that is full is given no sound", () => {
  const { media, door, frame } = opened();
  door.bufferedAmount = 20_000;
  for (let count = 0; count < 10; count += 1) frame();
  assert.equal(door.sound.length, 0);
  media.close();
});

test("a socket that was cut is opened again, and what was on its way is not waited for", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { media, door, news, frame } = opened();
  frame();
  door.say(report(door.sound));
  for (let count = 0; count < 300; count += 1) frame();
  assert.equal(door.sound.length, 101);
  door.onclose?.({ code: 1006, reason: "" });
  context.mock.timers.tick(150);
  const again = Door.all.at(-1) as Door;
  assert.notEqual(again, door);
  assert.equal(news.at(-1)?.kind === "state" && (news.at(-1) as { state: string }).state, "disconnected");
  again.hello();
  assert.deepEqual(again.sent[0], '{"ticket":"ticket"}');
  for (let count = 0; count < 50; count += 1) frame();
  assert.equal(again.sound.length, 50);
  media.close();
});

test("a wire that brings nothing for four seconds is dead: another one is opened", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  let now = 50_000;
  context.mock.method(performance, "now", () => now);
  const pass = (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 50) {
      now += 50;
      context.mock.timers.tick(50);
    }
  };
  const { media, door, news } = opened();
  const sound = pack({ payloadType: 0, sequence: 1, timestamp: 0, ssrc: 3, payload: new Uint8Array(FRAME) });
  pass(3000);
  door.say(sound);
  pass(3900);
  assert.equal(Door.all.at(-1), door, "it still has time");
  pass(500);
  const again = Door.all.at(-1) as Door;
  assert.notEqual(again, door);
  assert.equal(door.readyState, 3);
  again.hello();
  const states = news.flatMap((one) => (one.kind === "state" ? [one.state] : []));
  assert.deepEqual(states, ["connected", "disconnected", "connected"]);
  media.close();
});

test("reports go out once a second as packets come, however slow the page's timers are", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  let now = 10_000;
  context.mock.method(performance, "now", () => now);
  const { media, door } = opened();
  for (let sequence = 0; sequence < 500; sequence += 1) {
    now += 20;
    const packet = {
      payloadType: 0,
      sequence,
      timestamp: sequence * FRAME,
      ssrc: 3,
      payload: new Uint8Array(FRAME),
    };
    door.say(pack(packet));
  }
  const reports = door.sent.filter((data) => typeof data !== "string" && isReport(data));
  assert.equal(reports.length, 10);
  media.close();
});
