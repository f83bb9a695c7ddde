/** How sound travels between the page and the lab. */

import { Trouble } from "./credentials.ts";

export interface Transport {
  /** As shown to people. */
  name: string;
  /** What the SDK uses in place of the browser's own `RTCPeerConnection`. */
  peerConnection?: typeof RTCPeerConnection;
}

/** Choose the transport for the lab at `base`. Today there is one: WebRTC over UDP. */
export async function chooseTransport(_base: string): Promise<Transport> {
  if (typeof RTCPeerConnection !== "function") {
    throw new Trouble(
      "This browser has no WebRTC.",
      "Use a current Chromium, Firefox or Safari, outside of a sandboxed viewer.",
    );
  }
  return { name: "WebRTC" };
}
