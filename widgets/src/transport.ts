/** How sound travels between the page and the lab. */

import { Trouble } from "./credentials.ts";

export type TransportChoice = "auto" | "webrtc" | "websocket";

export interface Transport {
  /** As shown to people. */
  name: string;
  /** Why this one, in words. */
  reason: string;
  /** What the SDK uses in place of the browser's own `RTCPeerConnection`. */
  peerConnection?: typeof RTCPeerConnection;
}

/** What a trait says, `auto` for anything else. */
export function readChoice(value: unknown): TransportChoice {
  return value === "webrtc" || value === "websocket" ? value : "auto";
}

/** Choose the transport for the lab at `base`. Today there is one: WebRTC over UDP. */
export async function chooseTransport(
  _base: string,
  _token: string,
  _choice: TransportChoice,
): Promise<Transport> {
  if (typeof RTCPeerConnection !== "function") {
    throw new Trouble(
      "This browser has no WebRTC.",
      "Use a current Chromium, Firefox or Safari, outside of a sandboxed viewer.",
    );
  }
  return { name: "WebRTC", reason: "" };
}
