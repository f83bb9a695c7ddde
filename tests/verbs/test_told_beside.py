"""What is told beside the call's own requests: a Gather's account, a Dial's steps, a Start's action.

Quoted rows: Twilio's TwiML pages for each.
"""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import MessageReceived, Notified
from voicelab.testing import TestCall, TestLab

proves = pytest.mark.proves
DONE = "<Response><Pause length='9'/></Response>"
SALES, BOB = "+15005550010", "+14155550123"


def told(call: TestCall, start: str) -> list[str]:
    """The notifications that begin so."""
    said = [event.message for event in call.events if isinstance(event, Notified)]
    return [words for words in said if words.startswith(start)]


# --- Gather debug ----------------------------------------------------------------------------------------------
@proves("Gather", "debug")
@pytest.mark.parametrize("debug", ["", 'debug="false"', 'debug="maybe"'])
def test_a_gather_says_nothing_of_itself(voicelab: TestLab, debug: str) -> None:
    """debug: false"""
    call = voicelab.dial(f'<Response><Gather numDigits="1" action="/" {debug}/></Response>')
    call.presses("1")
    call.hangs_up()
    assert told(call, "Gather debug") == []


@proves("Gather", "debug")
def test_a_gather_tells_what_it_waited_for_and_got(voicelab: TestLab) -> None:
    """debug: allow debug for gather"""
    document = (
        '<Response><Gather input="dtmf speech" debug="true" hints="tea, coffee" language="en-GB" speechTimeout="2"'
        ' timeout="3" action="/got"/></Response>'
    )
    speaks = voicelab.dial(lambda request: document if request.path == "/" else DONE)
    speaks.says("coffee please")
    speaks.ended()
    (words,) = told(speaks, "Gather debug")
    assert "keys and speech in en-GB, with 2 hints, until 2 s of silence" in words
    assert 'understood "coffee please"' in words

    presses = voicelab.dial(lambda request: document if request.path == "/" else DONE)
    presses.presses("42#")
    presses.ended()
    assert told(presses, "Gather debug")[0].endswith("it got the keys 42, ended by #.")

    silent = voicelab.dial(document)
    silent.ended()
    assert told(silent, "Gather debug")[0].endswith("it got the keys (none).")


# --- Dial events, passports ------------------------------------------------------------------------------------
@proves("Dial", "events")
@pytest.mark.parametrize("events", ["", 'events="ringing"'])
def test_the_callers_sdk_gets_no_messages(voicelab: TestLab, events: str) -> None:
    """events: none by default"""
    voicelab.callee(BOB, hangs_up_after=2)
    call = voicelab.dial(f"<Response><Dial {events}>{BOB}</Dial></Response>")
    call.ended()
    assert call.party.messages == []


@proves("Dial", "events")
def test_the_callers_sdk_gets_each_step_as_a_message(voicelab: TestLab) -> None:
    """events: call-progress-event"""
    voicelab.callee(BOB, answers_after=3, hangs_up_after=2)
    call = voicelab.dial(f'<Response><Dial events="call-progress-event">{BOB}</Dial><Pause/></Response>')
    call.ended()
    got: list[dict[str, Any]] = call.party.messages
    assert [each["CallStatus"] for each in got] == ["initiated", "ringing", "in-progress", "completed"]
    assert [each["SequenceNumber"] for each in got] == ["0", "1", "2", "3"]
    assert {each["ParentCallSid"] for each in got} == {call.sid}
    assert got[0]["CallSid"] != call.sid and got[0]["To"] == BOB and got[-1]["CallDuration"] == "2"
    seen = [event for event in call.events if isinstance(event, MessageReceived)]
    assert {(event.direction, event.message_type) for event in seen} == {("outbound", "call-progress-event")}


@proves("Dial", "passports")
@pytest.mark.parametrize(("passports", "token"), [("", None), ('passports="eyJ.a.b"', "eyJ.a.b")])
def test_a_number_that_is_called_gets_the_passport(
    voicelab: TestLab, passports: str, token: str | None
) -> None:
    """StirPassportToken: if known"""
    seen: list[dict[str, str]] = []

    def shop(request: Any) -> str:
        seen.append(dict(request))
        return "<Response><Say>This is the shop.</Say></Response>"

    voicelab.number(SALES, shop)
    voicelab.dial(f"<Response><Dial {passports}>{SALES}</Dial></Response>").ended()
    assert seen[0].get("StirPassportToken") == token


@proves("Dial", "callReason")
@pytest.mark.parametrize(
    ("reason", "shown"),
    [("", ""), ('callReason="Your parcel"', "Your parcel"), (f'callReason="{"x" * 51}"', "")],
)
def test_a_phone_is_told_why_it_rings(voicelab: TestLab, reason: str, shown: str) -> None:
    """A callReason has at most 50 characters, and is none by default"""
    callee = voicelab.callee("client:bob", hangs_up_after=1)
    voicelab.dial(f"<Response><Dial {reason}><Client>bob</Client></Dial></Response>").ended()
    assert [invitation.reason for invitation in callee.invitations] == [shown]


# --- Start's action --------------------------------------------------------------------------------------------
@proves("Start", "action", "method")
@pytest.mark.parametrize(
    ("attributes", "asked", "heard"),
    [
        ("", [], "The next verb."),
        ('action="/next"', ["POST /next"], "The next document."),
        ('action="/next" method="GET"', ["GET /next"], "The next document."),
        ('action="/next" method="PUT"', ["POST /next"], "The next document."),
    ],
)
def test_an_action_of_start(voicelab: TestLab, attributes: str, asked: list[str], heard: str) -> None:
    """action: Action URL; method: POST"""
    requests: list[str] = []

    def application(request: Any) -> str:
        requests.append(f"{request.method} {request.path}")
        if request.path == "/next":
            return "<Response><Say>The next document.</Say></Response>"
        return f"<Response><Start {attributes}><Recording/></Start><Say>The next verb.</Say></Response>"

    call = voicelab.dial(application)
    call.ended()
    assert [each for each in requests if each.endswith("/next")] == asked
    assert call.transcript == [heard] or heard in str(call.transcript)
    assert ("next verb" in str(call.transcript)) is (not asked)
