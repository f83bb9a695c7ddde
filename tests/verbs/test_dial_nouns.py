"""What stands in a <Dial>: numbers, clients, whispers. Quoted rows: Twilio's "TwiML Voice: Dial" and its nouns."""

from __future__ import annotations

import pytest
from dialled import HERE, OTHER, SALES, Dialler, at, children
from heard import codes

from voicelab.calls.events import BridgeStarted, CallEnded
from voicelab.testing import TestLab

EVERY = ' statusCallbackEvent="initiated ringing answered completed"'


@pytest.mark.proves("Number")
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


@pytest.mark.proves("Dial", "sequential")
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


@pytest.mark.proves("Client")
@pytest.mark.proves("Identity")
@pytest.mark.proves("Parameter", "name", "value")
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


@pytest.mark.proves("Number", "sendDigits")
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


@pytest.mark.proves("Number", "url")
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


@pytest.mark.parametrize(("reason", "status"), [("busy", "busy"), ("rejected", "no-answer")])
def test_a_number_of_the_lab_that_rejects(voicelab: TestLab, reason: str, status: str) -> None:
    """Reject on the child leg: DialCallStatus busy, or no-answer"""
    voicelab.number(SALES, f"<Response><Reject reason='{reason}'/></Response>")
    app = Dialler(f'<Dial action="/done">{SALES}</Dial>')
    voicelab.dial(app).ended()
    (form,) = app.forms("/done")
    assert (form["DialCallStatus"], form["DialBridged"]) == (status, "false")


def test_a_dial_in_a_whisper_is_forbidden(voicelab: TestLab) -> None:
    """Dial forbidden in it (13201)"""
    app = Dialler(f'<Dial><Number url="/whisper">{SALES}</Number></Dial>', whisper=f"<Dial>{OTHER}</Dial>")
    other = voicelab.callee(OTHER)
    voicelab.callee(SALES, answers_after=1, hangs_up_after=3)
    call = voicelab.dial(app)
    call.ended()
    told = [event for event in call.all_events if event.event_name() == "notified"]
    assert 13201 in [event.code for event in told] and other.calls == []  # type: ignore[attr-defined]


@pytest.mark.proves("Number", "statusCallback", "statusCallbackEvent")
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


@pytest.mark.proves("Number", "sendDigits")
def test_who_was_still_being_sent_digits_is_let_go(voicelab: TestLab) -> None:
    """First answer wins, others cancelled: the one that is ready first, and the other call ends"""
    quick = voicelab.callee(SALES, answers_after=2, hangs_up_after=5)
    slow = voicelab.callee(OTHER, answers_after=1)
    nouns = f'<Number>{SALES}</Number><Number sendDigits="WWWW1">{OTHER}</Number>'
    call = voicelab.dial(Dialler(f"<Dial>{nouns}</Dial>"))
    call.ended()
    assert slow.calls[0].gone.done() and quick.calls[0].gone.done()
    ended = [event for event in call.all_events if isinstance(event, CallEnded)]
    assert len(ended) == 3


@pytest.mark.parametrize(
    ("dial", "status", "told"),
    [("", "busy", SALES), (' sequential="true"', "no-answer", OTHER)],
)
@pytest.mark.proves("Dial", "sequential")
def test_of_several_that_do_not_answer_one_is_told(
    voicelab: TestLab, dial: str, status: str, told: str
) -> None:
    """DialCallStatus and DialCallSid are of one leg: at once the most telling, in turn the last one"""
    voicelab.callee(SALES, busy=True)
    voicelab.callee(OTHER, answers_after=None)
    app = Dialler(
        f'<Dial action="/done" timeout="5"{dial}><Number>{SALES}</Number><Number>{OTHER}</Number></Dial>'
    )
    call = voicelab.dial(app)
    call.ended()
    (form,) = app.forms("/done")
    child = next(event for event in children(call) if event.call_sid == form["DialCallSid"])
    assert (form["DialCallStatus"], child.to) == (status, told)
