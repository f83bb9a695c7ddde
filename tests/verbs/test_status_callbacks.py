"""Status callbacks of called legs, step by step. Quoted rows: Twilio's "Call: statusCallback" and the nouns of Dial."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.testing import TestLab

proves = pytest.mark.proves
SALES = "+15005550010"
EVERY = "initiated ringing answered completed"
ANSWERS: dict[str, dict[str, Any]] = {
    "completed": {"hangs_up_after": 61},
    "busy": {"busy": True},
    "no-answer": {"answers_after": None},
}
SIP = {"completed": "200", "busy": "486", "no-answer": "480"}


class Told:
    """An application that dials, and what it is told."""

    def __init__(self, noun: str, dial: str = "") -> None:
        self.noun = noun
        self.dial = dial
        self.told: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/told":
            self.told.append((request.method, dict(request)))
            return ""
        return f'<Response><Dial timeout="10"{self.dial}>{self.noun}</Dial></Response>'


@proves("Number", "statusCallback", "statusCallbackEvent")
@pytest.mark.parametrize("end", list(ANSWERS))
def test_each_step_in_order(voicelab: TestLab, end: str) -> None:
    """Timestamp, CallbackSource, SequenceNumber from 0; the terminal adds CallDuration, Duration, SipResponseCode"""
    voicelab.callee(SALES, **ANSWERS[end])
    app = Told(f'<Number statusCallback="/told" statusCallbackEvent="{EVERY}">{SALES}</Number>')
    call = voicelab.dial(app)
    call.ended()
    voicelab.waits(1)
    forms = [form for _, form in app.told]
    answered = ["in-progress"] if end == "completed" else []
    assert [form["CallStatus"] for form in forms] == ["initiated", "ringing", *answered, end]
    assert [form["SequenceNumber"] for form in forms] == [str(number) for number in range(len(forms))]
    for form in forms:
        assert form["CallbackSource"] == "call-progress-events" and form["Timestamp"].endswith("+0000")
        assert (form["ParentCallSid"], form["Direction"]) == (call.sid, "outbound-dial")
        assert (form["To"], form["Called"], form["ApiVersion"]) == (SALES, SALES, "2010-04-01")
    last = forms[-1]
    assert last["SipResponseCode"] == SIP[end]
    seconds = int(last["CallDuration"])
    assert last["Duration"] == ("2" if end == "completed" else "0") and (seconds > 60) == (end == "completed")
    assert all("CallDuration" not in form for form in forms[:-1])


@proves("Number", "statusCallbackMethod", "statusCallbackEvent")
def test_without_events_only_the_end_is_told(voicelab: TestLab) -> None:
    """statusCallbackEvent: default completed; statusCallbackMethod GET"""
    voicelab.callee(SALES, hangs_up_after=2)
    app = Told(f'<Number statusCallback="/told" statusCallbackMethod="GET">{SALES}</Number>')
    voicelab.dial(app).ended()
    voicelab.waits(1)
    ((method, form),) = app.told
    assert (method, form["CallStatus"], form["SequenceNumber"]) == ("GET", "completed", "0")


@pytest.mark.parametrize("how", ["record", "verb"])
def test_the_end_names_the_calls_own_recording(voicelab: TestLab, how: str) -> None:
    """RecordingUrl, RecordingSid, RecordingDuration: only for that leg's own Record"""
    app = Told("")
    told = voicelab.lab.publish(app) + "told"
    voicelab.callee(SALES, says="This is what there is to keep of it.", hangs_up_after=3)
    verb = "<Record timeout='20' action='http://app.test/none'/>" if how == "verb" else "<Pause length='6'/>"
    more = {"record": True, "trim": "do-not-trim"} if how == "record" else {}
    voicelab.twilio.calls.create(
        to=SALES, from_="+15005550006", twiml=f"<Response>{verb}</Response>", status_callback=told, **more
    )
    voicelab.waits(30)
    ((_, form),) = app.told
    (recording,) = voicelab.lab.journal.recordings.values()
    assert form["RecordingSid"] == recording.sid and form["RecordingUrl"].endswith(recording.sid)
    assert form["RecordingDuration"] == str(round(recording.duration or 0)) != "0"


def test_a_dials_recording_is_not_the_childs_own(voicelab: TestLab) -> None:
    voicelab.callee(SALES, says="Good morning.", hangs_up_after=3)
    app = Told(f'<Number statusCallback="/told">{SALES}</Number>', ' record="record-from-answer"')
    call = voicelab.dial(app)
    call.ended()
    voicelab.waits(1)
    assert "RecordingSid" not in app.told[0][1]
