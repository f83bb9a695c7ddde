"""Live calls that are changed, ended and forgotten over REST. Quoted rows: Twilio's "Calls resource"."""

from __future__ import annotations

from typing import Any

import pytest
from placed import CALLEE, HELLO, LONG, create, words
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab


def test_a_live_call_is_given_another_document(voicelab: TestLab) -> None:
    """Url+Method or Twiml redirect a live leg at once"""
    callee = voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(10)
    updated = call.update(twiml="<Response><Say>something else</Say></Response>")
    assert updated.status == "in-progress"
    voicelab.waits(10)
    assert words(callee) == ["please wait", "something else"]
    assert call.fetch().status == "completed"


def test_a_live_call_is_given_another_url(voicelab: TestLab) -> None:
    methods: list[str] = []

    def app(request: Any) -> str:
        methods.append(request.method)
        return "<Response><Say>from the url</Say></Response>"

    voicelab.serve("http://app.test", app)
    callee = voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(10)
    call.update(url="http://app.test/next", method="GET")
    voicelab.waits(10)
    assert methods == ["GET"] and callee.calls[0].heard[-1].text == "from the url"


@pytest.mark.parametrize(("status", "final"), [("completed", "completed"), ("canceled", "in-progress")])
def test_ending_a_call_that_is_answered(voicelab: TestLab, status: str, final: str) -> None:
    """Status=`canceled` (queued/ringing) or `completed` (any)"""
    voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(10)
    assert call.update(status=status).status == final


@pytest.mark.parametrize("status", ["completed", "canceled"])
def test_ending_a_call_that_rings(voicelab: TestLab, status: str) -> None:
    callee = voicelab.callee(CALLEE, answers_after=None)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(5)
    assert call.update(status=status).status == "canceled"
    assert callee.calls[0].gone.done()


def test_a_call_that_is_over_cannot_be_updated(voicelab: TestLab) -> None:
    """Not live: 21220 (HTTP 400)"""
    voicelab.callee(CALLEE)
    call = create(voicelab)
    voicelab.waits(10)
    for parameters in ({"status": "completed"}, {"twiml": HELLO}, {"url": "http://app.test/"}):
        with pytest.raises(TwilioRestException) as caught:
            call.update(**parameters)
        assert (caught.value.status, caught.value.code) == (400, 21220)


def test_a_call_that_rings_cannot_be_redirected(voicelab: TestLab) -> None:
    voicelab.callee(CALLEE, answers_after=None)
    call = create(voicelab)
    voicelab.waits(5)
    with pytest.raises(TwilioRestException) as caught:
        call.update(twiml=HELLO)
    assert caught.value.code == 21220 and call.fetch().status == "ringing"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"Status": "over"}, 20001),
        ({"Url": "nowhere"}, 21205),
        ({"Twiml": "a" * 4001}, 32018),
        ({"Method": "PATCH", "Url": "http://a.test"}, 21209),
        ({"TimeLimit": "long"}, 20001),
        ({"StatusCallback": "x"}, 21205),
    ],
)
def test_a_bad_update_changes_nothing(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(5)
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}.json", form)
    assert (status, data["code"]) == (400, code) and call.fetch().status == "in-progress"


def test_an_update_can_shorten_and_watch_a_call(voicelab: TestLab) -> None:
    """FallbackUrl, StatusCallback, TimeLimit"""
    told: list[str] = []

    def app(request: Any) -> str:
        told.append(request["CallStatus"])
        return ""

    voicelab.serve("http://app.test", app)
    voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(5)
    call.update(time_limit=10, status_callback="http://app.test/")
    voicelab.waits(30)
    assert call.fetch().duration == "10" and told == ["completed"]


def test_a_called_party_can_be_sent_elsewhere(voicelab: TestLab) -> None:
    """Vice versa leaves the other to its own document"""
    callee = voicelab.callee(CALLEE, says="yes?")
    call = voicelab.dial(
        f"<Response><Dial><Number>{CALLEE}</Number></Dial><Say>you are alone now</Say></Response>"
    )
    call.waits(5)
    child = voicelab.twilio.calls.list(parent_call_sid=call.sid)[0]
    child.update(twiml="<Response><Say>come with me</Say><Pause length='20'/></Response>")
    call.hears("you are alone now")
    voicelab.waits(2)
    assert words(callee)[-1] == "come with me" and child.fetch().status == "in-progress"
    voicelab.waits(30)
    assert child.fetch().status == "completed"


def test_redirecting_the_caller_ends_the_called_party(voicelab: TestLab) -> None:
    """Redirecting the parent of a Dial ends the child leg"""
    voicelab.callee(CALLEE)
    call = voicelab.dial(f"<Response><Dial><Number>{CALLEE}</Number></Dial></Response>")
    call.waits(5)
    client = voicelab.twilio
    client.calls(call.sid).update(twiml=LONG)
    call.hears("please wait")
    assert client.calls.list(parent_call_sid=call.sid)[0].status == "completed"


def test_a_party_that_a_dial_rings_can_be_called_off(voicelab: TestLab) -> None:
    voicelab.callee(CALLEE, answers_after=20.0)
    call = voicelab.dial(f"<Response><Dial><Number>{CALLEE}</Number></Dial><Say>nobody came</Say></Response>")
    call.waits(5)
    client = voicelab.twilio
    client.calls.list(parent_call_sid=call.sid)[0].update(status="completed")
    call.hears("nobody came")
    assert client.calls.list(parent_call_sid=call.sid)[0].status == "canceled"


def test_a_call_that_is_over_can_be_forgotten(voicelab: TestLab) -> None:
    """DELETE -> 204; 20009 cannot delete before it is complete"""
    voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG)
    voicelab.waits(3)
    with pytest.raises(TwilioRestException) as caught:
        call.delete()
    assert caught.value.code == 20009
    voicelab.waits(80)
    assert call.delete() is True
    with pytest.raises(TwilioRestException) as caught:
        call.fetch()
    assert caught.value.status == 404 and voicelab.twilio.calls.list() == []
