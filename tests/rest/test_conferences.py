"""Conferences and participants over the REST API. Quoted rows: Twilio's resources of these names."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import check, check_page
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab
from voicelab.testing.placed import TestCall

ALICE, BOB, CAROL = "+15005550001", "+15005550002", "+15005550003"


def joins(voicelab: TestLab, who: str, more: str = "", room: str = "room", after: str = "") -> TestCall:
    """Somebody dials into a conference."""
    return voicelab.dial(
        f"<Response><Dial><Conference beep='false' waitUrl=''{more}>{room}</Conference></Dial>{after}</Response>",
        from_=who,
    )


def two(voicelab: TestLab) -> tuple[TestCall, TestCall, Any]:
    """Alice and Bob in a room, and the room as the library shows it."""
    alice, bob = joins(voicelab, ALICE), joins(voicelab, BOB)
    voicelab.waits(2)
    (room,) = voicelab.twilio.conferences.list(status="in-progress")
    return alice, bob, room


def test_conferences_are_listed_and_shown(voicelab: TestLab) -> None:
    """Status init -> in-progress -> completed"""
    joins(voicelab, ALICE)
    voicelab.waits(1)
    (room,) = voicelab.twilio.conferences.list()
    assert (room.status, room.friendly_name, room.region) == ("init", "room", "us1")
    joins(voicelab, BOB)
    voicelab.waits(1)
    assert room.fetch().status == "in-progress"
    _, data = ask(voicelab, "GET", f"Conferences/{room.sid}.json")
    check("conference", data)
    _, by_name = ask(voicelab, "GET", "Conferences/room.json")
    assert by_name == data  # FriendlyName of the live room


def test_a_conference_that_is_over_stays_listed(voicelab: TestLab) -> None:
    """Conference list keeps ended rooms"""
    alice, bob, room = two(voicelab)
    alice.hangs_up()
    bob.hangs_up()
    over = room.fetch()
    assert (over.status, over.reason_conference_ended) == ("completed", "last-participant-left")
    assert over.call_sid_ending_conference == bob.sid
    conferences = voicelab.twilio.conferences
    assert [one.sid for one in conferences.list(status="completed", friendly_name="room")] == [room.sid]
    assert conferences.list(status="in-progress") == [] and conferences.list(friendly_name="other") == []
    assert room.participants.list() == []


def test_a_new_room_of_the_same_name_is_another_conference(voicelab: TestLab) -> None:
    alice, bob, room = two(voicelab)
    room.update(status="completed")
    alice.ended(), bob.ended()
    joins(voicelab, CAROL)
    voicelab.waits(1)
    found = voicelab.twilio.conferences.list()
    assert [one.status for one in found] == ["init", "completed"] and found[0].sid != room.sid
    _, page = ask(voicelab, "GET", "Conferences.json", query="PageSize=1&DateCreated%3E=2030-01-01")
    assert len(check_page("conferences", "conference", page)) == 1 and page["next_page_uri"]


def test_the_api_ends_a_conference(voicelab: TestLab) -> None:
    """Status=completed ends"""
    alice = joins(voicelab, ALICE, after="<Say>the meeting is over</Say>")
    joins(voicelab, BOB)
    voicelab.waits(2)
    (room,) = voicelab.twilio.conferences.list()
    assert room.update(status="completed").reason_conference_ended == "conference-ended-via-api"
    alice.hears("the meeting is over")
    with pytest.raises(TwilioRestException) as caught:
        room.update(status="completed")
    assert caught.value.code == 16022


def test_an_announcement_is_heard_by_all(voicelab: TestLab) -> None:
    """AnnounceUrl(+Method) plays to all"""
    voicelab.serve("http://app.test", lambda request: "<Response><Say>fire drill at noon</Say></Response>")
    alice, bob, room = two(voicelab)
    room.update(announce_url="http://app.test/", announce_method="GET")
    alice.hears("fire drill at noon")
    bob.hears("fire drill at noon")


# --- participants -------------------------------------------------------------------------------------------
def test_participants_show_every_field(voicelab: TestLab) -> None:
    """api.v2010.account.conference.participant"""
    alice, bob, room = two(voicelab)
    _, page = ask(voicelab, "GET", f"Conferences/{room.sid}/Participants.json")
    shown = check_page("participants", "participant", page)
    assert [one["call_sid"] for one in shown] == [alice.sid, bob.sid]
    assert {one["status"] for one in shown} == {"connected"}
    status, one = ask(voicelab, "GET", f"Conferences/{room.sid}/Participants/{bob.sid}.json")
    assert status == 200 and check("participant", one) == shown[1]


def test_muting_is_heard_and_shown(voicelab: TestLab) -> None:
    """Muted"""
    alice, bob, room = two(voicelab)
    assert room.participants(alice.sid).update(muted=True).muted is True
    alice.says("can you hear me")
    assert [one.call_sid for one in room.participants.list(muted=True)] == [alice.sid]
    assert "can you hear me" not in bob.transcript
    room.participants(alice.sid).update(muted=False)
    alice.says("and now")
    bob.hears("and now")


def test_holding_plays_the_hold_document(voicelab: TestLab) -> None:
    """Hold + HoldUrl/HoldMethod"""
    voicelab.serve("http://app.test", lambda request: "<Response><Say>you are on hold</Say></Response>")
    alice, bob, room = two(voicelab)
    assert room.participants(alice.sid).update(hold=True, hold_url="http://app.test/").hold is True
    alice.hears("you are on hold")
    bob.says("talking behind your back")
    assert "talking behind your back" not in alice.transcript
    assert len(room.participants.list(hold=True)) == 1
    room.participants(alice.sid).update(hold=False)
    voicelab.waits(1)
    bob.says("welcome back")
    alice.hears("welcome back")


def test_an_announcement_to_one_is_heard_by_one(voicelab: TestLab) -> None:
    """AnnounceUrl/AnnounceMethod"""
    voicelab.serve("http://app.test", lambda request: "<Response><Say>only for you</Say></Response>")
    alice, bob, room = two(voicelab)
    room.participants(alice.sid).update(announce_url="http://app.test/")
    alice.hears("only for you")
    assert "only for you" not in bob.transcript


def test_a_coach_is_heard_by_one_alone(voicelab: TestLab) -> None:
    """Coaching, CallSidToCoach"""
    alice, bob, room = two(voicelab)
    carol = joins(voicelab, CAROL)
    voicelab.waits(1)
    shown = room.participants(carol.sid).update(coaching=True, call_sid_to_coach=alice.sid)
    assert shown.coaching is True and shown.call_sid_to_coach == alice.sid
    carol.says("offer a discount")
    alice.hears("offer a discount")
    assert "offer a discount" not in bob.transcript
    assert len(room.participants.list(coaching=True)) == 1
    assert room.participants(carol.sid).update(coaching=False).call_sid_to_coach is None
    carol.says("hello everybody")
    bob.hears("hello everybody")


def test_a_kicked_party_goes_on_with_its_document(voicelab: TestLab) -> None:
    """DELETE kicks (ReasonParticipantLeft participant_updated_via_api)"""
    told: list[dict[str, str]] = []

    def app(request: Any) -> str:
        told.append(dict(request))
        return ""

    voicelab.serve("http://app.test", app)
    watch = " statusCallback='http://app.test/' statusCallbackEvent='leave'"
    joins(voicelab, ALICE, watch)
    bob = joins(voicelab, BOB, after="<Say>you were removed</Say>")
    voicelab.waits(1)
    (room,) = voicelab.twilio.conferences.list()
    assert room.participants(bob.sid).delete()
    bob.hears("you were removed")
    bob.ended()
    assert told[0]["ReasonParticipantLeft"] == "participant_updated_via_api"


def test_ending_with_a_party_can_be_set_later(voicelab: TestLab) -> None:
    """BeepOnExit, EndConferenceOnExit"""
    alice, bob, room = two(voicelab)
    shown = room.participants(alice.sid).update(end_conference_on_exit=True, beep_on_exit=False)
    assert shown.end_conference_on_exit is True
    alice.hangs_up()
    bob.ended()
    assert room.fetch().reason_conference_ended == "participant-with-end-conference-on-exit-left"


# --- invitations --------------------------------------------------------------------------------------------
def test_a_participant_is_called_into_a_room_that_is_made(voicelab: TestLab) -> None:
    """Dials **and** creates the room; Label"""
    callee = voicelab.callee(BOB, script=lambda party: party.say("here I am"))
    client = voicelab.twilio
    one = client.conferences("stand up").participants.create(
        from_=ALICE, to=BOB, label="bob", end_conference_on_exit=True, early_media=True, beep="false"
    )
    assert (one.status, one.label, one.end_conference_on_exit) == ("queued", "bob", True)
    room = client.conferences(one.conference_sid)
    assert (room.fetch().status, room.fetch().friendly_name) == ("init", "stand up")
    assert [party.status for party in room.participants.list()] == ["ringing"]
    voicelab.waits(3)
    assert room.participants("bob").fetch().status == "connected"
    alice = joins(voicelab, ALICE, room="stand up")
    alice.waits(1)
    assert room.fetch().status == "in-progress"
    room.participants("bob").update(muted=True)
    assert room.participants("bob").fetch().muted is True
    client.calls(one.call_sid).update(status="completed")
    alice.ended()
    assert callee.calls[0].gone.done()


def test_a_room_nobody_comes_to_ends(voicelab: TestLab) -> None:
    voicelab.callee(BOB, busy=True)
    client = voicelab.twilio
    one = client.conferences("empty").participants.create(from_=ALICE, to=BOB)
    voicelab.waits(5)
    assert client.conferences(one.conference_sid).fetch().status == "completed"
    assert client.calls(one.call_sid).fetch().status == "busy"


def test_an_invitation_tells_its_steps_and_the_rooms(voicelab: TestLab) -> None:
    """Everything a TwiML Conference has"""
    told: list[tuple[str, str]] = []

    def app(request: Any) -> str:
        told.append((request.path, request.get("StatusCallbackEvent") or request["CallStatus"]))
        return ""

    voicelab.serve("http://app.test", app)
    voicelab.callee(BOB, hangs_up_after=5)
    voicelab.twilio.conferences("watched").participants.create(
        from_=ALICE,
        to=BOB,
        status_callback="http://app.test/call",
        status_callback_event=["answered", "completed"],
        conference_status_callback="http://app.test/room",
        conference_status_callback_event=["join", "leave", "end"],
    )
    voicelab.waits(30)
    assert [what for path, what in told if path == "/call"] == ["in-progress", "completed"]
    assert [what for path, what in told if path == "/room"][:1] == ["participant-join"]
    assert {what for path, what in told if path == "/room"} == {
        "participant-join",
        "participant-leave",
        "conference-end",
    }


def test_an_invitation_can_be_withdrawn(voicelab: TestLab) -> None:
    voicelab.callee(BOB, answers_after=None)
    client = voicelab.twilio
    one = client.conferences("later").participants.create(from_=ALICE, to=BOB, label="b")
    voicelab.waits(3)
    room = client.conferences(one.conference_sid)
    assert room.participants("b").fetch().status == "ringing"
    with pytest.raises(TwilioRestException) as caught:
        room.participants("b").update(muted=True)
    assert caught.value.code == 16001
    assert room.participants("b").delete()
    voicelab.waits(1)
    assert client.calls(one.call_sid).fetch().status == "canceled"
    assert room.fetch().status == "completed"


BAD_INVITATIONS = [
    ({"To": ""}, 21201),
    ({"From": ""}, 21213),
    ({"To": "12"}, 21211),
    ({"Label": "a/b"}, 16024),
    ({"Label": "a" * 129}, 16024),
    ({"Label": "CA" + "0" * 32}, 16024),
    ({"Label": "taken"}, 16026),
    ({"Coaching": "true"}, 20001),
    ({"Coaching": "true", "CallSidToCoach": "CA" + "0" * 32}, 16028),
    ({"Beep": "loudly"}, 20001),
    ({"MaxParticipants": "1"}, 20001),
    ({"WaitUrl": "nowhere"}, 21402),
    ({"ConferenceStatusCallback": "nowhere"}, 21402),
    ({"ConferenceStatusCallback": "http://a.test", "ConferenceStatusCallbackEvent": "dance"}, 20001),
    ({"ConferenceRecord": "maybe"}, 20001),
    ({"Muted": "perhaps"}, 20001),
    ({"Timeout": "never"}, 21208),
    ({"MachineDetection": "Maybe"}, 21263),
]


@pytest.mark.parametrize(("form", "code"), BAD_INVITATIONS)
def test_a_bad_invitation_is_refused(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    joins(voicelab, CAROL, " participantLabel='taken'")
    voicelab.waits(1)
    whole = {k: v for k, v in ({"To": BOB, "From": ALICE} | form).items() if v}
    status, data = ask(voicelab, "POST", "Conferences/room/Participants.json", whole)
    assert (status, data["code"]) == (400, code)
    assert len(voicelab.twilio.calls.list()) == 1


def test_what_is_not_there_is_404(voicelab: TestLab) -> None:
    """16022, 20404"""
    _, bob, room = two(voicelab)
    nobody = "CF" + "0" * 32
    for method, path in [
        ("GET", nobody),
        ("POST", nobody),
        ("GET", f"{nobody}/Participants"),
        ("POST", f"{nobody}/Participants"),
        ("GET", f"{nobody}/Participants/{bob.sid}"),
        ("GET", f"{room.sid}/Participants/CA{'0' * 32}"),
        ("DELETE", f"{room.sid}/Participants/nobody"),
        ("GET", f"{room.sid}/Recordings/RE{'0' * 32}"),
    ]:
        form = {"To": BOB, "From": ALICE} if method == "POST" else None
        status, data = ask(voicelab, method, f"Conferences/{path}.json", form)
        assert (status, data["code"]) == (404, 20404), (method, path)
    room.update(status="completed")
    assert ask(voicelab, "GET", f"Conferences/{room.sid}/Participants/{bob.sid}.json")[0] == 404


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"Muted": "yes"}, 20001),
        ({"Hold": "true", "HoldUrl": "nowhere"}, 21402),
        ({"HoldMethod": "PUT"}, 21403),
        ({"AnnounceUrl": "nowhere"}, 21402),
        ({"Coaching": "true"}, 20001),
        ({"CallSidToCoach": "CA" + "0" * 32, "Coaching": "true"}, 16028),
        ({"EndConferenceOnExit": "2"}, 20001),
    ],
)
def test_a_bad_update_of_a_participant_is_refused(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    alice, _, room = two(voicelab)
    status, data = ask(voicelab, "POST", f"Conferences/{room.sid}/Participants/{alice.sid}.json", form)
    assert (status, data["code"]) == (400, code)


# --- recordings ---------------------------------------------------------------------------------------------
def test_a_conference_is_recorded_from_its_start(voicelab: TestLab) -> None:
    """ConferenceRecord true,false,record-from-start,do-not-record; Recording status: ConferenceSid"""
    told: list[dict[str, str]] = []

    def app(request: Any) -> str:
        told.append(dict(request))
        return ""

    voicelab.serve("http://app.test", app)
    voicelab.callee(BOB, script=lambda party: party.say("good morning to all of you"))
    client = voicelab.twilio
    one = client.conferences("room").participants.create(
        from_=ALICE,
        to=BOB,
        conference_record="true",
        conference_trim="do-not-trim",
        conference_recording_status_callback="http://app.test/",
        conference_recording_status_callback_event=["in-progress", "completed"],
    )
    voicelab.waits(3)
    alice = joins(voicelab, ALICE)
    alice.waits(10)
    room = client.conferences(one.conference_sid)
    (recording,) = room.recordings.list()
    assert (recording.status, recording.source, recording.channels) == ("in-progress", "Conference", 1)
    assert room.recordings("Twilio.CURRENT").update(status="paused", pause_behavior="skip").status == "paused"
    alice.waits(10)
    assert room.recordings(recording.sid).update(status="in-progress").status == "in-progress"
    alice.waits(5)
    room.update(status="completed")
    voicelab.waits(2)
    after = room.recordings(recording.sid).fetch()
    assert (after.status, after.duration) == ("completed", "15")
    assert [form["RecordingStatus"] for form in told] == ["in-progress", "completed"]
    assert told[1]["ConferenceSid"] == one.conference_sid and told[1]["RecordingDuration"] == "15"
    with pytest.raises(TwilioRestException) as caught:
        room.recordings(recording.sid).update(status="stopped")
    assert caught.value.code == 21220
    assert client.calls(one.call_sid).recordings.list() == []  # it is the room's, not the call's
    _, page = ask(voicelab, "GET", f"Conferences/{one.conference_sid}/Recordings.json")
    check_page("recordings", "conference_recording", page)
    assert [found.sid for found in client.recordings.list(conference_sid=one.conference_sid)] == [
        recording.sid
    ]
    assert room.recordings(recording.sid).delete() and room.recordings.list() == []


def test_twiml_records_a_conference_too(voicelab: TestLab) -> None:
    """record: record-from-start"""
    joins(voicelab, ALICE, " record='record-from-start' trim='do-not-trim'")
    joins(voicelab, BOB)
    voicelab.waits(10)
    (recording,) = voicelab.twilio.recordings.list()
    room = voicelab.twilio.conferences(recording.conference_sid)
    assert room.recordings("Twilio.CURRENT").update(status="stopped").status == "stopped"
    assert room.fetch().status == "in-progress"
    assert voicelab.twilio.recordings(recording.sid).fetch().status == "completed"
