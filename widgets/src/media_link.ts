/** A call's sound in the page: the audio graph, the worklet, and the worker with the socket, joined. */

import workerSource from "script:./media_worker.ts";
import workletSource from "script:./sound_worklet.ts";
import { audioContext } from "./audio_context.ts";
import {
  type FromMedia,
  type MediaFigures,
  type MediaState,
  serveMedia,
  type ToMedia,
} from "./media_socket.ts";

const ALIVE_MS = 4000;
const modules = new WeakMap<BaseAudioContext, Promise<void>>();

/** Whether this page has what sound over a WebSocket needs; AudioWorklet wants a secure page. */
export const canCarry = (): boolean =>
  globalThis.isSecureContext && typeof AudioWorkletNode === "function" && typeof WebSocket === "function";

const scriptUrl = (source: string): string =>
  URL.createObjectURL(new Blob([source], { type: "text/javascript" }));

function loadWorklet(audio: AudioContext): Promise<void> {
  let loading = modules.get(audio);
  if (!loading) {
    const url = scriptUrl(workletSource);
    loading = audio.audioWorklet.addModule(url).finally(() => URL.revokeObjectURL(url));
    modules.set(audio, loading);
  }
  return loading;
}

export class MediaLink {
  /** What the lab plays. */
  readonly stream: MediaStream;
  figures: MediaFigures | null = null;
  readonly #audio = audioContext();
  readonly #end: MediaStreamAudioDestinationNode;
  readonly #channel = new MessageChannel();
  #node: AudioWorkletNode | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #track: MediaStreamTrack | null = null;
  #post: ((message: ToMedia, transfer?: Transferable[]) => void) | null = null;
  #waiting: [ToMedia, Transferable[]][] = [];
  #worker: Worker | null = null;
  #closed = false;

  constructor(
    readonly address: string,
    private readonly changed: (state: MediaState) => void,
  ) {
    this.#end = this.#audio.createMediaStreamDestination();
    this.stream = this.#end.stream;
    this.#startWorker();
    this.#send({ kind: "begin", wire: this.#channel.port2, address }, [this.#channel.port2]);
    void this.#startSound();
  }

  /** Open the media of a call, or open it anew. */
  open(ticket: string): void {
    this.#send({ kind: "open", ticket });
  }

  press(keys: string, milliseconds: number): void {
    this.#send({ kind: "keys", keys, milliseconds });
  }

  /** Let the lab hear this track from now on; null: silence. */
  hear(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#source?.disconnect();
    this.#source = null;
    if (!track || !this.#node) return;
    this.#source = this.#audio.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#node);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#source?.disconnect();
    this.#node?.disconnect();
    this.#node?.port.postMessage(null);
    for (const track of this.stream.getTracks()) track.stop();
    this.#send({ kind: "close" });
    const worker = this.#worker;
    // It says goodbye first.
    if (worker) setTimeout(() => worker.terminate(), 1000);
  }

  async #startSound(): Promise<void> {
    try {
      await loadWorklet(this.#audio);
    } catch (error) {
      console.error("VoiceLab: the page does not let sound be made here.", error);
      this.changed("failed");
      return;
    }
    if (this.#closed) return;
    this.#node = new AudioWorkletNode(this.#audio, "voicelab-sound", {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      outputChannelCount: [1],
      channelCount: 1,
      channelCountMode: "explicit",
    });
    this.#node.connect(this.#end);
    this.#node.port.postMessage(this.#channel.port1, [this.#channel.port1]);
    this.hear(this.#track);
  }

  // -- the worker, or the page in its place -------------------------------------------------------------

  #startWorker(): void {
    const url = scriptUrl(workerSource);
    try {
      const worker = new Worker(url);
      this.#worker = worker;
      const patience = setTimeout(() => this.#doWithout(), ALIVE_MS);
      worker.onmessage = ({ data }: MessageEvent<FromMedia>) => {
        if (data.kind !== "alive") {
          this.#take(data);
          return;
        }
        clearTimeout(patience);
        URL.revokeObjectURL(url);
        this.#begin((message, transfer) => worker.postMessage(message, transfer ?? []));
      };
      worker.onerror = () => {
        clearTimeout(patience);
        this.#doWithout();
      };
    } catch {
      this.#doWithout();
    }
  }

  /** A page that forbids workers carries the sound itself. */
  #doWithout(): void {
    if (this.#post) return;
    this.#worker?.terminate();
    this.#worker = null;
    this.#begin(serveMedia((news) => this.#take(news)));
  }

  #begin(post: (message: ToMedia, transfer?: Transferable[]) => void): void {
    if (this.#post) return;
    this.#post = post;
    for (const [message, transfer] of this.#waiting) post(message, transfer);
    this.#waiting = [];
  }

  #send(message: ToMedia, transfer: Transferable[] = []): void {
    if (this.#post) this.#post(message, transfer);
    else this.#waiting.push([message, transfer]);
  }

  #take(news: FromMedia): void {
    if (news.kind === "state") this.changed(news.state);
    else if (news.kind === "figures") this.figures = news.figures;
  }
}
