/** The worker that holds a call's media socket. */

import { serveMedia, type ToMedia } from "./media_socket.ts";

const page = self as unknown as { postMessage(message: unknown): void; onmessage: unknown };
const take = serveMedia((news) => page.postMessage(news));
page.onmessage = ({ data }: MessageEvent<ToMedia>) => take(data);
page.postMessage({ kind: "alive" });
