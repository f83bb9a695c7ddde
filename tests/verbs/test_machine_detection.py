"""Answering machine detection. Quoted rows: Twilio's "Answering machine detection" and "TwiML Voice: Number"."""

from __future__ import annotations

from typing import Any

import pytest
from dialled import SALES, Dialler

from voicelab.testing import TestLab
from voicelab.verbs.plans import DetectionPlan

GREETING = (
    "You have reached our mailbox. Nobody is here now. Please leave a message after the tone. Thank you."
)


def dials(attributes: str) -> Dialler:
    return Dialler(f"<Dial><Number {attributes}>{SALES}</Number></Dial>")


@pytest.mark.proves("Number", "machineDetection", "amdStatusCallback")
def test_a_person_is_told_to_the_callback(voicelab: TestLab) -> None:
    """AMD: CallSid, AccountSid, AnsweredBy, MachineDetectionDuration (ms)"""
    voicelab.callee(SALES, says="Hello?", hangs_up_after=6)
    app = dials('machineDetection="Enable" amdStatusCallback="/amd"')
    voicelab.dial(app).ended()
    (form,) = app.forms("/amd")
    assert form["AnsweredBy"] == "human" and form["CallSid"].startswith("CA")
    assert set(form) == {"CallSid", "AccountSid", "AnsweredBy", "MachineDetectionDuration"}
    assert 1200 < int(form["MachineDetectionDuration"]) < 4000


@pytest.mark.proves("Number", "machineDetectionSpeechThreshold")
def test_who_goes_on_talking_is_a_machine(voicelab: TestLab) -> None:
    """SpeechThreshold 1000-6000 (2400 ms)"""
    voicelab.callee(SALES, machine=GREETING, hangs_up_after=1)
    app = dials('machineDetection="Enable" amdStatusCallback="/amd"')
    voicelab.dial(app).ended()
    (form,) = app.forms("/amd")
    assert form["AnsweredBy"] == "machine_start"
    assert 2400 <= int(form["MachineDetectionDuration"]) < 3000


@pytest.mark.proves("Number", "machineDetectionSpeechThreshold")
def test_a_higher_threshold_takes_a_long_greeting_for_a_person(voicelab: TestLab) -> None:
    """MachineDetectionSpeechThreshold"""
    voicelab.callee(SALES, says="Hello, this is Anna of the sales team, good morning.", hangs_up_after=9)
    for threshold, verdict in (("1000", "machine_start"), ("6000", "human")):
        attributes = f'machineDetection="Enable" machineDetectionSpeechThreshold="{threshold}"'
        app = dials(f'{attributes} amdStatusCallback="/amd"')
        voicelab.dial(app).ended()
        assert [form["AnsweredBy"] for form in app.forms("/amd")] == [verdict]


@pytest.mark.proves("Number", "machineDetection")
def test_the_beep_ends_the_greeting(voicelab: TestLab) -> None:
    """DetectMessageEnd: machine_end_beep"""
    voicelab.callee(SALES, machine=GREETING, hangs_up_after=5)
    app = dials('machineDetection="DetectMessageEnd" amdStatusCallback="/amd"')
    voicelab.dial(app).ended()
    assert [form["AnsweredBy"] for form in app.forms("/amd")] == ["machine_end_beep"]


@pytest.mark.proves("Number", "machineDetectionSilenceTimeout")
def test_silence_is_unknown(voicelab: TestLab) -> None:
    """SilenceTimeout 2000-10000 (5000)"""
    voicelab.callee(SALES, hangs_up_after=9)
    app = dials(
        'machineDetection="Enable" machineDetectionSilenceTimeout="2000" amdStatusCallback="/amd"'
        ' amdStatusCallbackMethod="GET"'
    )
    voicelab.dial(app).ended()
    (form,) = app.forms("/amd")
    assert (form["AnsweredBy"], form["MachineDetectionDuration"]) == ("unknown", "2000")


@pytest.mark.proves("Number", "machineDetectionTimeout")
def test_a_greeting_that_does_not_end_is_given_up(voicelab: TestLab) -> None:
    """MachineDetectionTimeout 3-60 (30 s): machine_end_other"""
    voicelab.callee(SALES, machine=GREETING * 3, hangs_up_after=1)
    attributes = 'machineDetection="DetectMessageEnd" machineDetectionTimeout="3"'
    app = dials(f'{attributes} amdStatusCallback="/amd"')
    voicelab.dial(app).ended()
    assert [form["AnsweredBy"] for form in app.forms("/amd")] == ["machine_end_other"]


def test_without_a_callback_the_detection_is_told_to_nobody(voicelab: TestLab) -> None:
    """21262 No AMD status callback URL provided"""
    voicelab.callee(SALES, says="Hello?", hangs_up_after=4)
    call = voicelab.dial(dials('machineDetection="Enable"'))
    call.ended()
    assert 21262 in [note.code for note in call.notifications]


def test_the_verdict_is_the_callers_callbacks_even_when_the_party_goes(voicelab: TestLab) -> None:
    """AnsweredBy unknown"""
    voicelab.callee(SALES, hangs_up_after=1)
    app = dials('machineDetection="Enable" amdStatusCallback="/amd"')
    voicelab.dial(app).ended()
    assert [form["AnsweredBy"] for form in app.forms("/amd")] == ["unknown"]


@pytest.mark.parametrize(("machine", "verdict"), [("", "human"), (GREETING, "machine_end_beep")])
def test_an_api_call_waits_for_the_verdict(voicelab: TestLab, machine: str, verdict: str) -> None:
    """AnsweredBy: outbound with sync MachineDetection, on the Url request"""
    asked: list[dict[str, str]] = []

    def application(request: Any) -> str:
        asked.append(dict(request))
        return "<Response><Say>Good day.</Say></Response>"

    voicelab.callee(SALES, machine=machine, says="" if machine else "Hello?")
    plan = DetectionPlan(message_end=True, beside=False)
    call = voicelab.call(SALES, application, detection=plan)
    call.hears("Good day")
    assert [form["AnsweredBy"] for form in asked] == [verdict]


def test_async_amd_does_not_wait(voicelab: TestLab) -> None:
    """AMD (asyncAmd / amdStatusCallback)"""
    told: list[dict[str, str]] = []
    voicelab.serve("http://amd.test", lambda request: told.append(dict(request)) or "")
    voicelab.serve(
        "http://app.test", lambda request: "<Response><Say>Good day.</Say><Pause length='4'/></Response>"
    )
    voicelab.callee(SALES, machine=GREETING)
    created = voicelab.twilio.calls.create(
        to=SALES,
        from_="+15005550006",
        url="http://app.test/",
        machine_detection="Enable",
        async_amd="true",
        async_amd_status_callback="http://amd.test/",
    )
    voicelab.waits(20)
    assert [form["AnsweredBy"] for form in told] == ["machine_start"]
    assert voicelab.twilio.calls(created.sid).fetch().answered_by == "machine_start"


def test_the_sound_itself_decides_when_it_is_rendered(voicelab: TestLab) -> None:
    """AnsweredBy: human, machine_end_beep, from samples"""
    voicelab.render = True
    voicelab.callee(SALES, machine="You have reached our mailbox. Please leave a message.", hangs_up_after=2)
    app = dials('machineDetection="DetectMessageEnd" amdStatusCallback="/amd"')
    voicelab.dial(app).ended()
    assert [form["AnsweredBy"] for form in app.forms("/amd")] == ["machine_end_beep"]
