"""<Conference> proved by sound: each party makes its own tone; who hears whom is read off the spectrum.

Quoted rows: Twilio's "TwiML Voice: Conference" and the Participant resource.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sounding_room import ANNOUNCED_TONE, HOLD_TONE, NUMBERS, WAIT_TONE, Room, part_of
from tone_voices import HEARD, OTHER, Voices, loudness, recorded, voices_in

from voicelab.media.frames import RATE
from voicelab.testing import TestLab


@pytest.mark.proves("Conference")
def test_everybody_hears_everybody_else_and_not_themselves(voicelab: TestLab) -> None:
    """Mixed only when two have joined and one has startConferenceOnEnter; five at once"""
    room = Room(voicelab)
    for name in NUMBERS:
        room.join(name)
    room.hears(
        alice="bob carol dave erin",
        bob="alice carol dave erin",
        carol="alice bob dave erin",
        dave="alice bob carol erin",
        erin="alice bob carol dave",
    )


def test_the_mix_is_the_sum_of_the_others_as_loud_as_they_are(voicelab: TestLab) -> None:
    room = Room(voicelab)
    for name in ("alice", "bob", "carol"):
        room.join(name)
    room.hears(alice="bob carol")
    heard = room.voices.heard("alice")
    assert abs(loudness(heard, 610.0) - 4000) < 100 and abs(loudness(heard, 1030.0) - 4000) < 100
    assert loudness(heard, 355.0) < 20  # not its own voice


@pytest.mark.proves("Conference", "startConferenceOnEnter")
def test_nobody_hears_anybody_before_somebody_starts_it(voicelab: TestLab) -> None:
    """startConferenceOnEnter=false: all are muted to each other and hear the wait audio"""
    room = Room(voicelab)
    quiet = ' startConferenceOnEnter="false" waitUrl="http://files.test/wait.wav"'
    room.join("alice", quiet)
    room.join("bob", quiet)
    room.hears(alice="other", bob="other")
    assert part_of(room.voices.heard("alice"), WAIT_TONE) and part_of(room.voices.heard("bob"), WAIT_TONE)
    room.join("carol")
    room.hears(alice="bob carol", bob="alice carol", carol="alice bob")


@pytest.mark.proves("Conference", "waitUrl")
def test_one_alone_hears_the_wait_audio_which_ends_with_the_start(voicelab: TestLab) -> None:
    """waitUrl: Twilio playlist (here the lab's music) by default, "" is silence"""
    room = Room(voicelab)
    room.join("alice", " waitUrl='/nothing'".replace("/nothing", "http://files.test/wait.wav"))
    room.hears(alice="other")
    room.join("bob")
    room.hears(alice="bob", bob="alice")


@pytest.mark.proves("Conference", "waitUrl")
def test_the_default_wait_audio_is_music(voicelab: TestLab) -> None:
    music = voicelab
    music.render = True
    voices = Voices(music)
    call = music.dial("<Response><Dial><Conference>team</Conference></Dial></Response>")
    voices.add("alice", call)
    assert voices.who_hears_whom() == {"alice": {"other"}}
    music.waits(60)  # it plays on and on
    assert voices.who_hears_whom() == {"alice": {"other"}}


@pytest.mark.proves("Conference", "waitUrl")
def test_when_the_wait_document_ends_there_is_silence(voicelab: TestLab) -> None:
    """waitUrl: document end = silence, not a loop"""
    room = Room(voicelab)
    voicelab.document(
        "once", "<Response><Play>http://files.test/wait.wav</Play></Response>"
    )  # thirty seconds
    room.join("alice", ' waitUrl="http://lab.test/twiml/once"')
    room.hears(alice="other")
    voicelab.waits(31)
    room.hears(alice="")
    assert not room.voices.heard("alice").any()
    room.join("bob")
    room.hears(alice="bob", bob="alice")


@pytest.mark.proves("Conference", "muted")
def test_a_muted_party_hears_and_is_not_heard(voicelab: TestLab) -> None:
    """Muted (false); Participant Muted=true and false"""
    room = Room(voicelab)
    room.join("alice", ' muted="true"')
    room.join("bob")
    room.join("carol")
    room.hears(alice="bob carol", bob="carol", carol="bob")
    room.participant("alice").update(muted=False)
    room.hears(alice="bob carol", bob="alice carol", carol="alice bob")
    room.participant("carol").update(muted=True)
    room.hears(alice="bob", bob="alice", carol="alice bob")


def test_hold_music_is_heard_by_the_held_alone(voicelab: TestLab) -> None:
    """Hold, HoldUrl: the held party hears it and nobody else; it is not heard meanwhile"""
    room = Room(voicelab)
    for name in ("alice", "bob", "carol"):
        room.join(name)
    room.participant("alice").update(hold=True, hold_url="http://files.test/hold.wav")
    room.hears(alice="other", bob="carol", carol="bob")
    assert part_of(room.voices.heard("alice"), HOLD_TONE)
    assert not part_of(room.voices.heard("bob"), HOLD_TONE)
    room.participant("alice").update(hold=False)
    room.hears(alice="bob carol", bob="alice carol", carol="alice bob")
    assert not part_of(room.voices.heard("alice"), HOLD_TONE)


def test_another_hold_audio_takes_the_place_of_the_first(voicelab: TestLab) -> None:
    """HoldUrl of a party on hold; Hold=true alone leaves it as it is, and so does the start of the room"""
    room = Room(voicelab)
    room.join("alice", ' startConferenceOnEnter="false"')
    room.participant("alice").update(hold=True, hold_url="http://files.test/hold.wav")
    voicelab.waits(1)
    mark = room.voices.mark("alice")
    room.join("bob")
    room.participant("alice").update(hold=True)
    room.hears(alice="other", bob="")
    assert part_of(room.voices.since("alice", mark), HOLD_TONE)
    room.participant("alice").update(hold=True, hold_url="http://files.test/wait.wav")
    room.hears(alice="other", bob="")
    assert part_of(room.voices.heard("alice"), WAIT_TONE)
    assert not part_of(room.voices.heard("alice"), HOLD_TONE)
    room.participant("alice").update(hold=False)
    room.hears(alice="bob", bob="alice")


@pytest.mark.proves("Conference", "coach")
def test_only_the_coached_hears_the_coach(voicelab: TestLab) -> None:
    """coach: only the coached hears; Participant Coaching and CallSidToCoach move it"""
    room = Room(voicelab)
    agent = room.join("alice")
    customer = room.join("bob")
    room.join("carol", f' coach="{agent.sid}"')
    room.hears(alice="bob carol", bob="alice", carol="alice bob")
    room.participant("carol").update(coaching=True, call_sid_to_coach=customer.sid)
    room.hears(alice="bob", bob="alice carol", carol="alice bob")
    room.participant("carol").update(coaching=False)
    room.hears(alice="bob carol", bob="alice carol", carol="alice bob")


def test_a_coach_whose_party_is_away_is_heard_by_nobody(voicelab: TestLab) -> None:
    """Coach: only the coached hears, also after a hold; when it has gone nobody does"""
    room = Room(voicelab)
    agent = room.join("alice")
    room.join("bob")
    room.join("carol", f' coach="{agent.sid}"')
    room.participant("alice").update(hold=True, hold_url="http://files.test/hold.wav")
    room.hears(alice="other", bob="", carol="bob")
    room.participant("alice").update(hold=False)
    room.hears(alice="bob carol", bob="alice", carol="alice bob")
    agent.hangs_up()
    room.hears(bob="", carol="bob")
    room.participant("carol").update(muted=True)
    room.participant("carol").update(muted=False)
    room.hears(bob="", carol="bob")


def test_a_muted_coach_is_heard_by_nobody(voicelab: TestLab) -> None:
    room = Room(voicelab)
    agent = room.join("alice")
    room.join("bob")
    room.join("carol", f' coach="{agent.sid}" muted="true"')
    room.hears(alice="bob", bob="alice", carol="alice bob")


@pytest.mark.proves("Dial", "hangupOnStar")
def test_star_leaves_and_the_others_talk_on(voicelab: TestLab) -> None:
    """HangupOnStar lets a participant leave"""
    room = Room(voicelab)
    room.join("alice", dial=' hangupOnStar="true"', tone=False)
    room.join("bob")
    room.join("carol")
    room.hears(alice="bob carol", bob="carol", carol="bob")
    room.calls["alice"].presses("*")
    room.hears(alice="", bob="carol", carol="bob")


def test_a_key_that_is_no_star_changes_nothing(voicelab: TestLab) -> None:
    room = Room(voicelab)
    room.join("alice", dial=' hangupOnStar="true"', tone=False)
    room.join("bob")
    room.calls["alice"].presses("1#")
    room.hears(alice="bob")


@pytest.mark.proves("Conference", "endConferenceOnExit")
def test_end_conference_on_exit_ends_the_talk(voicelab: TestLab) -> None:
    """endConferenceOnExit: the others drop to their next verb and hear each other no more"""
    room = Room(voicelab)
    room.join("alice", ' endConferenceOnExit="true"')
    room.join("bob")
    room.join("carol")
    room.hears(bob="alice carol", carol="alice bob")
    room.calls["alice"].hangs_up()
    room.hears(bob="", carol="")


@pytest.mark.proves("Conference", "maxParticipants")
def test_the_one_too_many_hears_nothing_and_is_not_heard(voicelab: TestLab) -> None:
    """maxParticipants: full: 16020, Dial ends"""
    room = Room(voicelab)
    limit = ' maxParticipants="2"'
    for name in ("alice", "bob", "carol"):
        room.join(name, limit)
    room.hears(alice="bob", bob="alice", carol="")


def test_an_announcement_is_heard_by_whom_it_is_for(voicelab: TestLab) -> None:
    """AnnounceUrl of a participant, of a conference; the talk goes on for the others"""
    room = Room(voicelab)
    for name in ("alice", "bob", "carol"):
        room.join(name)
    room.hears(alice="bob carol")
    room.participant("alice").update(announce_url="http://files.test/announced.wav")
    voicelab.waits(1)
    assert part_of(room.voices.heard("alice"), ANNOUNCED_TONE)
    room.hears(bob="alice carol", carol="alice bob")
    voicelab.waits(31)
    room.hears(alice="bob carol")
    voicelab.twilio.conferences("team").update(announce_url="http://files.test/announced.wav")
    voicelab.waits(1)
    assert all(part_of(room.voices.heard(name), ANNOUNCED_TONE) for name in ("alice", "bob", "carol"))


def beeps(samples: np.ndarray[Any, np.dtype[np.int16]]) -> bool:
    """Whether something other than parties' tones sounds in any tenth of a second."""
    size = RATE // 10
    pieces = [samples[start : start + size] for start in range(0, len(samples) - size + 1, size)]
    return any(np.sqrt(np.mean(piece.astype(float) ** 2)) > OTHER for piece in pieces)


def beep_heard(room: Room, name: str, attributes: str) -> tuple[bool, bool]:
    """Whether the silent parties already there hear a beep when another one comes, and when it goes."""
    mark = room.voices.mark("alice")
    room.join(name, attributes, tone=False)
    room.lab.waits(2)
    came = beeps(room.voices.since("alice", mark))
    mark = room.voices.mark("alice")
    room.calls[name].hangs_up()
    room.lab.waits(2)
    return came, beeps(room.voices.since("alice", mark))


@pytest.mark.proves("Conference", "beep")
def test_beeps(voicelab: TestLab) -> None:
    """beep: true false onEnter onExit, default true"""
    room = Room(voicelab)
    room.join("alice", tone=False)
    room.join("bob", tone=False)
    voicelab.waits(1)
    assert beep_heard(room, "carol", ' beep="true"') == (True, True)
    assert beep_heard(room, "carol", ' beep="onEnter"') == (True, False)
    assert beep_heard(room, "carol", ' beep="onExit"') == (False, True)
    assert beep_heard(room, "carol", ' beep="false"') == (False, False)


def test_the_second_to_come_is_announced_by_a_beep(voicelab: TestLab) -> None:
    """beep: default true"""
    room = Room(voicelab)
    room.join("alice", tone=False)
    voicelab.waits(1)
    assert beep_heard(room, "bob", ' beep="true"') == (True, True)


@pytest.mark.proves("Conference", "record")
def test_the_recording_has_everybody_mixed_and_no_wait_audio(voicelab: TestLab) -> None:
    """record-from-start: starts when two are bridged; mono; no hold music"""
    room = Room(voicelab)
    record = ' record="record-from-start" waitUrl="http://files.test/wait.wav" endConferenceOnExit="true"'
    room.join("alice", record)
    voicelab.waits(5)  # alone, with the wait audio
    room.join("bob")
    room.hears(alice="bob", bob="alice")
    room.participant("bob").update(hold=True, hold_url="http://files.test/hold.wav")
    voicelab.waits(2)
    room.participant("bob").update(hold=False)
    room.participant("alice").update(muted=True)
    voicelab.waits(2)
    room.calls["alice"].hangs_up()
    (recording,) = voicelab.lab.journal.recordings.values()
    samples = recorded(voicelab.lab.switchboard.equipment.recordings / recording.path)
    assert samples.shape[1] == recording.channels == 1 and 4.5 < len(samples) / RATE < 6
    mixed = samples[:, 0]
    assert voices_in(mixed[RATE // 4 : RATE * 3 // 4]) == {"alice", "bob"}
    held, muted = mixed[round(1.5 * RATE) : round(2.5 * RATE)], mixed[-RATE:]
    assert voices_in(held) == {"alice"} and voices_in(muted) == {"bob"}
    assert loudness(mixed, WAIT_TONE) < HEARD / 10 and loudness(mixed, HOLD_TONE) < HEARD / 10


@pytest.mark.proves("Dial", "record")
def test_a_dials_recording_has_the_party_and_what_comes_from_the_room(voicelab: TestLab) -> None:
    """Record ...-dual with a Conference inside: channel 2 = what comes from the room"""
    room = Room(voicelab)
    room.join("alice", dial=' record="record-from-answer-dual"')
    room.join("bob")
    room.join("carol")
    room.hears(alice="bob carol")
    room.participant("carol").update(muted=True)
    voicelab.waits(3)
    room.calls["alice"].hangs_up()
    (recording,) = voicelab.lab.journal.recordings.values()
    samples = recorded(voicelab.lab.switchboard.equipment.recordings / recording.path)
    late = samples[-2 * RATE :]
    assert recording.source == "DialVerb" and recording.call_sid == room.calls["alice"].sid
    assert voices_in(late[:, 0]) == {"alice"} and voices_in(late[:, 1]) == {"bob"}


@pytest.mark.proves("Conference", "statusCallbackEvent")
def test_who_speaks_is_told(voicelab: TestLab) -> None:
    """StatusCallbackEvent speaker: participant-speech-start, participant-speech-stop"""
    room = Room(voicelab)
    room.join("alice", ' statusCallback="/" statusCallbackEvent="speaker"', tone=False)
    room.join("bob", tone=False)
    voicelab.waits(2)
    assert room.told == []
    room.calls["alice"].says("One moment, please, I have to look for it.")
    voicelab.waits(3)
    events = [(form["StatusCallbackEvent"], form["CallSid"]) for form in room.told]
    sid = room.calls["alice"].sid
    assert events == [("participant-speech-start", sid), ("participant-speech-stop", sid)]
