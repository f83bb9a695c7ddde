"""The WebSocket of a ConversationRelay session, which may be lost and opened again.

Source: Twilio's "TwiML Voice: ConversationRelay", applicationReconnect, and the announcement of it (500 events are
kept for a server that is away). For how long a connection is tried is the lab's own choice: about 15 seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from voicelab.engine.sockets import Socket, SocketFailure

__all__ = ["RelayWire"]

_KEPT = 500  # messages for a server that is away; the oldest go first
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before each attempt to connect again


class RelayWire:
    """Sends and receives text frames. ``setup`` is the first frame of every connection.

    With ``again`` a connection that the server lost is opened anew, and ``lost`` is told each time; messages
    wait meanwhile. A server that sent something since has all its attempts again.
    """

    def __init__(
        self, connect: Callable[[], Awaitable[Socket]], setup: str, lost: Callable[[], None], *, again: bool
    ) -> None:
        self._connect = connect
        self._setup = setup
        self._lost = lost
        self._again = again
        self._out: asyncio.Queue[str] = asyncio.Queue()
        self._there = asyncio.Event()
        self._socket: Socket | None = None
        self._attempts = 0

    async def open(self) -> None:
        """Connect; SocketFailure when that cannot be."""
        self._socket = await self._connect()
        await self._socket.send(self._setup)
        self._there.set()

    def send(self, message: str) -> None:
        """Send when it can be."""
        if not self._there.is_set() and self._out.qsize() >= _KEPT:
            self._out.get_nowait()
        self._out.put_nowait(message)

    async def send_all(self) -> None:
        """Send what is to be sent, until cancelled."""
        while True:
            await self._there.wait()
            message = await self._out.get()
            await self._there.wait()
            assert self._socket is not None
            await self._socket.send(message)

    async def receive(self) -> str | None:
        """The next frame of the server; None when it has closed, for good."""
        while True:
            assert self._socket is not None, "open comes first"
            text = await self._socket.receive()
            if text is not None:
                self._attempts = 0
                return text
            self._there.clear()
            if not self._again or not await self._reopen():
                return None

    async def _reopen(self) -> bool:
        self._lost()
        while self._attempts < len(_WAITS):
            wait = _WAITS[self._attempts]
            self._attempts += 1
            await asyncio.sleep(wait)
            try:
                await self.open()
            except SocketFailure:
                continue
            return True
        return False

    async def close(self) -> None:
        """Send the rest and close."""
        if self._socket is not None:
            while not self._out.empty():
                await self._socket.send(self._out.get_nowait())
            await self._socket.close()
