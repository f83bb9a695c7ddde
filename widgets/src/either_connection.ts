/**
 * The browser's own `RTCPeerConnection`, whose call goes on over a WebSocket when its UDP dies.
 *
 * While UDP passes it is the browser's and nothing else. When ICE finds no way, and the SDK's restart of it none either,
 * it opens the lab's `/media` door by the ticket in the lab's description (docs/wire.md): the same call, the same leg.
 * The SDK sees a connection that was gone for some seconds. There is no way back in that call.
 */

import { isLoopback, socketAddress } from "./addresses.ts";
import { canCarry, MediaLink } from "./media_link.ts";
import type { MediaState } from "./media_socket.ts";
import { mediaStats } from "./media_stats.ts";
import { KeySender, ticketIn } from "./websocket_connection.ts";

/** How long ICE, or the SDK's restart of it, may take to find another way for UDP. */
const LOST_MS = 3000;
/** How long the first connection of a call may take; on this machine it needs only a processor that is busy elsewhere. */
const NEAR_MS = 8000;
const FAR_MS = 4000;

/** The stand-in for connections to the lab at `base`; `moved` is called when a call goes on over a WebSocket. */
export function eitherConnection(base: string, moved: () => void): typeof RTCPeerConnection {
  const address = socketAddress(base, "media");
  const first = isLoopback(location.hostname) ? NEAR_MS : FAR_MS;

  return class EitherConnection extends RTCPeerConnection {
    #link: MediaLink | null = null;
    /** What the WebSocket says, once it has been open. */
    #over: "connected" | "disconnected" | "failed" | null = null;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #connected = false;
    #ticket: string | null = null;

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("iceconnectionstatechange", () => this.#look());
      this.addEventListener("connectionstatechange", () => this.#look());
    }

    get link(): MediaLink | null {
      return this.#link;
    }

    override get iceConnectionState(): RTCIceConnectionState {
      const native = super.iceConnectionState;
      if (native === "closed") return native;
      return this.#over ?? (this.#link && native === "failed" ? "disconnected" : native);
    }

    override get connectionState(): RTCPeerConnectionState {
      const native = super.connectionState;
      if (native === "closed") return native;
      return this.#over ?? (this.#link && native === "failed" ? "disconnected" : native);
    }

    override async getStats(selector?: MediaStreamTrack | null): Promise<RTCStatsReport> {
      if (!this.#link || !this.#over) return super.getStats(selector);
      return mediaStats(this.#link.figures, this.connectionState, address) as unknown as RTCStatsReport;
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      this.#ticket = ticketIn(description) ?? this.#ticket; // browsers do not keep what they do not know
      await super.setRemoteDescription(description);
    }

    override close(): void {
      clearTimeout(this.#timer);
      this.#link?.close();
      super.close();
    }

    // -- when to change ---------------------------------------------------------------------------------

    #look(): void {
      if (this.#link) return;
      switch (super.iceConnectionState) {
        case "connected":
        case "completed":
          this.#connected = true;
          clearTimeout(this.#timer);
          this.#timer = undefined;
          break;
        case "failed":
          this.#change(); // before the SDK, which gives the call up in some browsers
          break;
        case "checking":
        case "disconnected":
          this.#timer ??= setTimeout(() => this.#change(), this.#connected ? LOST_MS : first);
      }
    }

    #change(): void {
      clearTimeout(this.#timer);
      const ticket = this.#ticket;
      if (this.#link || !ticket || this.signalingState === "closed" || !canCarry()) return;
      const link = new MediaLink(address, (state) => this.#media(state));
      this.#link = link;
      link.hear(this.getSenders()[0]?.track ?? null);
      link.open(ticket);
    }

    // -- the sender that the SDK keeps ------------------------------------------------------------------

    override addTrack(track: MediaStreamTrack, ...streams: MediaStream[]): RTCRtpSender {
      const sender = super.addTrack(track, ...streams);
      const replace = sender.replaceTrack.bind(sender);
      sender.replaceTrack = async (other) => {
        this.#link?.hear(other);
        await replace(other);
      };
      if (sender.dtmf) this.#keysBy(sender.dtmf);
      return sender;
    }

    /** Keys go with the sound while there is a way for it; else the SDK sends them by signaling. */
    #keysBy(native: RTCDTMFSender): void {
      const can = Object.getOwnPropertyDescriptor(RTCDTMFSender.prototype, "canInsertDTMF")?.get;
      const insert = native.insertDTMF.bind(native);
      const over = () =>
        this.#link && new KeySender({ link: this.#link, connected: () => this.#over === "connected" });
      Object.defineProperties(native, {
        canInsertDTMF: {
          get: () => {
            const keys = over();
            if (keys) return keys.canInsertDTMF;
            const passes = ["connected", "completed"].includes(super.iceConnectionState);
            return passes && (can?.call(native) ?? true);
          },
        },
        insertDTMF: {
          value: (digits: string, duration?: number, gap?: number) => {
            const keys = over();
            if (keys) keys.insertDTMF(digits, duration);
            else insert(digits, duration, gap);
          },
        },
      });
    }

    #media(state: MediaState): void {
      if (super.signalingState === "closed") return;
      if (state !== "connected" && state !== "disconnected" && state !== "failed") return;
      const begins = this.#over === null && state === "connected";
      if (this.#over === null && !begins && state !== "failed") return;
      this.#over = state;
      if (begins) {
        moved();
        this.#soundThrough();
      }
      this.dispatchEvent(new Event("iceconnectionstatechange"));
      this.dispatchEvent(new Event("connectionstatechange"));
    }

    /** The SDK is given what the link plays as it was given what the browser's own connection plays. */
    #soundThrough(): void {
      const stream = this.#link?.stream;
      const track = stream?.getAudioTracks()[0];
      if (!stream || !track) return;
      const [receiver] = this.getReceivers();
      this.dispatchEvent(Object.assign(new Event("track"), { track, streams: [stream], receiver }));
    }
  } as unknown as typeof RTCPeerConnection;
}
