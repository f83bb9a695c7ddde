"""A prompt made into sound: words by the voice, files over the web, tones by rule."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from voicelab.clock import run_outside
from voicelab.engine.application import MEDIA_LIMIT
from voicelab.media.files import decode
from voicelab.media.frames import SILENCE, Sound
from voicelab.media.music import hold_music
from voicelab.media.tones import beep, ringback_cycle
from voicelab.verbs.plans import Beep, Media, Music, Prompt, Ringback, Silence, Speech, Tones

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Prompts", "kind_of", "text_of"]

_KEPT = 32  # media files kept per call: a menu that loops fetches once


class Prompts:
    """Makes one call's prompts. What was fetched for the call is kept as long as the call lasts."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._media: OrderedDict[str, Sound] = OrderedDict()
        self._remarks: set[str] = set()

    async def render(self, prompt: Prompt, *, rendered: bool) -> Sound:
        """The sound of ``prompt``; without samples when not ``rendered``, as far as that is possible.

        Raises ApplicationError for media that cannot be fetched, DocumentError 13420 for media that is no
        sound, 13511 and 13512 for voices and languages that nobody knows.
        """
        match prompt:
            case Speech():
                return await self._speech(prompt, rendered)
            case Media(url):
                return await self._file(url)
            case Silence(seconds):
                return Sound.silence(seconds) if rendered else Sound(seconds, SILENCE[:0])
            case Beep():
                return beep()
            case Ringback(country):
                return ringback_cycle(country)
            case Music():
                return hold_music()
            case Tones():
                raise TypeError("keys are pressed on the leg, not played")

    async def _speech(self, speech: Speech, rendered: bool) -> Sound:
        spoken = await self._call.equipment.voice.speak(
            speech.ssml, speech.text, speech.voice, speech.language, render=rendered
        )
        if spoken.remark and spoken.remark not in self._remarks:
            self._remarks.add(spoken.remark)
            self._call.notify(None, "warning", spoken.remark)
        return Sound(spoken.duration, spoken.samples)

    async def _file(self, url: str) -> Sound:
        if (kept := self._media.get(url)) is not None:
            return kept
        fetched = await self._call.application.fetch(url, "GET", {}, "media", limit=MEDIA_LIMIT)
        sound = Sound.of(await run_outside(decode, fetched.body, fetched.content_type))
        self._media[url] = sound
        while len(self._media) > _KEPT:
            self._media.popitem(last=False)
        return sound


def kind_of(prompt: Prompt) -> str:
    """The word that events use for a prompt."""
    words = {Speech: "say", Media: "play", Tones: "tones", Beep: "beep", Ringback: "ringback", Music: "music"}
    return words.get(type(prompt), "silence")


def text_of(prompt: Prompt) -> str:
    """What events show of a prompt: the words, the address, the keys."""
    match prompt:
        case Speech():
            return re.sub(r"\s+", " ", prompt.text).strip()
        case Media(url):
            return url
        case Tones(digits):
            return digits
        case Ringback(country):
            return country
        case _:
            return ""
