"""A script spoken: sentences from an engine, levelled, joined with exact silences, at the telephone's rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from voicelab.speech import ssml
from voicelab.speech.engines import SpeechEngine, base, tongues
from voicelab.speech.level import TARGET, active_level, limit, trim
from voicelab.speech.resample import to_telephone
from voicelab.speech.spoken import RATE, Break, Samples, Script, Sentence
from voicelab.speech.voices import Choice

__all__ = ["MAX_TEXT", "Cancelled", "gap", "render", "script_of"]

MAX_TEXT = 4096
"""Characters of one Say (Twilio's limit)."""

BASIC_REMARK = (
    "man, woman and alice do not do SSML: its text was spoken without it, as on the platform. "
    "Choose a voice such as Polly.Joanna."
)


class Cancelled(Exception):
    """Nobody wants this sound any more."""


@lru_cache(maxsize=1024)
def script_of(marked: str, text: str, choice: Choice) -> Script:
    """What this voice will say for the inside of a Say; basic voices do not do SSML."""
    if choice.basic:
        return ssml.plain(text, choice.language, BASIC_REMARK if "<" in marked else "")
    return ssml.parse(marked, choice.language, tongues())


def gap(sentence: Sentence) -> float:
    """Seconds between a sentence and one that follows it without a break: a change of style, a long sentence."""
    return ssml.COMMA if sentence.text.rstrip()[-1:] in (",", ";", ":", "—") else 0.0


def _speaker(sentence: Sentence, choice: Choice, others: Mapping[str, str]) -> str:
    """Who says a sentence: the voice of the Say, or one that speaks the language of a ``<lang>``."""
    inner = base(sentence.style.language)
    return choice.voice if inner in ("", base(choice.language)) else others.get(inner, choice.voice)


def render(
    script: Script,
    engine_of: Callable[[str], SpeechEngine],
    choice: Choice,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Samples, tuple[str, ...]]:
    """Samples (shape (n,), int16, 8000 a second) of a script, and what the voices could not do as asked.

    ``engine_of`` gives a loaded engine by its name. Raises Cancelled between two sentences when ``cancelled()``.
    """
    parts: list[NDArray[np.float32]] = []
    gains: list[float | None] = []
    voices: list[str] = []
    others = tongues()
    remarks: dict[str, None] = {}
    for index, piece in enumerate(script.pieces):
        if cancelled():
            raise Cancelled
        if isinstance(piece, Break):
            parts.append(_silence(piece.seconds))
            gains.append(None)
            voices.append("")
            continue
        voice = _speaker(piece, choice, others)
        engine = engine_of(voice.partition(":")[0])
        remarks |= dict.fromkeys(engine.remarks(piece, voice))
        sound, rate = engine.speak(piece, voice)
        parts.append(to_telephone(trim(sound, rate), rate))
        gains.append(0.0 if np.isneginf(piece.style.volume) else 10 ** (piece.style.volume / 20))
        voices.append(voice)
        after = script.pieces[index + 1] if index + 1 < len(script.pieces) else None
        if isinstance(after, Sentence) and gap(piece):
            parts.append(_silence(gap(piece)))
            gains.append(None)
            voices.append("")
    scales = {voice: _scale(parts, voices, voice) for voice in set(voices) - {""}}
    loud = [
        part if gain is None else limit(part * np.float32(gain * scales[voice]))
        for part, gain, voice in zip(parts, gains, voices, strict=True)
    ]
    whole = np.concatenate(loud) if loud else np.zeros(0, np.float32)
    return np.rint(whole * 32767).astype(np.int16), tuple(remarks)


def _scale(parts: list[NDArray[np.float32]], voices: list[str], voice: str) -> float:
    """What brings everything that this voice says to the level of the telephone."""
    said = np.concatenate([part for part, who in zip(parts, voices, strict=True) if who == voice])
    level = active_level(said, RATE)
    return TARGET / level if level else 0.0


def _silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), np.float32)
