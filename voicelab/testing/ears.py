"""A recogniser for tests: it understands scripted parties perfectly, because it is told their words.

It takes the time that recognition takes: speech begins when the party begins to speak, and the result comes
when the party has been silent for as long as the plan says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from voicelab.clock import elapsed
from voicelab.engine.ears import HeardTrack
from voicelab.errors import LabError
from voicelab.media.leg import Leg
from voicelab.testing.words import PassesWords, Utterance
from voicelab.verbs.plans import Heard, ListenPlan

__all__ = ["FactEars"]

CONFIDENCE = 0.95
"""What every result claims."""


class FactEars:
    """Implements :class:`voicelab.engine.ears.Ears`."""

    async def listen(self, leg: Leg, plan: ListenPlan, track: HeardTrack = "inbound") -> _Ear:
        """Begin to listen to what the leg's party says, or hears."""
        if not isinstance(leg, PassesWords):
            raise LabError(f"{leg!r} passes no words on, so a test cannot understand its party.")
        return _Ear(leg, plan, track)


class _Ear:
    """Listening to one party until its first final result, or again and again."""

    remarks: Sequence[str] = ()

    def __init__(self, leg: PassesWords, plan: ListenPlan, track: HeardTrack) -> None:
        self._plan = plan
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._said: asyncio.Queue[Utterance] = asyncio.Queue()
        self._following = asyncio.create_task(self._follow(), name="a recogniser listens")
        self._words: list[str] = []
        self._over = False
        self._speaking: Utterance | None = None
        self._remove = (leg.on_said if track == "inbound" else leg.on_heard)(self._take)

    def _take(self, utterance: Utterance) -> None:
        if utterance.kind in ("say", "speech"):  # the words of other sounds are names, not speech
            self._said.put_nowait(utterance)

    async def next(self) -> Heard:
        """The next thing that happened."""
        return await self._heard.get()

    def finish(self) -> None:
        """End the speech now: what was said so far is the final result."""
        if self._over:
            return
        self._over = True
        self._following.cancel()
        words, spoken = self._words, self._speaking
        if spoken is not None:
            words = words + _part(spoken, elapsed() - spoken.began)
        self._end(words)

    def close(self) -> None:
        """Stop listening."""
        self._remove()
        self._following.cancel()

    async def _follow(self) -> None:
        await self._speech()
        while self._plan.again:
            await self._speech()
        self._over = True

    async def _speech(self) -> None:
        words = self._words = []
        self._speaking = utterance = await self._said.get()
        self._heard.put_nowait(Heard("began"))
        end = elapsed() + self._plan.longest
        try:
            while True:
                async with asyncio.timeout_at(end):
                    await utterance.over.wait()
                words += utterance.text.split()
                self._speaking = None
                if self._plan.partials and words:
                    self._heard.put_nowait(Heard("partial", " ".join(words)))
                async with asyncio.timeout_at(min(end, elapsed() + self._plan.silence)):
                    self._speaking = utterance = await self._said.get()
        except TimeoutError:
            if not utterance.over.is_set():  # it was still speaking when its time was over
                words += _part(utterance, self._plan.longest)
        self._end(words)

    def _end(self, words: list[str]) -> None:
        self._heard.put_nowait(Heard("final", " ".join(words), CONFIDENCE if words else None))


def _part(utterance: Utterance, seconds: float) -> list[str]:
    """The words of so many seconds of an utterance."""
    words = utterance.text.split()
    return words[: round(seconds / max(utterance.duration, seconds, 0.001) * len(words))]
