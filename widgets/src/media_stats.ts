/** The figures of a connection over a WebSocket in the shape of an RTCStatsReport, as the SDK reads it. */

import type { MediaFigures } from "./media_socket.ts";
import { FRAME, RATE } from "./rtp.ts";

/** What `getStats()` answers. Times are seconds there; the frames of the playout count as samples. */
export function mediaStats(
  figures: MediaFigures | null,
  state: string,
  address: string,
): Map<string, Record<string, unknown>> {
  const timestamp = performance.timeOrigin + performance.now();
  const report = new Map<string, Record<string, unknown>>();
  const add = (id: string, type: string, fields: Record<string, unknown>) =>
    report.set(id, { id, type, timestamp, ...fields });
  const { hostname, port, protocol } = new URL(address);
  const roundTrip = figures?.roundTrip ?? 0;

  add("codec", "codec", { mimeType: "audio/PCMU", clockRate: RATE, payloadType: 0, channels: 1 });
  add("transport", "transport", {
    selectedCandidatePairId: "pair",
    dtlsState: state,
    bytesSent: figures?.octetsSent ?? 0,
    bytesReceived: figures?.octetsReceived ?? 0,
  });
  add("pair", "candidate-pair", {
    localCandidateId: "here",
    remoteCandidateId: "there",
    nominated: true,
    state: state === "connected" ? "succeeded" : "in-progress",
    currentRoundTripTime: roundTrip,
  });
  add("here", "local-candidate", { candidateType: "host", protocol: "tcp", address: "", port: 0 });
  add("there", "remote-candidate", {
    candidateType: "host",
    protocol: "tcp",
    address: hostname,
    port: Number(port) || (protocol === "wss:" ? 443 : 80),
  });
  if (!figures) return report;
  const sound = { kind: "audio", mediaType: "audio", codecId: "codec", transportId: "transport" };
  add("in", "inbound-rtp", {
    ...sound,
    ssrc: figures.farSsrc,
    packetsReceived: figures.received,
    packetsLost: figures.lost,
    packetsDiscarded: figures.late,
    bytesReceived: figures.octetsReceived,
    jitter: figures.jitter,
    totalSamplesReceived: figures.played * FRAME,
    concealedSamples: figures.concealed * FRAME,
    silentConcealedSamples: 0,
    jitterBufferDelay: figures.delay * figures.played * FRAME,
    jitterBufferTargetDelay: figures.target * figures.played * FRAME,
    jitterBufferEmittedCount: figures.played * FRAME,
    // Not of the standard: the latest gaps (end as a date, length, in seconds), and how often the socket was opened again.
    gaps: figures.gaps,
    reopened: figures.reopened,
  });
  add("out", "outbound-rtp", {
    ...sound,
    ssrc: figures.ssrc,
    remoteId: "far",
    packetsSent: figures.sent,
    bytesSent: figures.octetsSent,
  });
  add("far", "remote-inbound-rtp", {
    ...sound,
    ssrc: figures.ssrc,
    localId: "out",
    roundTripTime: roundTrip,
    packetsLost: figures.farLost,
    fractionLost: figures.farFractionLost,
    jitter: figures.farJitter,
  });
  return report;
}
