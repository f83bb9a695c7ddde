"""WebSocket servers of a test, without a network: a function that is called with its end of each connection."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from voicelab.engine.sockets import Socket, SocketFailure

__all__ = ["SocketServer", "TestSockets"]

SocketServer = Callable[[Socket], Awaitable[None]]
"""Serves one connection: receives and sends text frames, and returns to close it."""


class _End:
    """One end of a connection in memory."""

    def __init__(self) -> None:
        self.peer: _End | None = None
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()
        self._closed = False

    async def send(self, text: str) -> None:
        """Send a text frame; nothing when the peer is gone."""
        if self.peer is not None and not self._closed:
            self.peer._frames.put_nowait(text)

    async def receive(self) -> str | None:
        """The next text frame; None when the peer has closed."""
        if self._closed and self._frames.empty():
            return None
        frame = await self._frames.get()
        if frame is None:
            self._closed = True
        return frame

    async def close(self) -> None:
        """Close it."""
        if not self._closed:
            self._closed = True
            self._frames.put_nowait(None)
            if self.peer is not None:
                self.peer._frames.put_nowait(None)


class TestSockets:
    """Implements :class:`voicelab.engine.sockets.Sockets`; servers are registered by address."""

    __test__ = False

    def __init__(self) -> None:
        self._servers: dict[str, SocketServer] = {}
        self._serving: set[asyncio.Task[None]] = set()

    def serve(self, url: str, server: SocketServer) -> None:
        """From now on ``server`` answers at ``url``."""
        self._servers[url] = server

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        """Connect to the server at ``url``; SocketFailure 31902 when there is none."""
        server = self._servers.get(url)
        if server is None:
            raise SocketFailure(31902, f"Nobody serves {url} in this test; it is no real network.")
        near, far = _End(), _End()
        near.peer, far.peer = far, near
        task = asyncio.create_task(self._serve(server, far), name=f"the server of {url}")
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        return near

    async def _serve(self, server: SocketServer, end: _End) -> None:
        try:
            await server(end)
        finally:
            await end.close()

    def close(self) -> None:
        """End every server."""
        for task in self._serving:
            task.cancel()
