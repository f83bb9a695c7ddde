"""The way to the speech engines, as the engine sees it."""

from __future__ import annotations

from typing import Protocol

from voicelab.media.frames import Samples

__all__ = ["Spoken", "Voice"]


class Spoken(Protocol):
    """What a voice made of a text."""

    @property
    def duration(self) -> float:
        """Seconds; an estimate when it was not rendered."""
        ...

    @property
    def samples(self) -> Samples | None:
        """Mono, 8000 a second, signed 16 bit; None when it was not rendered."""
        ...

    @property
    def voice(self) -> str:
        """The voice that really spoke, such as ``hibari:heart``."""
        ...

    @property
    def remark(self) -> str:
        """Empty, or one sentence for the user: another voice stands in for the one asked for, and why."""
        ...


class Voice(Protocol):
    """Turns text into sound."""

    async def speak(self, ssml: str, text: str, voice: str, language: str, *, render: bool = True) -> Spoken:
        """Speak the inside of a Say.

        With ``render`` false no samples are made and ``duration`` is an estimate.
        Raises DocumentError 13511 or 13512 for a voice or language nobody knows.
        """
        ...
