"""Streams and messages of a live call over the REST API. Quoted rows: Twilio's resources of these names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from field_tables import check
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab

URL = "wss://bot.example/stream"
LONG = '<Response><Pause length="120"/></Response>'


def answered(voicelab: TestLab) -> Any:
    voicelab.callee("+15005550002")
    call = voicelab.twilio.calls.create(to="+15005550002", from_="+15005550001", twiml=LONG)
    voicelab.waits(5)
    return call


class Ear:
    """A stream server that keeps what it is sent."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []

    async def __call__(self, socket: Any) -> None:
        while (text := await socket.receive()) is not None:
            self.got.append(json.loads(text))


def test_a_stream_is_started_with_parameters_and_stopped_by_name(voicelab: TestLab) -> None:
    """POST starts (Url*, Name, Track, Parameter1.Name..); POST /{Sid or Name} Status=stopped"""
    ear = Ear()
    voicelab.lab.sockets.serve(URL, ear)
    call = answered(voicelab)
    stream = call.streams.create(
        url=URL, name="mine", track="both_tracks", parameter1_name="colour", parameter1_value="green"
    )
    assert (stream.name, stream.status) == ("mine", "in-progress")
    voicelab.waits(2)
    start = next(frame for frame in ear.got if frame["event"] == "start")["start"]
    assert start["customParameters"] == {"colour": "green"} and start["streamSid"] == stream.sid
    assert start["tracks"] == ["inbound", "outbound"]
    assert call.streams("mine").update(status="stopped").status == "stopped"
    voicelab.waits(1)
    assert ear.got[-1]["event"] == "stop" and call.fetch().status == "in-progress"


def test_a_stream_shows_every_field_and_stops_by_sid(voicelab: TestLab) -> None:
    voicelab.lab.sockets.serve(URL, Ear())
    call = answered(voicelab)
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/Streams.json", {"Url": URL})
    assert status == 200 and check("stream", data)["name"] == data["sid"]
    status, after = ask(
        voicelab, "POST", f"Calls/{call.sid}/Streams/{data['sid']}.json", {"Status": "stopped"}
    )
    assert status == 200 and check("stream", after)["status"] == "stopped"


def test_a_stream_that_cannot_connect_is_a_notification(voicelab: TestLab) -> None:
    """31902 and its kin"""
    call = answered(voicelab)
    call.streams.create(url="wss://nowhere.example/")
    voicelab.waits(10)
    assert call.fetch().status == "in-progress"
    assert [note.error_code[:3] for note in call.notifications.list()] == ["319"]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 31923),
        ({"Url": "https://example.com"}, 31922),
        ({"Url": "wss://"}, 31923),
        ({"Url": "wss://exa mple"}, 31923),
        ({"Url": "wss://h:99999"}, 31923),
        ({"Url": URL, "Track": "all"}, 20001),
        ({"Url": URL, "StatusCallback": "x"}, 21402),
        ({"Url": URL, "Parameter1.Name": "a" * 501}, 20001),
    ],
)
def test_a_bad_stream_is_refused(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    """31922 scheme, 31923 URL"""
    call = answered(voicelab)
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/Streams.json", form)
    assert (status, data["code"]) == (400, code)


def test_a_call_has_four_tracks_at_most(voicelab: TestLab) -> None:
    """31960 quota; 31940 the name is taken"""
    voicelab.lab.sockets.serve(URL, Ear())
    call = answered(voicelab)
    call.streams.create(url=URL, name="a", track="both_tracks")
    with pytest.raises(TwilioRestException) as caught:
        call.streams.create(url=URL, name="a")
    assert (caught.value.status, caught.value.code) == (400, 31940)
    call.streams.create(url=URL, track="both_tracks")
    with pytest.raises(TwilioRestException) as caught:
        call.streams.create(url=URL)
    assert caught.value.code == 31960
    with pytest.raises(TwilioRestException) as caught:
        call.streams("nobody").update(status="stopped")
    assert caught.value.status == 404


def test_a_message_reaches_the_party(voicelab: TestLab) -> None:
    """UserDefinedMessages: Content* (JSON string) to the SDK"""
    callee = voicelab.callee("client:alice")
    call = voicelab.twilio.calls.create(to="client:alice", from_="+15005550001", twiml=LONG)
    voicelab.waits(5)
    sent = call.user_defined_messages.create(content='{"colour": "green"}')
    assert sent.sid.startswith("KX") and callee.calls[0].messages == [{"colour": "green"}]
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/UserDefinedMessages.json", {"Content": "[1]"})
    assert status == 201
    check("message", data)


@pytest.mark.parametrize("content", ["", "not json", "[" * 5000, '"\\ud800"', "a" * 10_001])
def test_a_message_that_is_no_json_is_refused(voicelab: TestLab, content: str) -> None:
    call = answered(voicelab)
    form = {"Content": content}
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/UserDefinedMessages.json", form)
    assert (status, data["code"]) == (400, 20001)
