"""One voice for all tests of this room: loading it takes a second."""

from collections.abc import Callable

import pytest

from voicelab.speech.hibari_engine import HibariEngine
from voicelab.speech.render import render, script_of
from voicelab.speech.spoken import Samples
from voicelab.speech.voices import Choice


@pytest.fixture(scope="session")
def hibari() -> HibariEngine:
    engine = HibariEngine()
    engine.load()
    return engine


@pytest.fixture(scope="session")
def say(hibari: HibariEngine) -> Callable[..., Samples]:
    def spoken(ssml: str, voice: str = "hibari:heart") -> Samples:
        choice = Choice(voice, "en-US")
        samples, _ = render(script_of(ssml, ssml, choice), lambda _: hibari, choice)
        return samples

    return spoken
