"""Recordings over the REST API. Quoted rows: Twilio's "Call Recording" and "Recordings" resources."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import check, check_page
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab

LONG = '<Response><Pause length="120"/></Response>'


def answered(voicelab: TestLab, twiml: str = LONG) -> Any:
    """A call that is up, as the library shows it."""
    voicelab.callee("+15005550002")
    call = voicelab.twilio.calls.create(to="+15005550002", from_="+15005550001", twiml=twiml)
    voicelab.waits(5)
    return call


def test_a_recording_is_started_paused_resumed_and_stopped(voicelab: TestLab) -> None:
    """Create starts recording; update Status paused/in-progress/stopped, PauseBehavior skip/silence"""
    call = answered(voicelab)
    recording = call.recordings.create()
    assert (recording.status, recording.channels, recording.source) == (
        "in-progress",
        1,
        "StartCallRecordingAPI",
    )
    assert recording.duration is None
    voicelab.waits(10)
    assert recording.update(status="paused", pause_behavior="skip").status == "paused"
    voicelab.waits(30)
    assert call.recordings("Twilio.CURRENT").update(status="in-progress").status == "in-progress"
    voicelab.waits(5)
    assert recording.update(status="stopped").status == "stopped"
    after = recording.fetch()
    assert (after.status, after.duration) == ("completed", "15")  # the pause was skipped


def test_a_pause_is_silence_by_default(voicelab: TestLab) -> None:
    call = answered(voicelab)
    recording = call.recordings.create(recording_channels="dual", recording_track="inbound")
    assert (recording.channels, recording.track) == (2, "inbound")
    voicelab.waits(10)
    recording.update(status="paused")
    voicelab.waits(10)
    call.recordings("Twilio.CURRENT").update(status="stopped")
    assert recording.fetch().duration == "20"


def test_a_second_recording_is_refused(voicelab: TestLab) -> None:
    """Second start: 400 21220-like, already recording"""
    call = answered(voicelab)
    call.recordings.create()
    with pytest.raises(TwilioRestException, match="already being recorded") as caught:
        call.recordings.create()
    assert (caught.value.status, caught.value.code) == (400, 21220)


def test_the_callback_tells_of_every_step_asked_for(voicelab: TestLab) -> None:
    """RecordingStatusCallback(+Event)"""
    told: list[tuple[str, str]] = []

    def app(request: Any) -> str:
        told.append((request["RecordingStatus"], request["RecordingSid"]))
        return ""

    voicelab.serve("http://app.test", app)
    call = answered(voicelab)
    recording = call.recordings.create(
        recording_status_callback="http://app.test/",
        recording_status_callback_event=["in-progress", "completed"],
    )
    voicelab.waits(5)
    call.update(status="completed")
    voicelab.waits(5)
    assert told == [("in-progress", recording.sid), ("completed", recording.sid)]


def test_record_on_create_records_from_the_answer(voicelab: TestLab) -> None:
    """Record bool + RecordingChannels mono/dual; source OutboundAPI"""
    voicelab.callee("+15005550002", says="this is what I say", hangs_up_after=3)
    call = voicelab.twilio.calls.create(
        to="+15005550002",
        from_="+15005550001",
        twiml=LONG,
        record=True,
        recording_channels="dual",
        trim="do-not-trim",
    )
    voicelab.waits(30)
    (recording,) = call.recordings.list()
    assert (recording.source, recording.channels, recording.status) == ("OutboundAPI", 2, "completed")


def test_every_field_is_shown(voicelab: TestLab) -> None:
    call = answered(voicelab)
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/Recordings.json")
    assert status == 201 and check("call_recording", data)["call_sid"] == call.sid
    sid = data["sid"]
    _, page = ask(voicelab, "GET", f"Calls/{call.sid}/Recordings.json")
    assert [one["sid"] for one in check_page("recordings", "call_recording", page)] == [sid]
    _, one = ask(voicelab, "GET", f"Recordings/{sid}.json")
    check("recording", one)
    assert one["media_url"].endswith(f"/Recordings/{sid}") and one["uri"].endswith(f"/Recordings/{sid}.json")
    _, page = ask(voicelab, "GET", "Recordings.json", query=f"CallSid={call.sid}")
    assert len(check_page("recordings", "recording", page)) == 1


def test_recordings_are_listed_by_call_conference_and_day(voicelab: TestLab) -> None:
    """DateCreated(<,>), CallSid, ConferenceSid"""
    call = answered(voicelab)
    recording = call.recordings.create()
    recordings = voicelab.twilio.recordings
    assert [one.sid for one in recordings.list(call_sid=call.sid)] == [recording.sid]
    assert recordings.list(call_sid="CA" + "0" * 32) == []
    assert recordings.list(conference_sid="CF" + "0" * 32) == []
    day = recording.date_created
    assert len(recordings.list(date_created_after=day)) == 1
    assert recordings.list(date_created_before=day.replace(hour=1)) == []
    assert len(call.recordings.list(date_created=day.date())) == 1


def test_a_recording_is_deleted_once_it_is_over(voicelab: TestLab) -> None:
    """DELETE -> 204"""
    call = answered(voicelab)
    recording = call.recordings.create()
    with pytest.raises(TwilioRestException) as caught:
        recording.delete()
    assert caught.value.code == 20009
    recording.update(status="stopped")
    assert voicelab.twilio.recordings(recording.sid).delete()
    with pytest.raises(TwilioRestException) as caught:
        recording.fetch()
    assert caught.value.status == 404


@pytest.mark.parametrize(
    ("path", "form", "code"),
    [
        ("Recordings", {"RecordingChannels": "three"}, 20001),
        ("Recordings", {"RecordingTrack": "all"}, 20001),
        ("Recordings", {"Trim": "yes"}, 20001),
        ("Recordings", {"RecordingStatusCallback": "nowhere"}, 21205),
        ("Recordings", {"RecordingStatusCallbackEvent": "sometimes"}, 20001),
        ("Recordings/Twilio.CURRENT", {"Status": "stopped"}, 20404),
        ("Recordings/RE00000000000000000000000000000000", {"Status": "paused"}, 20404),
        ("Recordings/Twilio.CURRENT", {}, 20001),
        ("Recordings/Twilio.CURRENT", {"Status": "absent"}, 20001),
        ("Recordings/Twilio.CURRENT", {"Status": "paused", "PauseBehavior": "hum"}, 20001),
    ],
)
def test_bad_requests_are_refused(voicelab: TestLab, path: str, form: dict[str, str], code: int) -> None:
    call = answered(voicelab)
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/{path}.json", form)
    assert (status, data["code"]) == (404 if code == 20404 else 400, code)


def test_what_is_over_cannot_be_recorded(voicelab: TestLab) -> None:
    """Invalid call state"""
    call = answered(voicelab)
    recording = call.recordings.create()
    call.update(status="completed")
    for attempt in (lambda: call.recordings.create(), lambda: recording.update(status="paused")):
        with pytest.raises(TwilioRestException) as caught:
            attempt()
        assert caught.value.code == 21220
    voicelab.callee("+15005550003", answers_after=None)
    ringing = voicelab.twilio.calls.create(to="+15005550003", from_="+15005550001", twiml=LONG)
    with pytest.raises(TwilioRestException) as caught:
        ringing.recordings.create()
    assert caught.value.code == 21220
