"""<Record>. Quoted rows: Twilio's "TwiML Voice: Record"."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import pytest
from heard import codes, prompts, said

from voicelab.calls.events import RecordingEnded, RecordingStarted
from voicelab.testing import TestCall, TestLab


class Recorder:
    """An application that records, and what its action and its callback were told."""

    def __init__(self, record: str, after: str = "<Say>Nothing.</Say>") -> None:
        self.record = record
        self.after = after
        self.actions: list[dict[str, str]] = []
        self.callbacks: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/done":
            self.actions.append(dict(request))
            return "<Response><Say>Thank you.</Say></Response>"
        if request.path == "/told":
            self.callbacks.append(dict(request))
            return ""
        return f"<Response>{self.record}{self.after}</Response>"


def started(call: TestCall) -> float:
    return next(event.at for event in call.events if isinstance(event, RecordingStarted))


def ended(call: TestCall) -> RecordingEnded:
    return next(event for event in call.events if isinstance(event, RecordingEnded))


@pytest.mark.proves("Record")
@pytest.mark.proves("Record", "action")
def test_the_action_is_told_of_the_recording(voicelab: TestLab) -> None:
    """Adds RecordingUrl, RecordingDuration, Digits (ending key or hangup), RecordingSid"""
    app = Recorder('<Record action="/done"/>')
    call = voicelab.dial(app)
    call.waits(1)
    call.says("This is a message for you, and it is not a short one.")
    call.presses("5")
    call.hears("thank you")
    (form,) = app.actions
    assert form["Digits"] == "5" and form["RecordingSid"].startswith("RE")
    assert form["RecordingUrl"].endswith(form["RecordingSid"]) and form["RecordingUrl"].startswith(
        "http://lab.test/"
    )
    assert int(form["RecordingDuration"]) == round(ended(call).duration) > 2
    assert call.ended("completed") and said(call) == ["Thank you."]


@pytest.mark.proves("Record", "playBeep")
@pytest.mark.parametrize(("attribute", "beeps"), [("", 1), ('playBeep="true"', 1), ('playBeep="false"', 0)])
def test_play_beep(voicelab: TestLab, attribute: str, beeps: int) -> None:
    """playBeep: bool, default true"""
    call = voicelab.dial(Recorder(f'<Record action="/done" {attribute}/>'))
    call.ended()
    assert [kind for kind, *_ in prompts(call)].count("beep") == beeps


@pytest.mark.proves("Record", "timeout")
@pytest.mark.parametrize(("attribute", "seconds"), [("", 5), ('timeout="2"', 2)])
def test_silence_ends_it(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """timeout: seconds of received silence, default 5"""
    app = Recorder(f'<Record action="/done" {attribute}/>')
    call = voicelab.dial(app)
    call.waits(1)
    call.says("A message.")
    spoken = call.elapsed
    call.hears("thank you", to_the_end=False)
    assert ended(call).at - spoken == pytest.approx(seconds, abs=0.01)
    assert app.actions[0]["Digits"] == ""


@pytest.mark.proves("Record", "timeout")
def test_a_timeout_of_0_never_ends_it(voicelab: TestLab) -> None:
    """0 disables"""
    call = voicelab.dial(Recorder('<Record action="/done" timeout="0" maxLength="40"/>'))
    call.says("A message.")
    call.hears("thank you")
    assert ended(call).at - started(call) == pytest.approx(40)


@pytest.mark.proves("Record", "timeout")
@pytest.mark.parametrize("wrong", ["-1", "x"])
def test_a_timeout_that_cannot_be(voicelab: TestLab, wrong: str) -> None:
    """13611 timeout"""
    call = voicelab.dial(Recorder(f'<Record action="/done" timeout="{wrong}"/>'))
    call.ended()
    assert {13611, 12200} & set(codes(call)) and ended(call).at - started(call) == pytest.approx(5)


@pytest.mark.proves("Record", "maxLength")
@pytest.mark.parametrize(("attribute", "seconds"), [('maxLength="7"', 7), ("", 3600)])
def test_max_length(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """MaxLength 2..14400, default 3600"""
    call = voicelab.dial(Recorder(f'<Record action="/done" timeout="0" trim="do-not-trim" {attribute}/>'))
    call.says("A message.")
    call.hears("thank you")
    assert ended(call).duration == pytest.approx(seconds, abs=0.01)


@pytest.mark.proves("Record", "maxLength")
@pytest.mark.parametrize("wrong", ["0", "20000", "-5"])
def test_a_max_length_out_of_range(voicelab: TestLab, wrong: str) -> None:
    """13612 maxLength"""
    call = voicelab.dial(Recorder(f'<Record action="/done" maxLength="{wrong}"/>'))
    call.ended()
    assert 13612 in codes(call)


@pytest.mark.proves("Record", "finishOnKey")
@pytest.mark.parametrize(
    ("attribute", "keys", "ends"),
    [("", "7", "7"), ("", "#", "#"), ('finishOnKey="*#"', "12*", "*"), ('finishOnKey=""', "1#", "")],
)
def test_finish_on_key(voicelab: TestLab, attribute: str, keys: str, ends: str) -> None:
    """finishOnKey: a set of keys; any key by default"""
    app = Recorder(f'<Record action="/done" timeout="3" {attribute}/>')
    call = voicelab.dial(app)
    call.waits(1)
    call.says("A message.")
    call.presses(keys)
    call.hears("thank you")
    assert app.actions[0]["Digits"] == ends


@pytest.mark.proves("Record", "finishOnKey")
def test_a_finish_on_key_that_is_none(voicelab: TestLab) -> None:
    """13613 finishOnKey"""
    call = voicelab.dial(Recorder('<Record action="/done" finishOnKey="abc"/>'))
    call.ended()
    assert 13613 in codes(call)


def test_a_caller_that_hangs_up_has_recorded_all_the_same(voicelab: TestLab) -> None:
    """The action is requested also when the caller hung up (Digits=hangup); the answer is ignored"""
    app = Recorder('<Record action="/done"/>')
    call = voicelab.dial(app)
    call.waits(1)
    call.says("A message.")
    call.hangs_up()
    (form,) = app.actions
    assert (form["Digits"], form["CallStatus"]) == ("hangup", "completed")
    assert said(call) == []


def test_nothing_recorded_falls_through(voicelab: TestLab) -> None:
    """If nothing at all was recorded, execution falls to the next verb"""
    app = Recorder('<Record action="/done" timeout="3"/>')
    call = voicelab.dial(app)
    assert call.ended("completed")
    assert (app.actions, said(call), ended(call).status) == ([], ["Nothing."], "absent")


@pytest.mark.proves("Record", "action")
def test_the_action_is_the_document_itself_by_default(voicelab: TestLab) -> None:
    """action: default current document URL"""

    def app(request: Any) -> str:
        return (
            "<Response><Hangup/></Response>" if request["RecordingUrl"] else "<Response><Record/></Response>"
        )

    call = voicelab.dial(app, path="/voice")
    call.waits(1)
    call.says("A message.")
    call.ended()
    assert [request.url for request in call.requests] == ["http://app.test/voice"] * 2


@pytest.mark.proves("Record", "method")
@pytest.mark.parametrize(("attribute", "method"), [("", "POST"), ('method="GET"', "GET")])
def test_method(voicelab: TestLab, attribute: str, method: str) -> None:
    """Method: default POST"""
    call = voicelab.dial(Recorder(f'<Record action="/done" {attribute}/>'))
    call.waits(1)
    call.says("A message.")
    call.hears("thank you")
    assert call.requests[-1].method == method


@pytest.mark.proves("Record", "trim")
@pytest.mark.parametrize(
    ("attribute", "kept"), [("", 1), ('trim="trim-silence"', 1), ('trim="do-not-trim"', 8)]
)
def test_trim(voicelab: TestLab, attribute: str, kept: int) -> None:
    """trim: default trim-silence"""
    call = voicelab.dial(Recorder(f'<Record action="/done" playBeep="false" timeout="4" {attribute}/>'))
    call.waits(3)
    call.says("A message.")
    call.hears("thank you")
    assert ended(call).duration == pytest.approx(kept, abs=0.6)


@pytest.mark.proves("Record", "trim")
def test_a_trim_that_is_none(voicelab: TestLab) -> None:
    """13699 trim"""
    call = voicelab.dial(Recorder('<Record action="/done" trim="a bit"/>'))
    call.ended()
    assert 13699 in codes(call)


@pytest.mark.proves("Record", "recordingStatusCallback")
def test_the_recording_status_callback(voicelab: TestLab) -> None:
    """recordingStatusCallback: POST, completed by default; RecordingChannels, RecordingSource, RecordingTrack"""
    app = Recorder('<Record action="/done" recordingStatusCallback="/told"/>')
    call = voicelab.dial(app)
    call.waits(1)
    call.says("A message.")
    call.ended()
    (form,) = app.callbacks
    assert (form["RecordingStatus"], form["RecordingChannels"], form["RecordingSource"]) == (
        "completed",
        "1",
        "RecordVerb",
    )
    assert form["CallSid"] == call.sid and form["RecordingSid"] == app.actions[0]["RecordingSid"]


@pytest.mark.proves("Record", "recordingStatusCallbackEvent")
def test_the_events_of_the_recording_status_callback(voicelab: TestLab) -> None:
    """Event in-progress completed absent"""
    app = Recorder(
        '<Record action="/done" timeout="2" recordingStatusCallback="/told" '
        'recordingStatusCallbackEvent="in-progress absent"/>'
    )
    voicelab.dial(app).ended()
    assert [form["RecordingStatus"] for form in app.callbacks] == ["in-progress", "absent"]


def test_what_was_recorded_can_be_played(voicelab: TestLab) -> None:
    def app(request: Any) -> str:
        if url := request["RecordingUrl"]:
            return f"<Response><Play>{url}</Play></Response>"
        return '<Response><Record playBeep="false" trim="do-not-trim" timeout="2"/></Response>'

    call = voicelab.dial(app)
    call.says("A message.")
    call.ended()
    assert prompts(call)[0][2] == pytest.approx(ended(call).duration, abs=0.01) and codes(call) == []


@pytest.mark.voicelab(render=True)
def test_rendered_the_file_holds_the_sound(voicelab: TestLab, tmp_path: Path) -> None:
    app = Recorder('<Record action="/done" timeout="2"/>')
    call = voicelab.dial(app)
    call.waits(1)
    call.says("A message of seven words, or eight.")
    call.hears("thank you")
    record = voicelab.lab.journal.recordings[app.actions[0]["RecordingSid"]]
    with wave.open(str(voicelab.lab.switchboard.equipment.recordings / (record.path or ""))) as file:
        seconds = file.getnframes() / file.getframerate()
        assert (file.getnchannels(), file.getframerate()) == (1, 8000)
        loudest = max(
            abs(int.from_bytes(file.readframes(1), "little", signed=True)) for _ in range(file.getnframes())
        )
    assert seconds == pytest.approx(record.duration, abs=0.02) and 1 < seconds < 4
    assert loudest > 3000
