"""<Start>, <Stop> and <Connect> with Stream, <Start><Recording>. Quoted rows: Twilio's "Media Streams"."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from voicelab.calls.events import RecordingEnded, StreamEnded
from voicelab.calls.signature import verify
from voicelab.testing import TestLab

URL = "wss://bot.example/stream"
BOT = (
    f'<Response><Connect{{connect}}><Stream url="{URL}">{{inside}}</Stream></Connect>'
    "<Say>after the bot</Say></Response>"
)
FORK = f'<Response><Start><Stream url="{URL}"{{attributes}}/></Start>{{rest}}</Response>'


def tone(milliseconds: int) -> str:
    """A media payload that is not silence."""
    return base64.b64encode(bytes((0x20, 0xA0)) * (4 * milliseconds)).decode()


class Bot:
    """A stream server: what it got, and what it does on start and on each key."""

    def __init__(self, *, play_ms: int = 0, close_on: str = "") -> None:
        self.got: list[dict[str, Any]] = []
        self.play_ms = play_ms
        self.close_on = close_on

    async def __call__(self, socket: Any) -> None:
        while (text := await socket.receive()) is not None:
            frame = json.loads(text)
            self.got.append(frame)
            if frame["event"] == "start" and self.play_ms:
                sid = frame["streamSid"]
                for event in (
                    {"event": "media", "streamSid": sid, "media": {"payload": tone(self.play_ms)}},
                    {"event": "mark", "streamSid": sid, "mark": {"name": "played"}},
                ):
                    await socket.send(json.dumps(event))
            if frame["event"] == self.close_on:
                return

    def events(self) -> list[str]:
        """The names of the frames other than media, in order."""
        return [frame["event"] for frame in self.got if frame["event"] != "media"]


@pytest.mark.proves("Connect")
@pytest.mark.proves("Stream")
@pytest.mark.proves("Stream", "url")
def test_connect_waits_until_the_server_closes(voicelab: TestLab) -> None:
    """When *your server closes the socket* the next verb (or Connect action) runs"""
    bot = Bot(play_ms=2000, close_on="mark")
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.hears("after the bot")
    assert call.elapsed > 2.0  # the mark came back only when its sound had been played
    assert bot.events() == ["connected", "start", "mark"]


@pytest.mark.proves("Parameter")
@pytest.mark.proves("Parameter", "name", "value")
def test_the_first_frames_say_whose_call_it_is(voicelab: TestLab) -> None:
    """connected: no streamSid, no sequenceNumber; start: sequenceNumber "1", customParameters"""
    bot = Bot(close_on="start")
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(BOT.format(connect="", inside='<Parameter name="mood" value="calm"/>'))
    call.hears("after the bot")
    connected, start = bot.got[:2]
    assert connected == {"event": "connected", "protocol": "Call", "version": "1.0.0"}
    assert start["sequenceNumber"] == "1" and start["start"]["callSid"] == call.sid
    assert start["start"]["tracks"] == ["inbound"]
    assert start["start"]["mediaFormat"] == {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
    assert start["start"]["customParameters"] == {"mood": "calm"}


def test_keys_reach_a_two_way_stream(voicelab: TestLab) -> None:
    """dtmf{track "inbound_track", digit}: two-way only"""
    bot = Bot(close_on="dtmf")
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.waits(1)
    call.presses("7")
    call.hears("after the bot")
    assert bot.got[-1]["dtmf"] == {"track": "inbound_track", "digit": "7"}


def test_a_call_that_ends_stops_the_stream(voicelab: TestLab) -> None:
    """Call end sends stop then closes"""
    bot = Bot()
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.waits(1)
    call.hangs_up()
    assert bot.events()[-1] == "stop"
    assert [event.reason for event in call.events if isinstance(event, StreamEnded)] == ["call ended"]


def test_a_server_that_is_not_there_is_told(voicelab: TestLab) -> None:
    """31902 refused"""
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.hears("after the bot")
    assert 31902 in [note.code for note in call.notifications]


def test_bad_frames_are_told_and_the_stream_goes_on(voicelab: TestLab) -> None:
    """Malformed or unknown frames: 31950/31951 warnings, stream goes on"""

    async def rude(socket: Any) -> None:
        for text in (
            "nonsense",
            "[]",
            '{"event": "media", "media": {"payload": "%%%"}}',
            '{"event": "dance"}',
        ):
            await socket.send(text)
        while (text := await socket.receive()) is not None:
            if json.loads(text)["event"] == "dtmf":
                return

    voicelab.lab.sockets.serve(URL, rude)
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.waits(1)
    call.presses("1")
    call.hears("after the bot")
    assert [note.code for note in call.notifications if note.code] == [31950, 31950, 31951, 31951]


def test_clear_gives_the_pending_marks_back_at_once(voicelab: TestLab) -> None:
    """mark: or at once for all pending marks after clear"""
    times: list[float] = []

    async def hasty(socket: Any) -> None:
        while (text := await socket.receive()) is not None:
            frame = json.loads(text)
            if frame["event"] == "start":
                for event in (
                    {"event": "media", "media": {"payload": tone(30_000)}},
                    {"event": "mark", "mark": {"name": "late"}},
                    {"event": "clear"},
                ):
                    await socket.send(json.dumps(event))
            if frame["event"] == "mark":
                times.append(1)
                return

    voicelab.lab.sockets.serve(URL, hasty)
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.hears("after the bot", within=5)
    assert times == [1]


@pytest.mark.proves("Start")
def test_start_stream_lets_the_document_go_on(voicelab: TestLab) -> None:
    """Start>Stream: non-blocking"""
    bot = Bot()
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(FORK.format(attributes="", rest="<Say>while it streams</Say>"))
    call.hears("while it streams")
    assert call.ended("completed")
    assert bot.events() == ["connected", "start", "stop"]


@pytest.mark.proves("Stream", "name")
@pytest.mark.proves("Stop")
def test_stop_ends_a_stream_by_name(voicelab: TestLab) -> None:
    """Stop by name"""
    bot = Bot()
    voicelab.lab.sockets.serve(URL, bot)
    rest = '<Pause length="1"/><Stop><Stream name="fork"/></Stop><Pause length="3"/>'
    call = voicelab.dial(FORK.format(attributes=' name="fork"', rest=rest))
    assert call.ended("completed")
    assert [event.reason for event in call.events if isinstance(event, StreamEnded)] == ["stopped"]


def test_stopping_what_does_not_run_is_told(voicelab: TestLab) -> None:
    """Stop by name"""
    call = voicelab.dial('<Response><Stop><Stream name="ghost"/></Stop></Response>')
    assert call.ended("completed")
    assert any("ghost" in note.message for note in call.notifications)


@pytest.mark.proves("Stream", "statusCallback")
def test_the_stream_callback_tells_start_and_stop(voicelab: TestLab) -> None:
    """StreamEvent stream-started/-stopped/-error; Timestamp ISO 8601"""
    told: list[dict[str, str]] = []

    def application(request: Any) -> str:
        if "StreamEvent" in request:
            told.append(dict(request))
            return ""
        return FORK.format(attributes=' name="fork" statusCallback="/told"', rest='<Pause length="1"/>')

    voicelab.lab.sockets.serve(URL, Bot())
    voicelab.dial(application).ended("completed")
    assert [form["StreamEvent"] for form in told] == ["stream-started", "stream-stopped"]
    assert told[0]["StreamName"] == "fork" and "T" in told[0]["Timestamp"]


def test_sound_goes_both_ways_when_it_is_rendered(voicelab: TestLab) -> None:
    """Media every 20 ms = 160 bytes mu-law, timestamp ms since start, chunk from 1"""
    voicelab.render = True
    bot = Bot(play_ms=1000, close_on="mark")
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(BOT.format(connect="", inside=""))
    call.hears("after the bot")
    media = [frame["media"] for frame in bot.got if frame["event"] == "media"]
    assert [frame["chunk"] for frame in media[:3]] == ["1", "2", "3"]
    assert [frame["timestamp"] for frame in media[:3]] == ["0", "20", "40"]
    assert all(len(base64.b64decode(frame["payload"])) == 160 for frame in media)
    assert 45 <= len(media) <= 55  # a second of sound was played before the mark came back


def test_the_handshake_is_signed(voicelab: TestLab) -> None:
    """Signature on the handshake: URL only"""
    seen: list[str] = []
    connect = voicelab.lab.sockets.connect

    async def watched(url: str, headers: Any) -> Any:
        seen.append(headers["x-twilio-signature"])
        return await connect(url, headers)

    voicelab.lab.sockets.connect = watched  # type: ignore[method-assign]
    voicelab.lab.sockets.serve(URL, Bot(close_on="start"))
    voicelab.dial(BOT.format(connect="", inside="")).hears("after the bot")
    assert verify(voicelab.lab.account.auth_token, URL, None, seen[0])


@pytest.mark.proves("Recording")
@pytest.mark.proves("Recording", "recordingStatusCallback")
def test_start_recording_outlives_its_document(voicelab: TestLab) -> None:
    """Start>Recording: outlives documents; channels dual"""

    def application(request: Any) -> str:
        if request.path == "/next":
            return "<Response><Say>a second document</Say></Response>"
        return "<Response><Start><Recording/></Start><Say>hello</Say><Redirect>/next</Redirect></Response>"

    call = voicelab.dial(application)
    assert call.ended("completed")
    ended = [event for event in call.events if isinstance(event, RecordingEnded)]
    assert len(ended) == 1 and ended[0].status == "completed"


@pytest.mark.proves("Stream", "track")
@pytest.mark.parametrize(
    ("attribute", "tracks"),
    [
        ("", ["inbound"]),
        (' track="inbound_track"', ["inbound"]),
        (' track="outbound_track"', ["outbound"]),
        (' track="both_tracks"', ["inbound", "outbound"]),
    ],
)
def test_tracks(voicelab: TestLab, attribute: str, tracks: list[str]) -> None:
    """Track inbound_track(default)/outbound_track/both_tracks"""
    bot = Bot()
    voicelab.lab.sockets.serve(URL, bot)
    voicelab.dial(FORK.format(attributes=attribute, rest='<Pause length="1"/>')).ended()
    (start,) = [frame for frame in bot.got if frame["event"] == "start"]
    assert start["start"]["tracks"] == tracks
