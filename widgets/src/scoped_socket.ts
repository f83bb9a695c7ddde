/**
 * The bundle's own WebSocket.
 *
 * The SDK writes `wss://` in front of every address. A lab behind a plain-http Jupyter has no TLS, so the
 * bundle (and nothing else on the page) opens such an address as `ws://`. esbuild puts this class where the
 * bundled code says `globalThis.WebSocket`; the page's own global is never touched.
 */

import { plainHosts, socketUrl } from "./socket_scheme.ts";

// Written so that esbuild's replacement of `globalThis.WebSocket` cannot reach this line.
const Native: typeof WebSocket = (window as Window & typeof globalThis).WebSocket;

export class ScopedWebSocket extends Native {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(socketUrl(String(url), plainHosts), protocols);
  }
}
