"""Who hears whose words: what is said in words travels along the legs as its sound does.

A scripted party understands what it hears without a recogniser: the words of every prompt, and of every other
scripted party, are passed to those legs whose party hears the sound.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from voicelab.clock import elapsed

__all__ = ["PassesWords", "Utterance", "contains", "end_of", "plain", "speaking"]


@dataclass(eq=False)
class Utterance:
    """Something said: its words, when it began and how long it lasts (loop seconds)."""

    text: str
    kind: str  # say, play, beep, ringback or silence, as in PromptStarted; speech for a party's own words
    began: float
    duration: float
    over: asyncio.Event = field(default_factory=asyncio.Event)
    ended: float = 0.0
    complete: bool = False
    passed: bool = False
    reached: list[PassesWords] = field(default_factory=list, repr=False)  # legs whose party hears it

    def end(self, at: float, *, complete: bool = True) -> None:
        """It is over; ``complete`` is false when something cut it off."""
        self.complete = complete
        self.ended = at
        self.over.set()


MISSED = 0.25
"""Seconds of something said that one may miss and still understand it."""

speaking: ContextVar[Utterance | None] = ContextVar("speaking", default=None)
"""What the sound says that is played next in this context. Set by whoever knows the words, read by the leg."""


class PassesWords:
    """The part of a leg that passes words on: ``play`` calls :meth:`begin_words`, ``hear`` :meth:`listen_to`."""

    def __init__(self) -> None:
        self._words_from: tuple[PassesWords, ...] = ()
        self._words_to: list[PassesWords] = []
        self._words_now: Utterance | None = None
        self._tell_heard: list[Callable[[Utterance], None]] = []
        self._tell_said: list[Callable[[Utterance], None]] = []

    def on_heard(self, ear: Callable[[Utterance], None]) -> Callable[[], None]:
        """Tell ``ear`` what this leg's party is given to hear; the result stops that."""
        self._tell_heard.append(ear)
        return lambda: self._tell_heard.remove(ear) if ear in self._tell_heard else None

    def on_said(self, ear: Callable[[Utterance], None]) -> Callable[[], None]:
        """Tell ``ear`` what this leg's party says, what it is saying now included; the result stops that."""
        self._tell_said.append(ear)
        if self._words_now is not None and not self._words_now.over.is_set():
            ear(self._words_now)
        return lambda: self._tell_said.remove(ear) if ear in self._tell_said else None

    def listen_to(self, *speakers: PassesWords) -> None:
        """From now on the party hears what these legs' parties say, and nobody else."""
        for speaker in self._words_from:
            speaker._words_to.remove(self)
        self._words_from = speakers
        for speaker in speakers:
            speaker._words_to.append(self)
            words = speaker._words_now
            if words is not None and not words.over.is_set() and elapsed() - words.began < MISSED:
                self.party_hears(words)

    def begin_words(self, *, to_several: bool = False) -> None:
        """A sound begins to play: pass on its words, once; an announcement's on each leg that it plays on."""
        utterance = speaking.get()
        if utterance is not None and (to_several or not utterance.passed):
            utterance.passed = True
            self.party_hears(utterance)

    def party_hears(self, utterance: Utterance) -> None:
        """The party on this leg is given these words to hear; once, however often it is told."""
        if self in utterance.reached:
            return
        utterance.reached.append(self)
        for ear in [*self._tell_heard]:
            ear(utterance)

    def party_says(self, utterance: Utterance) -> None:
        """The party on this leg says these words: whoever listens to it hears them."""
        self._words_now = utterance
        for ear in [*self._tell_said]:
            ear(utterance)
        for leg in [*self._words_to]:
            if leg is not self:  # an echo is sound, not news
                leg.party_hears(utterance)


def plain(text: str) -> str:
    """The bare words of a text: lower case, no punctuation, one space on each side of every word."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "


def end_of(text: str, phrase: str | re.Pattern[str], start: int = 0) -> int:
    """Where in ``plain(text)`` the phrase ends, looking from ``start``; -1 when it is not there.

    Whole words, whatever the case and punctuation. A pattern is looked for in the text as it stands, and its
    end is the text's end.
    """
    bare = plain(text)
    if isinstance(phrase, re.Pattern):
        return len(bare) if start == 0 and phrase.search(text) else -1
    wanted = plain(phrase)
    found = bare.find(wanted, start)
    return -1 if found < 0 else found + len(wanted) - 1  # the last space may begin the next phrase


def contains(text: str, phrase: str | re.Pattern[str]) -> bool:
    """Whether ``text`` says ``phrase``."""
    return end_of(text, phrase) >= 0
