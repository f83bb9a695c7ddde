"""<Dial><Conference>. Quoted rows: Twilio's "TwiML Voice: Conference"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import ConferenceJoined, ConferenceLeft
from voicelab.testing import TestLab

ALICE, BOB, CAROL = "+15005550001", "+15005550002", "+15005550003"


class Room:
    """An application: a room whose attributes the caller's number chooses, and what it was told."""

    def __init__(self, attributes: dict[str, str] | None = None, dial: str = "") -> None:
        self.attributes = attributes or {}
        self.dial = dial
        self.told: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if "StatusCallbackEvent" in request:
            self.told.append(dict(request))
            return ""
        chosen = self.attributes.get(request["From"], "")
        if "waitUrl" not in chosen:
            chosen += ' waitUrl=""'
        return (
            f"<Response><Dial{self.dial}><Conference{chosen}>team</Conference></Dial>"
            "<Say>You have left the room.</Say></Response>"
        )


@pytest.mark.proves("Conference")
def test_two_parties_hear_each_other(voicelab: TestLab) -> None:
    """Mixed only when two have joined and one of them has startConferenceOnEnter"""
    room = Room()
    alice, bob = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    bob.waits(1)
    alice.says("good morning")
    bob.hears("good morning")
    bob.says("hello there")
    alice.hears("hello there")


def test_three_parties_all_hear_the_one_who_speaks(voicelab: TestLab) -> None:
    """Everybody hears everybody else"""
    room = Room()
    alice, bob, carol = (voicelab.dial(room, from_=number) for number in (ALICE, BOB, CAROL))
    carol.waits(1)
    alice.says("three of us")
    bob.hears("three of us")
    carol.hears("three of us")


@pytest.mark.proves("Conference", "startConferenceOnEnter")
def test_nobody_is_heard_before_the_moderator_comes(voicelab: TestLab) -> None:
    """startConferenceOnEnter=false: all wait until somebody with true joins"""
    quiet = ' startConferenceOnEnter="false"'
    room = Room({ALICE: quiet, BOB: quiet})
    alice, bob = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    alice.says("is anybody here")
    assert "is anybody here" not in " ".join(bob.transcript)
    carol = voicelab.dial(room, from_=CAROL)
    carol.waits(1)
    alice.says("now we talk")
    bob.hears("now we talk")
    carol.hears("now we talk")


@pytest.mark.proves("Conference", "muted")
def test_muted_is_not_heard(voicelab: TestLab) -> None:
    """Muted (false)"""
    room = Room({ALICE: ' muted="true"'})
    alice, bob = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    alice.says("nobody hears this")
    bob.says("but I am heard")
    alice.hears("but I am heard")
    assert "nobody hears this" not in " ".join(bob.transcript)


@pytest.mark.proves("Conference", "endConferenceOnExit")
def test_end_conference_on_exit_sends_the_others_on(voicelab: TestLab) -> None:
    """EndConferenceOnExit (false): room ends, others drop to their next verb"""
    room = Room({BOB: ' endConferenceOnExit="true"'})
    alice, bob = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    bob.waits(2)
    bob.hangs_up()
    alice.hears("You have left the room")
    left = [event for event in alice.events if isinstance(event, ConferenceLeft)]
    assert [event.reason for event in left] == ["moderator_ended_conference"]


def test_a_participant_that_leaves_does_not_end_the_room(voicelab: TestLab) -> None:
    """A participant leaving never ends another"""
    room = Room()
    alice, bob, carol = (voicelab.dial(room, from_=number) for number in (ALICE, BOB, CAROL))
    carol.waits(1)
    carol.hangs_up()
    alice.says("still here")
    bob.hears("still here")


@pytest.mark.proves("Dial", "hangupOnStar")
def test_hangup_on_star_leaves_the_room(voicelab: TestLab) -> None:
    """HangupOnStar lets a participant leave"""
    room = Room(dial=' hangupOnStar="true"')
    alice, _ = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    alice.presses("*")
    alice.hears("You have left the room")


def test_the_action_is_told_answered(voicelab: TestLab) -> None:
    """DialCallStatus is `answered`; DialCallSid and DialCallDuration are absent"""

    def application(request: Any) -> str:
        if request.path == "/after":
            return "<Response><Hangup/></Response>"
        return (
            '<Response><Dial action="/after"><Conference waitUrl="" endConferenceOnExit="true">team</Conference>'
            "</Dial></Response>"
        )

    alice, bob = voicelab.dial(application, from_=ALICE), voicelab.dial(application, from_=BOB)
    alice.waits(1)
    alice.hangs_up()
    assert bob.ended("completed", within=60)
    action = next(request for request in bob.requests if request.purpose == "action")
    assert action.parameters["DialCallStatus"] == "answered"
    assert "DialCallSid" not in action.parameters


@pytest.mark.proves("Conference", "maxParticipants")
def test_a_full_room_is_refused(voicelab: TestLab) -> None:
    """MaxParticipants 2..250; full: 16020, Dial ends"""
    full = ' maxParticipants="2"'
    room = Room({ALICE: full, BOB: full, CAROL: full})
    for number in (ALICE, BOB):
        voicelab.dial(room, from_=number)
    carol = voicelab.dial(room, from_=CAROL)
    carol.hears("You have left the room")
    assert 16020 in [note.code for note in carol.notifications]


@pytest.mark.proves("Conference", "participantLabel")
def test_a_label_is_given_once(voicelab: TestLab) -> None:
    """participantLabel: duplicate: 16025, falls to the next verb"""
    label = ' participantLabel="desk"'
    room = Room({ALICE: label, BOB: label})
    voicelab.dial(room, from_=ALICE)
    bob = voicelab.dial(room, from_=BOB)
    bob.hears("You have left the room")
    assert 16025 in [note.code for note in bob.notifications]


