import assert from "node:assert/strict";
import { test } from "node:test";

/** The least of a browser that a connection needs: its own peer connection, sound that is nowhere, a socket that opens. */
class Track {}
class Native extends EventTarget {
  ice = "new";
  ontrack: ((event: Event) => void) | null = null;
  dtmf = new Keys();
  sender = {
    track: null as unknown,
    dtmf: this.dtmf,
    replaceTrack: async (track: unknown) => {
      this.sender.track = track;
    },
  };
  signalingState = "stable";
  get iceConnectionState() {
    return this.ice;
  }
  get connectionState() {
    return this.ice === "checking" ? "connecting" : this.ice;
  }
  addTrack(track: unknown) {
    this.sender.track = track;
    return this.sender;
  }
  getSenders() {
    return [this.sender];
  }
  getReceivers() {
    return [{}];
  }
  async setRemoteDescription() {}
  async getStats() {
    return new Map([["native", {}]]);
  }
  close() {
    this.ice = "closed";
  }
  becomes(ice: string) {
    this.ice = ice;
    this.dispatchEvent(new Event("iceconnectionstatechange"));
  }
}
class Keys {
  sent: string[] = [];
  get canInsertDTMF() {
    return true;
  }
  insertDTMF(keys: string) {
    this.sent.push(keys);
  }
}
class Clock {
  state = "running";
  audioWorklet = { addModule: async () => undefined };
  createMediaStreamDestination() {
    const track = new Track();
    return { stream: { getAudioTracks: () => [track], getTracks: () => [] } };
  }
  createMediaStreamSource() {
    return { connect() {}, disconnect() {} };
  }
}
class Thread {
  static last: Thread;
  posted: Record<string, unknown>[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror = null;
  constructor() {
    Thread.last = this;
    setTimeout(() => this.onmessage?.({ data: { kind: "alive" } }));
  }
  postMessage(message: Record<string, unknown>) {
    this.posted.push(message);
  }
  terminate() {}
}
Object.assign(globalThis, {
  RTCPeerConnection: Native,
  RTCDTMFSender: Keys,
  AudioContext: Clock,
  Worker: Thread,
  isSecureContext: true,
  WebSocket: class {},
  AudioWorkletNode: class {
    port = { postMessage() {} };
    connect() {}
    disconnect() {}
  },
  MediaStream: class {},
  location: { hostname: "127.0.0.1", protocol: "http:" },
});

test("a connection whose ICE fails goes on over the socket, with its sender and its keys", async () => {
  const { eitherConnection } = await import("../src/either_connection.ts");
  let moved = 0;
  // biome-ignore lint/suspicious/noExplicitAny: a stand-in
  const connection: any = new (eitherConnection("http://127.0.0.1:1/", () => {
    moved += 1;
  }))();
  const sender = connection.addTrack(new Track());
  await connection.setRemoteDescription({
    type: "answer",
    sdp: "v=0\r\na=x-voicelab-media:T1\r\nm=audio 9\r\n",
  });
  connection.becomes("checking");
  assert.equal(sender.dtmf.canInsertDTMF, false);
  connection.becomes("connected");
  assert.equal(sender.dtmf.canInsertDTMF, true);
  sender.dtmf.insertDTMF("1");
  assert.deepEqual(connection.dtmf.sent, ["1"]);
  assert.ok((await connection.getStats()).has("native"));

  const seen: string[] = [];
  const tracks: unknown[] = [];
  connection.addEventListener("iceconnectionstatechange", () => seen.push(connection.iceConnectionState));
  connection.addEventListener("track", (event: { streams: unknown[] }) => tracks.push(event.streams[0]));
  connection.becomes("failed");
  assert.deepEqual([seen, moved, connection.connectionState], [["disconnected"], 0, "disconnected"]);
  await new Promise((done) => setTimeout(done, 20));
  const thread = Thread.last;
  assert.deepEqual(thread.posted.at(-1), { kind: "open", ticket: "T1" });
  thread.onmessage?.({ data: { kind: "state", state: "connected", reason: "" } });
  assert.deepEqual([seen, moved, tracks], [["disconnected", "connected"], 1, [connection.link.stream]]);
  assert.equal(sender.dtmf.canInsertDTMF, true);
  sender.dtmf.insertDTMF("5", 160);
  assert.deepEqual(thread.posted.at(-1), { kind: "keys", keys: "5", milliseconds: 160 });
  assert.deepEqual(connection.dtmf.sent, ["1"]);
  await sender.replaceTrack("other");
  assert.equal(sender.track, "other");
  assert.ok(!(await connection.getStats()).has("native"));
  connection.becomes("failed"); // what UDP does is of no matter any more
  assert.equal(connection.iceConnectionState, "connected");
  connection.close();
  assert.equal(connection.iceConnectionState, "closed");
  assert.deepEqual(thread.posted.at(-1), { kind: "close" });
});
