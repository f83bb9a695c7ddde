"""Speech as text over the REST API. Quoted rows: Twilio's resources of these names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from field_tables import check, check_page
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab

LONG = '<Response><Say>hello</Say><Pause length="60"/></Response>'
ASKS = '<Response><Record transcribe="true" timeout="3" maxLength="20" action="/done"/></Response>'


def test_a_call_is_transcribed_until_it_is_stopped_by_name(voicelab: TestLab) -> None:
    """POST starts, POST /{Sid or Name} Status=stopped"""
    told: list[dict[str, str]] = []

    def app(request: Any) -> str:
        told.append(dict(request))
        return ""

    voicelab.serve("http://app.test", app)
    call = voicelab.dial(LONG)
    call.hears("hello")
    live = voicelab.twilio.calls(call.sid)
    made = live.transcriptions.create(
        name="mine", track="inbound_track", status_callback_url="http://app.test/", language_code="en-US"
    )
    assert (made.status, made.name) == ("in-progress", "mine")
    call.says("I want to book a table")
    call.waits(3)
    assert live.transcriptions("mine").update(status="stopped").status == "stopped"
    call.says("nobody hears this")
    call.waits(3)
    said = [
        json.loads(form["TranscriptionData"])["transcript"] for form in told if "TranscriptionData" in form
    ]
    assert said == ["I want to book a table"]
    assert told[-1]["TranscriptionEvent"] == "transcription-stopped"
    with pytest.raises(TwilioRestException) as caught:
        live.transcriptions("other").update(status="stopped")
    assert caught.value.status == 404


def test_a_live_transcription_shows_every_field(voicelab: TestLab) -> None:
    call = voicelab.dial(LONG)
    call.hears("hello")
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/Transcriptions.json")
    assert status == 200 and check("live_transcription", data)["name"] == data["sid"]
    for form, code in (
        ({"Track": "x"}, 20001),
        ({"StatusCallbackUrl": "x"}, 21402),
        ({"IntelligenceService": "GA1"}, 20001),
        ({"PartialResults": "x"}, 20001),
    ):
        assert ask(voicelab, "POST", f"Calls/{call.sid}/Transcriptions.json", form)[1]["code"] == code


def test_the_text_of_a_recording_is_kept(voicelab: TestLab) -> None:
    """transcription_text, status in-progress completed failed"""

    def app(request: Any) -> str:
        return ASKS if request.path == "/" else "<Response/>"

    call = voicelab.dial(app)
    call.waits(1)
    call.says("please call me back tomorrow in the afternoon")
    call.ended()
    client = voicelab.twilio
    (recording,) = client.recordings.list()
    (text,) = client.transcriptions.list()
    assert (text.status, text.type) == ("completed", "fast")
    assert text.transcription_text == "please call me back tomorrow in the afternoon"
    assert [one.sid for one in client.recordings(recording.sid).transcriptions.list()] == [text.sid]
    assert client.recordings(recording.sid).transcriptions(text.sid).fetch().duration == text.duration
    _, page = ask(voicelab, "GET", "Transcriptions.json")
    check_page("transcriptions", "transcription", page)
    assert ask(voicelab, "GET", f"Recordings/RE{'0' * 32}/Transcriptions.json")[0] == 404
    assert client.transcriptions(text.sid).delete() and client.transcriptions.list() == []
    with pytest.raises(TwilioRestException) as caught:
        text.fetch()
    assert caught.value.status == 404
