"""Two legs joined back to back: what one is played, the other's party says. Calls between lab numbers use it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import SILENCE, Frame
from voicelab.media.leg import Digit
from voicelab.media.tick import Tick
from voicelab.media.transport import LegStats

__all__ = ["MemoryTransport", "memory_pair"]


def _nobody(digit: Digit) -> None:
    """A key nobody listens for."""


class MemoryTransport:
    """One end of a wire in memory. Frames arrive with the next tick, unharmed."""

    sends_keys = True

    def __init__(self) -> None:
        self.closed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.on_key: Callable[[Digit], None] = _nobody
        self.far: MemoryTransport = self
        self._frames: deque[Frame] = deque(maxlen=5)
        self._received = 0
        self._sent = 0

    def receive(self) -> Frame | None:
        """What the other end was given in the tick before; silence when it was given nothing."""
        if self._frames:
            self._received += 1
            return self._frames.popleft()
        return SILENCE

    def send(self, frame: Frame) -> None:
        """Hand a frame to the other end."""
        self._sent += 1
        self.far._frames.append(frame)

    def send_key(self, digit: Digit, ticks: int, last: bool) -> None:
        """Hand a key press to the other end with its first tick."""
        if ticks == 1:
            self.far.on_key(digit)

    def limit_delay(self, seconds: float) -> None:
        """Nothing is late here."""

    def stats(self) -> LegStats:
        """Frames passed; nothing is ever lost here."""
        return LegStats(packets=self._received, sent=self._sent, rtt=0.0)

    async def close(self) -> None:
        """Close both ends. Idempotent."""
        for end, reason in (
            (self, "the lab ended the media"),
            (self.far, "the far end of the trunk hung up"),
        ):
            if not end.closed.done():
                end.closed.set_result(reason)


def memory_pair(tick: Tick) -> tuple[AudioLeg, AudioLeg]:
    """Two legs joined back to back, on the tick."""
    one, other = MemoryTransport(), MemoryTransport()
    one.far, other.far = other, one
    legs = AudioLeg(one, tick), AudioLeg(other, tick)
    for leg in legs:
        leg.start()
    return legs
