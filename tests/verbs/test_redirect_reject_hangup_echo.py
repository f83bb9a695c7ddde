"""<Redirect>, <Reject>, <Hangup>, <Echo>. Quoted rows: Twilio's pages on these verbs."""

from __future__ import annotations

from typing import Any

import pytest
from heard import codes, said

from voicelab.calls.events import CallStatusChanged
from voicelab.testing import TestLab


def statuses(call: Any) -> list[str]:
    return [event.status for event in call.events if isinstance(event, CallStatusChanged)]


# --- Redirect -----------------------------------------------------------------------------------------------------
@pytest.mark.proves("Redirect")
@pytest.mark.proves("Redirect", "method")
@pytest.mark.parametrize(("attribute", "method"), [("", "POST"), (' method="GET"', "GET")])
def test_redirect_goes_to_the_url_and_what_follows_is_unreachable(
    voicelab: TestLab, attribute: str, method: str
) -> None:
    """Redirect: text URL, method POST; following verbs unreachable; no params added"""

    def app(request: Any) -> str:
        if request.path == "/next":
            return "<Response><Say>Arrived.</Say></Response>"
        return f"<Response><Redirect{attribute}>/next</Redirect><Say>Unreachable.</Say></Response>"

    call = voicelab.dial(app, path="/voice")
    assert call.ended("completed")
    assert said(call) == ["Arrived."]
    first, second = call.requests
    assert second.method == method and second.parameters.keys() == first.parameters.keys()


def test_an_empty_redirect_is_the_document_again(voicelab: TestLab) -> None:
    """Empty URL (<Redirect/>) = current document URL"""
    times: list[int] = []

    def app() -> str:
        times.append(1)
        return f"<Response><Say>Time {len(times)}.</Say>{'<Redirect/>' if len(times) < 3 else ''}</Response>"

    call = voicelab.dial(app)
    assert call.ended("completed")
    assert said(call) == ["Time 1.", "Time 2.", "Time 3."]


def test_a_redirect_loop_that_takes_no_time_ends_aloud(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Redirect/></Response>")
    call.hears("application error")
    assert call.ended("completed") and len(call.requests) < 100


@pytest.mark.proves("Redirect", "method")
def test_a_redirect_method_that_is_none(voicelab: TestLab) -> None:
    """13710"""

    def app(request: Any) -> str:
        if request.path == "/next":
            return "<Response><Say>Arrived.</Say></Response>"
        return '<Response><Redirect method="PATCH">/next</Redirect></Response>'

    call = voicelab.dial(app)
    call.hears("arrived")
    assert codes(call) == [13710] and call.requests[-1].method == "POST"


# --- Reject -------------------------------------------------------------------------------------------------------
@pytest.mark.proves("Reject")
@pytest.mark.proves("Reject", "reason")
@pytest.mark.parametrize(
    ("attribute", "status"),
    [("", "no-answer"), (' reason="rejected"', "no-answer"), (' reason="busy"', "busy")],
)
def test_reject_refuses_unanswered(voicelab: TestLab, attribute: str, status: str) -> None:
    """Reject: reason rejected (default -> no-answer) or busy (busy)"""
    call = voicelab.dial(f"<Response><Reject{attribute}/><Say>Never.</Say></Response>")
    assert call.ended(status)
    assert "in-progress" not in statuses(call) and said(call) == []
    assert call._placed.line.refused in ("rejected", "busy")


@pytest.mark.proves("Reject", "reason")
def test_a_reason_that_is_none(voicelab: TestLab) -> None:
    """13810"""
    call = voicelab.dial('<Response><Reject reason="tired"/></Response>')
    assert call.ended("no-answer")
    assert codes(call) == [13810]


def test_reject_after_the_answer_hangs_up(voicelab: TestLab) -> None:
    """Valid only before answer, otherwise acts as hang-up"""
    call = voicelab.dial("<Response><Say>Hello.</Say><Reject/><Say>Never.</Say></Response>")
    assert call.ended("completed")
    assert said(call) == ["Hello."]


# --- Hangup -------------------------------------------------------------------------------------------------------
@pytest.mark.proves("Hangup")
def test_hangup_ends_the_call(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Say>Hello.</Say><Hangup/><Say>Never.</Say></Response>")
    assert call.ended("completed")
    assert said(call) == ["Hello."]


def test_hangup_alone_answers_first(voicelab: TestLab) -> None:
    """Everything else - including Hangup, Gather, Redirect - answers"""
    call = voicelab.dial("<Response><Hangup/></Response>")
    assert call.ended("completed")
    assert statuses(call) == ["in-progress", "completed"]


def test_an_empty_response_answers_and_hangs_up(voicelab: TestLab) -> None:
    """An empty <Response/> answers and hangs up"""
    call = voicelab.dial("<Response/>")
    assert call.ended("completed")
    assert statuses(call) == ["in-progress", "completed"]


# --- Echo ---------------------------------------------------------------------------------------------------------
def test_echo_lasts_until_the_caller_hangs_up(voicelab: TestLab) -> None:
    """Echo: plays the caller's audio back until hang-up"""
    call = voicelab.dial("<Response><Echo/><Say>Never.</Say></Response>")
    call.waits(60)
    call.hangs_up()
    assert call.status == "completed" and said(call) == []


@pytest.mark.proves("Echo")
@pytest.mark.voicelab(render=True)
def test_echo_gives_back_what_was_said(voicelab: TestLab) -> None:
    heard: list[int] = []
    call = voicelab.dial("<Response><Echo/></Response>")
    call.waits(0.5)
    assert call.party.leg is not None
    remove = call.party.leg.tap(lambda said, given: heard.append(int(abs(said).max())))
    call.says("Hello, hello, is there an echo?")
    call.waits(0.2)
    remove()
    assert max(heard) > 3000
    call.hangs_up()
