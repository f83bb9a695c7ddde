"""A line from the lab to itself: what calls one of the lab's own numbers comes in again at the other end.

The two ends share a pair of legs joined back to back, so that each hears what the other is played.
"""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from voicelab.calls.model import new_sid
from voicelab.engine.lines import Refused
from voicelab.media.leg import Leg, LegPair

__all__ = ["Trunk"]


class _End:
    """What both ends have."""

    def __init__(self, trunk: Trunk) -> None:
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._trunk = trunk

    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """Hang up: the other end learns it."""
        await self._trunk.end(message or "the other end hung up")

    async def send_message(self, content: Any, message_type: str, content_type: str) -> str:
        """A number has no SDK that could receive a message; it is dropped, as on the platform."""
        return new_sid("KX")


class TrunkIncoming(_End):
    """The end at which the call comes in."""

    async def ringing(self) -> None:
        """The calling end rings already."""

    async def answer(self) -> Leg:
        """Answer: both ends have sound from now on."""
        return self._trunk.connect()

    async def refuse(self, reason: Literal["busy", "rejected"]) -> None:
        """Refuse: the calling end learns why."""
        self._trunk.refuse(reason)


class TrunkOutgoing(_End):
    """The end that calls."""

    async def answered(self) -> Leg:
        """Return the leg once the other end answers; Refused when it refuses or hangs up."""
        return await asyncio.shield(self._trunk.answer)


class Trunk:
    """Two ends and the pair of legs between them."""

    def __init__(self, legs: LegPair) -> None:
        self._legs = legs
        self.answer: asyncio.Future[Leg] = asyncio.get_running_loop().create_future()
        self.answer.add_done_callback(lambda answer: answer.cancelled() or answer.exception())
        self.incoming = TrunkIncoming(self)
        self.outgoing = TrunkOutgoing(self)
        self._pair: tuple[Leg, Leg] | None = None

    def connect(self) -> Leg:
        """Join the ends and return the incoming end's leg."""
        near, far = self._pair = self._legs()
        if not self.answer.done():
            self.answer.set_result(near)
        return far

    def refuse(self, reason: Literal["busy", "rejected"]) -> None:
        """The incoming end does not take the call."""
        if not self.answer.done():
            self.answer.set_exception(Refused("busy" if reason == "busy" else "declined"))

    async def end(self, reason: str) -> None:
        """Hang up both ends."""
        if not self.answer.done():
            self.answer.set_exception(Refused("declined", reason))
        for end in (self.incoming, self.outgoing):
            if not end.gone.done():
                end.gone.set_result(reason)
        for leg in self._pair or ():
            await leg.close()
