"""How a leg's frames travel. WebRTC, a WebSocket and memory implement :class:`Transport`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from voicelab.media.frames import Frame
from voicelab.media.leg import Digit

__all__ = ["LegStats", "Transport"]


@dataclass(frozen=True, slots=True)
class LegStats:
    """How a leg's sound arrived so far. Times are milliseconds, counts are since the leg began."""

    packets: int = 0  # received
    lost: int = 0  # never came
    late: int = 0  # came after their time to be played
    concealed: int = 0  # frames made up because theirs was lost or late
    jitter: float = 0.0  # interarrival jitter, RFC 3550 section 6.4.1
    rtt: float | None = None  # round trip, once a report of the far end told it
    delay: float = 0.0  # what the jitter buffer holds back
    sent: int = 0
    far_loss: float | None = None  # percent of what we sent that the far end says it missed


class Transport(Protocol):
    """Carries frames to and from one party. All methods but ``close`` are called on the tick."""

    closed: asyncio.Future[str]
    """Done, with the reason in words, when the party cannot be reached any more."""

    sends_keys: bool
    """Whether keys can be sent as events; without, the leg sends them as sound."""

    on_key: Callable[[Digit], None]
    """The leg's: to be called once for each key press that arrives."""

    def receive(self) -> Frame | None:
        """What the party said in this tick, with losses concealed.

        None when nothing is known of it: before the first sound, and in a gap that is not silence.
        """
        ...

    def send(self, frame: Frame) -> None:
        """Send a frame. Called once a tick while the leg is on it, except while a key is held."""
        ...

    def send_key(self, digit: Digit, ticks: int, last: bool) -> None:
        """Send one tick of a held key: ``ticks`` counts from 1, ``last`` ends the press."""
        ...

    def limit_delay(self, seconds: float) -> None:
        """From now on hold the party's sound for no more than so long to even out how late it comes."""
        ...

    def stats(self) -> LegStats:
        """Figures so far."""
        ...

    async def close(self) -> None:
        """Say goodbye and free the sockets; ``closed`` is done afterwards. Idempotent."""
        ...
