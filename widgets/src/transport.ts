/** How sound travels between the page and the lab. */

import { Trouble } from "./credentials.ts";
import { eitherConnection } from "./either_connection.ts";
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

/**
 * Choose the transport for the lab at `base`: WebRTC where it works, else a WebSocket through the page's origin.
 * `moved` is called when a call that began by WebRTC goes on over a WebSocket, with the reason in words.
 */
export async function chooseTransport(
  base: string,
  token: string,
  choice: TransportChoice = "auto",
  moved: (reason: string) => void = () => undefined,
): Promise<Transport> {
  if (choice === "websocket") return overSocket(base, "as the notebook asked");
  if (choice === "auto") {
    const { door, webrtc, reason } = await triedWebRTC(base, token);
    if (!webrtc && door) return overSocket(base, reason);
    if (webrtc) return door && canCarry() ? eitherWay(base, reason, moved) : { ...WEBRTC, reason };
  }
  if (typeof RTCPeerConnection !== "function") {
    throw new Trouble(
      "This browser has no WebRTC.",
      "Use a current Chromium, Firefox or Safari, outside of a sandboxed viewer.",
    );
  }
  return { ...WEBRTC, reason: "as the notebook asked" };
}

const WEBRTC = { name: "WebRTC", gaveUp: () => false };

/** WebRTC until it dies; what follows, in the same call and in the next ones, goes over a WebSocket. */
function eitherWay(base: string, reason: string, moved: (reason: string) => void): Transport {
  let dead = false;
  const peerConnection = eitherConnection(base, () => {
    dead = true;
    notWebRTC(base);
    moved("UDP between page and lab died in a call");
  });
  const gaveUp = (trouble: Trouble | null) => {
    if (trouble?.code === NO_MEDIA) notWebRTC(base);
    return dead || trouble?.code === NO_MEDIA;
  };
  return { name: "WebRTC", reason, peerConnection, gaveUp };
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
