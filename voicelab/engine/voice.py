"""The way to the speech engines and to sound files, as the engine sees it."""

from __future__ import annotations

from typing import Protocol

from voicelab.media.frames import Sound

__all__ = ["Spoken", "Voice"]


class Spoken(Protocol):
    """What a voice made of a text."""

    sound: Sound
    voice: str
    """The voice that really spoke, such as ``hibari:heart``."""
    remark: str
    """Empty, or one sentence for the user: another voice stands in for the one asked for, and why."""


class Voice(Protocol):
    """Turns text into sound."""

    async def speak(self, ssml: str, text: str, voice: str, language: str, *, render: bool) -> Spoken:
        """Speak the inside of a Say.

        With ``render`` false no samples are made and ``sound`` holds only an estimate of the length.
        Raises DocumentError 13511 or 13512 for a voice or language nobody knows.
        """
        ...
