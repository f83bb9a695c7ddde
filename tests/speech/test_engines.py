"""Voices as plug-ins: found by entry points, and one that is broken harms nobody."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from voicelab.errors import LabError
from voicelab.speech import engines as room
from voicelab.speech.engines import SpeechEngine, VoiceCard, engines
from voicelab.speech.hibari_engine import HibariEngine
from voicelab.speech.render import render, script_of
from voicelab.speech.service import SpeechService
from voicelab.speech.spoken import Sentence
from voicelab.speech.voices import Choice, choose


class Whistle:
    """A voice that whistles 1 kHz, 50 ms a letter, at 22.05 kHz."""

    name = "whistle"

    def voices(self) -> Sequence[VoiceCard]:
        return [VoiceCard("whistle:gomera", "es-ES", "female")]

    def load(self) -> None: ...

    def speak(self, sentence: Sentence, voice: str) -> tuple[NDArray[np.float32], int]:
        count = 22050 * len(sentence.text) // 20
        return np.sin(2 * np.pi * 1000 * np.arange(count) / 22050).astype(np.float32), 22050

    def remarks(self, sentence: Sentence, voice: str) -> Sequence[str]:
        return [f"{voice} whistles."]


class Point:
    def __init__(self, name: str, value: object) -> None:
        self.name, self.value = name, value

    def load(self) -> object:
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    points = [Point("broken", ImportError("no such library")), Point("whistle", Whistle)]
    monkeypatch.setattr(room, "entry_points", lambda group: points if group == "voicelab.voices" else [])
    engines.cache_clear()
    yield
    engines.cache_clear()


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_adds_voices_and_a_broken_one_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    names = [engine.name for engine in engines()]
    assert names[0] == "hibari"
    assert "whistle" in names
    assert "no such library" in caplog.text


def test_half_an_installation_has_no_voice_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The module is there, and what it needs is not: an error with its cure, no mistake of the lab's."""

    def broken(self: HibariEngine) -> list[VoiceCard]:
        raise ImportError("libonnxruntime.so: cannot open")

    monkeypatch.setattr(HibariEngine, "voices", broken)
    monkeypatch.setattr(room, "entry_points", lambda group: [])
    monkeypatch.setattr(room, "_BUILT_IN", room._BUILT_IN[:1])
    engines.cache_clear()
    try:
        assert engines() == () and "libonnxruntime.so" in caplog.text
        with pytest.raises(LabError, match="There is no voice here") as none:
            choose("woman", "en-US", SpeechService().voices())
        assert "voicelab doctor --only speech" in (none.value.cure or "")
    finally:
        engines.cache_clear()


def engine_of(name: str) -> SpeechEngine:
    return next(engine for engine in engines() if engine.name == name)


@pytest.mark.usefixtures("plugged")
def test_a_lang_that_somebody_here_speaks(hibari: HibariEngine) -> None:
    """lang@xml:lang: its words are another voice's, as loud as the rest, and that is told"""
    marked = 'Hello. <lang xml:lang="es-MX">Hola amigos</lang> Good bye.'
    choice = Choice("hibari:heart", "en-US")
    script_of.cache_clear()
    script = script_of(marked, "", choice)
    samples, _ = render(script, lambda name: hibari if name == "hibari" else engine_of(name), choice)
    assert "is spoken by whistle:gomera" in script.remarks[0]
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    assert np.argmax(spectrum) * 8000 / len(samples) == pytest.approx(1000, abs=5)
    script_of.cache_clear()


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_speaks_its_language() -> None:
    cards = [card for engine in engines() for card in engine.voices()]
    choice = choose("Polly.Conchita", "", cards)
    assert choice.voice == "whistle:gomera"
    samples, remarks = render(script_of("Hola amigos", "Hola amigos", choice), engine_of, choice)
    assert remarks == ("whistle:gomera whistles.",)
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    assert np.argmax(spectrum) * 8000 / len(samples) == pytest.approx(1000, abs=5)
