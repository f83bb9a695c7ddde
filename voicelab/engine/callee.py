"""A called party that has answered, as verbs see it: the Callee port over a child call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from voicelab.engine.lines import Refers
from voicelab.media.leg import Leg

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["EngineCallee", "RunWhisper"]

RunWhisper = Callable[[str, str], Awaitable[bool]]
"""Runs a document (URL, method) on the child's leg; whether the party is still there."""


class EngineCallee:
    """The Callee port. The child call is over when :meth:`hang_up` returns."""

    def __init__(self, call: Call, whisper: RunWhisper) -> None:
        self.call = call
        self._whisper = whisper

    @property
    def sid(self) -> str:
        """The child call's SID."""
        return self.call.sid

    @property
    def duration(self) -> float:
        """Seconds since it answered."""
        return self.call.duration

    @property
    def leg(self) -> Leg:
        """The leg that a bridge joins."""
        assert self.call.side is not None and self.call.side.leg is not None
        return self.call.side.leg

    async def gone(self) -> str:
        """Return, with the reason, when the party is gone, or was sent elsewhere from outside."""
        assert self.call.side is not None
        taken = asyncio.ensure_future(self.call.taken.wait())
        try:
            await asyncio.wait((self.call.side.gone, taken), return_when=asyncio.FIRST_COMPLETED)
        finally:
            taken.cancel()
        return self.call.side.gone.result() if self.call.side.gone.done() else "the party was sent elsewhere"

    async def referred(self) -> str:
        """Return the address that the party asks to transfer its caller to; never when its line cannot ask."""
        line = self.call.side.line if self.call.side is not None else None
        if isinstance(line, Refers):
            return await asyncio.shield(line.referral)
        return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]

    async def run(self, url: str, method: str) -> bool:
        """Run a whisper document; false when it, or the party, hung up, or was sent elsewhere."""
        whisper = asyncio.ensure_future(self._whisper(url, method))
        taken = asyncio.ensure_future(self.call.taken.wait())
        with self.call.holding():
            try:
                await asyncio.wait((whisper, taken), return_when=asyncio.FIRST_COMPLETED)
                return whisper.result() if whisper.done() else False
            finally:
                for task in (whisper, taken):
                    task.cancel()
                await asyncio.wait((whisper, taken))

    async def hang_up(self) -> None:
        """End the child call, unless it goes its own way by now. Idempotent."""
        if self.call.taken.is_set():
            return
        side = self.call.side
        reason = (
            side.gone.result() if side is not None and side.gone.done() else "the dialling call let go of it"
        )
        await self.call.hang_up(reason)
