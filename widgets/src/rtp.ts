/** RTP and RTCP as the lab's `/media` door speaks them: PCMU, telephone-events, reports. Pure functions. */

export const PCMU = 0;
export const EVENTS = 101;
export const FRAME = 160;
export const RATE = 8000;
const KEYS = "0123456789*#ABCD";
const VOLUME = 10; // of a key, in -dBm0
const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;

/** The code of a sample, -1..1 (ITU-T G.711). */
export function ulawEncode(sample: number): number {
  const value = Math.max(-32635, Math.min(32635, Math.round(sample * 32767)));
  const magnitude = Math.abs(value) + 132;
  let segment = 7;
  for (let mask = 0x4000; segment > 0 && !(magnitude & mask); mask >>= 1) segment -= 1;
  const code = (segment << 4) | ((magnitude >> (segment + 3)) & 15);
  return ~(value < 0 ? code | 0x80 : code) & 0xff;
}

const DECODED = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return (code & 0x80 ? -magnitude : magnitude) / 32768;
});

/** The samples, -1..1, that a payload stands for. */
export function ulawDecode(payload: Uint8Array): Float32Array {
  const samples = new Float32Array(payload.length);
  for (let at = 0; at < payload.length; at += 1) samples[at] = DECODED[payload[at] as number] as number;
  return samples;
}

export interface Packet {
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Uint8Array;
}

/** An RTP packet. */
export function pack(packet: Packet, marker = false): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + packet.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, packet.payloadType | (marker ? 0x80 : 0));
  view.setUint16(2, packet.sequence & 0xffff);
  view.setUint32(4, packet.timestamp >>> 0);
  view.setUint32(8, packet.ssrc >>> 0);
  bytes.set(packet.payload, 12);
  return bytes;
}

/** Whether a message is RTCP (RFC 5761). */
export const isReport = (data: Uint8Array): boolean =>
  data.length >= 8 && (data[1] ?? 0) >= 192 && (data[1] ?? 0) <= 223;

/** An RTP packet read; null for anything else. The lab sends neither sources nor extensions nor padding. */
export function unpack(data: Uint8Array): Packet | null {
  if (data.length < 12 || data[0] !== 0x80) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return {
    payloadType: view.getUint8(1) & 127,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: data.subarray(12),
  };
}

/** The payload of a telephone-event (RFC 4733); null for what is no key. `duration` is in samples. */
export function keyEvent(key: string, duration: number, last: boolean): Uint8Array | null {
  const event = KEYS.indexOf(key.toUpperCase());
  if (event < 0 || !key) return null;
  const samples = Math.min(duration, 0xffff);
  return Uint8Array.of(event, (last ? 0x80 : 0) | VOLUME, samples >> 8, samples & 0xff);
}

export interface Report {
  /** Middle bits of the sender's NTP time; null in a receiver report. */
  sent: number | null;
  /** About our stream, when the report has a block. */
  block: {
    fractionLost: number;
    lost: number;
    /** The latest of our sequence numbers that came, extended. */
    highest: number;
    jitter: number;
    last: number;
    since: number;
  } | null;
}

/** The reports of an RTCP message; blocks about other streams than `ours` are left out. */
export function readReports(data: Uint8Array, ours: number): Report[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const reports: Report[] = [];
  let at = 0;
  while (at + 8 <= data.length) {
    const kind = view.getUint8(at + 1);
    const end = at + 4 + view.getUint16(at + 2) * 4;
    if (view.getUint8(at) >> 6 !== 2 || end > data.length) break;
    if (kind === SENDER_REPORT || kind === RECEIVER_REPORT) {
      const sender = kind === SENDER_REPORT && at + 28 <= end;
      const report: Report = { sent: sender ? view.getUint32(at + 10) : null, block: null };
      let block = at + (sender ? 28 : 8);
      for (let left = view.getUint8(at) & 31; left > 0 && block + 24 <= end; left -= 1, block += 24) {
        if (view.getUint32(block) !== ours >>> 0) continue;
        report.block = {
          fractionLost: view.getUint8(block + 4) / 256,
          lost: view.getUint32(block + 4) & 0xffffff,
          highest: view.getUint32(block + 8),
          jitter: view.getUint32(block + 12) / RATE,
          last: view.getUint32(block + 16),
          since: view.getUint32(block + 20),
        };
      }
      reports.push(report);
    }
    at = end;
  }
  return reports;
}

