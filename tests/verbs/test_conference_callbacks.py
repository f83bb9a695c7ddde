"""What a conference tells, event by event. Quoted rows: Twilio's "Conference: statusCallback"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from voicelab.testing import TestCall, TestLab

proves = pytest.mark.proves
ALICE, BOB, CAROL = "+15005550001", "+15005550002", "+15005550003"
ALL = "start end join leave mute hold modify speaker announcement"
ALWAYS = {"ConferenceSid", "FriendlyName", "AccountSid", "SequenceNumber", "Timestamp", "StatusCallbackEvent"}
PARTY = {"CallSid", "Muted", "Hold", "Coaching", "EndConferenceOnExit", "StartConferenceOnEnter"}


class Room:
    """An application: everybody into the room, with attributes by number; ``told`` are the callbacks."""

    def __init__(self, events: str = ALL, **attributes: str) -> None:
        told = f' statusCallback="/told" statusCallbackEvent="{events}"'
        self.attributes = {ALICE: told + attributes.get("alice", ""), BOB: attributes.get("bob", "")}
        self.told: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/told":
            self.told.append(dict(request))
            return ""
        wait = "" if "waitUrl" in self.attributes.get(request["From"], "") else ' waitUrl=""'
        noun = f"<Conference{wait}{self.attributes.get(request['From'], '')}>team</Conference>"
        return f"<Response><Dial>{noun}</Dial><Pause length='9'/></Response>"

    def both(self, lab: TestLab) -> tuple[TestCall, TestCall]:
        alice = lab.dial(self, from_=ALICE)
        alice.waits(1)
        bob = lab.dial(self, from_=BOB)
        bob.waits(1)
        return alice, bob

    def of(self, event: str) -> dict[str, str]:
        """The one callback with this event."""
        (form,) = [form for form in self.told if form["StatusCallbackEvent"] == event]
        return form


@proves("Conference", "statusCallback", "participantLabel", "muted")
def test_the_parameters_of_each_event(voicelab: TestLab) -> None:
    """Always ConferenceSid and so on; of a participant CallSid, Muted, Hold, ...; label, CallSidToCoach"""
    room = Room(bob=' participantLabel="desk" muted="true" startConferenceOnEnter="false"')
    alice, bob = room.both(voicelab)
    participant = voicelab.twilio.conferences("team").participants("desk")
    participant.update(muted=False)
    participant.update(hold=True)
    participant.update(hold=False)
    participant.update(coaching=True, call_sid_to_coach=alice.sid)
    bob.hangs_up()
    alice.waits(1)
    told = [form["StatusCallbackEvent"] for form in room.told]
    assert told == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-unmute",
        "participant-hold",
        "participant-unhold",
        "participant-modify",
        "participant-leave",
    ]
    assert [form["SequenceNumber"] for form in room.told] == [str(number) for number in range(1, 9)]
    assert all(
        form["FriendlyName"] == "team" and form["ConferenceSid"].startswith("CF") for form in room.told
    )
    assert set(room.told[0]) == ALWAYS | PARTY
    assert set(room.told[1]) == ALWAYS | PARTY | {"ParticipantLabel"}
    assert set(room.told[2]) == ALWAYS
    joined, left = room.told[1], room.told[-1]
    assert (joined["CallSid"], joined["ParticipantLabel"]) == (bob.sid, "desk")
    assert (joined["Muted"], joined["StartConferenceOnEnter"]) == ("true", "false")
    assert room.of("participant-hold")["Hold"] == "true" and room.of("participant-unmute")["Muted"] == "false"
    modified = room.of("participant-modify")
    assert (modified["Coaching"], modified["CallSidToCoach"]) == ("true", alice.sid)
    assert set(left) == ALWAYS | PARTY | {
        "ParticipantLabel",
        "CallSidToCoach",
        "ParticipantCallStatus",
        "ReasonParticipantLeft",
    }


@proves("Conference", "statusCallbackEvent")
@pytest.mark.parametrize("events", ["start end", "leave", "join leave", "end"])
def test_what_is_told_is_numbered_from_one(voicelab: TestLab, events: str) -> None:
    """SequenceNumber (from 1)"""
    room = Room(events)
    alice, bob = room.both(voicelab)
    bob.hangs_up()
    alice.waits(1)
    alice.hangs_up()
    numbers = [int(form["SequenceNumber"]) for form in room.told]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers


def hangs_up(lab: TestLab, bob: TestCall) -> None:
    bob.hangs_up()


def completed(lab: TestLab, bob: TestCall) -> None:
    lab.twilio.calls(bob.sid).update(status="completed")


def kicked(lab: TestLab, bob: TestCall) -> None:
    lab.twilio.conferences("team").participants(bob.sid).delete()


def redirected(lab: TestLab, bob: TestCall) -> None:
    bob.update("<Response><Say>Elsewhere.</Say><Pause length='9'/></Response>")


def ended(lab: TestLab, bob: TestCall) -> None:
    lab.twilio.conferences("team").update(status="completed")


@proves("Conference", "endConferenceOnExit")
@pytest.mark.parametrize(
    ("how", "end_on_exit", "why_left", "status", "why_ended"),
    [
        (hangs_up, False, "participant_hung_up", "completed", None),
        (kicked, False, "participant_updated_via_api", "in-progress", None),
        (completed, False, "participant_updated_via_api", "completed", None),
        (redirected, False, "participant_updated_via_api", "in-progress", None),
        (ended, False, "conference_ended_via_api", "in-progress", "conference-ended-via-api"),
        (
            hangs_up,
            True,
            "participant_hung_up",
            "completed",
            "participant-with-end-conference-on-exit-left",
        ),
        (
            kicked,
            True,
            "participant_updated_via_api",
            "in-progress",
            "participant-with-end-conference-on-exit-kicked",
        ),
    ],
)
def test_why_a_party_left_and_the_room_ended(
    voicelab: TestLab,
    how: Callable[[TestLab, TestCall], None],
    end_on_exit: bool,
    why_left: str,
    status: str,
    why_ended: str | None,
) -> None:
    """ReasonParticipantLeft, ParticipantCallStatus; ReasonConferenceEnded, Reason, CallSidEndingConference"""
    exits = ' endConferenceOnExit="true"' if end_on_exit else ""
    room = Room("leave end", bob=exits + ' participantLabel="desk"')
    alice, bob = room.both(voicelab)
    how(voicelab, bob)
    alice.waits(1)
    left = next(form for form in room.told if form.get("CallSid") == bob.sid)
    assert (left["ReasonParticipantLeft"], left["ParticipantCallStatus"]) == (why_left, status)
    ends = [form for form in room.told if form["StatusCallbackEvent"] == "conference-end"]
    assert [form["ReasonConferenceEnded"] for form in ends] == ([why_ended] if why_ended else [])
    if ends:
        assert ends[0]["Reason"] == why_ended
        other = next(form for form in room.told if form.get("CallSid") == alice.sid)
        expected = "conference_ended_via_api" if how is ended else "moderator_ended_conference"
        assert other["ReasonParticipantLeft"] == expected
        assert ends[0].get("CallSidEndingConference") == (None if how is ended else bob.sid)
        assert ends[0].get("ParticipantLabelEndingConference") == (None if how is ended else "desk")


@pytest.mark.parametrize(("last", "why"), [(hangs_up, "left"), (kicked, "kicked")])
def test_the_last_one_ends_the_room(
    voicelab: TestLab, last: Callable[[TestLab, TestCall], None], why: str
) -> None:
    """last-participant-left, last-participant-kicked"""
    room = Room("end")
    alice, bob = room.both(voicelab)
    bob.hangs_up()
    last(voicelab, alice)
    voicelab.waits(1)
    end = room.of("conference-end")
    assert end["ReasonConferenceEnded"] == f"last-participant-{why}"
    assert end["CallSidEndingConference"] == alice.sid


def test_somebody_who_was_invited_and_did_not_come(voicelab: TestLab) -> None:
    """participant_add_failed"""
    room = Room("leave")
    alice, _ = room.both(voicelab)
    voicelab.callee(CAROL, busy=True)
    voicelab.twilio.conferences("team").participants.create(from_="+15005550006", to=CAROL, label="carol")
    alice.waits(3)
    left = room.of("participant-leave")
    assert (left["ReasonParticipantLeft"], left["ParticipantCallStatus"]) == (
        "participant_add_failed",
        "busy",
    )
    assert left["ParticipantLabel"] == "carol" and left["CallSid"].startswith("CA")


@proves("Conference", "waitUrl", "waitMethod")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_wait_document_is_told_which_room_it_is(voicelab: TestLab, method: str) -> None:
    """Conference waitUrl: standard + ConferenceSid, FriendlyName"""
    room = Room("join", alice=f' waitUrl="/wait" waitMethod="{method}"')
    alice = voicelab.dial(room, from_=ALICE)
    alice.waits(1)
    (asked,) = [request for request in alice.requests if request.url.split("?")[0].endswith("/wait")]
    assert asked.method == method and asked.parameters["FriendlyName"] == "team"
    assert asked.parameters["ConferenceSid"] == room.told[0]["ConferenceSid"]
    assert asked.parameters["CallSid"] == alice.sid


@proves("Conference", "statusCallback")
def test_the_settings_of_those_who_come_later_do_not_count(voicelab: TestLab) -> None:
    """Only the first participant's settings count, also when it had none"""
    room = Room("join")
    room.attributes = {BOB: room.attributes[ALICE] + ' record="record-from-start"'}
    room.both(voicelab)
    voicelab.waits(1)
    assert room.told == [] and not voicelab.lab.journal.recordings


@pytest.mark.parametrize("events", ["in-progress", "completed", "in-progress completed absent"])
def test_a_room_that_nobody_speaks_in_has_no_recording(voicelab: TestLab, events: str) -> None:
    """RecordingStatusCallbackEvent absent"""
    room = Room(
        "start",
        alice=f' record="record-from-start" recordingStatusCallback="/told"'
        f' recordingStatusCallbackEvent="{events}"',
    )
    alice, bob = room.both(voicelab)
    bob.waits(3)
    for call in (alice, bob):
        call.hangs_up()
    voicelab.waits(1)
    statuses = [form["RecordingStatus"] for form in room.told if "RecordingStatus" in form]
    expected = ["in-progress"] if "in-progress" in events else []
    assert statuses == expected + (["absent"] if "absent" in events else [])
    for form in room.told:
        if "RecordingStatus" in form:
            assert form["RecordingSource"] == "Conference" and form["ConferenceSid"].startswith("CF")
            assert "CallSid" not in form
