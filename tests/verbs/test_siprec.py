"""<Start> and <Stop> with Siprec, and stopping a recording. Quoted rows: Twilio's "TwiML Voice: Siprec", "Stop"."""

from __future__ import annotations

from typing import Any

import pytest
from heard import codes

from voicelab.calls.events import Notified, RecordingEnded
from voicelab.testing import TestLab

proves = pytest.mark.proves
STARTED = '<Start><Siprec name="ears" connectorName="archive" statusCallback="/told"{}/></Start>'


class Recorder:
    """An application with one document; ``told`` are the callbacks, with their methods."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.told: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/told":
            self.told.append(dict(request) | {"method": request.method})
            return ""
        return f"<Response>{self.document}</Response>"


@proves("Siprec", "name", "statusCallback", "statusCallbackMethod")
@proves("Siprec")
def test_a_session_lasts_until_the_call_ends(voicelab: TestLab) -> None:
    """Siprec: name, connectorName, track, statusCallback(+Method)"""
    app = Recorder(STARTED.format("") + "<Say>On.</Say>")
    call = voicelab.dial(app)
    call.hears("on")
    assert call.ended("completed")
    assert [told["SiprecEvent"] for told in app.told] == ["siprec-started", "siprec-stopped"]
    first, last = app.told
    assert first["SiprecSid"] == last["SiprecSid"] and len(first["SiprecSid"]) == 34
    assert first["SiprecSid"].startswith("SR") and first["SiprecName"] == "ears"
    assert (first["CallSid"], first["method"]) == (call.sid, "POST") and "T" in first["Timestamp"]
    by_get = Recorder(STARTED.format(' statusCallbackMethod="GET"'))
    voicelab.dial(by_get).ended()
    assert {told["method"] for told in by_get.told} == {"GET"}


@proves("Siprec", "connectorName", "track")
def test_it_says_that_nobody_gets_the_sound(voicelab: TestLab) -> None:
    """Only these may be simulated (visibly, in words)"""
    call = voicelab.dial(Recorder(STARTED.format(' track="inbound_track"')))
    call.ended()
    (said,) = [event for event in call.events if isinstance(event, Notified)]
    assert "Simulated" in said.message and "ears" in said.message
    assert "archive" in said.message and "inbound_track" in said.message and said.line == 1


@proves("Stop")
def test_it_is_stopped_by_its_name(voicelab: TestLab) -> None:
    """Stop: Stream Siprec Transcription"""
    app = Recorder(
        STARTED.format("") + '<Stop><Siprec name="ears"/></Stop><Pause length="60"/><Say>Late.</Say>'
    )
    call = voicelab.dial(app)
    call.waits(30)
    assert [told["SiprecEvent"] for told in app.told] == ["siprec-started", "siprec-stopped"]
    call.hears("late")
    call.ended()
    assert len(app.told) == 2


def test_one_name_is_one_session(voicelab: TestLab) -> None:
    """A second one of the same name is refused, and the call goes on"""
    app = Recorder(STARTED.format("") * 2 + "<Say>On.</Say>")
    call = voicelab.dial(app)
    call.hears("on")
    call.ended()
    assert 14300 in codes(call) and len(app.told) == 2


def test_a_name_that_nothing_has(voicelab: TestLab) -> None:
    call = voicelab.dial(Recorder('<Stop><Siprec name="other"/></Stop><Say>On.</Say>'))
    call.hears("on")
    call.ended()
    assert any("other" in event.message for event in call.events if isinstance(event, Notified))


def test_a_session_without_a_name_is_called_by_its_sid(voicelab: TestLab) -> None:
    app = Recorder('<Start><Siprec statusCallback="/told"/></Start><Pause/>')
    voicelab.dial(app).ended()
    assert app.told[0]["SiprecName"] == app.told[0]["SiprecSid"]


@proves("Recording", "name")
def test_a_recording_is_stopped_by_its_name(voicelab: TestLab) -> None:
    """Stop: Recording by name"""
    app = Recorder(
        '<Start><Recording name="tape" trim="do-not-trim" recordingStatusCallback="/told"/></Start>'
        '<Pause length="5"/><Stop><Recording name="tape"/></Stop><Pause length="60"/><Say>Late.</Say>'
    )
    call = voicelab.dial(app)
    call.hears("late")
    (ended,) = [event for event in call.events if isinstance(event, RecordingEnded)]
    assert ended.duration == pytest.approx(5, abs=0.1)
    assert [told["RecordingStatus"] for told in app.told] == ["completed"]
    call.ended()
