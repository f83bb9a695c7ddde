"""Who hears whose words: what is said in words travels along the legs as its sound does.

A scripted party understands what it hears without a recogniser: the words of every prompt, and of every other
scripted party, are passed to those legs whose party hears the sound.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["PassesWords", "Utterance", "contains", "plain"]


@dataclass(eq=False)
class Utterance:
    """Something said: its words, when it began and how long it lasts (loop seconds)."""

    text: str
    kind: str  # say, play, tones, beep, ringback, silence, or speech for a party's own
    began: float
    duration: float
    over: asyncio.Event = field(default_factory=asyncio.Event)
    complete: bool = False

    def end(self, *, complete: bool = True) -> None:
        """It is over; ``complete`` is false when something cut it off."""
        self.complete = complete
        self.over.set()


class PassesWords:
    """The part of a leg that passes words on. ``hear`` of the leg must call :meth:`listen_to`."""

    def __init__(self) -> None:
        self._speaker: PassesWords | None = None
        self._listeners: list[PassesWords] = []
        self._ear: Callable[[Utterance], None] | None = None

    def on_heard(self, ear: Callable[[Utterance], None]) -> None:
        """Tell ``ear`` what this leg's party is given to hear."""
        self._ear = ear

    def listen_to(self, speaker: PassesWords | None) -> None:
        """From now on the party hears what ``speaker``'s party says."""
        if self._speaker is not None:
            self._speaker._listeners.remove(self)
        self._speaker = speaker
        if speaker is not None:
            speaker._listeners.append(self)

    def party_hears(self, utterance: Utterance) -> None:
        """The party on this leg is given these words to hear."""
        if self._ear is not None:
            self._ear(utterance)

    def party_says(self, utterance: Utterance) -> None:
        """The party on this leg says these words: whoever listens to it hears them."""
        for leg in self._listeners:
            if leg is not self:  # an echo is sound, not news
                leg.party_hears(utterance)


def plain(text: str) -> str:
    """The bare words of a text: lower case, no punctuation, one space on each side of every word."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "


def contains(text: str, phrase: str | re.Pattern[str]) -> bool:
    """Whether ``text`` says ``phrase``: whole words, whatever the case and punctuation; or a pattern."""
    if isinstance(phrase, re.Pattern):
        return phrase.search(text) is not None
    return plain(phrase) in plain(text)
