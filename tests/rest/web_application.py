"""A web application on a real socket, for tests with a real lab."""

from __future__ import annotations

import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["Application"]


class Application:
    """A web application on a real socket: what it was asked, and TwiML for every path but ``/status``."""

    def __init__(self, twiml: str) -> None:
        asked: queue.Queue[tuple[str, dict[str, str]]] = queue.Queue()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked.put((self.path, dict(parse_qsl(body.decode(), keep_blank_values=True))))
                answer = b"" if self.path == "/status" else twiml.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/xml")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self.asked = asked
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def told(self, path: str, **wanted: str) -> dict[str, str]:
        """Wait for a request to ``path`` with these parameters."""
        while True:
            asked, form = self.asked.get(timeout=30)
            if asked == path and all(form.get(name) == value for name, value in wanted.items()):
                return form

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
