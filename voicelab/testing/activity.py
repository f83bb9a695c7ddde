"""Whether there is sound, and since when: all that an unrendered leg knows of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

__all__ = ["Activity", "Pulse"]


class Pulse:
    """Something that happens again and again: :meth:`wait` returns at its next time."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def beat(self) -> None:
        """It happens now."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def wait(self) -> None:
        """Wait for its next time."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future


class Activity:
    """A switch that remembers when it was thrown and tells those who asked."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.on = False
        self.since = loop.time()
        self._loop = loop
        self._told: list[Callable[[], None]] = []
        self._changes = Pulse()

    def set(self, on: bool) -> None:
        """Throw the switch; nothing happens when it stands so already."""
        if on == self.on:
            return
        self.on = on
        self.since = self._loop.time()
        self._changes.beat()
        for listener in [*self._told]:
            listener()

    def tell(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after every change."""
        self._told.append(listener)

    def forget(self, listener: Callable[[], None]) -> None:
        """Do not call it any more."""
        self._told.remove(listener)

    async def change(self) -> None:
        """Wait for the next change."""
        await self._changes.wait()
