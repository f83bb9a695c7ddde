"""The plug-in interface of recognisers, and one party's speech from its first word to its text.

A package adds a recogniser by an entry point in the group ``voicelab.recognisers`` whose value is a class
that gives a :class:`Recogniser`. It runs in the speech worker.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Literal, Protocol

import numpy as np

from voicelab.errors import LabError
from voicelab.speech.quieter import Quieter
from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.vad import SpeechBegan, VoiceActivity

__all__ = [
    "GROUP",
    "MAX_HINTS",
    "Heard",
    "Listening",
    "Recogniser",
    "Result",
    "Session",
    "recogniser_for",
    "recognisers",
]

log = logging.getLogger("voicelab.speech")

GROUP = "voicelab.recognisers"

MAX_HINTS, MAX_HINT = 500, 100
"""Hints of one Gather, and characters of a hint."""

_BUILT_IN = (
    ("soundswallower", "voicelab.speech.grammar_recogniser", "GrammarRecogniser"),
    ("faster_whisper", "voicelab.speech.whisper_recogniser", "WhisperRecogniser"),
)
_BEFORE = 0.35
"""Seconds of sound before speech was noticed that belong to it."""

_PARTIAL_EVERY = 0.3

_MAY_BE_SPEECH = 0.15
"""The probability of speech from which on sound is not taken for noise."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was understood; an empty text: speech, but nothing that is known."""

    text: str
    confidence: float  # 0 to 1


class Session(Protocol):
    """One utterance being understood."""

    def feed(self, samples: Samples) -> None:
        """Take sound, int16 at 8000 a second."""
        ...

    def partial(self) -> str:
        """What is understood so far; '' when nothing is or this recogniser waits for the end."""
        ...

    def finish(self) -> Result:
        """The end: what was said."""
        ...


class Recogniser(Protocol):
    """Turns speech into text."""

    name: str
    free: bool
    """Whether it understands any words, or only those of a grammar."""

    def understands(self, language: str) -> bool:
        """Whether it knows this language (BCP-47)."""
        ...

    def open(self, language: str, hints: Sequence[str]) -> tuple[Session, Sequence[str]]:
        """Begin an utterance in which ``hints`` are likely; also remarks for the user."""
        ...


@cache
def recognisers() -> tuple[Recogniser, ...]:
    """Every recogniser here. One that fails to import is left out with a warning."""
    found: list[Recogniser] = []
    for needed, module, name in _BUILT_IN:
        try:
            if find_spec(needed) is not None:
                found.append(getattr(import_module(module), name)())
        except Exception as fault:
            log.warning("The recogniser %s cannot be used: %r", name, fault)
    for point in entry_points(group=GROUP):
        try:
            found.append(point.load()())
        except Exception as fault:
            log.warning("The recogniser plug-in %s cannot be used: %r", point.name, fault)
    return tuple(found)


def recogniser_for(language: str, hints: Sequence[str], *, free: bool = False) -> Recogniser:
    """Hints are a grammar's, anything else is free speech, where both are here; LabError when none is.

    ``free`` takes only recognisers of free speech.
    """
    able = [one for one in recognisers() if one.understands(language)]
    if not able:
        raise LabError(
            f"No recogniser in this lab understands {language}.",
            cure="English is always understood, French with hints; pip install 'voicelab[whisper]' for more.",
        )
    if free:
        able = [one for one in able if one.free]
        if not able:
            raise LabError(
                f"No recogniser in this lab understands free speech in {language}.",
                cure="pip install 'voicelab[whisper]' (English), and start the lab again.",
            )
    return next((one for one in able if one.free != bool(hints)), able[0])


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that happened while listening, ``at`` seconds of the sound fed."""

    kind: Literal["began", "partial", "final"]
    at: float
    text: str = ""
    confidence: float = 0.0


class Listening:
    """Waits for speech in the sound it is fed, and for its end, and says what it was. Sans-IO.

    ``silence`` seconds end the speech (speechTimeout), ``longest`` seconds cut it off (maxSpeechTime).
    ``free`` refuses recognisers that only know the words of a grammar. It ends with the first final, unless it
    is to listen ``again`` and again: then the next speech is waited for in the very next sample.
    ``denoise`` filters noise out, or does not; None: for a recogniser that noise makes deaf, not for free speech.
    """

    def __init__(
        self,
        language: str,
        hints: Sequence[str],
        *,
        silence: float,
        longest: float = 60.0,
        free: bool = False,
        again: bool = False,
        denoise: bool | None = None,
    ) -> None:
        self._hints = [hint[:MAX_HINT] for hint in hints[:MAX_HINTS]]
        self._language = language
        self._recogniser = recogniser_for(language, self._hints, free=free)
        self._voice = VoiceActivity(silence)
        noisy = not self._recogniser.free if denoise is None else denoise
        self._quieter = Quieter() if noisy else None
        self._longest = longest
        self._again = again
        self._session, remarks = self._recogniser.open(language, self._hints)
        self.remarks = tuple(remarks)
        self._before: Samples = np.zeros(0, np.int16)
        self._began: float | None = None
        self._asked = 0.0
        self._partial = ""
        self.over = False

    def feed(self, samples: Samples) -> Iterator[Heard]:
        """Take sound (int16, 8000 a second, any length) and say what happened in it."""
        if self.over:
            return
        events = self._voice.feed(samples)
        sound = self._cleaned(samples)
        self._before = np.concatenate([self._before, sound])[-int(_BEFORE * RATE) - len(sound) :]
        if self._began is not None:
            self._listen(sound)
        for event in events:
            if isinstance(event, SpeechBegan):
                if self._began is None:
                    yield self._begin(event.at)
            elif self._began is not None:
                yield self._end()
                if self.over:
                    return
        if self._began is None:
            return
        now = self._voice.heard
        if now - self._began >= self._longest:
            yield self._end()
            if not self.over:  # who is cut off speaks on
                self._before = sound[:0]
                yield self._begin(now)
        elif now - self._asked >= _PARTIAL_EVERY:
            self._asked = now
            partial = self._session.partial()
            if partial and partial != self._partial:
                self._partial = partial
                yield Heard("partial", now, partial)

    def finish(self) -> Heard:
        """End now: what was said so far; an empty text when nothing was."""
        self._again = False
        return self._end()

    def _cleaned(self, samples: Samples) -> Samples:
        if self._quieter is None:
            return samples
        speech = self._voice.speaking or self._voice.probability > _MAY_BE_SPEECH
        return self._quieter.feed(samples, speech=speech)

    def _listen(self, sound: Samples) -> None:
        if len(sound):  # the filter gives its sound in windows, so some pieces are empty
            self._session.feed(sound)

    def _begin(self, at: float) -> Heard:
        self._began = at
        self._listen(self._before)
        return Heard("began", at)

    def _end(self) -> Heard:
        result = self._session.finish()
        self._began, self._partial = None, ""
        if self._again:
            self._session, _ = self._recogniser.open(self._language, self._hints)
        else:
            self.over = True
        return Heard("final", self._voice.heard, result.text, result.confidence)
