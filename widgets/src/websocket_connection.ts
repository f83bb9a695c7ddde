/**
 * What the SDK is given for an `RTCPeerConnection` where UDP is shut: the same calls, the sound over a WebSocket.
 *
 * It has the members that `@twilio/voice-sdk` and `twilio-client` use. Its descriptions name the transport
 * (voicelab/media/websocket_sdp.py); the lab's hold the ticket that opens its `/media` door.
 */

import { socketAddress } from "./addresses.ts";
import { audioContext } from "./audio_context.ts";
import { MediaLink } from "./media_link.ts";
import type { MediaState } from "./media_socket.ts";
import { mediaStats } from "./media_stats.ts";
import { EVENTS, PCMU } from "./rtp.ts";

const PROTOCOL = "TCP/WSS/RTP/AVP";
/** The SDK asks for 160 ms, browsers take at least 40 and at most 6000. */
const KEY_MS = 100;
type Handler = ((event: Event) => void) | null;

/** The keys of a sender: events beside the sound, while both ends are there. */
export class KeySender extends EventTarget {
  ontonechange: Handler = null;
  toneBuffer = "";

  constructor(private readonly connection: { link: MediaLink; connected(): boolean }) {
    super();
  }

  get canInsertDTMF(): boolean {
    // Keys take the place of frames: with no audio clock there are none, and the SDK sends a message instead.
    return this.connection.connected() && audioContext().state === "running";
  }

  insertDTMF(keys: string, duration = KEY_MS): void {
    if (!this.canInsertDTMF) throw new DOMException("The call is not connected.", "InvalidStateError");
    this.connection.link.press(keys, Math.min(6000, Math.max(40, duration)));
  }
}

class Sender {
  readonly dtmf: KeySender;
  readonly transport = null;

  constructor(
    private readonly connection: WebSocketConnection,
    public track: MediaStreamTrack | null,
  ) {
    const { link } = connection;
    this.dtmf = new KeySender({ link, connected: () => connection.connectionState === "connected" });
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
    this.connection.link.hear(track);
  }

  getParameters(): { encodings: [] } {
    return { encodings: [] };
  }

  async setParameters(): Promise<void> {}
}

export class WebSocketConnection extends EventTarget {
  ontrack: Handler = null;
  onsignalingstatechange: Handler = null;
  onconnectionstatechange: Handler = null;
  oniceconnectionstatechange: Handler = null;
  onicegatheringstatechange: Handler = null;
  onicecandidate: Handler = null;
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  iceConnectionState: RTCIceConnectionState = "new";
  /** There is nothing to gather. */
  readonly iceGatheringState: RTCIceGatheringState = "complete";
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  readonly link: MediaLink;
  #sender: Sender | null = null;
  #version = 0;

