"""A recogniser for tests: it understands scripted parties perfectly, because it is told their words.

It takes the time that recognition takes: speech begins when the party begins to speak, and the result comes
when the party has been silent for as long as the plan says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from voicelab.clock import elapsed
from voicelab.errors import LabError
from voicelab.media.leg import Leg
from voicelab.testing.words import PassesWords, Utterance
from voicelab.verbs.plans import Heard, ListenPlan

__all__ = ["FactEars"]

CONFIDENCE = 0.95
"""What every result claims."""


class FactEars:
    """Implements :class:`voicelab.engine.ears.Ears`."""

    async def listen(self, leg: Leg, plan: ListenPlan) -> _Ear:
        """Begin to listen to what the leg's party says."""
        if not isinstance(leg, PassesWords):
            raise LabError(f"{leg!r} passes no words on, so a test cannot understand its party.")
        return _Ear(leg, plan)


class _Ear:
    """Listening to one party until its first final result."""

    remarks: Sequence[str] = ()

    def __init__(self, leg: PassesWords, plan: ListenPlan) -> None:
        self._plan = plan
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._said: asyncio.Queue[Utterance] = asyncio.Queue()
        self._following = asyncio.create_task(self._follow(), name="a recogniser listens")
        self._remove = leg.on_said(self._said.put_nowait)

    async def next(self) -> Heard:
        """The next thing that happened."""
        return await self._heard.get()

    def close(self) -> None:
        """Stop listening."""
        self._remove()
        self._following.cancel()

    async def _follow(self) -> None:
        utterance = await self._said.get()
        self._heard.put_nowait(Heard("began"))
        end = elapsed() + self._plan.longest
        words: list[str] = []
        try:
            while True:
                async with asyncio.timeout_at(end):
                    await utterance.over.wait()
                words += utterance.text.split()
                if self._plan.partials and words:
                    self._heard.put_nowait(Heard("partial", " ".join(words)))
                async with asyncio.timeout_at(min(end, elapsed() + self._plan.silence)):
                    utterance = await self._said.get()
        except TimeoutError:
            if not utterance.over.is_set():  # it was still speaking when its time was over
                share = self._plan.longest / max(utterance.duration, self._plan.longest)
                words += utterance.text.split()[: round(share * len(utterance.text.split()))]
        self._heard.put_nowait(Heard("final", " ".join(words), CONFIDENCE if words else None))
