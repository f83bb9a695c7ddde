"""What a verb hears of one side's party: the keys it presses, and what it says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from voicelab.calls.events import SpeechHeard
from voicelab.clock import elapsed
from voicelab.engine.ears import Ear
from voicelab.engine.side import Side
from voicelab.verbs.plans import Heard

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["CallEar", "LegKeys"]


class LegKeys:
    """A subscription to the keys of one side's party."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._pressed: asyncio.Queue[str] = asyncio.Queue()

    def put(self, digit: str, via: str) -> None:
        """A key was pressed."""
        self._pressed.put_nowait(digit)

    async def get(self) -> str:
        """The next key; HungUp when the party is gone."""
        if not self._pressed.empty():
            return self._pressed.get_nowait()
        return await self._side.or_gone(self._pressed.get())


class CallEar:
    """An ear on one side of a call: what it hears is told, and a party that goes ends it."""

    def __init__(self, call: Call, side: Side, ear: Ear) -> None:
        self._call = call
        self._side = side
        self._ear = ear
        self._open = True
        call.listening += 1
        self.remarks = ear.remarks

    async def next(self) -> Heard:
        """The next thing heard; HungUp when the party is gone."""
        heard = await self._side.or_gone(self._ear.next())
        if heard.text:
            self._call.emit(
                SpeechHeard, text=heard.text, confidence=heard.confidence, final=heard.kind == "final"
            )
        return heard

    def close(self) -> None:
        """Stop listening."""
        self._ear.close()
        if self._open:
            self._open = False
            self._call.listening -= 1
            self._call.listened = elapsed()
