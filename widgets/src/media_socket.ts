/**
 * A call's sound over the lab's `/media` door: RTP in binary messages, reopened when it is cut.
 *
 * Runs in a worker, so that a page that is busy drawing does not delay the sound; frames come from the worklet and
 * packets go there without passing the page.
 */

import type { Gap } from "./playout.ts";
import {
  Arrivals,
  EVENTS,
  FRAME,
  isReport,
  keyEvent,
  ntpMiddle,
  PCMU,
  pack,
  readReports,
  senderReport,
  unpack,
} from "./rtp.ts";

export type MediaState = "new" | "connected" | "disconnected" | "failed" | "closed";

export type FromWorklet =
  | { kind: "frame"; payload: Uint8Array }
  | { kind: "playout"; figures: PlayoutFigures };
export interface ToWorklet {
  timestamp: number;
  payload: Uint8Array;
}

export interface PlayoutFigures {
  late: number;
  played: number;
  concealed: number;
  /** The latest gaps in what was played, dated as `Date.now() / 1000`. */
  gaps: Gap[];
  delay: number;
  target: number;
}

export interface MediaFigures extends PlayoutFigures {
  received: number;
  lost: number;
  octetsReceived: number;
  jitter: number;
  sent: number;
  octetsSent: number;
  /** Seconds; null before it is known. */
  roundTrip: number | null;
  farLost: number;
  farFractionLost: number;
  farJitter: number;
  ssrc: number;
  farSsrc: number;
  /** How often the socket was opened again. */
  reopened: number;
}

export type FromMedia =
  | { kind: "alive" }
  | { kind: "state"; state: MediaState; reason: string }
  | { kind: "figures"; figures: MediaFigures };

/** What the page asks of the socket. */
export type ToMedia =
  | { kind: "begin"; wire: MessagePort; address: string }
  | { kind: "open"; ticket: string }
  | { kind: "keys"; keys: string; milliseconds: number }
  | { kind: "close" };

const REFUSED = 4401;
const OVER = 4410;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1000;
const OPEN_MS = 8000; // for one attempt
/** The lab sends a packet every 20 ms: a wire that brings nothing for so long is dead, whatever TCP still hopes for. */
const SILENT_MS = 4000;
const GIVE_UP_MS = 25_000; // the lab waits for 30 s
const GOODBYE_MS = 3000; // after the lab's own end: the signaling says hang up meanwhile
const BACKLOG = 8 * 1024; // bytes; what comes while so many wait is dropped
/** Packets on their way: what comes while so many are is dropped. The lab tells once a second which have come. */
const IN_FLIGHT = 100;
const FIGURES_MS = 250;
const REPORT_MS = 1000;
const GAP_FRAMES = 4; // between two keys
const WAIT_FRAMES = 25; // a comma among keys waits half a second here, as `w` does

