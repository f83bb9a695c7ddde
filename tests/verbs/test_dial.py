"""<Dial> with numbers and clients. Quoted rows: Twilio's "TwiML Voice: Dial"."""

from __future__ import annotations

from typing import Any

import pytest
from dialled import HERE, SALES, Dialler, at, children
from heard import codes, prompts, said

from voicelab.calls.events import CallEnded, CallStatusChanged
from voicelab.testing import TestLab


# --- how it goes on -----------------------------------------------------------------------------------------------
@pytest.mark.proves("Dial", "action")
def test_two_talk_and_the_action_is_told(voicelab: TestLab) -> None:
    """Action adds DialCallStatus, DialCallSid, DialCallDuration, DialBridged"""
    app = Dialler(f'<Dial action="/done"><Number>{SALES}</Number></Dial>')
    voicelab.callee(SALES, answers_after=2, says="Sales, hello.", hangs_up_after=10)
    call = voicelab.dial(app)
    call.hears("sales hello")
    call.says("I would like to buy a thing.")
    call.hears("it was completed")
    assert call.ended("completed")
    (form,) = app.forms("/done")
    assert (form["DialCallStatus"], form["DialBridged"]) == ("completed", "true")
    assert form["DialCallSid"] == children(call)[0].call_sid and 10 <= int(form["DialCallDuration"]) <= 14


def test_the_callee_hears_the_caller(voicelab: TestLab) -> None:
    callee = voicelab.callee(SALES, answers_after=1)
    call = voicelab.dial(Dialler(f"<Dial>{SALES}</Dial>"))
    call.waits(2)
    call.says("Can you hear me?")
    call.presses("7")
    (party,) = callee.calls
    assert [utterance.text for utterance in party.heard if utterance.kind == "speech"] == ["Can you hear me?"]
    assert party.keys == "7"


@pytest.mark.proves("Dial", "action")
def test_without_an_action_the_next_verb_runs(voicelab: TestLab) -> None:
    """action: none (falls to next verb)"""
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    call = voicelab.dial(Dialler(f"<Dial>{SALES}</Dial>"))
    assert call.ended("completed")
    assert said(call) == ["Next."] and len(call.requests) == 1


@pytest.mark.proves("Dial", "method")
@pytest.mark.parametrize(("attribute", "method"), [("", "POST"), ('method="GET"', "GET")])
def test_method(voicelab: TestLab, attribute: str, method: str) -> None:
    """Method: default POST"""
    voicelab.callee(SALES, busy=True)
    call = voicelab.dial(Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>'))
    call.hears("it was busy")
    assert call.requests[-1].method == method


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        ({"busy": True}, "busy"),
        ({"declines": True}, "busy"),
        ({"absent": True}, "no-answer"),
        ({"answers_after": None}, "no-answer"),
    ],
)
def test_nobody_takes_the_call(voicelab: TestLab, behaviour: dict[str, Any], status: str) -> None:
    """DialCallStatus: completed, answered, busy, no-answer, failed, canceled"""
    app = Dialler(f'<Dial action="/done">{SALES}</Dial>')
    voicelab.callee(SALES, **behaviour)
    call = voicelab.dial(app)
    call.hears(f"it was {status}")
    (form,) = app.forms("/done")
    assert form["DialBridged"] == "false"
    assert call.ended("completed")


def test_a_number_that_nobody_has_has_failed(voicelab: TestLab) -> None:
    """Failed (unroutable)"""
    call = voicelab.dial(Dialler('<Dial action="/done">+15005559999</Dial>'))
    call.hears("it was failed")


def test_the_caller_hangs_up_while_they_talk(voicelab: TestLab) -> None:
    """Caller hung up -> the action is still requested, with CallStatus=completed, and its TwiML is ignored"""
    app = Dialler(f'<Dial action="/done">{SALES}</Dial>')
    callee = voicelab.callee(SALES, answers_after=1)
    call = voicelab.dial(app)
    call.waits(5)
    call.hangs_up()
    (form,) = app.forms("/done")
    assert (form["CallStatus"], form["DialCallStatus"]) == ("completed", "completed")
    assert said(call) == [] and callee.calls[0].gone.done()