  constructor(address: string) {
    super();
    this.link = new MediaLink(address, (state) => this.#media(state));
  }

  // -- what the SDK sets up -----------------------------------------------------------------------------

  addTrack(track: MediaStreamTrack): Sender {
    this.#sender = new Sender(this, track);
    this.link.hear(track);
    return this.#sender;
  }

  removeTrack(): void {
    this.link.hear(null);
  }

  getSenders(): Sender[] {
    return this.#sender ? [this.#sender] : [];
  }

  getReceivers(): { track: MediaStreamTrack | undefined }[] {
    return [{ track: this.link.stream.getAudioTracks()[0] }];
  }

  getTransceivers(): unknown[] {
    return [{ sender: this.#sender, mid: "0", setCodecPreferences() {} }];
  }

  getConfiguration(): RTCConfiguration {
    return {};
  }

  setConfiguration(): void {}

  async addIceCandidate(): Promise<void> {}

  // -- offer and answer ---------------------------------------------------------------------------------

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    return { type: "offer", sdp: this.#describe() };
  }

  async createAnswer(): Promise<RTCSessionDescriptionInit> {
    return { type: "answer", sdp: this.#describe() };
  }

  #describe(): string {
    this.#version += 1;
    const lines = [
      "v=0",
      `o=- 1 ${this.#version} IN IP4 127.0.0.1`,
      "s=-",
      "t=0 0",
      `m=audio 9 ${PROTOCOL} ${PCMU} ${EVENTS}`,
      "c=IN IP4 0.0.0.0",
      "a=mid:0",
      "a=sendrecv",
      "a=rtcp-mux",
      `a=rtpmap:${PCMU} PCMU/8000`,
      `a=rtpmap:${EVENTS} telephone-event/8000`,
      `a=fmtp:${EVENTS} 0-15`,
      "a=ptime:20",
    ];
    return `${lines.join("\r\n")}\r\n`;
  }

  async setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.#refuseWhenClosed();
    this.localDescription = description;
    this.#signaling(description.type === "offer" ? "have-local-offer" : "stable");
    if (description.type === "answer") this.#open();
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.#refuseWhenClosed();
    if (!ticketIn(description)) {
      throw new DOMException("The lab did not offer a WebSocket for the sound.", "InvalidAccessError");
    }
    const first = this.remoteDescription === null;
    this.remoteDescription = description;
    this.#signaling(description.type === "offer" ? "have-remote-offer" : "stable");
    if (description.type === "answer") this.#open();
    if (first) {
      const { stream } = this.link;
      const [track] = stream.getAudioTracks();
      this.#fire("track", { track, streams: [stream], receiver: { track } });
    }
  }

  #open(): void {
    if (this.connectionState === "new") this.#connection("connecting", "checking");
    this.link.open(ticketIn(this.remoteDescription) ?? "");
  }

  #refuseWhenClosed(): void {
    if (this.signalingState === "closed")
      throw new DOMException("The connection is closed.", "InvalidStateError");
  }

  // -- states -------------------------------------------------------------------------------------------

  #signaling(state: RTCSignalingState): void {
    if (this.signalingState === state) return;
    this.signalingState = state;
    this.#fire("signalingstatechange");
  }

  #media(state: MediaState): void {
    if (this.signalingState === "closed") return;
    if (state === "connected") this.#connection("connected", "connected");
    else if (state === "disconnected") this.#connection("disconnected", "disconnected");
    else if (state === "failed") this.#connection("failed", "failed");
  }

  #connection(state: RTCPeerConnectionState, ice: RTCIceConnectionState): void {
    if (this.iceConnectionState !== ice) {
      this.iceConnectionState = ice;
      this.#fire("iceconnectionstatechange");
    }
    if (this.connectionState !== state) {
      this.connectionState = state;
      this.#fire("connectionstatechange");
    }
  }

  #fire(name: string, more: Record<string, unknown> = {}): void {
    const event = Object.assign(new Event(name), more);
    this.dispatchEvent(event);
    const handler = (this as unknown as Record<string, Handler>)[`on${name}`];
    handler?.call(this, event);
  }

  async getStats(): Promise<Map<string, Record<string, unknown>>> {
    return mediaStats(this.link.figures, this.connectionState, this.link.address);
  }

  close(): void {
    if (this.signalingState === "closed") return;
    this.signalingState = "closed";
    this.connectionState = "closed";
    this.iceConnectionState = "closed";
    this.link.close();
  }
}

/** The ticket that a description of the lab's holds. */
export function ticketIn(description: RTCSessionDescriptionInit | null): string | null {
  return /^a=x-voicelab-media:(\S+)/m.exec(description?.sdp ?? "")?.[1] ?? null;
}

/** The stand-in for connections to the lab at `base`. */
export function webSocketConnection(base: string): typeof RTCPeerConnection {
  const address = socketAddress(base, "media");
  class Connection extends WebSocketConnection {
    constructor() {
      super(address);
    }
  }
  return Connection as unknown as typeof RTCPeerConnection;
}
