"""A caller without a phone: a line of the exchange whose party says and presses what the notebook tells it.

It is simulated, and says so: its words are the lab's own voice, and what it "hears" are the lab's prompts. The
call itself is an ordinary one: samples on the tick, recordings, keys, webhooks.
"""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from voicelab.calls.model import new_sid
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.memory import MemoryTransport
from voicelab.media.tick import Tick

__all__ = ["ScriptedLine"]


class ScriptedLine:
    """An IncomingLine. Its leg's far end is silent until :meth:`AudioLeg.say` and keys make a sound of it."""

    def __init__(self, tick: Tick) -> None:
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._tick = tick
        self._leg: AudioLeg | None = None

    async def ringing(self) -> None:
        """The caller is patient."""

    async def answer(self) -> AudioLeg:
        """Answer: the caller has a leg from now on."""
        transport = MemoryTransport()
        transport.far = MemoryTransport()  # what the caller is given to hear goes nowhere
        self._leg = AudioLeg(transport, self._tick)
        self._leg.start()
        return self._leg

    async def refuse(self, reason: Literal["busy", "rejected"]) -> None:
        """Refuse the call."""
        self._end(f"refused: {reason}")

    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """End the call. Idempotent."""
        self._end(message or "the lab hung up")
        if self._leg is not None:
            await self._leg.close()

    async def send_message(self, content: Any, message_type: str, content_type: str) -> str:
        """A scripted caller has no SDK that could receive a message."""
        return new_sid("KX")

    def _end(self, reason: str) -> None:
        if not self.gone.done():
            self.gone.set_result(reason)
