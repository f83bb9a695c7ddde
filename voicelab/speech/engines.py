"""The plug-in interface of voices: what an engine is, and how engines are found.

A package adds voices by an entry point in the group ``voicelab.voices`` whose value is a class (or a function
without arguments) that gives a :class:`SpeechEngine`. Making one must be cheap: both the server and its
speech worker make one, and only the worker calls :meth:`SpeechEngine.load`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from voicelab.speech.spoken import Sentence

__all__ = ["GROUP", "SpeechEngine", "VoiceCard", "base", "engines", "tongues"]

log = logging.getLogger("voicelab.speech")

GROUP = "voicelab.voices"

Gender = Literal["female", "male"]

_BUILT_IN = (
    ("hibari", "voicelab.speech.hibari_engine", "HibariEngine"),
    ("py_nanotts", "voicelab.speech.pico_engine", "PicoEngine"),
)
"""The module that must be importable, and the engine that needs it."""


@dataclass(frozen=True, slots=True)
class VoiceCard:
    """One voice of an engine."""

    name: str  # engine:voice, such as hibari:heart
    language: str  # BCP-47, such as en-US
    gender: Gender
    about: str = ""  # a few words for the user, such as "a woman's voice, lowered"


class SpeechEngine(Protocol):
    """Turns sentences into sound."""

    name: str
    """The part before the colon in the names of its voices."""

    def voices(self) -> Sequence[VoiceCard]:
        """The voices that can speak now, without any download. Cheap."""
        ...

    def load(self) -> None:
        """Load models; called once, in the worker, before the first :meth:`speak`."""
        ...

    def speak(self, sentence: Sentence, voice: str) -> tuple[NDArray[np.float32], int]:
        """Say one sentence with the voice of this name.

        Gives samples (shape (n,), within -1 and 1) and their rate. ``sentence.style.rate`` and ``pitch`` are
        the engine's to follow; breaks, volume, level and trimming are done for it.
        """
        ...

    def remarks(self, sentence: Sentence, voice: str) -> Iterable[str]:
        """What of this sentence this voice cannot do as asked, in words for the user."""
        ...


@cache
def engines() -> tuple[SpeechEngine, ...]:
    """Every engine here, the built-in ones first. One that fails to import is left out with a warning."""
    found: list[SpeechEngine] = []
    makers: list[tuple[str, Callable[[], SpeechEngine]]] = []
    for needed, module, name in _BUILT_IN:
        if find_spec(needed) is not None and find_spec(module) is not None:
            makers.append((name, partial(_built_in, module, name)))
    for point in entry_points(group=GROUP):
        makers.append((point.name, partial(_plugged_in, point)))
    for name, make in makers:
        try:
            engine = make()
            engine.voices()  # what it is made of is loaded here, or is not: half an installation has no voice
            found.append(engine)
        except Exception as fault:
            # A broken plug-in may not take the lab's own voice with it.
            log.warning("The voice plug-in %s cannot be used: %r", name, fault)
    return tuple(found)


def tongues() -> Mapping[str, str]:
    """A voice for each language that somebody here speaks, by the language without its country: the first of them."""
    found: dict[str, str] = {}
    for engine in engines():
        for card in engine.voices():
            found.setdefault(base(card.language), card.name)
    return found


def base(language: str) -> str:
    """A language without its country: ``fr`` for ``fr-CA``."""
    return language.partition("-")[0].lower()


def _built_in(module: str, name: str) -> SpeechEngine:
    engine: SpeechEngine = getattr(import_module(module), name)()
    return engine


def _plugged_in(point: EntryPoint) -> SpeechEngine:
    engine: SpeechEngine = point.load()()
    return engine
