"""<Conference>: beeps, callbacks, recordings. Quoted rows: Twilio's "TwiML Voice: Conference"."""

from __future__ import annotations

from typing import Any

import pytest
from by_ear import Tapped

from voicelab.calls.events import RecordingEnded, RecordingStarted
from voicelab.testing import TestCall, TestLab

proves = pytest.mark.proves
ALICE, BOB = "+15005550001", "+15005550002"
BEEP = 1000  # Hz


class Room:
    """An application: a room whose attributes each caller's number chooses; ``told`` are the callbacks by path."""

    def __init__(self, **attributes: str) -> None:
        self.attributes = {ALICE: attributes.get("alice", ""), BOB: attributes.get("bob", "")}
        self.told: dict[str, list[dict[str, str]]] = {"/told": [], "/recorded": []}

    def __call__(self, request: Any) -> str:
        if request.path in self.told:
            self.told[request.path].append(dict(request))
            return ""
        noun = f'<Conference waitUrl="" {self.attributes[request["From"]]}>team</Conference>'
        return f"<Response><Dial>{noun}</Dial><Pause length='9'/></Response>"


def both(voicelab: TestLab, room: Room) -> tuple[TestCall, TestCall]:
    alice = voicelab.dial(room, from_=ALICE)
    alice.waits(1)
    return alice, voicelab.dial(room, from_=BOB)


@proves("Conference", "beep")
@pytest.mark.voicelab(render=True)
@pytest.mark.parametrize(
    ("attribute", "enters", "leaves"),
    [
        ("", True, True),
        ('beep="true"', True, True),
        ('beep="false"', False, False),
        ('beep="onEnter"', True, False),
        ('beep="onExit"', False, True),
        ('beep="loud"', True, True),
    ],
)
def test_beeps(voicelab: TestLab, attribute: str, enters: bool, leaves: bool) -> None:
    """beep: true false onEnter onExit, default true; what the room hears of this caller"""
    room = Room(bob=attribute)
    alice = voicelab.dial(room, from_=ALICE)
    alice.waits(2)
    ear = Tapped(alice.party)
    bob = voicelab.dial(room, from_=BOB)
    bob.waits(2)
    assert beeped(ear) is enters
    ear.heard.clear()
    bob.hangs_up()
    alice.waits(2)
    assert beeped(ear) is leaves


def beeped(ear: Tapped) -> bool:
    return bool(ear.heard) and ear.has(BEEP)


@proves("Conference", "statusCallback", "statusCallbackEvent")
@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("", []),
        ("start end", ["conference-start", "conference-end"]),
        ("join leave", ["participant-join"] * 2 + ["participant-leave"] * 2),
        (
            "mute hold modify",
            ["participant-mute", "participant-unmute", "participant-hold", "participant-unhold"],
        ),
        ("announcement", ["announcement-end"]),
    ],
)
def test_the_events_of_a_room(voicelab: TestLab, events: str, expected: list[str]) -> None:
    """statusCallbackEvent: start end join leave mute hold modify speaker announcement; none by default"""
    chosen = f' statusCallbackEvent="{events}"' if events else ""
    room = Room(alice=f'statusCallback="/told"{chosen}')
    alice, bob = both(voicelab, room)
    bob.waits(1)
    (conference,) = voicelab.twilio.conferences.list()
    participant = voicelab.twilio.conferences(conference.sid).participants(bob.sid)
    for change in ({"muted": True}, {"muted": False}, {"hold": True}, {"hold": False}):
        participant.update(**change)
    url = voicelab.document("news", "<Response><Say>News.</Say></Response>")
    voicelab.twilio.conferences(conference.sid).update(announce_url=url)
    bob.waits(5)
    bob.hangs_up()
    alice.waits(1)
    alice.hangs_up()
    alice.ended()
    told = [form["StatusCallbackEvent"] for form in room.told["/told"]]
    assert told == expected


@proves("Conference", "record", "trim", "recordingStatusCallback", "recordingStatusCallbackEvent")
@pytest.mark.parametrize(
    ("attributes", "seconds", "told"),
    [
        ("", None, []),
        ('record="do-not-record"', None, []),
        ('record="record-from-start"', 2, ["completed"]),
        ('record="true"', 2, ["completed"]),
        ('record="record-from-start" trim="do-not-trim"', 12, ["completed"]),
        (
            'record="record-from-start" recordingStatusCallbackEvent="in-progress completed"',
            2,
            ["in-progress", "completed"],
        ),
    ],
)
def test_a_room_is_recorded(
    voicelab: TestLab, attributes: str, seconds: float | None, told: list[str]
) -> None:
    """record-from-start: starts when two are bridged; mono; trim-silence by default"""
    room = Room(alice=f'recordingStatusCallback="/recorded" endConferenceOnExit="true" {attributes}')
    alice, bob = both(voicelab, room)
    bob.waits(5)
    bob.says("This is what there is to keep.")
    bob.waits(5)
    alice.hangs_up()
    alice.ended()
    bob.ended()
    started = [event for event in alice.events if isinstance(event, RecordingStarted)]
    ended = [event for event in alice.events if isinstance(event, RecordingEnded)]
    assert [event.channels for event in started] == ([] if seconds is None else [1])
    assert [form["RecordingStatus"] for form in room.told["/recorded"]] == told
    if seconds is not None:
        assert ended[0].duration == pytest.approx(seconds, abs=1.0)


@proves("Conference", "jitterBufferSize")
@pytest.mark.voicelab(render=True)
@pytest.mark.parametrize(
    ("attribute", "least", "most"),
    [
        ("", 130, 230),
        ('jitterBufferSize="large"', 130, 230),
        ('jitterBufferSize="medium"', 85, 150),
        ('jitterBufferSize="small"', 20, 90),
        ('jitterBufferSize="off"', -20, 50),
        ('jitterBufferSize="vast"', 130, 230),
    ],
)
def test_how_much_lateness_is_evened_out(voicelab: TestLab, attribute: str, least: int, most: int) -> None:
    """jitterBufferSize: large medium small off, default large; in milliseconds that Alice's sound is held"""
    with voicelab.break_it(jitter="80ms"):
        alice, bob = both(voicelab, Room(alice=attribute))
        delays = []
        for _ in range(40):
            bob.waits(0.2)
            delays.append(alice.party.leg.transport.far.stats().delay)  # type: ignore[union-attr]
    assert least < sorted(delays[20:])[10] < most, delays


@proves("Conference", "region")
@pytest.mark.parametrize(
    ("first", "second", "region"),
    [
        ("", "", "us1"),
        ('region="ie1"', "", "ie1"),
        ('region="ie1"', 'region="jp1"', "ie1"),
        ("", 'region="jp1"', "jp1"),
        ('region="mars"', "", "us1"),
    ],
)
def test_a_region(voicelab: TestLab, first: str, second: str, region: str) -> None:
    """region: first setter wins"""
    alice, bob = both(voicelab, Room(alice=first, bob=second))
    bob.waits(1)
    (room,) = voicelab.twilio.conferences.list()
    assert room.region == region
    bob.hangs_up()
    alice.hangs_up()
    assert voicelab.twilio.conferences(room.sid).fetch().region == region
