"""An ASGI application as a test's site: started before its first request, shut down with the test.

It is a real program with threads and sockets of its own, so it runs on a real loop in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from voicelab.engine.web import WebAnswer, WebRequest
from voicelab.testing.background import BackgroundLoop
from voicelab.testing.site_answers import Failures, crashed, joined, late

__all__ = ["AsgiSite"]


class AsgiSite:
    """An ASGI application, such as FastAPI's or Starlette's, on a real loop in a thread."""

    outside = True

    def __init__(self, application: Callable[..., Any], background: BackgroundLoop, failed: Failures) -> None:
        self._application = application
        self._background = background
        self._failed = failed
        self._lifespan: asyncio.Task[None] | None = None
        self._stopping: asyncio.Event | None = None
        self._not_started = ""

    async def answer(self, request: WebRequest) -> WebAnswer:
        """Run the application on the background loop; its start-up runs before the first request."""
        try:
            return await self._background.do(lambda: self._run(request), request.total_timeout)
        except TimeoutError:
            raise late(request) from None
        except Exception as error:
            return crashed(error, self._failed)

    async def _run(self, request: WebRequest) -> WebAnswer:
        if self._lifespan is None:
            await self._start()
        if self._not_started:
            raise RuntimeError(f"the application's start-up failed: {self._not_started}")
        parts = urlsplit(request.url)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": parts.scheme,
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [
                (b"host", parts.netloc.encode()),
                (b"content-length", str(len(request.body)).encode()),
                *(
                    (name.lower().encode(), value.encode("latin-1"))
                    for name, value in request.headers.items()
                ),
            ],
            "client": ("127.0.0.1", 0),
            "server": (parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)),
        }
        incoming = [{"type": "http.request", "body": request.body, "more_body": False}]
        status, headers, body = 0, {}, bytearray()
        gone = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if incoming:
                return incoming.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, Any]) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = joined(
                    (k.decode("latin-1"), v.decode("latin-1")) for k, v in message.get("headers", ())
                )
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    gone.set()

        await self._application(scope, receive, send)
        if not status:
            raise RuntimeError("the ASGI application did not answer")
        return WebAnswer(status, headers, bytes(body[: request.limit + 1]))

    async def _start(self) -> None:
        """The lifespan protocol; an application without it raises, which the protocol allows."""
        self._stopping = stopping = asyncio.Event()
        started = asyncio.Event()
        events = iter(("lifespan.startup", "lifespan.shutdown"))

        async def receive() -> dict[str, str]:
            kind = next(events)
            if kind == "lifespan.shutdown":
                await stopping.wait()
            return {"type": kind}

        async def send(message: Mapping[str, Any]) -> None:
            if message["type"] == "lifespan.startup.failed":
                told = message.get("message", "").strip().splitlines()
                self._not_started = told[-1] if told else "it says no more"
            if message["type"].startswith("lifespan.startup"):
                started.set()

        async def live() -> None:
            try:
                await self._application({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)
            except Exception:  # the application knows no lifespan
                pass
            finally:
                started.set()

        self._lifespan = asyncio.create_task(live())
        await started.wait()

    async def shut_down(self) -> None:
        """Let the application do what it does at its end; returns when that is done."""
        if self._lifespan is not None and self._stopping is not None:
            self._stopping.set()
            await asyncio.wait((self._lifespan,))