export class MediaSocket {
  #socket: WebSocket | null = null;
  #ticket = "";
  #state: MediaState = "new";
  #askedAt = 0;
  #cutAt: number | null = null;
  #retry = FIRST_RETRY_MS;
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #beats: ReturnType<typeof setInterval>[] = [];
  #arrivals = new Arrivals();
  #farSsrc: number | null = null;
  #lastReport = 0;
  #lastReportAt = 0;
  #reportedAt = 0;
  #heardAt = 0;
  #unheard: number[] = [];
  #told = false;
  #sequence = Math.floor(Math.random() * 32768);
  #timestamp = Math.floor(Math.random() * 2 ** 31);
  #keys: ({ key: string; frames: number } | null)[] = [];
  #held = 0;
  #keyStart = 0;
  readonly #figures: MediaFigures = {
    ...{ late: 0, played: 0, concealed: 0, gaps: [], delay: 0, target: 0 },
    ...{ received: 0, lost: 0, octetsReceived: 0, jitter: 0, sent: 0, octetsSent: 0 },
    ...{ roundTrip: null, farLost: 0, farFractionLost: 0, farJitter: 0, reopened: 0 },
    ssrc: Math.floor(Math.random() * 2 ** 32),
    farSsrc: 0,
  };

  constructor(
    private readonly wire: MessagePort,
    private readonly address: string,
    private readonly tell: (news: FromMedia) => void,
  ) {
    wire.onmessage = ({ data }: MessageEvent<FromWorklet>) => {
      if (data.kind === "frame") this.#send(data.payload);
      else Object.assign(this.#figures, data.figures);
    };
    this.#beats = [
      setInterval(() => this.#beat(), FIGURES_MS),
      setInterval(() => this.#report(), REPORT_MS / 2),
    ];
  }

  /** Be the media of the call that this ticket opens; a second ticket is an ICE restart. */
  open(ticket: string): void {
    if (ticket === this.#ticket) return;
    this.#ticket = ticket;
    this.#retry = FIRST_RETRY_MS;
    this.#cutAt = null;
    this.#connect();
  }

  /** Send keys, each so long, instead of sound. */
  press(keys: string, milliseconds: number): void {
    const frames = Math.max(2, Math.round(milliseconds / 20));
    for (const key of keys) {
      if (key === ",") this.#keys.push(...Array<null>(WAIT_FRAMES).fill(null));
      else this.#keys.push({ key, frames }, ...Array<null>(GAP_FRAMES).fill(null));
    }
  }

  close(): void {
    this.#change("closed", "");
    for (const timer of this.#timers) clearTimeout(timer);
    for (const beat of this.#beats) clearInterval(beat);
    this.#drop();
    this.wire.close();
  }

  // -- the socket ---------------------------------------------------------------------------------------

  #connect(): void {
    this.#drop();
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const patience = this.#later(OPEN_MS, () => socket.close());
    socket.onopen = () => {
      this.#askedAt = performance.now();
      socket.send(JSON.stringify({ ticket: this.#ticket }));
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      this.#heardAt = performance.now();
      if (typeof data !== "string") {
        this.#receive(new Uint8Array(data));
      } else if (data.includes('"hello"')) {
        this.#forget(patience);
        this.#opened();
      }
    };
    socket.onclose = ({ code, reason }) => {
      this.#forget(patience);
      if (this.#socket === socket) this.#lost(code, reason);
    };
  }

  #opened(): void {
    this.#figures.roundTrip ??= (performance.now() - this.#askedAt) / 1000;
    if (this.#cutAt !== null) this.#figures.reopened += 1;
    this.#cutAt = null;
    this.#retry = FIRST_RETRY_MS;
    this.#unheard = [];
    this.#change("connected", "");
  }

  #lost(code: number, reason: string): void {
    this.#socket = null;
    if (this.#state === "closed") return;
    const now = performance.now();
    this.#cutAt ??= now;
    if (code === OVER || code === REFUSED) {
      this.#later(GOODBYE_MS, () => {
        if (!this.#socket) this.#change("failed", reason || "the lab ended the media");
      });
    } else if (now - this.#cutAt > GIVE_UP_MS) {
      this.#change("failed", "the lab's media cannot be reached");
    } else {
      this.#change("disconnected", reason || "the connection was cut");
      this.#later(this.#retry, () => {
        if (!this.#socket) this.#connect();
      });
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY_MS);
    }
  }

  #beat(): void {
    this.#tellFigures();
    if (this.#state !== "connected" || performance.now() - this.#heardAt < SILENT_MS) return;
    this.#drop();
    this.#lost(0, "nothing comes from the lab");
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  #later(milliseconds: number, act: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #forget(timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  #change(state: MediaState, reason: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.tell({ kind: "state", state, reason });
  }

  // -- packets ------------------------------------------------------------------------------------------

  #receive(data: Uint8Array): void {
    const at = performance.now();
    if (isReport(data)) {
      this.#heed(data, at);
      return;
    }
    const packet = unpack(data);
    if (!packet || packet.payloadType !== PCMU) return;
    if (packet.ssrc !== this.#farSsrc) {
      this.#farSsrc = this.#figures.farSsrc = packet.ssrc;
      this.#arrivals = new Arrivals();
    }
    const timestamp = this.#arrivals.note(packet, at / 1000);
    this.#report(); // a page in the background has slow timers
    const payload = packet.payload.slice();
    this.wire.postMessage({ timestamp, payload } satisfies ToWorklet, [payload.buffer]);
  }

  /** One frame's time has passed: send it, or the key that is held. */
  #send(sound: Uint8Array): void {
    this.#timestamp = (this.#timestamp + FRAME) % 2 ** 32;
    const step = this.#keys[0];
    if (step === null) this.#keys.shift();
    if (!step) {
      this.#packet(PCMU, this.#timestamp, sound, false);
      return;
    }
    this.#held += 1;
    if (this.#held === 1) this.#keyStart = this.#timestamp;
    const last = this.#held >= step.frames;
    const payload = keyEvent(step.key, this.#held * FRAME, last);
    // A stream loses nothing on its way, so the end is said once.
    if (payload) this.#packet(EVENTS, this.#keyStart, payload, this.#held === 1);
    if (last || !payload) {
      this.#keys.shift();
      this.#held = 0;
    }
  }

  #packet(payloadType: number, timestamp: number, payload: Uint8Array, marker: boolean): void {
    // What cannot be sent is lost, and its number with it: the lab conceals it as it would with UDP.
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const socket = this.#socket;
    if (this.#state !== "connected" || socket?.readyState !== WebSocket.OPEN) return;
    if (payloadType === PCMU) {
      if (socket.bufferedAmount > BACKLOG || this.#unheard.length >= IN_FLIGHT) return;
      if (this.#told) this.#unheard.push(this.#sequence);
    }
    const { ssrc } = this.#figures;
    socket.send(pack({ payloadType, sequence: this.#sequence, timestamp, ssrc, payload }, marker));
    this.#figures.sent += 1;
    this.#figures.octetsSent += payload.length;
  }

  // -- reports ------------------------------------------------------------------------------------------

  #heed(data: Uint8Array, at: number): void {
    for (const { sent, block } of readReports(data, this.#figures.ssrc)) {
      if (sent !== null) {
        this.#lastReport = sent;
        this.#lastReportAt = at;
      }
      if (!block) continue;
      this.#told = true;
      this.#unheard = this.#unheard.filter((number) => ((block.highest - number) & 0xffff) >= 0x8000);
      this.#figures.farLost = block.lost;
      this.#figures.farFractionLost = block.fractionLost;
      this.#figures.farJitter = block.jitter;
      if (!block.last) continue;
      const trip = (ntpMiddle(performance.timeOrigin + at) - block.last - block.since) >>> 0;
      if (trip < 60 * 65536) this.#figures.roundTrip = trip / 65536;
    }
  }

  #report(): void {
    const socket = this.#socket;
    if (this.#state !== "connected" || socket?.readyState !== WebSocket.OPEN) return;
    const at = performance.now();
    if (at - this.#reportedAt < REPORT_MS) return;
    this.#reportedAt = at;
    const since = this.#lastReport ? ((at - this.#lastReportAt) / 1000) * 65536 : 0;
    const block =
      this.#farSsrc === null ? null : this.#arrivals.block(this.#farSsrc, this.#lastReport, since);
    const { ssrc, sent, octetsSent } = this.#figures;
    const now = performance.timeOrigin + at;
    const report = { ssrc, now, timestamp: this.#timestamp, packets: sent, octets: octetsSent };
    socket.send(senderReport(report, block));
  }

  #tellFigures(): void {
    const { received, lost, octets, jitter } = this.#arrivals;
    Object.assign(this.#figures, { received, lost, octetsReceived: octets, jitter });
    this.tell({ kind: "figures", figures: { ...this.#figures } });
  }
}

/** Serve one MediaSocket to a page, message by message; the answer takes the page's messages. */
export function serveMedia(tell: (news: FromMedia) => void): (message: ToMedia) => void {
  let media: MediaSocket | null = null;
  return (message) => {
    if (message.kind === "begin") media = new MediaSocket(message.wire, message.address, tell);
    else if (message.kind === "open") media?.open(message.ticket);
    else if (message.kind === "keys") media?.press(message.keys, message.milliseconds);
    else media?.close();
  };
}
