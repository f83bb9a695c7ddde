"""Plays what a stream server sends, without gaps, and knows when each mark has been reached."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import numpy as np

from voicelab.engine.side import Side
from voicelab.media.frames import FRAME, RATE, SILENCE, Samples, Sound

__all__ = ["StreamPlayer"]

MOST_SECONDS = 600  # of sound that waits to be played
MOST_MARKS = 1000  # that wait for it


class StreamPlayer:
    """Chunks of samples in, sound out on a leg, marks told in order through ``reached``."""

    def __init__(self, side: Side, reached: Callable[[str], Awaitable[None]]) -> None:
        self._side = side
        self._reached = reached
        self._rest: Samples = SILENCE[:0]
        self._waiting = 0
        self._last: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._marks: list[str] = []

    def play(self, sound: Samples) -> bool:
        """Append sound; false when too much waits already and it was thrown away."""
        if self._waiting + len(sound) > MOST_SECONDS * RATE:
            return False
        self._rest = np.concatenate((self._rest, sound))
        whole = len(self._rest) // FRAME * FRAME
        self._start(self._rest[:whole])
        self._rest = self._rest[whole:]
        return True

    def mark(self, name: str) -> bool:
        """Tell ``name`` when everything so far has been played; false, and it is dropped, when too many wait."""
        if len(self._marks) >= MOST_MARKS:
            return False
        self._flush()
        self._marks.append(name)
        self._keep(asyncio.create_task(self._tell(name, self._last)))
        return True

    async def clear(self) -> None:
        """Stop, throw away what waits, and tell the pending marks at once."""
        marks, self._marks = self._marks, []
        tasks, self._tasks = self._tasks, set()
        self._rest, self._waiting, self._last = SILENCE[:0], 0, None
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        for name in marks:
            await self._reached(name)

    async def close(self) -> None:
        """Stop; nothing more is told."""
        self._marks = []
        await self.clear()

    def _flush(self) -> None:
        rest, self._rest = self._rest, SILENCE[:0]
        self._start(rest)

    def _start(self, sound: Samples) -> None:
        if len(sound):
            self._waiting += len(sound)
            self._last = self._keep(asyncio.create_task(self._play(sound)))

    def _keep(self, task: asyncio.Task[None]) -> asyncio.Task[None]:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _play(self, sound: Samples) -> None:
        """The leg plays sounds in the order in which it is asked: these tasks start in order."""
        leg = self._side.leg
        assert leg is not None
        try:
            await leg.play(Sound(len(sound) / RATE, sound if leg.rendered else None))
        finally:
            self._waiting -= len(sound)

    async def _tell(self, name: str, after: asyncio.Task[None] | None) -> None:
        if after is not None:
            await asyncio.wait((after,))
        if name in self._marks:
            self._marks.remove(name)
            await self._reached(name)
