"""<Gather input="speech">. Quoted rows: Twilio's "TwiML Voice: Gather"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.testing import TestLab, ears


class Desk:
    """An application that gathers speech, and what its action was told."""

    def __init__(self, attributes: str, nested: str = "<Say>How can I help you today</Say>") -> None:
        self.attributes = attributes
        self.nested = nested
        self.told: list[dict[str, str]] = []
        self.partials: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/partial":
            self.partials.append(dict(request))
            return ""
        if request.path == "/action":
            self.told.append(dict(request))
            return "<Response><Say>thank you</Say></Response>"
        return (
            f'<Response><Gather action="/action" {self.attributes}>{self.nested}</Gather>'
            "<Say>nothing was heard</Say></Response>"
        )


@pytest.mark.proves("Gather", "input")
def test_what_was_said_reaches_the_action(voicelab: TestLab) -> None:
    """Adds: SpeechResult + Confidence (0.0-1.0)"""
    desk = Desk('input="speech" timeout="3"')
    call = voicelab.dial(desk)
    call.hears("How can I help you")
    call.says("I want to book a table")
    call.hears("thank you")
    assert desk.told[0]["SpeechResult"] == "I want to book a table"
    assert 0.0 <= float(desk.told[0]["Confidence"]) <= 1.0
    assert "Digits" not in desk.told[0]


def test_speech_stops_the_prompt(voicelab: TestLab) -> None:
    """bargeIn(true)"""
    desk = Desk('input="speech" timeout="3"', nested=f"<Say>{'a very long sentence ' * 20}</Say>")
    call = voicelab.dial(desk)
    call.waits(1)
    call.says("stop it")
    call.hears("thank you", within=8)
    assert desk.told[0]["SpeechResult"] == "stop it"


def test_without_barge_in_the_prompt_plays_on(voicelab: TestLab) -> None:
    """`bargeIn=false` lets it play on"""
    desk = Desk('input="speech" timeout="3" bargeIn="false"')
    call = voicelab.dial(desk)
    call.says("already")
    call.hears("How can I help you today")
    call.hears("thank you")


def test_silence_falls_through(voicelab: TestLab) -> None:
    """Called only if there was input, unless actionOnEmptyResult"""
    call = voicelab.dial(Desk('input="speech" timeout="3"'))
    call.hears("nothing was heard")


@pytest.mark.proves("Gather", "speechTimeout")
def test_speech_timeout_ends_the_speech(voicelab: TestLab) -> None:
    """speechTimeout: silence after speech that ends recognition (default: timeout)"""

    def wait_after_speech(attributes: str) -> float:
        call = voicelab.dial(Desk(f'input="speech" {attributes}', nested=""))
        call.says("hello")
        said = call.elapsed
        call.hears("thank you")
        return call.elapsed - said

    assert 2 <= wait_after_speech('timeout="9" speechTimeout="2"') < 4
    assert 4 <= wait_after_speech('timeout="4"') < 6


@pytest.mark.proves("Gather", "input")
def test_keys_win_when_they_come_first(voicelab: TestLab) -> None:
    """First kind detected wins"""
    desk = Desk('input="dtmf speech" numDigits="1" timeout="3"')
    call = voicelab.dial(desk)
    call.presses("7")
    call.hears("thank you")
    assert desk.told[0]["Digits"] == "7" and "SpeechResult" not in desk.told[0]


def test_after_speech_has_begun_keys_no_longer_count(voicelab: TestLab) -> None:
    """After speech starts, finishOnKey is ignored"""
    desk = Desk('input="dtmf speech" timeout="3"', nested="")
    call = voicelab.dial(desk)
    call.says("two tickets")
    call.presses("#")
    call.hears("thank you")
    assert desk.told[0]["SpeechResult"] == "two tickets"


@pytest.mark.proves("Gather", "partialResultCallback")
def test_partial_results_are_told(voicelab: TestLab) -> None:
    """partialResultCallback: UnstableSpeechResult, StableSpeechResult, Stability, SequenceNumber"""
    desk = Desk('input="speech" timeout="2" partialResultCallback="/partial"', nested="")
    call = voicelab.dial(desk)
    call.says("tell me more")
    call.hears("thank you")
    assert desk.partials[0]["UnstableSpeechResult"] == "tell me more"
    assert desk.partials[0]["SequenceNumber"] == "0"


def test_a_caller_that_hangs_up_while_speaking_ends_the_call(voicelab: TestLab) -> None:
    """Nothing hangs."""
    desk = Desk('input="speech" timeout="5"', nested="")
    call = voicelab.dial(desk)
    call.says("good")
    call.hangs_up()
    assert not desk.told


def test_rude_words_are_written_with_asterisks(voicelab: TestLab) -> None:
    """profanityFilter(true)"""

    def heard(attributes: str) -> tuple[str, str]:
        desk = Desk(f'input="speech" timeout="2" partialResultCallback="/partial" {attributes}', nested="")
        call = voicelab.dial(desk)
        call.says("this bullshit took all shitty week says Scunthorpe")
        call.hears("thank you")
        return desk.told[0]["SpeechResult"], desk.partials[0]["UnstableSpeechResult"]

    filtered = "this b******* took all s***** week says Scunthorpe"
    assert heard("") == heard('profanityFilter="true"') == (filtered, filtered)
    said = "this bullshit took all shitty week says Scunthorpe"
    assert heard('profanityFilter="false"') == (said, said)


def test_speech_timeout_auto_ends_at_a_pause(voicelab: TestLab) -> None:
    """speechTimeout: auto stops at a pause in the speech"""
    call = voicelab.dial(Desk('input="speech" timeout="9" speechTimeout="auto"', nested=""))
    call.says("hello")
    said = call.elapsed
    call.hears("thank you", to_the_end=False)
    assert call.elapsed - said < 2.5


def test_speech_that_nobody_understands_is_told(voicelab: TestLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not silence: who looks for the reason finds it at the Gather, with what can be done."""
    end = ears._Ear._end
    monkeypatch.setattr(
        ears._Ear, "_end", lambda ear, words: end(ear, [])
    )  # a recogniser that knows other words
    call = voicelab.dial(
        '<Response><Gather input="speech" hints="melon, sales" speechTimeout="1"><Say>Speak</Say></Gather>'
        "<Say>bye</Say></Response>"
    )
    call.hears("speak")
    call.says("I would rather have a pear")
    call.hears("bye")
    (note,) = [each for each in call.notifications if "no words were understood" in each.message]
    assert note.level == "warning" and note.line == 1 and "melon, sales" in note.cure
