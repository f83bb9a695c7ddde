"""What Number, Client, Sip, WhatsApp and Application have in common. Quoted rows: "TwiML Voice: Dial" and its nouns."""

from __future__ import annotations

import pytest
from dialled import Dialler

from voicelab.testing import TestLab

proves = pytest.mark.proves
EVENTS = "initiated ringing answered completed"
GREETING = (
    "You have reached the mailbox of nobody in particular, please leave a message after the beep, thank you."
)

NOUNS = {
    "Number": ("<Number{}>+15005550010</Number>", "+15005550010"),
    "Client": ("<Client{}>kate</Client>", "client:kate"),
    "Sip": ("<Sip{}>sip:kate@example.com</Sip>", "sip:kate@example.com"),
    "WhatsApp": ("<WhatsApp{}>+15005550010</WhatsApp>", "whatsapp:+15005550010"),
    "Application": ("<Application{}>shop</Application>", ""),
}


def each(*attributes: str, nouns: tuple[str, ...] = tuple(NOUNS)) -> pytest.MarkDecorator:
    """One case a noun, which proves these attributes of it."""
    cases = [pytest.param(*NOUNS[key], marks=proves(key, *attributes), id=key) for key in nouns]
    return pytest.mark.parametrize(("noun", "address"), cases)


def answers(voicelab: TestLab, address: str) -> None:
    """Somebody answers there after a second, and hangs up after three."""
    if address:
        voicelab.callee(address, answers_after=1, hangs_up_after=3)
    else:
        voicelab.app("shop", "<Response><Say>Shop.</Say><Pause length='3'/></Response>")


@each("statusCallback", "statusCallbackEvent")
def test_the_steps_of_a_called_leg(voicelab: TestLab, noun: str, address: str) -> None:
    """StatusCallbackEvent initiated ringing answered completed; default completed"""
    answers(voicelab, address)
    told = ' statusCallback="/told"'
    each_step = f'{told} statusCallbackEvent="{EVENTS}"'
    every = Dialler(f"<Dial>{noun.format(each_step)}</Dial>", told="")
    call = voicelab.dial(every)
    call.ended()
    forms = sorted(every.forms("/told"), key=lambda form: form["SequenceNumber"])
    assert [form["CallStatus"] for form in forms] == ["initiated", "ringing", "in-progress", "completed"]
    assert {form["ParentCallSid"] for form in forms} == {call.sid}
    default = Dialler(f"<Dial>{noun.format(told)}</Dial>", told="")
    voicelab.dial(default).ended()
    assert [form["CallStatus"] for form in default.forms("/told")] == ["completed"]


@each("url")
def test_the_whisper_comes_before_the_bridge(voicelab: TestLab, noun: str, address: str) -> None:
    """url: runs on the called leg after answer and before bridging; its Hangup declines"""
    answers(voicelab, address)
    screened = noun.format(' url="/whisper"')
    heard = Dialler(f'<Dial action="/done">{screened}</Dial>', whisper="<Say>For you.</Say>")
    call = voicelab.dial(heard)
    call.hears("it was completed")
    (form,) = heard.forms("/whisper")
    assert form["ParentCallSid"] == call.sid and form["CallSid"] != call.sid
    assert "For you." not in call.transcript
    declined = Dialler(f'<Dial action="/done">{screened}</Dial>', whisper="<Hangup/>")
    call = voicelab.dial(declined)
    call.hears("it was no-answer")
    assert declined.forms("/done")[0]["DialBridged"] == "false"


# --- who answers --------------------------------------------------------------------------------------------------
AMD = pytest.mark.parametrize(
    ("attribute", "default", "other", "says", "machine"),
    [
        ("machineDetectionTimeout", "30", "5", "", "word " * 120),
        (
            "machineDetectionSpeechThreshold",
            "2400",
            "6000",
            "one two three four five six seven eight nine ten.",
            "",
        ),
        ("machineDetectionSpeechEndThreshold", "1200", "5000", "Hello, this is Kate.", ""),
        ("machineDetectionSilenceTimeout", "5000", "2000", "", ""),
    ],
)


@AMD
@each(
    "machineDetection",
    "amdStatusCallback",
    "machineDetectionTimeout",
    "machineDetectionSpeechThreshold",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSilenceTimeout",
    nouns=("Number", "Sip"),
)
def test_each_threshold_moves_the_verdict(
    voicelab: TestLab,
    noun: str,
    address: str,
    attribute: str,
    default: str,
    other: str,
    says: str,
    machine: str,
) -> None:
    """MachineDetectionTimeout 3-60 (30 s), SpeechThreshold (2400), SpeechEndThreshold (1200), SilenceTimeout (5000)"""

    def verdict(written: str) -> tuple[str, int]:
        amd = f' machineDetection="DetectMessageEnd" amdStatusCallback="/amd"{written}'
        app = Dialler(f"<Dial>{noun.format(amd)}</Dial>", amd="")
        voicelab.callee(address, answers_after=1, says=says, machine=machine, hangs_up_after=70)
        voicelab.dial(app).ended()
        (form,) = app.forms("/amd")
        return form["AnsweredBy"], int(form["MachineDetectionDuration"])

    usual = verdict("")
    assert verdict(f' {attribute}="{default}"') == usual
    assert verdict(f' {attribute}="1"') == usual  # out of its range: the default
    assert verdict(f' {attribute}="{other}"') != usual
