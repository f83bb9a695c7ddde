"""Whether a party speaks, by level: for who is talking in a room. A recogniser's ears are finer (``speech``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from voicelab.media.frames import FRAME_SECONDS

__all__ = ["SPEECH_BEGINS", "SPEECH_ENDS", "SPEECH_LEVEL", "SpeechListener", "SpeechMeter"]

SpeechListener: TypeAlias = Callable[[bool], None]
"""Called with True when the party begins to speak and with False when it has stopped."""

SPEECH_LEVEL = 0.01
"""The peak, of 1, above which a frame may be speech: -40 dBFS, well above a room's noise and an echo's rest."""

SPEECH_BEGINS = 0.1
"""Seconds of it before the party speaks: a click is no speech."""

SPEECH_ENDS = 1.0
"""Seconds without it before the party has stopped: longer than the pauses between words and sentences."""


class SpeechMeter:
    """Peaks of the ticks in, the listener told. Sans-IO."""

    def __init__(self, listener: SpeechListener) -> None:
        self._listener = listener
        self._loud = 0
        self._quiet = 0
        self.speaking = False

    def feed(self, inbound: float, outbound: float = 0.0) -> None:
        """Take one tick's peaks; only what the party says counts."""
        if inbound >= SPEECH_LEVEL:
            self._loud, self._quiet = self._loud + 1, 0
        else:
            self._loud, self._quiet = max(0, self._loud - 1), self._quiet + 1
        if not self.speaking and self._loud * FRAME_SECONDS >= SPEECH_BEGINS:
            self.speaking = True
            self._listener(True)
        elif self.speaking and self._quiet * FRAME_SECONDS >= SPEECH_ENDS:
            self.speaking, self._loud = False, 0
            self._listener(False)
