"""Ears for a scripted party: words in sound that nobody told it, such as a recording or a bot's voice.

What the lab itself says is known in words; that part of the sound is not listened to. Only legs with samples have
anything to hear.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np

from voicelab.clock import elapsed, run_outside
from voicelab.errors import LabError
from voicelab.media.frames import FRAME, RATE, SILENCE, Frame
from voicelab.media.leg import Leg
from voicelab.speech.spotting import Spotter, can_spot
from voicelab.testing.activity import Pulse
from voicelab.testing.loop import VirtualLoop

__all__ = ["SoundEars"]

T = TypeVar("T")

_KEPT = 300 * RATE // FRAME  # frames: five minutes
_AT_ONCE = RATE // 5 // FRAME  # frames that are listened to at a time: 0.2 s


class SoundEars:
    """Keeps what a party's leg hears; ``told`` says whether its words are known at the moment."""

    def __init__(self, leg: Leg, told: Callable[[], bool]) -> None:
        self._told = told
        self._frames: deque[Frame] = deque()
        self._news = Pulse()
        self._first = 0  # the number of the oldest frame
        self._began = elapsed()
        leg.tap(self._hear)

    def _hear(self, inbound: Frame, outbound: Frame) -> None:
        self._frames.append(SILENCE if self._told() else inbound.copy())
        if len(self._frames) > _KEPT:
            self._frames.popleft()
            self._first += 1
        if (self._first + len(self._frames)) % _AT_ONCE == 0:
            self._news.beat()

    def forget(self) -> None:
        """What was heard until now does not count any more."""
        self._first += len(self._frames)
        self._frames.clear()

    async def hear(self, words: str, gone: asyncio.Future[str]) -> bool:
        """Whether ``words`` were heard before the call's end; returns when their sentence is over.

        What was heard up to them does not count any more. Waits for the end when such words cannot be found.
        """
        try:
            spotter = await _work(partial(Spotter, words)) if can_spot() else None
        except LabError:
            spotter = None
        while spotter is not None:
            while len(self._frames) >= _AT_ONCE or (self._frames and gone.done()):
                count = min(_AT_ONCE, len(self._frames))
                sound = np.concatenate([self._frames.popleft() for _ in range(count)])
                self._first += count
                if await _work(partial(spotter.feed, sound)):
                    return True
            if gone.done():
                return await _work(spotter.finish)
            news = asyncio.ensure_future(self._news.wait())
            await asyncio.wait((news, gone), return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
        await asyncio.wait((gone,))
        return False


async def _work(work: Callable[[], T]) -> T:
    """Done at once in virtual time, where nobody else may move meanwhile; off the loop in real time."""
    if isinstance(asyncio.get_running_loop(), VirtualLoop):
        return work()
    return await run_outside(work)
