"""Voice activity and answering machines, on the voices of this lab over a telephone's noise floor."""

from collections.abc import Callable

import numpy as np
import pytest

from voicelab.speech.answering_machine import AnsweringMachine
from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.vad import SpeechBegan, SpeechEnded, VoiceActivity

Say = Callable[..., Samples]
FRAME = 160
GREETING = (
    "You have reached the office of Northwind. We are closed now, so please leave a message after the tone."
)


def line(*parts: np.ndarray | float) -> Samples:
    """Sounds and silences (seconds) one after another, over a little noise."""
    sound = np.concatenate(
        [np.zeros(int(part * RATE)) if isinstance(part, float) else part for part in parts]
    )
    noise = np.random.default_rng(1).standard_normal(len(sound)) * 15
    return (sound + noise).clip(-32768, 32767).astype(np.int16)


def tone(frequency: float, seconds: float) -> np.ndarray:
    return 8000 * np.sin(2 * np.pi * frequency * np.arange(int(seconds * RATE)) / RATE)


def frames(sound: Samples) -> list[Samples]:
    return [sound[start : start + FRAME] for start in range(0, len(sound), FRAME)]


@pytest.mark.parametrize("silence", [0.5, 1.2])
def test_speech_begins_and_ends_when_it_does(say: Say, silence: float) -> None:
    words = say("I would like to speak to somebody.")
    sound = line(0.6, words, 2.0)
    voice = VoiceActivity(silence)
    events, ended_at_frame = [], 0
    for index, frame in enumerate(frames(sound)):
        for event in voice.feed(frame):
            events.append(event)
            ended_at_frame = index
    began, ended = events
    assert isinstance(began, SpeechBegan)
    assert began.at == pytest.approx(0.7, abs=0.2)
    assert isinstance(ended, SpeechEnded)
    assert ended.at == pytest.approx(0.6 + len(words) / RATE, abs=0.2)
    assert ended_at_frame * FRAME / RATE == pytest.approx(ended.at + silence, abs=0.1)
    assert not voice.speaking


@pytest.mark.parametrize("sound", ["silence", "tone", "noise"])
def test_what_is_no_speech_is_none(sound: str) -> None:
    noise = np.random.default_rng(2).standard_normal(2 * RATE) * 1000
    party = {"silence": line(2.0), "tone": line(tone(440, 2.0)), "noise": line(noise)}[sound]
    assert [event for frame in frames(party) for event in VoiceActivity().feed(frame)] == []


def test_frames_of_any_length_give_the_same(say: Say) -> None:
    sound = line(0.5, say("Hello."), 1.0)
    one = VoiceActivity().feed(sound)
    voice = VoiceActivity()
    many = [event for start in range(0, len(sound), 37) for event in voice.feed(sound[start : start + 37])]
    assert one == many
    assert len(one) == 2


def answered_by(sound: Samples, **thresholds: float | bool) -> tuple[str | None, float]:
    machine = AnsweringMachine(**thresholds)  # type: ignore[arg-type]
    for frame in frames(sound):
        if machine.feed(frame):
            break
    return machine.verdict, machine.duration


def test_a_few_words_and_a_pause_are_a_human(say: Say) -> None:
    verdict, seconds = answered_by(line(0.5, say("Hello? This is Anna."), 3.0))
    assert verdict == "human"
    assert seconds < 4


def test_who_goes_on_talking_is_a_machine(say: Say) -> None:
    """MachineDetectionSpeechThreshold 2400 ms."""
    verdict, seconds = answered_by(line(0.5, say(GREETING), 1.0))
    assert verdict == "machine_start"
    assert 2.4 < seconds < 4


@pytest.mark.parametrize("frequency", [440, 1000, 1400])
def test_the_beep_ends_the_greeting(say: Say, frequency: float) -> None:
    greeting = line(0.5, say(GREETING), 0.7)
    sound = np.concatenate([greeting, line(tone(frequency, 0.5), 1.0)])
    verdict, seconds = answered_by(sound, detect_message_end=True)
    assert verdict == "machine_end_beep"
    assert seconds - len(greeting) / RATE == pytest.approx(0.16, abs=0.06)


def test_a_greeting_without_a_beep_ends_in_silence(say: Say) -> None:
    assert answered_by(line(0.5, say(GREETING), 5.0), detect_message_end=True)[0] == "machine_end_silence"


def test_a_greeting_without_end_is_given_up(say: Say) -> None:
    """MachineDetectionTimeout."""
    verdict, seconds = answered_by(line(0.5, say(GREETING)), detect_message_end=True, timeout=3.0)
    assert (verdict, round(seconds)) == ("machine_end_other", 3)


def test_nobody_speaking_is_unknown() -> None:
    """MachineDetectionSilenceTimeout 5000 ms."""
    verdict, seconds = answered_by(line(8.0))
    assert (verdict, round(seconds, 1)) == ("unknown", 5.0)


def test_a_fax_answers_with_its_tone() -> None:
    assert answered_by(line(0.3, tone(2100, 3.0)))[0] == "fax"
