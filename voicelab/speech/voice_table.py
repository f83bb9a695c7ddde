"""Who speaks for whom: every voice name of Twilio's that this lab knows, and the voice here that stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicelab.speech.engines import VoiceCard
from voicelab.speech.voices import LANGUAGES, POLLY, choose

__all__ = ["StandIn", "stand_ins"]


@dataclass(frozen=True, slots=True)
class StandIn:
    """One of Twilio's voices, and the voice that speaks when a document names it."""

    name: str  # man, Polly.Joanna, Google.en-US-Standard-A
    language: str  # its own, BCP-47
    voice: str  # engine:voice
    remark: str  # what the call's notification says; empty for the basic voices of the lab's own language


def stand_ins(cards: Sequence[VoiceCard]) -> list[StandIn]:
    """All of them, the basic voices first. Google's are many: a woman and a man for each language stand for them."""
    found = []
    for name, language in _names():
        choice = choose(name, language if "." not in name else "", cards)
        found.append(StandIn(name, language, choice.voice, choice.remark))
    return found


def _names() -> Iterator[tuple[str, str]]:
    yield from (("man", "en-US"), ("woman", "en-US"), ("alice", "en-US"))
    for name, (language, _) in sorted(POLLY.items(), key=lambda item: (item[1][0], item[0])):
        yield f"Polly.{name}", language
    for language in sorted(LANGUAGES):
        if len(language) == len("en-US"):
            yield f"Google.{language}-Standard-A", language
            yield f"Google.{language}-Standard-B", language
