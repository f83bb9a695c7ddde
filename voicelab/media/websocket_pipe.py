"""A party's media socket as its leg sees it: sending never waits; what the party cannot take is dropped, oldest first.

Two things say that a party is behind: its connection takes no more bytes, and its reports, once a second, tell of no
packet of the last :data:`IN_FLIGHT`. The second is needed where something between us and the page takes all and
holds it: a proxy, a modem. Without it a way that is a little too narrow would cost delay that never ends.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Protocol

__all__ = ["IN_FLIGHT", "OVER", "WAITING", "WRITER_LIMIT", "Socket", "SocketPipe"]

OVER = 4410
"""The close code of a socket that there is nothing to come back to on."""
WAITING = 25
"""Packets that wait for a party that is behind: half a second, more than its playout could still use."""
IN_FLIGHT = 100
"""Packets that may be on their way: a second between two reports, and one for the way there and back."""
WRITER_LIMIT = 1
"""Bytes after which aiohttp looks whether the connection takes more: each packet."""
_BACKLOG = 4 * 1024  # bytes in the connection's own buffer from which on it takes no more
_CLOSE_SECONDS = 2.0


class Socket(Protocol):
    """What is needed of aiohttp's WebSockets, of either side."""

    async def send_bytes(self, data: bytes) -> None:
        """Send a message, and wait while the connection takes none."""
        ...

    async def close(self, *, code: int, message: bytes) -> Any:
        """Close the socket."""
        ...


class SocketPipe:
    """Implements :class:`voicelab.media.websocket.Pipe`; :meth:`write` does the sending, as a task of its own."""

    def __init__(self, socket: Socket, transport: asyncio.WriteTransport | None) -> None:
        self._socket = socket
        self._transport = transport
        self._waiting: deque[bytes] = deque(maxlen=WAITING)
        self._unheard: deque[int] = deque()  # sequence numbers that no report has told of yet
        self._reports = False
        self._news = asyncio.Event()
        self._ended = False
        self._reason = ""
        if transport is not None:
            transport.set_write_buffer_limits(high=_BACKLOG)

    def send(self, data: bytes) -> None:
        """Send a packet as soon as the party takes it, unless newer ones push it out before."""
        self._waiting.append(data)
        self._news.set()

    def heard(self, sequence: int) -> None:
        """The party told that it has got the packet of this number, and so those before it."""
        self._reports = True
        while self._unheard and (sequence - self._unheard[0]) & 0xFFFF < 0x8000:
            self._unheard.popleft()
        self._news.set()

    def end(self, reason: str) -> None:
        """Close the socket, with the reason; what waits is not sent any more."""
        self._ended, self._reason = True, reason
        self._news.set()

    async def write(self) -> None:
        """Send until the end; then close the socket."""
        try:
            while not self._ended:
                await self._news.wait()
                self._news.clear()
                while self._waiting and not self._ended and len(self._unheard) < IN_FLIGHT:
                    data = self._waiting.popleft()
                    if self._reports and not 192 <= data[1] <= 223:
                        self._unheard.append(int.from_bytes(data[2:4], "big"))
                    await self._socket.send_bytes(data)
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._socket.close(code=OVER, message=self._reason.encode())
        except (ConnectionError, RuntimeError, TimeoutError):
            if self._transport is not None:
                self._transport.abort()
