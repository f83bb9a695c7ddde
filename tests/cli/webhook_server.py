"""A small web application on a real socket, as a user of the command line would have one."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


class WebhookServer:
    """Serves ``pages``, a path to a body; ``{here}`` in a text is its own address. Keeps what was posted."""

    def __init__(self) -> None:
        self.pages: dict[str, str | bytes] = {}
        self.posted: list[tuple[str, Mapping[str, str], str]] = []  # path, form, signature
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = outer.pages.get(self.path)
                text = isinstance(body, str)
                data = body.replace("{here}", outer.url).encode() if isinstance(body, str) else body or b""
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", "text/xml" if text else "audio/wav")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                signature = self.headers.get("X-Twilio-Signature") or ""
                outer.posted.append((self.path, dict(parse_qsl(form, keep_blank_values=True)), signature))
                self.do_GET()

            def log_message(self, *words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def serving(self) -> Iterator[WebhookServer]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
