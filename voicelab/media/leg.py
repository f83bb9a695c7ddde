"""One party's two-way audio, as the engine sees it.

Two families implement :class:`Leg`: :class:`voicelab.media.audio_leg.AudioLeg` (samples on the 20 ms tick,
over WebRTC, a WebSocket or memory) and ``voicelab.testing``'s unrendered leg (durations only, no tick).
"Heard" and "inbound" are what the party says; "outbound" is what the party hears.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from voicelab.media.frames import Frame, Sound
from voicelab.media.speaking import SpeechListener

__all__ = ["Digit", "KeyListener", "Leg", "LegPair", "MeterListener", "Mix", "RecordingTake", "Tap", "Track"]

Digit: TypeAlias = str  # one of 0-9 * # A-D
Track: TypeAlias = Literal["inbound", "outbound", "both"]
Tap: TypeAlias = Callable[[Frame, Frame], None]
"""Called each tick with what the party said and what it was given to hear; must not block or keep the arrays."""
MeterListener: TypeAlias = Callable[[float, float], None]
"""Called each tick with the peaks, 0..1, of what the party said and of what it was given to hear."""
KeyListener: TypeAlias = Callable[[Digit, str], None]
"""Called once for a key press with the digit and how it came: rtp, signaling or audio."""


class RecordingTake(Protocol):
    """A recording that is under way on a leg."""

    async def silent_for(self, seconds: float) -> None:
        """Return when the party has been silent (below -50 dBFS) for so long without a break.

        The silence counts from the take's start or from the last sound heard; lost packets are not silence.
        """
        ...

    def pause(self, *, keep_silence: bool) -> None:
        """Stop keeping sound until :meth:`resume`; with ``keep_silence`` silence stands in its place."""
        ...

    def resume(self) -> None:
        """Keep sound again after :meth:`pause`."""
        ...

    async def stop(self, *, trim: bool) -> float:
        """End the take, write the file (when there is sound), and return the seconds of sound kept.

        ``trim`` cuts silence from both ends. Idempotent.
        """
        ...


class Leg(Protocol):
    """One party's two-way audio."""

    rendered: bool
    """Whether there are samples: false for unrendered legs, whose sounds need only a duration."""

    closed: asyncio.Future[str]
    """Done, with the reason in words, when the party's media is gone for good."""

    async def play(self, sound: Sound, *, over: bool = False) -> None:
        """Let the party hear ``sound`` and return when its last sample has been sent.

        One sound plays at a time; it takes precedence over :meth:`hear`. A sound that plays ``over`` the rest
        is added to whatever else the party is given to hear, as a beep in a conference is. Cancelling stops the
        sound with the current frame. Raises nothing when the leg closes meanwhile: the future never completes.
        """
        ...

    async def press(self, digits: str) -> None:
        """Send keys to the party as telephone-events: ``0-9 * # A-D``, ``w`` 0.5 s, ``W`` 1 s."""
        ...

    def hear(self, source: Leg | None) -> None:
        """From now on the party hears what ``source``'s party says whenever no sound plays; None: silence.

        A leg that hears itself is an echo. A bridge is two calls, one a side.
        """
        ...

    def limit_delay(self, seconds: float) -> None:
        """Hold the party's sound for no more than so long to even out how late it comes (the jitter buffer)."""
        ...

    def add_key_listener(self, listener: KeyListener) -> Callable[[], None]:
        """Call ``listener`` for every key the party presses; the result removes it again."""
        ...

    def tap(self, tap: Tap) -> Callable[[], None]:
        """Call ``tap`` every tick; the result removes it. Unrendered legs never call it."""
        ...

    def add_meter_listener(self, listener: MeterListener) -> Callable[[], None]:
        """Call ``listener`` each tick with the inbound and outbound peaks; the result removes it.

        Unrendered legs never call it.
        """
        ...

    def add_speech_listener(self, listener: SpeechListener) -> Callable[[], None]:
        """Call ``listener`` when the party begins to speak and when it has stopped; the result removes it."""
        ...

    def record(self, path: Path, *, channels: Literal[1, 2], track: Track = "both") -> RecordingTake:
        """Start recording into a WAV file at ``path``.

        One channel mixes the track(s); two put what the party says in channel 1 and what it hears in 2.
        The file is playable at any moment, a killed process included.
        """
        ...

    async def close(self) -> None:
        """End the party's media and free the sockets; ``closed`` is done afterwards. Idempotent."""
        ...


class Mix(Protocol):
    """Several parties that hear each other: each hears all the others whenever no sound plays to it."""

    def add(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """Let ``leg``'s party hear the others, and be heard as :meth:`adjust` says."""
        ...

    def adjust(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """A muted party is not heard; one that coaches is heard by ``coached``'s party alone."""
        ...

    def remove(self, leg: Leg) -> None:
        """``leg`` hears nothing and is not heard from now on. Nothing when it is not in here."""
        ...

    def record(self, path: Path) -> RecordingTake:
        """Record what everybody says, mixed, until the take is stopped."""
        ...


class LegPair(Protocol):
    """Makes two legs joined back to back: what one is played, the other's party says, keys included."""

    def __call__(self) -> tuple[Leg, Leg]:
        """Return a new pair."""
        ...
