/** The SDK's quality samples, posted to the lab's own `/v4/EndpointMetrics` in the shape the SDK itself uses. */

import type { Call } from "@twilio/voice-sdk";

interface Sample {
  audioInputLevel?: number;
  audioOutputLevel?: number;
  bytesReceived?: number;
  bytesSent?: number;
  codecName?: string;
  jitter?: number;
  mos?: number | null;
  packetsLost?: number;
  packetsLostFraction?: number;
  packetsReceived?: number;
  rtt?: number;
  timestamp?: number;
  totals?: Record<string, number>;
}

const SAMPLES_A_POST = 5;
const rounded = (value: number | null | undefined) => (value ? Math.round(value * 100) / 100 : value);

export class QualityReport {
  #samples: Record<string, unknown>[] = [];

  constructor(
    private readonly base: string,
    private readonly token: () => string,
  ) {}

  /** Report what `call` measures until it ends. */
  follow(call: Call): void {
    call.on("sample", (sample: Sample) => {
      this.#samples.push(metric(call, sample));
      if (this.#samples.length >= SAMPLES_A_POST) this.#post(call);
    });
    call.on("warning", (name: string, data: unknown) => {
      this.#send(call, "EndpointEvents", "WARNING", "network-quality-warning-raised", name, { data });
    });
    call.on("disconnect", () => this.#post(call));
  }

  #post(call: Call): void {
    if (this.#samples.length === 0) return;
    const samples = this.#samples;
    this.#samples = [];
    this.#send(call, "EndpointMetrics", "INFO", "quality-metrics-samples", "metrics-sample", samples);
  }

  #send(call: Call, door: string, level: string, group: string, name: string, payload: unknown): void {
    const body = {
      group,
      level,
      name,
      payload: Array.isArray(payload)
        ? payload
        : { call_sid: call.parameters.CallSid, ...(payload as Record<string, unknown>) },
      payload_type: "application/json",
      private: false,
      publisher: "twilio-js-sdk",
      timestamp: new Date().toISOString(),
    };
    // A report that does not arrive is no reason to trouble the caller.
    fetch(`${this.base}v4/${door}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Twilio-Token": this.token() },
      body: JSON.stringify(body),
      keepalive: true,
    }).catch(() => undefined);
  }
}

function metric(call: Call, sample: Sample): Record<string, unknown> {
  const totals = sample.totals ?? {};
  return {
    call_sid: call.parameters.CallSid,
    direction: call.direction,
    sdk_type: "twilio-js-sdk",
    audio_codec: sample.codecName,
    audio_level_in: sample.audioInputLevel,
    audio_level_out: sample.audioOutputLevel,
    bytes_received: sample.bytesReceived,
    bytes_sent: sample.bytesSent,
    jitter: sample.jitter,
    mos: rounded(sample.mos),
    packets_lost: sample.packetsLost,
    packets_lost_fraction: rounded(sample.packetsLostFraction),
    packets_received: sample.packetsReceived,
    rtt: sample.rtt,
    timestamp: new Date(sample.timestamp ?? Date.now()).toISOString(),
    total_bytes_received: totals.bytesReceived,
    total_bytes_sent: totals.bytesSent,
    total_packets_lost: totals.packetsLost,
    total_packets_received: totals.packetsReceived,
    total_packets_sent: totals.packetsSent,
  };
}
