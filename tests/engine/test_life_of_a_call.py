"""Calls from beginning to end. Quoted rows: Twilio's "Call resource" and "Call status callbacks"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import CallEnded, CallStatusChanged, Notified, VerbEnded
from voicelab.errors import RequestError
from voicelab.testing import TestLab

HELLO = "<Response><Say>Hello</Say></Response>"
EVERY = "initiated ringing answered completed"


def statuses(call: Any) -> list[str]:
    return [event.status for event in call.events if isinstance(event, CallStatusChanged)]


class Told:
    """A status callback."""

    def __init__(self) -> None:
        self.forms: list[dict[str, str]] = []

    def __call__(self, request: dict[str, str]) -> str:
        self.forms.append(dict(request))
        return ""


# --- inbound ------------------------------------------------------------------------------------------------------
def test_an_inbound_call_is_told_when_it_is_over(voicelab: TestLab) -> None:
    """IncomingPhoneNumber / Application StatusCallback: completed only; CallDuration (seconds), Duration (minutes)"""
    told = Told()
    call = voicelab.dial('<Response><Say>Hello</Say><Pause length="70"/></Response>', status_callback=told)
    assert call.ended("completed")
    (form,) = told.forms
    assert (form["CallStatus"], form["CallSid"], form["SequenceNumber"]) == ("completed", call.sid, "0")
    assert 70 <= int(form["CallDuration"]) <= 72 and form["Duration"] == "2"
    assert form["CallbackSource"] == "call-progress-events" and form["Timestamp"].endswith("+0000")


def test_the_record_has_the_times(voicelab: TestLab) -> None:
    call = voicelab.dial('<Response><Pause length="3"/><Say>Hello</Say></Response>')
    call.ended()
    record = call.record
    assert record.date_created and record.start_time and record.end_time
    assert (record.start_time - record.date_created).total_seconds() == 3
    assert record.duration == round((record.end_time - record.start_time).total_seconds())


def test_a_verb_that_is_stopped_by_a_hang_up_says_so(voicelab: TestLab) -> None:
    call = voicelab.dial('<Response><Pause length="1"/><Say>Hello</Say><Pause length="60"/></Response>')
    call.hears("hello")
    call.hangs_up()
    assert [event.outcome for event in call.events if isinstance(event, VerbEnded)][-1] == "hung up"
    assert isinstance(call.events[-1], CallEnded) and "hung up" in call.events[-1].reason


# --- outbound -----------------------------------------------------------------------------------------------------
def test_the_lab_calls_and_who_answers_runs_the_document(voicelab: TestLab) -> None:
    """outbound-api: queued -> initiated -> ringing -> in-progress -> completed"""
    voicelab.callee("+15005550010", answers_after=4)
    call = voicelab.call(
        "+15005550010", '<Response><Gather numDigits="1"><Say>Press 1</Say></Gather></Response>'
    )
    call.hears("press 1")
    call.presses("1")
    assert call.requests[-1].parameters["Digits"] == "1"
    assert call.requests[0].parameters["Direction"] == "outbound-api"
    call.hangs_up()
    assert statuses(call) == ["initiated", "ringing", "in-progress", "completed"]


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [({"busy": True}, "busy"), ({"declines": True}, "busy"), ({"answers_after": None}, "no-answer")],
)
def test_the_lab_calls_in_vain(voicelab: TestLab, behaviour: dict[str, Any], status: str) -> None:
    voicelab.callee("client:bob", **behaviour)
    call = voicelab.call("client:bob", HELLO, timeout=20)
    assert call.ended(status)
    assert call.requests == []
    if status == "no-answer":
        assert 20 <= call.events[-1].at <= 25


def test_a_call_that_is_canceled_while_it_rings(voicelab: TestLab) -> None:
    """Canceled (REST Status=canceled while queued or ringing)"""
    callee = voicelab.callee("client:bob", answers_after=None)
    call = voicelab.call("client:bob", HELLO)
    voicelab.waits(3)
    call.update(status="canceled")
    assert call.ended("canceled") and callee.calls[0].gone.done()


def test_a_call_to_a_number_of_the_lab_is_two_calls_that_hear_each_other(voicelab: TestLab) -> None:
    """Makes two records: the outbound-api leg runs Url, a separate inbound leg runs the number's VoiceUrl"""
    heard: list[str] = []

    def number(request: dict[str, str]) -> str:
        heard.append(request["Direction"])
        return (
            '<Response><Gather numDigits="1" timeout="20"><Say>This is the number.</Say></Gather></Response>'
        )

    voicelab.number("+15005550020", number)
    call = voicelab.call(
        "+15005550020", '<Response><Pause length="3"/><Play digits="5"/><Pause length="3"/></Response>'
    )
    call.ended()
    assert heard == ["inbound", "inbound"]  # the second time with the digit
    digits = [
        request.parameters.get("Digits") for request in voicelab.requests if request.purpose == "action"
    ]
    assert digits == ["5"]


