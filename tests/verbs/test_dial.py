"""<Dial> with numbers and clients. Quoted rows: Twilio's "TwiML Voice: Dial"."""

from __future__ import annotations

from typing import Any

import pytest
from heard import codes, prompts, said

from voicelab.calls.events import BridgeStarted, CallCreated, CallEnded, CallStatusChanged
from voicelab.testing import TestCall, TestLab

HERE, SALES, OTHER = "+15005550006", "+15005550010", "+15005550011"

EVERY = ' statusCallbackEvent="initiated ringing answered completed"'


class Dialler:
    """An application that dials; ``asked`` are the requests to it by path."""

    def __init__(self, dial: str, **documents: str) -> None:
        self.dial = dial
        self.documents = documents
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Any) -> str:
        self.asked.append((request.path, dict(request)))
        if request.path == "/done":
            return f"<Response><Say>It was {request['DialCallStatus']}.</Say></Response>"
        if (name := request.path[1:]) in self.documents:
            return f"<Response>{self.documents[name]}</Response>"
        return f"<Response>{self.dial}<Say>Next.</Say></Response>"

    def forms(self, path: str) -> list[dict[str, str]]:
        """What was posted to a path."""
        return [form for asked, form in self.asked if asked == path]


def at(call: TestCall, status: str, *, child: int = 0) -> float:
    """The second of the call's time at which its child came to this status."""
    events = call.all_events
    children = [
        event.call_sid for event in events if isinstance(event, CallCreated) and event.parent_call_sid
    ]
    sid = children[child]
    moment = next(
        e.at for e in events if isinstance(e, CallStatusChanged) and (e.call_sid, e.status) == (sid, status)
    )
    return moment + call._lab.began_of(sid) - call._lab.began_of(call.sid)


def children(call: TestCall) -> list[CallCreated]:
    return [event for event in call.all_events if isinstance(event, CallCreated) and event.parent_call_sid]


# --- how it goes on -----------------------------------------------------------------------------------------------
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


def test_without_an_action_the_next_verb_runs(voicelab: TestLab) -> None:
    """action: none (falls to next verb)"""
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    call = voicelab.dial(Dialler(f"<Dial>{SALES}</Dial>"))
    assert call.ended("completed")
    assert said(call) == ["Next."] and len(call.requests) == 1


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
    app = Dialler(f'<Dial action="/done">{SALES}</Dial>')
    callee = voicelab.callee(SALES, answers_after=None)
    call = voicelab.dial(app)
    call.waits(5)
    call.hangs_up()
    assert callee.calls[0].gone.done()
    assert next(event.status for event in call.all_events if isinstance(event, CallEnded)) == "canceled"