@pytest.mark.parametrize(
    ("attributes", "code", "status"),
    [
        (' participantLabel="desk"', 16025, None),
        (' maxParticipants="2"', 16020, "failed"),
        (f' coach="CA{"0" * 32}"', 13240, "failed"),
    ],
)
def test_whether_a_refusal_goes_to_the_action(
    voicelab: TestLab, attributes: str, code: int, status: str | None
) -> None:
    """Full: Dial ends; coach invalid: Dial ends to action; label in use: falls to next verb"""
    done: list[str] = []

    def application(request: Any) -> str:
        if request.path == "/done":
            done.append(request["DialCallStatus"])
            return "<Response><Say>This is the action.</Say></Response>"
        chosen = attributes if request["From"] == CAROL else ' participantLabel="desk"'
        if request["From"] == BOB:
            chosen = ""
        return (
            f'<Response><Dial action="/done"><Conference waitUrl=""{chosen}>team</Conference></Dial>'
            "<Say>This is the next verb.</Say></Response>"
        )

    for number in (ALICE, BOB):
        voicelab.dial(application, from_=number).waits(1)
    carol = voicelab.dial(application, from_=CAROL)
    carol.hears("This is the action" if status else "This is the next verb")
    assert [note.code for note in carol.notifications] == [code]
    assert done == ([status] if status else [])


def test_a_conference_without_a_name(voicelab: TestLab) -> None:
    """13237, a warning: nobody is in a room without a name"""
    alice = voicelab.dial("<Response><Dial><Conference/></Dial><Say>Next.</Say></Response>", from_=ALICE)
    alice.hears("Next")
    assert 13237 in [note.code for note in alice.notifications]
    assert voicelab.twilio.conferences.list() == []


def test_coaching_somebody_who_is_not_there_ends_the_dial(voicelab: TestLab) -> None:
    """coach: CallSid in room; invalid: 13240, Dial ends to action"""
    room = Room({ALICE: f' coach="CA{"0" * 32}"'})
    alice = voicelab.dial(room, from_=ALICE)
    alice.hears("You have left the room")
    assert 13240 in [note.code for note in alice.notifications]


@pytest.mark.proves("Conference", "coach")
def test_only_the_coached_hears_the_coach(voicelab: TestLab) -> None:
    """Coach (only the coached hears)"""
    room = Room()
    alice, bob = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    room.attributes[CAROL] = f' coach="{alice.sid}"'
    carol = voicelab.dial(room, from_=CAROL)
    carol.says("sell him the big one")
    alice.hears("sell him the big one")
    bob.says("what did you say")
    carol.hears("what did you say")
    assert "sell him" not in " ".join(bob.transcript)


@pytest.mark.proves("Conference", "waitUrl")
def test_the_wait_document_plays_once_and_then_there_is_silence(voicelab: TestLab) -> None:
    """waitUrl: document end = silence, not a loop"""
    asked: list[str] = []

    def application(request: Any) -> str:
        if request.path == "/wait":
            asked.append(request["CallSid"])
            return "<Response><Say>Please wait.</Say></Response>"
        return '<Response><Dial><Conference waitUrl="/wait">team</Conference></Dial></Response>'

    alice = voicelab.dial(application, from_=ALICE)
    alice.hears("Please wait")
    alice.waits(60)
    assert len(asked) == 1


@pytest.mark.proves("Conference", "waitUrl")
@pytest.mark.parametrize(
    "verb", ["<Gather action='/g'/>", "<Dial>+15005550010</Dial>", "<Record action='/r'/>"]
)
def test_other_verbs_may_not_run_in_the_wait_document(voicelab: TestLab, verb: str) -> None:
    """waitUrl: Play Say Pause Redirect only (13238)"""

    def application(request: Any) -> str:
        if request.path == "/wait":
            return f"<Response><Say>Please wait.</Say>{verb}</Response>"
        return '<Response><Dial><Conference waitUrl="/wait">team</Conference></Dial></Response>'

    alice = voicelab.dial(application, from_=ALICE)
    alice.hears("Please wait")
    alice.waits(20)
    assert [note.code for note in alice.notifications if note.level == "error"] == [13238]
    bob = voicelab.dial(application, from_=BOB)
    bob.waits(1)
    bob.says("I am here")
    alice.hears("I am here")


@pytest.mark.proves("Conference", "statusCallback")
def test_the_first_participants_callbacks_count(voicelab: TestLab) -> None:
    """statusCallback: only the first participant's settings count; SequenceNumber from 1"""
    told = ' statusCallback="/" statusCallbackEvent="start end join leave"'
    room = Room({ALICE: told, BOB: ' endConferenceOnExit="true"'})
    alice, bob = voicelab.dial(room, from_=ALICE), voicelab.dial(room, from_=BOB)
    bob.waits(1)
    bob.hangs_up()
    alice.ended(within=60)
    assert [form["StatusCallbackEvent"] for form in room.told] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "conference-end",
        "participant-leave",
    ]
    assert [form["SequenceNumber"] for form in room.told] == ["1", "2", "3", "4", "5", "6"]
    end = room.told[4]
    assert end["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert end["CallSidEndingConference"] == bob.sid
    joined = [event for event in alice.events if isinstance(event, ConferenceJoined)]
    assert {form["ConferenceSid"] for form in room.told} == {joined[0].conference_sid}
