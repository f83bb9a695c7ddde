"""<Say>. Quoted rows: Twilio's "TwiML Voice: Say"."""

from __future__ import annotations

import pytest
from heard import codes, prompts, said

from voicelab.testing import TestLab


@pytest.mark.proves("Say")
@pytest.mark.proves("VoiceResponse")
def test_text_is_spoken_and_the_next_verb_follows(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Say>One.</Say><Say>Two.</Say></Response>")
    assert call.ended("completed")
    assert said(call) == ["One.", "Two."]


@pytest.mark.proves("Say", "loop")
@pytest.mark.parametrize(
    ("loop", "times"), [("", 1), (' loop="1"', 1), (' loop="3"', 3), (' loop="0"', 1000)]
)
def test_loop(voicelab: TestLab, loop: str, times: int) -> None:
    """loop: int >= 0, default 1; 0 = until hang-up, capped at 1000"""
    call = voicelab.dial(f"<Response><Say{loop}>Again.</Say></Response>")
    assert call.ended("completed")
    assert said(call) == ["Again."] * times


@pytest.mark.proves("Say", "loop")
@pytest.mark.parametrize("loop", ["-1", "many", "1.5"])
def test_a_loop_that_is_no_number_is_a_warning_and_1_is_used(voicelab: TestLab, loop: str) -> None:
    """13510 loop"""
    call = voicelab.dial(f'<Response><Say loop="{loop}">Once.</Say></Response>')
    assert call.ended("completed")
    assert (said(call), codes(call)) == (["Once."], [13510])


@pytest.mark.proves("Say", "voice")
@pytest.mark.parametrize(
    "voice", ["man", "woman", "alice", "Polly.Joanna", "Polly.Amy-Neural", "Google.en-US-Standard-C"]
)
def test_voices_speak(voicelab: TestLab, voice: str) -> None:
    """voice: man, woman, alice, Polly..., Google...; default man"""
    call = voicelab.dial(f'<Response><Say voice="{voice}">Hello there.</Say></Response>')
    assert call.ended("completed")
    assert said(call) == ["Hello there."] and 13511 not in codes(call)


@pytest.mark.proves("Say", "voice", "language")
@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('voice="Polly.Nobody"', 13511),
        ('voice="robot"', 13511),
        ('language="xx-YY"', 13512),
        ('language="sq-AL"', 13512),
        ('voice="Polly.Nobody" language="sq-AL" loop="1"', 13512),
    ],
)
def test_a_voice_or_language_nobody_knows(voicelab: TestLab, attributes: str, code: int) -> None:
    """13511 if unknown; 13512; mostly *warnings* -> use the default"""
    call = voicelab.dial(f"<Response><Say {attributes}>Hello.</Say><Say>Next.</Say></Response>")
    assert call.ended("completed")
    assert code in codes(call)
    assert said(call) == ["Hello.", "Next."]


def test_an_empty_text_is_skipped(voicelab: TestLab) -> None:
    """Empty text = 13520, skip"""
    call = voicelab.dial("<Response><Say> </Say><Say>Next.</Say></Response>")
    assert call.ended("completed")
    assert (said(call), codes(call)) == (["Next."], [13520])


def test_a_text_that_is_too_long(voicelab: TestLab) -> None:
    """Text limit 4096 characters (13521)"""
    call = voicelab.dial(f"<Response><Say>{'word ' * 1000}</Say><Say>Next.</Say></Response>")
    assert call.ended("completed")
    assert 13521 in codes(call) and said(call)[-1] == "Next."


@pytest.mark.proves("SsmlBreak", "time")
def test_ssml_counts_in_the_length(voicelab: TestLab) -> None:
    """SSML: break@time"""
    call = voicelab.dial(
        '<Response><Say voice="Polly.Joanna">One.</Say>'
        '<Say voice="Polly.Joanna">One.<break time="3s"/></Say></Response>'
    )
    assert call.ended("completed")
    short, long = prompts(call)
    assert 2.5 < long[2] - short[2] < 3.5 and long[1] == "One."


def test_keys_pressed_during_a_say_are_lost(voicelab: TestLab) -> None:
    """DTMF pressed during a stand-alone Say is lost (not buffered for a later Gather)"""
    call = voicelab.dial(
        "<Response><Say>A sentence of some length.</Say>"
        '<Gather timeout="2" numDigits="1"/><Say>Nothing.</Say></Response>'
    )
    call.presses("5")
    call.hears("nothing")
    assert call.ended("completed")
    assert len(call.requests) == 1


def test_a_caller_that_hangs_up_cuts_it_off(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Say>A sentence of some length.</Say><Say>Next.</Say></Response>")
    call.waits(0.5)
    call.hangs_up()
    ((_, _, seconds, complete),) = prompts(call)
    assert (seconds, complete) == (0.5, False)
