"""The party at one end of a call: its line, its leg once it is answered, and whether it is still there."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from voicelab.engine.lines import IncomingLine, OutgoingLine
from voicelab.media.leg import Leg
from voicelab.verbs.plans import HungUp

__all__ = ["Side"]

T = TypeVar("T")


class Side:
    """One party. ``gone`` is done, with the reason, when its line or its leg is gone, whichever is first.

    ``attached`` is set with the leg. ``incoming`` is the line too, for a party that called and may still have to be
    answered.
    """

    def __init__(self, line: IncomingLine | OutgoingLine, incoming: IncomingLine | None = None) -> None:
        self.line = line
        self.incoming = incoming
        self.leg: Leg | None = None
        self.attached = asyncio.Event()
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        line.gone.add_done_callback(self._lost)

    @classmethod
    def calling(cls, line: IncomingLine) -> Side:
        """The side of a party that calls in."""
        return cls(line, line)

    def attach(self, leg: Leg) -> None:
        """The party is answered: this is its sound."""
        self.leg = leg
        self.attached.set()
        leg.closed.add_done_callback(self._lost)

    def _lost(self, end: asyncio.Future[str]) -> None:
        if not self.gone.done():
            self.gone.set_result("the lab stopped" if end.cancelled() else end.result())

    async def or_gone(self, work: Coroutine[Any, Any, T]) -> T:
        """Await ``work``; HungUp, with ``work`` cancelled and its clean-up awaited, when the party goes first."""
        if self.gone.done():
            work.close()
            raise HungUp(self.gone.result())
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait((task, self.gone), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise HungUp(self.gone.result())
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait((task,))
                if not task.cancelled():
                    task.exception()  # retrieved: the ending that is under way says what counts

    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """End the party's call."""
        await self.line.hang_up(code=code, message=message)
        if self.leg is not None:
            await self.leg.close()
