"""A TCP way between a page and its Jupyter that can be made slow, seeded, as the internet is, and can be cut."""

from __future__ import annotations

import asyncio
import random
import threading
from types import TracebackType
from typing import Self

__all__ = ["BadWay"]

JITTER = 0.015  # seconds: so many always, and so many more on an average, exponentially
STALL = 0.120
EVERY = 5.0


class BadWay:
    """Passes connections on to ``port``. While it is ``bad`` every piece is late, and all stands still now and then.

    Pieces keep their order, as TCP does: one that is late holds up those behind it.
    """

    def __init__(self, port: int, seed: int = 1) -> None:
        self.bad = False
        self.port = 0
        self._to = port
        self._chance = random.Random(seed)
        self._wires: set[asyncio.Transport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def cut(self) -> None:
        """Abort every connection; new ones are passed on."""
        self._loop.call_soon_threadsafe(self._abort)

    def hush(self) -> None:
        """Pass nothing more on by the connections that are there, and tell nobody: a network that was changed."""
        self._loop.call_soon_threadsafe(self._silence)

    def _silence(self) -> None:
        for wire in self._wires:
            end = wire.get_protocol()
            assert isinstance(end, _End)
            end.silent = True

    async def _start(self) -> None:
        self._server = await self._loop.create_server(lambda: _Near(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        self._abort()

    def _abort(self) -> None:
        for wire in list(self._wires):
            wire.abort()

    def arrival(self, last: float) -> float:
        """When a piece arrives that is sent now, after one that arrives at ``last``."""
        now = self._loop.time()
        if not self.bad:
            return max(now, last)
        stalled = max(0.0, STALL - now % EVERY)
        return max(now + stalled + JITTER + self._chance.expovariate(1 / JITTER), last)


class _End(asyncio.Protocol):
    """One end of one connection; what comes in goes out at the other end, later."""

    def __init__(self, way: BadWay) -> None:
        self.way = way
        self.transport: asyncio.Transport | None = None
        self.other: _End | None = None
        self.silent = False
        self._early: list[bytes] = []
        self._last = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.way._wires.add(transport)

    def data_received(self, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        self._last = self.way.arrival(self._last)
        if self._last <= loop.time():
            self._pass(data)
        else:
            loop.call_at(self._last, self._pass, data)

    def _pass(self, data: bytes) -> None:
        if self.silent:
            return
        if self.other is None:
            self._early.append(data)
        elif self.other.transport is not None and not self.other.transport.is_closing():
            self.other.transport.write(data)

    def joined(self, other: _End) -> None:
        """The other end is there."""
        self.other = other
        early, self._early = self._early, []
        for data in early:
            self._pass(data)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport is not None:
            self.way._wires.discard(self.transport)
        loop = asyncio.get_running_loop()
        if self.other is not None and self.other.transport is not None:
            loop.call_at(max(self._last, loop.time()), self.other.transport.close)


class _Near(_End):
    """The page's end: it opens the connection behind it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._opening = asyncio.ensure_future(self._open())

    async def _open(self) -> None:
        try:
            _, far = await asyncio.get_running_loop().create_connection(
                lambda: _End(self.way), "127.0.0.1", self.way._to
            )
        except OSError:
            if self.transport is not None:
                self.transport.abort()
            return
        far.joined(self)
        self.joined(far)