export interface SenderReport {
  ssrc: number;
  /** Milliseconds since 1970. */
  now: number;
  timestamp: number;
  packets: number;
  octets: number;
}

const NTP_EPOCH = 2_208_988_800; // seconds from 1900 to 1970

/** The middle 32 bits of an NTP timestamp. */
export const ntpMiddle = (now: number): number => Math.floor((now / 1000 + NTP_EPOCH) * 65536) % 2 ** 32;

/** A sender report, with a block about the stream that comes in when there is one (RFC 3550, RFC 5506). */
export function senderReport(report: SenderReport, block: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(28 + (block?.length ?? 0));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80 | (block ? 1 : 0));
  view.setUint8(1, SENDER_REPORT);
  view.setUint16(2, bytes.length / 4 - 1);
  view.setUint32(4, report.ssrc >>> 0);
  const seconds = report.now / 1000 + NTP_EPOCH;
  view.setUint32(8, Math.floor(seconds) >>> 0);
  view.setUint32(12, Math.floor((seconds % 1) * 2 ** 32) >>> 0);
  view.setUint32(16, report.timestamp >>> 0);
  view.setUint32(20, report.packets >>> 0);
  view.setUint32(24, report.octets >>> 0);
  if (block) bytes.set(block, 28);
  return bytes;
}

/** Counts the packets of one stream (RFC 3550 appendix A). */
export class Arrivals {
  received = 0;
  octets = 0;
  /** Interarrival jitter in seconds. */
  jitter = 0;
  #first = 0;
  #highest = -1;
  #timestamp = -1;
  #transit: number | null = null;
  #before = { expected: 0, received: 0 };

  /** A packet came at `at` seconds; its timestamp, unwrapped. */
  note(packet: Packet, at: number): number {
    this.received += 1;
    this.octets += packet.payload.length;
    if (this.#highest < 0) {
      this.#highest = this.#first = packet.sequence + 65536;
      this.#timestamp = packet.timestamp + 2 ** 32;
    }
    const ahead = ((packet.sequence - this.#highest + 32768) & 0xffff) - 32768;
    if (ahead > 0) this.#highest += ahead;
    const step = (packet.timestamp - (this.#timestamp % 2 ** 32)) | 0;
    const timestamp = this.#timestamp + step;
    if (step > 0) this.#timestamp = timestamp;
    const transit = at - timestamp / RATE;
    if (this.#transit !== null) this.jitter += (Math.abs(transit - this.#transit) - this.jitter) / 16;
    this.#transit = transit;
    return timestamp;
  }

  get #expected(): number {
    return this.#highest < 0 ? 0 : this.#highest - this.#first + 1;
  }

  get lost(): number {
    return Math.max(0, this.#expected - this.received);
  }

  /** A report block about this stream; null before it began. */
  block(ssrc: number, last: number, since: number): Uint8Array | null {
    if (this.#highest < 0) return null;
    const expected = this.#expected - this.#before.expected;
    const missed = expected - (this.received - this.#before.received);
    this.#before = { expected: this.#expected, received: this.received };
    const view = new DataView(new ArrayBuffer(24));
    view.setUint32(0, ssrc >>> 0);
    view.setUint32(4, Math.min(this.lost, 0x7fffff));
    view.setUint8(4, expected > 0 ? Math.max(0, Math.min(255, (missed * 256) / expected)) : 0);
    view.setUint32(8, this.#highest >>> 0);
    view.setUint32(12, this.jitter * RATE);
    view.setUint32(16, last);
    view.setUint32(20, since);
    return new Uint8Array(view.buffer);
  }
}
