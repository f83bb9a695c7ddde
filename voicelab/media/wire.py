"""A wire in memory that can be made bad: packets lost, late and out of order, and the real jitter buffer behind.

While nothing is wrong frames go straight through. From the first bad moment on a direction sends G.711 packets
until the call ends, as a real leg does, so that concealment and delay are those that a real caller would get.
"""

from __future__ import annotations

import asyncio
from heapq import heappop, heappush

from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import FRAME, Frame, Samples
from voicelab.media.g711 import ulaw_decode, ulaw_encode
from voicelab.media.lateness import LONGEST
from voicelab.media.memory import MemoryTransport
from voicelab.media.playout import Playout
from voicelab.media.tick import Tick
from voicelab.media.transport import LegStats

__all__ = ["WireTransport", "wire_pair"]


class WireTransport(MemoryTransport):
    """One end of such a wire."""

    def __init__(self, air: Air) -> None:
        super().__init__()
        self._air = air
        self._packets_sent = 0
        self._ticks = 0
        self._coming: list[tuple[float, int, int, bytes]] = []  # arrival, sequence, timestamp, payload
        self._playout: Playout | None = None
        self._longest = LONGEST
        self._impaired = False

    def send(self, frame: Frame) -> None:
        """Send a frame, as a packet once the wire is bad."""
        self._ticks += 1
        if self._air.clear and not self._impaired:
            super().send(frame)
            return
        self._impaired = True
        self._sent += 1
        self._packets_sent += 1
        way = self._air.way()
        if way is not None and isinstance(self.far, WireTransport):
            arrival = asyncio.get_running_loop().time() + way
            packet = (arrival, self._packets_sent, self._ticks * FRAME, ulaw_encode(frame))
            heappush(self.far._coming, packet)

    def receive(self) -> Frame | None:
        """What the jitter buffer makes of what came; straight from the other end while the wire is good."""
        if self._playout is None:
            if not self._coming:
                return super().receive()
            self._playout = Playout(_decode)
            self._playout.lateness.limit(self._longest)
        now = asyncio.get_running_loop().time()
        while self._coming and self._coming[0][0] <= now:
            arrival, sequence, timestamp, payload = heappop(self._coming)
            self._received += 1
            self._playout.put(sequence, timestamp, 0, payload, arrival)
        return self._playout.get(now)

    def limit_delay(self, seconds: float) -> None:
        """Hold what comes for no more than so long."""
        self._longest = seconds
        if self._playout is not None:
            self._playout.lateness.limit(seconds)

    def stats(self) -> LegStats:
        """What came and what did not."""
        playout = self._playout
        if playout is None:
            return super().stats()
        return LegStats(
            packets=self._received,
            lost=max(0, self.far._sent - self._received - len(self._coming)),
            late=playout.late,
            concealed=playout.concealed,
            delay=playout.delay * 1000,
            sent=self._sent,
        )


def _decode(payload_type: int, payload: bytes) -> Samples:
    return ulaw_decode(payload)


def wire_pair(tick: Tick, air: Air) -> tuple[AudioLeg, AudioLeg]:
    """Two legs joined back to back, on the tick, through ``air``."""
    one, other = WireTransport(air), WireTransport(air)
    one.far, other.far = other, one
    legs = AudioLeg(one, tick), AudioLeg(other, tick)
    for leg in legs:
        leg.start()
    return legs
