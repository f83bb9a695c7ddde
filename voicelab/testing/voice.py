"""The voice of a test: the lab's own voices, rendered in this process and kept for all tests of it."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from functools import lru_cache

from voicelab import clock
from voicelab.speech.engines import SpeechEngine, engines
from voicelab.speech.render import render, script_of
from voicelab.speech.service import SpeechService
from voicelab.speech.spoken import RATE, Spoken
from voicelab.speech.voices import Choice, choose
from voicelab.testing.loop import VirtualLoop

__all__ = ["TestVoice"]

_ONE_AT_A_TIME = threading.Lock()


class TestVoice:
    """Implements :class:`voicelab.engine.voice.Voice`. Virtual time stands still while a voice works.

    Without samples, lengths are the server's own estimates.
    """

    __test__ = False

    def __init__(self) -> None:
        self._service = SpeechService()  # never started: it estimates, and knows the voices
        self._voices = tuple(self._service.voices())
        self._estimates: dict[tuple[str, str, str, str], Spoken] = {}

    async def speak(self, ssml: str, text: str, voice: str, language: str, *, render: bool = True) -> Spoken:
        """Speak the inside of a Say; see the protocol."""
        if not render:
            return self._estimates.get((ssml, text, voice, language)) or await self._estimate(
                ssml, text, voice, language
            )
        wanted = ssml, text, choose(voice, language, self._voices)
        known = _KEPT.get(wanted)
        if known is not None:
            return known
        if isinstance(asyncio.get_running_loop(), VirtualLoop):
            return _speak(*wanted)  # nobody else may move meanwhile: the first run is as the later ones
        return await clock.run_outside(_speak, *wanted)

    async def _estimate(self, ssml: str, text: str, voice: str, language: str) -> Spoken:
        if len(self._estimates) >= _MOST_KEPT:
            self._estimates.clear()
        spoken = await self._service.speak(ssml, text, voice, language, render=False)
        self._estimates[ssml, text, voice, language] = spoken
        return spoken


_KEPT: OrderedDict[tuple[str, str, Choice], Spoken] = OrderedDict()
_MOST_KEPT = 256


def _speak(ssml: str, text: str, choice: Choice) -> Spoken:
    with _ONE_AT_A_TIME:
        script = script_of(ssml, text, choice)
        samples, remarks = render(script, _loaded, choice)
        remark = " ".join(filter(None, dict.fromkeys([choice.remark, *script.remarks, *remarks])))
        spoken = _KEPT[ssml, text, choice] = Spoken(samples, len(samples) / RATE, choice.voice, remark)
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return spoken


@lru_cache(maxsize=8)
def _loaded(name: str) -> SpeechEngine:
    engine = next(engine for engine in engines() if engine.name == name)
    engine.load()
    return engine
