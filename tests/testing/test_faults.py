"""Faults on purpose: seeded, at the right code, undone at the end of the block."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import Notified
from voicelab.errors import LabError
from voicelab.testing import TestLab

HELLO = "<Response><Say>Hello</Say></Response>"
DIAL = '<Response><Dial action="http://app.test/dialled">+15005550010</Dial></Response>'


def codes(call: Any) -> list[int | None]:
    return [event.code for event in call.events if isinstance(event, Notified) and event.level == "error"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (500, 11200),
        (404, 11200),
        ("silent", 11200),
        ("refused", 11205),
        ("no http", 11206),
        ("unknown host", 11210),
        ("redirect loop", 11215),
        ("tls", 11220),
        ("large", 11750),
        ("bad xml", 12100),
        ("empty", 12100),
        ("wrong root", 12102),
        ("html", 12102),
        ("wrong type", 12300),
    ],
)
def test_each_kind_of_webhook_error_has_its_code(voicelab: TestLab, fault: int | str, code: int) -> None:
    """The platform apologises and hangs up when there is no fallback."""
    voicelab.serve("http://app.test", lambda: HELLO)
    with voicelab.break_it(webhook=fault):
        call = voicelab.dial("http://app.test/")
        call.hears("application error has occurred")
        assert call.ended("completed")
    assert codes(call) == [code]


def test_the_fallback_url_is_told_the_code(voicelab: TestLab) -> None:
    seen: list[dict[str, str]] = []

    def fallback(parameters: dict[str, str]) -> str:
        seen.append(dict(parameters))
        return "<Response><Say>Sorry</Say></Response>"

    voicelab.serve("http://app.test", lambda: HELLO)
    with voicelab.break_it(webhook=503, only="app.test"):
        call = voicelab.dial("http://app.test/", fallback=fallback)
        call.hears("sorry")
        assert call.ended("completed")
    assert (seen[0]["ErrorCode"], seen[0]["ErrorUrl"]) == ("11200", "http://app.test/")


@pytest.mark.parametrize(("seconds", "met"), [(14.9, True), (15.0, False), (60, False)])
def test_a_slow_answer_counts_until_15_seconds(voicelab: TestLab, seconds: float, met: bool) -> None:
    """A total hard limit of 15 s for call-control requests."""
    voicelab.serve("http://app.test", lambda: HELLO)
    with voicelab.break_it(slow=seconds):
        call = voicelab.dial("http://app.test/")
        call.hears("hello" if met else "application error")
    assert call.requests[0].duration == min(seconds, 15.0)


def test_a_fault_strikes_only_what_it_is_meant_for(voicelab: TestLab) -> None:
    voicelab.serve("http://app.test", lambda: HELLO)
    with voicelab.break_it(webhook=500, only="/ivr", times=1) as faults:
        voicelab.dial("http://app.test/other").hears("hello")
        voicelab.dial("http://app.test/ivr").hears("application error")
        voicelab.dial("http://app.test/ivr").hears("hello")
    assert faults.provoked == 1
    with voicelab.break_it(webhook=500):
        pass
    voicelab.dial("http://app.test/ivr").hears("hello")


def test_a_share_of_faults_is_the_same_in_every_run() -> None:
    def struck() -> list[bool]:
        with TestLab(seed=3) as lab:
            lab.serve("http://app.test", lambda: HELLO)
            with lab.break_it(webhook=500, share=0.5):
                calls = [lab.dial("http://app.test/") for _ in range(20)]
                for call in calls:
                    call.ended()
            return [bool(codes(call)) for call in calls]

    first = struck()
    assert first == struck()
    assert 4 < sum(first) < 16


@pytest.mark.parametrize(
    ("fault", "status"),
    [("busy", "busy"), ("declines", "busy"), ("absent", "no-answer"), ("silent", "no-answer")],
)
def test_a_callee_that_does_not_take_the_call(voicelab: TestLab, fault: str, status: str) -> None:
    """DialCallStatus: busy, or no-answer after the timeout."""
    voicelab.serve("http://app.test", lambda: HELLO)
    with voicelab.break_it(callee={"+15005550010": fault}):
        call = voicelab.dial(DIAL)
        call.hears("hello")
    assert call.requests[-1].parameters["DialCallStatus"] == status
    if fault == "silent":
        assert 30 <= call.requests[-1].started <= 36  # the timeout's default, and what the platform adds


def test_a_machine_answers(voicelab: TestLab) -> None:
    voicelab.serve("http://app.test", lambda: HELLO)
    with voicelab.break_it(callee={"+15005550010": "machine"}):
        call = voicelab.dial(DIAL)
        call.hears("leave a message after the tone")
        call.hangs_up()
    again = voicelab.dial(DIAL)
    again.hears("hello")
    assert again.requests[-1].parameters["DialCallStatus"] == "failed"  # undone: nobody is there any more


def test_the_signaling_is_cut(voicelab: TestLab) -> None:
    with voicelab.break_it(signaling="cut", after=2):
        call = voicelab.dial('<Response><Pause length="60"/></Response>')
        call.ended()
        assert call.elapsed == pytest.approx(2, abs=0.1)


def test_a_dead_status_callback_is_a_warning(voicelab: TestLab) -> None:
    """15003: callback answered 4xx/5xx; the call goes on."""

    def dead() -> tuple[str, int]:
        return "", 500

    call = voicelab.dial(HELLO, status_callback=dead)
    assert call.ended("completed")
    assert [event.code for event in call.events if isinstance(event, Notified)] == [15003]


def test_faults_of_the_media_need_samples(voicelab: TestLab) -> None:
    voicelab.dial(HELLO)
    with pytest.raises(LabError, match="need samples"):
        voicelab.break_it(loss="5%")


@pytest.mark.voicelab(render=True)
def test_lost_and_late_packets_are_concealed_and_the_sound_still_comes(voicelab: TestLab) -> None:
    say = "<Response><Say>One two three four five six seven eight nine ten.</Say></Response>"
    clean = voicelab.dial(say)
    clean.ended()
    with voicelab.break_it(loss="10%", jitter=0.02, reorder=0.02):
        rough = voicelab.dial(say)
        rough.waits(1.5)
        stats = rough.party.leg.stats()  # type: ignore[union-attr]
        rough.ended()
    assert stats.lost > 0 and stats.concealed > 0
    calm = voicelab.dial(say)
    calm.waits(1.5)
    assert calm.party.leg.stats().lost == 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [
        {"webhook": "gone fishing"},
        {"webhook": 42},
        {"callee": {"+15005550010": "asleep"}},
        {"callee": "busy"},
        {"signaling": "slow"},
        {"webhook": 500, "times": 0},
        {"loss": -1},
        {"loss": 5},
        {"loss": "101%"},
        {"reorder": 1.01},
        {"jitter": -1},
        {"jitter": 30},
        {"jitter": "30"},
        {},
    ],
)
def test_a_fault_that_nobody_knows_is_refused(voicelab: TestLab, wrong: dict[str, Any]) -> None:
    with pytest.raises(LabError):
        voicelab.break_it(**wrong)