# --- attributes ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("attribute", "seconds"), [("", 30), ('timeout="5"', 5), ('timeout="600"', 600)])
def test_timeout(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """timeout: 5..600 s, default 30; the real platform adds about 5 s"""
    voicelab.callee(SALES, answers_after=None)
    call = voicelab.dial(Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>'))
    call.hears("it was no-answer")
    assert seconds <= at(call, "no-answer") - at(call, "ringing") <= seconds + 5


@pytest.mark.parametrize("wrong", ["4", "601", "-1"])
def test_a_timeout_out_of_range(voicelab: TestLab, wrong: str) -> None:
    """13212 timeout"""
    voicelab.callee(SALES, answers_after=None)
    call = voicelab.dial(Dialler(f'<Dial action="/done" timeout="{wrong}">{SALES}</Dial>'))
    call.hears("it was no-answer")
    assert 13212 in codes(call) and 30 <= at(call, "no-answer") <= 35


@pytest.mark.parametrize(("attribute", "seconds"), [('timeLimit="20"', 20), ("", 14400)])
def test_time_limit(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """timeLimit: default 14400; counts from bridge; ends the child, then action"""
    app = Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>')
    voicelab.callee(SALES, answers_after=3)
    call = voicelab.dial(app)
    call.hears("it was completed")
    assert int(app.forms("/done")[0]["DialCallDuration"]) == seconds


def test_a_time_limit_that_cannot_be(voicelab: TestLab) -> None:
    """13216 timeLimit"""
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    call = voicelab.dial(Dialler(f'<Dial timeLimit="-3">{SALES}</Dial>'))
    call.ended()
    assert 13216 in codes(call)


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


def test_ring_tone(voicelab: TestLab) -> None:
    """ringTone: a country of the list"""
    voicelab.callee(SALES, answers_after=3, hangs_up_after=1)
    call = voicelab.dial(Dialler(f'<Dial ringTone="uk">{SALES}</Dial>'))
    call.ended()
    assert ("ringback", "uk") in [(kind, text) for kind, text, *_ in prompts(call)]
    wrong = voicelab.dial(Dialler(f'<Dial ringTone="atlantis">{SALES}</Dial>'))
    wrong.ended()
    assert 13220 in codes(wrong)


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


@pytest.mark.parametrize("attribute", ["", 'record="do-not-record"', 'record="false"'])
def test_no_recording_by_default(voicelab: TestLab, attribute: str) -> None:
    """record: default do-not-record"""
    app = Dialler(f'<Dial action="/done" {attribute}>{SALES}</Dial>')
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    voicelab.dial(app).ended()
    assert "RecordingUrl" not in app.forms("/done")[0]


# --- nouns --------------------------------------------------------------------------------------------------------
def test_several_ring_at_once_and_the_first_answer_wins(voicelab: TestLab) -> None:
    """Up to 10 in parallel, first answer wins, others cancelled"""
    first = voicelab.callee(SALES, answers_after=5)
    second = voicelab.callee(OTHER, answers_after=2, says="I was quicker.", hangs_up_after=1)
    call = voicelab.dial(Dialler(f"<Dial><Number>{SALES}</Number><Number>{OTHER}</Number></Dial>"))
    call.hears("i was quicker")
    call.ended()
    assert len(first.calls) == len(second.calls) == 1
    assert first.calls[0].gone.result()  # stopped ringing
    ended = {event.call_sid: event.status for event in call.all_events if isinstance(event, CallEnded)}
    assert sorted(ended[child.call_sid] for child in children(call)) == ["canceled", "completed"]


def test_sequential(voicelab: TestLab) -> None:
    """sequential=true tries in order"""
    voicelab.callee(SALES, answers_after=None)
    voicelab.callee(OTHER, answers_after=1, says="Second.", hangs_up_after=1)
    call = voicelab.dial(
        Dialler(
            f'<Dial sequential="true" timeout="10"><Number>{SALES}</Number><Number>{OTHER}</Number></Dial>'
        )
    )
    call.hears("second")
    assert at(call, "ringing", child=1) >= 10


def test_eleven_targets(voicelab: TestLab) -> None:
    """Up to 10 Number / Client / Sip in parallel"""
    callees = [voicelab.callee(f"+1500555{number:04d}", answers_after=None) for number in range(3000, 3011)]
    nouns = "".join(f"<Number>{callee.address}</Number>" for callee in callees)
    call = voicelab.dial(Dialler(f"<Dial>{nouns}</Dial>"))
    call.ended()
    assert sum(len(callee.calls) for callee in callees) == 10


def test_a_client_gets_its_parameters(voicelab: TestLab) -> None:
    """Child's To = client:identity; Parameter name/value reach the SDK as custom parameters"""
    callee = voicelab.callee("client:bob", answers_after=1, hangs_up_after=1)
    noun = '<Client><Identity>bob</Identity><Parameter name="account" value="42"/></Client>'
    call = voicelab.dial(Dialler(f"<Dial>{noun}</Dial>"))
    call.ended()
    (invitation,) = callee.invitations
    assert (invitation.to, dict(invitation.parameters)) == ("client:bob", {"account": "42"})
    assert children(call)[0].to == "client:bob"


def test_a_client_that_is_not_there(voicelab: TestLab) -> None:
    call = voicelab.dial(Dialler('<Dial action="/done"><Client>nobody</Client></Dial>'))
    call.hears("it was no-answer")


def test_a_number_of_the_lab_runs_its_own_document(voicelab: TestLab) -> None:
    """Dialling a number of the same platform runs its voice webhook on the child"""
    seen: list[dict[str, str]] = []

    def shop(request: dict[str, str]) -> str:
        seen.append(dict(request))
        return "<Response><Say>This is the shop.</Say><Hangup/></Response>"

    voicelab.number(SALES, shop)
    call = voicelab.dial(Dialler(f'<Dial action="/done" callerId="{HERE}">{SALES}</Dial>'))
    call.hears("this is the shop")
    call.hears("it was completed")
    assert (seen[0]["To"], seen[0]["From"], seen[0]["ParentCallSid"]) == (SALES, HERE, call.sid)


def test_national_forms_are_accepted(voicelab: TestLab) -> None:
    """US national forms accepted"""
    callee = voicelab.callee("+14155550123", answers_after=1, hangs_up_after=1)
    voicelab.dial(Dialler("<Dial>415-555-0123</Dial>")).ended()
    assert callee.invitations[0].to == "+14155550123"


def test_what_is_no_number(voicelab: TestLab) -> None:
    """13223 number format"""
    call = voicelab.dial(Dialler('<Dial action="/done">call me</Dial>'))
    call.ended()
    assert 13223 in codes(call)


def test_send_digits_reach_the_callee_before_the_bridge(voicelab: TestLab) -> None:
    """SendDigits (0-9 # * w W)"""
    callee = voicelab.callee(SALES, answers_after=1, hangs_up_after=8)
    call = voicelab.dial(Dialler(f'<Dial><Number sendDigits="wW12#">{SALES}</Number></Dial>'))
    call.ended()
    bridged = next(event.at for event in call.events if isinstance(event, BridgeStarted))
    assert callee.calls[0].keys == "12#" and bridged - at(call, "in-progress") > 2
    wrong = voicelab.dial(Dialler(f'<Dial><Number sendDigits="12x">{SALES}</Number></Dial>'))
    wrong.ended()
    assert 13222 in codes(wrong)


def test_a_whisper_runs_on_the_called_leg_before_the_bridge(voicelab: TestLab) -> None:
    """url: whisper document run on the called leg after answer and before bridging; its end bridges"""
    app = Dialler(
        f'<Dial action="/done"><Number url="/whisper">{SALES}</Number></Dial>',
        whisper="<Say>A call for you.</Say>",
    )
    callee = voicelab.callee(SALES, answers_after=1, hangs_up_after=6)
    call = voicelab.dial(app)
    call.hears("it was completed")
    assert [u.text for u in callee.calls[0].heard if u.kind == "say"] == ["A call for you."]
    assert "A call for you." not in call.transcript
    (form,) = app.forms("/whisper")
    assert (form["To"], form["ParentCallSid"], form["CallSid"]) == (
        SALES,
        call.sid,
        children(call)[0].call_sid,
    )


def test_a_whisper_that_hangs_up_declines(voicelab: TestLab) -> None:
    """Hangup there declines"""
    app = Dialler(
        f'<Dial action="/done"><Number url="/whisper">{SALES}</Number></Dial>',
        whisper="<Gather timeout='2'><Say>Press 1.</Say></Gather><Hangup/>",
    )
    voicelab.callee(SALES, answers_after=1)
    call = voicelab.dial(app)
    call.hears("it was")
    (form,) = app.forms("/done")
    assert form["DialBridged"] == "false" and form["DialCallStatus"] in ("completed", "no-answer")


def test_a_dial_in_a_whisper_is_forbidden(voicelab: TestLab) -> None:
    """Dial forbidden in it (13201)"""
    app = Dialler(f'<Dial><Number url="/whisper">{SALES}</Number></Dial>', whisper=f"<Dial>{OTHER}</Dial>")
    other = voicelab.callee(OTHER)
    voicelab.callee(SALES, answers_after=1, hangs_up_after=3)
    call = voicelab.dial(app)
    call.ended()
    told = [event for event in call.all_events if event.event_name() == "notified"]
    assert 13201 in [event.code for event in told] and other.calls == []  # type: ignore[attr-defined]


def test_status_callbacks_of_a_noun(voicelab: TestLab) -> None:
    """StatusCallbackEvent initiated ringing answered completed (default completed); carry ParentCallSid"""
    noun = f'<Number statusCallback="/told"{{}}>{SALES}</Number>'
    voicelab.callee(SALES, answers_after=1, hangs_up_after=1)
    default = Dialler(f"<Dial>{noun.format('')}</Dial>", told="")
    call = voicelab.dial(default)
    call.ended()
    (form,) = default.forms("/told")
    assert (form["CallStatus"], form["ParentCallSid"]) == ("completed", call.sid)
    every = Dialler(
        f"<Dial>{noun.format(EVERY)}</Dial>",
        told="",
    )
    voicelab.dial(every).ended()
    steps = [(form["CallStatus"], form["SequenceNumber"]) for form in every.forms("/told")]
    assert steps == [("initiated", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3")]
