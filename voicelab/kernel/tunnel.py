"""The tunnel that carries requests from the lab to webhook functions in this kernel (docs/wire.md).

A WebSocket that the kernel opens, so that it works where nothing can connect to the kernel: a shared lab,
Binder. Functions run on threads: one that waits is one slow webhook, and no other.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import aiohttp

from voicelab.calls.webhook_function import Answer, Parameters, WebhookFunction
from voicelab.kernel.background import Background
from voicelab.kernel.webhooks import call_function, explain, show_in_notebook

__all__ = ["Tunnel"]

_THREADS = 16
_CONNECT_SECONDS = 5.0
_LONGEST_PAUSE = 5.0


class Tunnel:
    """Serves functions to a lab; nothing connects before the first one. Any thread may call its methods.

    ``show`` is given a traceback once for each fault; by default it goes to the notebook.
    """

    def __init__(
        self,
        url: str,
        account_sid: str,
        auth_token: str,
        background: Background,
        show: Callable[[str], None] = show_in_notebook,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._address = url.replace("http", "ws", 1).rstrip("/") + "/lab/v1/webhooks"
        pair = b64encode(f"{account_sid}:{auth_token}".encode()).decode("ascii")
        self._headers = {"Authorization": f"Basic {pair}"}
        self._background = background
        self._show = show
        self._tls = tls or True  # True: as the machine verifies
        self._shown: set[str] = set()
        self._functions: dict[str, WebhookFunction] = {}
        self._lock = threading.Lock()
        self._connected = threading.Event()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._announced: list[str] = []
        self._threads: ThreadPoolExecutor | None = None
        self._running: Any = None
        self.trouble = ""
        """Why the tunnel is not connected, in words; empty while it is."""

    @property
    def functions(self) -> dict[str, WebhookFunction]:
        """The functions by path."""
        return dict(self._functions)

    def serve(self, path: str, function: WebhookFunction, timeout: float = _CONNECT_SECONDS) -> bool:
        """Serve ``function`` at ``path`` from now on.

        True once the lab was told; False when it cannot be reached yet, and ``trouble`` says why.
        """
        with self._lock:
            self._functions[path] = function
            if self._running is None:
                self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="voicelab-webhook")
                self._running = self._background.start(self._stay_connected())
        if not self._connected.wait(timeout):
            return False
        with suppress(TimeoutError, OSError, RuntimeError):  # dropped just now: told on connecting again
            self._background.wait(self._announce(), timeout)
        return True

    def close(self) -> None:
        """Serve nothing any more. Idempotent."""
        with self._lock:
            if self._running is not None:
                self._running.cancel()
                self._running = None
            if self._threads is not None:
                self._threads.shutdown(wait=False, cancel_futures=True)

    async def _stay_connected(self) -> None:
        pause = 0.1
        async with aiohttp.ClientSession(headers=self._headers) as session:
            while True:
                try:
                    async with session.ws_connect(
                        self._address, heartbeat=20.0, max_msg_size=1 << 20, ssl=self._tls
                    ) as socket:
                        self._socket, self._announced = socket, []
                        self.trouble, pause = "", 0.1
                        await self._announce()
                        self._connected.set()
                        await self._answer_requests(socket)
                    self.trouble = "the lab closed the tunnel"
                except (aiohttp.ClientError, OSError, TimeoutError) as error:
                    self.trouble = str(error) or type(error).__name__
                finally:
                    self._socket = None
                    self._connected.clear()
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _announce(self) -> None:
        paths = sorted(self._functions)
        if self._socket is not None and not self._socket.closed and paths != self._announced:
            self._announced = paths
            await self._socket.send_json({"serve": paths})

    async def _answer_requests(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        under_way: set[asyncio.Task[None]] = set()
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    request = message.json()
                    if isinstance(request, dict) and "path" in request:
                        task = asyncio.create_task(self._answer(socket, request))
                        under_way.add(task)
                        task.add_done_callback(under_way.discard)
        finally:
            for task in under_way:
                task.cancel()

    async def _answer(self, socket: aiohttp.ClientWebSocketResponse, request: dict[str, Any]) -> None:
        reply: dict[str, Any] = {"id": request.get("id")}
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, self._run, request)
            reply |= {"status": answer.status, "content_type": answer.content_type}
            if isinstance(answer.body, bytes):
                reply["body_base64"] = b64encode(answer.body).decode("ascii")
            else:
                reply["body"] = answer.body
        except Exception as error:
            reply["error"] = str(error)
        with suppress(ConnectionError, RuntimeError):
            await socket.send_json(reply)

    def _run(self, request: dict[str, Any]) -> Answer:
        """Run a function, on a thread; a RuntimeError carries the sentence that says how it failed."""
        path = str(request["path"])
        function = self._functions.get(path)
        if function is None:
            raise RuntimeError(f"No webhook function serves {path} in this kernel any more.")
        parameters = Parameters(
            request.get("parameters") or {},
            method=str(request.get("method", "POST")),
            url=str(request.get("url", "")),
            path=path,
            headers=request.get("headers") or {},
        )
        try:
            return call_function(function, parameters)
        except Exception as error:
            sentence, shown = explain(function, path, error)
            if shown not in self._shown:
                self._shown.add(shown)
                self._show(shown)
            raise RuntimeError(sentence) from error
