/** How sound travels between the page and the lab. */

import { Trouble } from "./credentials.ts";
import { canCarry } from "./media_link.ts";
import { notWebRTC, triedWebRTC } from "./transport_trial.ts";
import { NO_MEDIA } from "./troubles.ts";
import { webSocketConnection } from "./websocket_connection.ts";

export type TransportChoice = "auto" | "webrtc" | "websocket";

export interface Transport {
  /** As shown to people. */
  name: string;
  /** Why this one, in words. */
  reason: string;
  /** What the SDK uses in place of the browser's own `RTCPeerConnection`. */
  peerConnection?: typeof RTCPeerConnection;
  /** Whether a call that ended with this trouble showed that another way should be chosen. */
  gaveUp(trouble: Trouble | null): boolean;
}

/** What a trait says, `auto` for anything else. */
export function readChoice(value: unknown): TransportChoice {
  return value === "webrtc" || value === "websocket" ? value : "auto";
}

/** Choose the transport for the lab at `base`: WebRTC where it works, else a WebSocket through the page's origin. */
export async function chooseTransport(
  base: string,
  token: string,
  choice: TransportChoice = "auto",
): Promise<Transport> {
  if (choice === "websocket") return overSocket(base, "as the notebook asked");
  if (choice === "auto") {
    const { door, webrtc, reason } = await triedWebRTC(base, token);
    if (!webrtc && door) return overSocket(base, reason);
    if (webrtc) return { name: "WebRTC", reason, gaveUp: (trouble) => door && noSound(base, trouble) };
  }
  if (typeof RTCPeerConnection !== "function") {
    throw new Trouble(
      "This browser has no WebRTC.",
      "Use a current Chromium, Firefox or Safari, outside of a sandboxed viewer.",
    );
  }
  return { name: "WebRTC", reason: "as the notebook asked", gaveUp: () => false };
}

function noSound(base: string, trouble: Trouble | null): boolean {
  if (trouble?.code !== NO_MEDIA) return false;
  notWebRTC(base);
  return true;
}

function overSocket(base: string, reason: string): Transport {
  if (!canCarry()) {
    throw new Trouble(
      "Sound cannot travel over a WebSocket here: this page is not secure, so it has no AudioWorklet.",
      "Open it as http://localhost or by https.",
    );
  }
  return { name: "WebSocket", reason, peerConnection: webSocketConnection(base), gaveUp: () => false };
}
