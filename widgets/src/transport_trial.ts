/** Whether WebRTC works between this page and the lab: one connection is made, and taken down again. */

import { isLoopback, socketAddress } from "./addresses.ts";

export interface Verdict {
  /** Whether the lab has a door for sound over a WebSocket. */
  door: boolean;
  webrtc: boolean;
  reason: string;
}

const DOOR_MS = 6000;
/** How long the connection may take: on this machine it needs only a processor that is busy elsewhere. */
const NEAR_MS = 8000;
const FAR_MS = 3000;
const verdicts = new Map<string, Promise<Verdict>>();

/** The verdict for the lab at `base`; a page tries once, and all its phones go by it. */
export function triedWebRTC(base: string, token: string): Promise<Verdict> {
  let verdict = verdicts.get(base);
  if (!verdict) {
    verdict = tryWebRTC(base, token);
    verdicts.set(base, verdict);
    void verdict.then(({ door }) => {
      if (!door) verdicts.delete(base); // the lab may have been on its way
    });
  }
  return verdict;
}

/** WebRTC was tried in earnest and failed: do not take it again. */
export function notWebRTC(base: string): void {
  verdicts.set(
    base,
    Promise.resolve({ door: true, webrtc: false, reason: "no sound came by UDP in a call" }),
  );
}

async function tryWebRTC(base: string, token: string): Promise<Verdict> {
  const patience = isLoopback(location.hostname) ? NEAR_MS : FAR_MS;
  if (typeof RTCPeerConnection !== "function") {
    return { door: true, webrtc: false, reason: "this browser has no WebRTC" };
  }
  const socket = new WebSocket(socketAddress(base, "media"));
  const connection = new RTCPeerConnection();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Verdict>((resolve) => {
      const decide = (webrtc: boolean, reason: string, door = true) => resolve({ door, webrtc, reason });
      const withoutDoor = () => decide(true, "the lab knows no other way", false);
      timer = setTimeout(withoutDoor, DOOR_MS);
      let offers = 0;
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.candidate && candidate.protocol !== "tcp") offers += 1;
        if (!candidate && offers === 0) decide(false, "this browser may not send UDP");
      };
      connection.onconnectionstatechange = () => {
        if (connection.connectionState === "connected") decide(true, "UDP passes between page and lab");
        if (connection.connectionState === "failed") decide(false, "UDP does not pass between page and lab");
      };
      socket.onclose = withoutDoor;
      socket.onopen = async () => {
        try {
          connection.addTransceiver("audio", { direction: "inactive" });
          await connection.setLocalDescription(await connection.createOffer());
          socket.send(JSON.stringify({ token, offer: connection.localDescription?.sdp }));
        } catch (error) {
          decide(false, `WebRTC does not work in this browser: ${(error as Error).message}`);
        }
      };
      socket.onmessage = async ({ data }: MessageEvent<string>) => {
        const answer = JSON.parse(data) as { event?: string; sdp?: string };
        if (answer.event !== "answer") return;
        clearTimeout(timer);
        timer = setTimeout(
          () => decide(false, `UDP did not pass between page and lab in ${patience / 1000} s`),
          patience,
        );
        await connection
          .setRemoteDescription({ type: "answer", sdp: answer.sdp ?? "" })
          .catch((error) =>
            decide(false, `WebRTC does not work in this browser: ${(error as Error).message}`),
          );
      };
    });
  } finally {
    clearTimeout(timer);
    connection.close();
    socket.onclose = null;
    socket.close();
  }
}