# --- updates ------------------------------------------------------------------------------------------------------
def test_a_live_call_gets_another_document(voicelab: TestLab) -> None:
    """Abandons the current verb at once and does not call that verb's action"""
    call = voicelab.dial(
        '<Response><Gather action="/never" timeout="60"><Say>Hello</Say></Gather></Response>'
    )
    call.hears("hello")
    call.update("<Response><Say>Something else</Say></Response>")
    call.hears("something else")
    assert call.ended("completed")
    assert [request.purpose for request in call.requests] == ["document", "document"]
    assert "stopped" in [event.outcome for event in call.events if isinstance(event, VerbEnded)]


def test_an_update_in_the_middle_of_a_dial_lets_the_callee_go(voicelab: TestLab) -> None:
    callee = voicelab.callee("+15005550010", answers_after=1)
    call = voicelab.dial('<Response><Dial action="/never">+15005550010</Dial></Response>')
    call.waits(5)
    call.update("<Response><Say>They are gone</Say></Response>")
    call.hears("they are gone")
    assert callee.calls[0].gone.done() and call.ended("completed")


def test_a_live_call_is_ended(voicelab: TestLab) -> None:
    """Status=completed also ends a live call"""
    call = voicelab.dial('<Response><Say>Hello</Say><Pause length="100"/></Response>')
    call.waits(10)
    call.update(status="completed")
    assert call.ended("completed") and call.elapsed == 10.0


def test_a_call_that_is_over_cannot_be_updated(voicelab: TestLab) -> None:
    """21220: call not in a state for this"""
    call = voicelab.dial(HELLO)
    call.ended()
    with pytest.raises(RequestError) as caught:
        call.update(HELLO)
    assert caught.value.code == 21220


# --- one call's trouble is its own -----------------------------------------------------------------------------------
def test_a_failing_call_does_not_touch_another(voicelab: TestLab) -> None:
    good = voicelab.dial('<Response><Say>Hello</Say><Pause length="5"/><Say>Still here</Say></Response>')
    bad = voicelab.dial("http://nowhere.test/")
    assert bad.ended("completed")
    good.hears("still here")
    assert [event for event in good.events if isinstance(event, Notified)] == []


def test_all_calls_end_when_the_lab_stops() -> None:
    lab = TestLab()
    call = lab.dial('<Response><Say>Hello</Say><Pause length="100"/></Response>')
    call.waits(5)
    lab.close()
    assert call.status == "completed"


@pytest.mark.voicelab(render=True)
def test_a_party_that_is_hung_up_while_another_wins_ends_all_the_same(voicelab: TestLab) -> None:
    """Losers of a parallel Dial: whoever is being let go when somebody else is ready is still let go"""
    voicelab.callee("+14155550123", answers_after=1)
    voicelab.callee("client:kate", answers_after=2, hangs_up_after=5)

    def application(request: Any) -> str:
        documents = {"/declines": "<Pause length='1'/><Hangup/>", "/accepts": ""}
        nouns = "<Number url='/declines'>+14155550123</Number><Client url='/accepts'>kate</Client>"
        return f"<Response>{documents.get(request.path, f'<Dial>{nouns}</Dial>')}</Response>"

    call = voicelab.dial(application)
    assert call.ended("completed")
    ended = [event for event in call.all_events if isinstance(event, CallEnded)]
    assert len(ended) == 3 and {event.status for event in ended} == {"completed"}