def test_the_caller_hangs_up_while_it_rings(voicelab: TestLab) -> None:
    """The action is still requested, with CallStatus=completed; it names the leg that rang"""
    app = Dialler(f'<Dial action="/done">{SALES}</Dial>')
    callee = voicelab.callee(SALES, answers_after=None)
    call = voicelab.dial(app)
    call.waits(5)
    call.hangs_up()
    assert callee.calls[0].gone.done()
    ended = next(event for event in call.all_events if isinstance(event, CallEnded))
    assert ended.status == "canceled"
    (form,) = app.forms("/done")
    assert (form["CallStatus"], form["DialCallStatus"]) == ("completed", "canceled")
    assert (form["DialCallSid"], form["DialBridged"]) == (ended.call_sid, "false")


# --- attributes ---------------------------------------------------------------------------------------------------
@pytest.mark.proves("Dial", "timeout")
@pytest.mark.parametrize(("attribute", "seconds"), [("", 30), ('timeout="5"', 5), ('timeout="600"', 600)])
def test_timeout(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """timeout: 5..600 s, default 30; the real platform adds about 5 s"""
    voicelab.callee(SALES, answers_after=None)
    call = voicelab.dial(Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>'))
    call.hears("it was no-answer")
    assert seconds <= at(call, "no-answer") - at(call, "ringing") <= seconds + 5


@pytest.mark.proves("Dial", "timeout")
@pytest.mark.parametrize("wrong", ["4", "601", "-1"])
def test_a_timeout_out_of_range(voicelab: TestLab, wrong: str) -> None:
    """13212 timeout"""
    voicelab.callee(SALES, answers_after=None)
    call = voicelab.dial(Dialler(f'<Dial action="/done" timeout="{wrong}">{SALES}</Dial>'))
    call.hears("it was no-answer")
    assert 13212 in codes(call) and 30 <= at(call, "no-answer") <= 35


@pytest.mark.proves("Dial", "timeLimit")
@pytest.mark.parametrize(("attribute", "seconds"), [('timeLimit="20"', 20), ("", 14400)])
def test_time_limit(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """timeLimit: default 14400; counts from bridge; ends the child, then action"""
    app = Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>')
    voicelab.callee(SALES, answers_after=3)
    call = voicelab.dial(app)
    call.hears("it was completed")
    assert int(app.forms("/done")[0]["DialCallDuration"]) == seconds


@pytest.mark.proves("Dial", "timeLimit")
def test_a_time_limit_that_cannot_be(voicelab: TestLab) -> None:
    """13216 timeLimit"""
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    call = voicelab.dial(Dialler(f'<Dial timeLimit="-3">{SALES}</Dial>'))
    call.ended()
    assert 13216 in codes(call)


@pytest.mark.proves("Dial", "hangupOnStar")
@pytest.mark.parametrize(("attribute", "ends"), [("", False), ('hangupOnStar="true"', True)])
def test_hangup_on_star(voicelab: TestLab, attribute: str, ends: bool) -> None:
    """hangupOnStar: bool, default false; caller's * ends the child only; status completed"""
    callee = voicelab.callee(SALES, answers_after=1)
    call = voicelab.dial(Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>'))
    call.waits(3)
    call.presses("1*")
    assert callee.calls[0].gone.done() is ends
    if ends:
        call.hears("it was completed")
        assert call.ended("completed")


@pytest.mark.proves("Dial", "callerId")
@pytest.mark.parametrize(("attribute", "shown"), [("", "+15005550001"), (f'callerId="{HERE}"', HERE)])
def test_caller_id(voicelab: TestLab, attribute: str, shown: str) -> None:
    """callerId: default the caller's"""
    callee = voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    voicelab.dial(Dialler(f"<Dial {attribute}>{SALES}</Dial>"), from_="+15005550001").ended()
    assert callee.invitations[0].from_ == shown


def test_a_client_that_dials_a_number_needs_a_caller_id(voicelab: TestLab) -> None:
    """Required from a client leg to a Number (13214)"""
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    call = voicelab.dial(Dialler(f'<Dial action="/done">{SALES}</Dial>'), from_="client:alice")
    call.ended()
    assert codes(call) == [13214]
    good = voicelab.dial(
        Dialler(f'<Dial action="/done" callerId="{HERE}">{SALES}</Dial>'), from_="client:alice"
    )
    good.hears("it was completed")


@pytest.mark.proves("Dial", "answerOnBridge")
@pytest.mark.parametrize(("attribute", "at_ring"), [("", True), ('answerOnBridge="true"', False)])
def test_answer_on_bridge(voicelab: TestLab, attribute: str, at_ring: bool) -> None:
    """answerOnBridge: default false; true keeps the caller ringing until the callee answers"""
    voicelab.callee(SALES, answers_after=4, hangs_up_after=2)
    call = voicelab.dial(Dialler(f"<Dial {attribute}>{SALES}</Dial>"))
    call.ended()
    answered = next(
        e.at for e in call.events if isinstance(e, CallStatusChanged) and e.status == "in-progress"
    )
    assert answered == (0.0 if at_ring else 4.0)
    assert ("ringback" in [kind for kind, *_ in prompts(call)]) is at_ring


def test_answer_on_bridge_when_nobody_answers(voicelab: TestLab) -> None:
    voicelab.callee(SALES, busy=True)
    call = voicelab.dial(Dialler(f'<Dial answerOnBridge="true">{SALES}</Dial>'))
    call.hears("next")
    assert call.ended("completed")


@pytest.mark.proves("Dial", "ringTone")
def test_ring_tone(voicelab: TestLab) -> None:
    """ringTone: a country of the list"""
    voicelab.callee(SALES, answers_after=3, hangs_up_after=1)
    call = voicelab.dial(Dialler(f'<Dial ringTone="uk">{SALES}</Dial>'))
    call.ended()
    assert ("ringback", "uk") in [(kind, text) for kind, text, *_ in prompts(call)]
    wrong = voicelab.dial(Dialler(f'<Dial ringTone="atlantis">{SALES}</Dial>'))
    wrong.ended()
    assert 13220 in codes(wrong)


@pytest.mark.proves("Dial", "record", "recordingStatusCallback")
@pytest.mark.parametrize(
    ("how", "channels"),
    [
        ("record-from-answer", "1"),
        ("record-from-answer-dual", "2"),
        ("record-from-ringing-dual", "2"),
        ("true", "1"),
    ],
)
def test_record(voicelab: TestLab, how: str, channels: str) -> None:
    """record: record-from-answer[-dual], record-from-ringing[-dual]; true legacy; the CallSid is the parent's"""
    app = Dialler(
        f'<Dial action="/done" record="{how}" recordingStatusCallback="/told">{SALES}</Dial>', told=""
    )
    voicelab.callee(SALES, answers_after=4, says="Hello there.", hangs_up_after=5)
    call = voicelab.dial(app)
    call.hears("it was completed")
    call.ended()
    (form,), (told,) = app.forms("/done"), app.forms("/told")
    assert form["RecordingSid"] == told["RecordingSid"] and told["CallSid"] == call.sid
    assert (told["RecordingChannels"], told["RecordingSource"]) == (channels, "DialVerb")
    talk, ringing = 6.5, 4 if "ringing" in how else 0
    assert int(form["RecordingDuration"]) == pytest.approx(talk + ringing, abs=1)


@pytest.mark.proves("Dial", "record")
@pytest.mark.parametrize("attribute", ["", 'record="do-not-record"', 'record="false"'])
def test_no_recording_by_default(voicelab: TestLab, attribute: str) -> None:
    """record: default do-not-record"""
    app = Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>')
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    voicelab.dial(app).ended()
    assert "RecordingUrl" not in app.forms("/done")[0]


@pytest.mark.proves("Dial", "recordingStatusCallback", "recordingStatusCallbackEvent")
@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("", ["completed"]),
        ('recordingStatusCallbackEvent="in-progress completed"', ["in-progress", "completed"]),
        ('recordingStatusCallbackEvent="absent"', []),
    ],
)
def test_the_callback_of_the_recording(voicelab: TestLab, events: str, expected: list[str]) -> None:
    """recordingStatusCallbackEvent: in-progress completed absent; default completed"""
    recorded = f'record="record-from-answer" recordingStatusCallback="/told" {events}'
    app = Dialler(f"<Dial {recorded}>{SALES}</Dial>", told="")
    voicelab.callee(SALES, answers_after=1, says="Hello there.", hangs_up_after=2)
    voicelab.dial(app).ended()
    assert [form["RecordingStatus"] for form in app.forms("/told")] == expected
