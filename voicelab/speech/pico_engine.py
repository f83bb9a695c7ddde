"""Six languages without a download: SVOX Pico (Apache-2.0), by ``pip install 'voicelab[pico]'``.

Small, quick and plainly synthetic: hibari stays the voice of American English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicelab.speech.engines import VoiceCard
from voicelab.speech.letters import SPELL
from voicelab.speech.spoken import Sentence

__all__ = ["PICO_VOICES", "PicoEngine"]

RATE = 16000
_LANGUAGES = ("en-GB", "de-DE", "es-ES", "fr-FR", "it-IT", "en-US")
PICO_VOICES = tuple(VoiceCard(f"pico:{language}", language, "female") for language in _LANGUAGES)
# Pico reads markup of its own in its text.
_MARKUP = re.compile(r"[<>\x00-\x1f]")


class PicoEngine:
    """A woman's voice in each of six languages, 16 kHz, two hundred times faster than real time."""

    name = "pico"

    def __init__(self) -> None:
        import py_nanotts

        self._pico: Any = py_nanotts.NanoTTS()

    def voices(self) -> Sequence[VoiceCard]:
        """One voice a language."""
        return PICO_VOICES

    def load(self) -> None:
        """Nothing: Pico loads a voice in a few milliseconds, each time."""

    def speak(self, sentence: Sentence, voice: str) -> tuple[NDArray[np.float32], int]:
        """Say one sentence; Pico follows rate and pitch itself."""
        words = _MARKUP.sub(" ", sentence.text.replace(SPELL, "")).strip()
        sound = self._pico.speak(
            words, voice.partition(":")[2], speed=sentence.style.rate, pitch=sentence.style.pitch
        )
        return (np.frombuffer(sound, "<i2") / 32768).astype(np.float32), RATE

    def remarks(self, sentence: Sentence, voice: str) -> Iterable[str]:
        """Pico reads phonemes in an alphabet of its own, which VoiceLab does not write."""
        if any(span.ipa for span in sentence.spans):
            yield f"{voice} cannot follow <phoneme>: its text was read as it is."
