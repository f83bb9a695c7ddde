"""What can be seen and heard of a call's sound: a peak per 20 ms both ways, and the sound itself in a file.

"Inbound" is what the party says, "outbound" what it hears. One byte a frame and direction: an hour is 360 kB.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voicelab.media.frames import FRAME_SECONDS
from voicelab.media.leg import Leg, RecordingTake

__all__ = ["Hearing", "PeakListener"]

PeakListener = Callable[[int, int], None]
"""Called each tick with the inbound and the outbound peak, 0..255."""


class Hearing:
    """Listens to a leg from the moment it is answered. ``start`` is that moment, in seconds of the call."""

    rate = round(1 / FRAME_SECONDS)

    def __init__(self, leg: Leg, start: float, audio: Path | None) -> None:
        self.start = start
        self.inbound = bytearray()
        self.outbound = bytearray()
        self.audio = audio
        self._listeners: list[PeakListener] = []
        self._remove = leg.add_meter_listener(self._metered)
        self._take: RecordingTake | None = None
        if audio is not None:
            audio.parent.mkdir(parents=True, exist_ok=True)
            self._take = leg.record(audio, channels=2)

    def _metered(self, inbound: float, outbound: float) -> None:
        said, heard = min(255, round(inbound * 255)), min(255, round(outbound * 255))
        self.inbound.append(said)
        self.outbound.append(heard)
        for listener in self._listeners:
            listener(said, heard)

    def add_listener(self, listener: PeakListener) -> Callable[[], None]:
        """Call ``listener`` each tick; the result removes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def stop(self) -> None:
        """Stop listening; what was heard stays. Idempotent."""
        self._remove()
        self._remove = lambda: None
        if self._take is not None:
            await self._take.stop(trim=False)
