"""What is handed to an engine to say, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["RATE", "Break", "Piece", "Samples", "Script", "Sentence", "Span", "Spoken", "Style"]

RATE = 8000
"""Samples a second of everything this room gives out: what a telephone call carries."""

Samples: TypeAlias = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Style:
    """How to say something, against the voice's own manner."""

    rate: float = 1.0  # times the voice's pace
    pitch: float = 1.0  # times the voice's pitch
    volume: float = 0.0  # decibels; -inf is silent
    language: str = ""  # BCP-47, from <lang>; empty: the language of the Say


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a sentence. ``ipa`` says how they sound, ``role`` which part of speech they are."""

    text: str
    ipa: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words said in one breath and one style; numbers, dates and the like are already words."""

    spans: tuple[Span, ...]
    style: Style = Style()

    @property
    def text(self) -> str:
        """The words as written."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Break:
    """Exact silence."""

    seconds: float


Piece: TypeAlias = Sentence | Break


@dataclass(frozen=True, slots=True)
class Script:
    """A Say made ready for an engine; ``remarks`` say what could not be done as written."""

    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """What a voice made of a text."""

    samples: Samples | None
    """Shape (n,), int16, mono, 8000 a second; None when only the length was asked for."""
    duration: float
    """Seconds: exact with samples, an estimate without."""
    voice: str
    """The voice that really spoke, such as ``hibari:heart``."""
    remark: str = ""
    """Empty, or words for the user: another voice stands in, or some markup could not be followed."""
