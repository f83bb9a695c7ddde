"""Beeps and announcements are mixed into the talk, proved by spectrum: the others are heard while they sound.

Quoted rows: Twilio's "TwiML Voice: Conference", beep, and the Conference and Participant resources, AnnounceUrl.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sounding_room import ANNOUNCED_TONE, HOLD_TONE, WAIT_TONE, Room, part_of
from tone_voices import HEARD, loudness, voices_in

from voicelab.calls.events import PromptStarted
from voicelab.media.frames import RATE
from voicelab.testing import TestLab

proves = pytest.mark.proves
BEEP = 1000.0
TONES = {"alice": 355.0, "bob": 610.0, "dave": 1490.0, "erin": 1930.0}
NEWS = "http://files.test/announced.wav"


def beep_in(samples: np.ndarray[Any, np.dtype[np.int16]], *voices: str) -> bool:
    """Whether a beep is in the samples; while it sounds these voices, and no others, must be heard as well."""
    size = RATE // 10
    beeped = False
    for start in range(0, len(samples) - size + 1, size // 2):
        piece = samples[start : start + size]
        if loudness(piece, BEEP) > 3000:
            beeped = True
            heard = {name for name, tone in TONES.items() if loudness(piece, tone) > HEARD}
            assert heard == set(voices), f"{heard} during the beep"
    return beeped


@proves("Conference", "beep")
@pytest.mark.parametrize(
    ("attribute", "enters", "leaves"),
    [("true", True, True), ("onEnter", True, False), ("onExit", False, True), ("false", False, False)],
)
def test_during_a_beep_the_others_are_heard(
    voicelab: TestLab, attribute: str, enters: bool, leaves: bool
) -> None:
    """beep: true false onEnter onExit; it sounds into the talk, whoever speaks is heard on"""
    room = Room(voicelab)
    room.join("alice")
    room.join("bob")
    voicelab.waits(1)
    marks = {name: room.voices.mark(name) for name in ("alice", "bob")}
    room.join("dave", f' beep="{attribute}"', tone=False)
    voicelab.waits(1.5)
    assert beep_in(room.voices.since("alice", marks["alice"]), "bob") is enters
    assert beep_in(room.voices.since("bob", marks["bob"]), "alice") is enters
    assert not beep_in(room.voices.heard("dave", 1.4))  # not who comes
    marks = {name: room.voices.mark(name) for name in ("alice", "bob")}
    room.calls["dave"].hangs_up()
    voicelab.waits(1.5)
    assert beep_in(room.voices.since("alice", marks["alice"]), "bob") is leaves
    assert beep_in(room.voices.since("bob", marks["bob"]), "alice") is leaves


@proves("Conference", "muted", "coach", "beep")
def test_a_beep_changes_nothing_for_muted_held_and_coached(voicelab: TestLab) -> None:
    """Muted, Hold, Coaching: who heard whom before the beep hears them during it; the held hear only their music"""
    room = Room(voicelab)
    alice = room.join("alice")
    room.join("bob", ' muted="true"')
    room.join("dave", f' coach="{alice.sid}"')
    room.join("erin")
    room.participant("erin").update(hold=True, hold_url="http://files.test/hold.wav")
    room.hears(alice="dave", bob="alice", dave="alice", erin="other")
    marks = {name: room.voices.mark(name) for name in ("alice", "bob", "dave", "erin")}
    room.join("carol", ' beep="true"', tone=False)
    voicelab.waits(1)
    since = {name: room.voices.since(name, mark) for name, mark in marks.items()}
    assert beep_in(since["alice"], "dave")
    assert beep_in(since["bob"], "alice") and beep_in(since["dave"], "alice")
    assert not beep_in(since["erin"]) and part_of(since["erin"][-RATE // 2 :], HOLD_TONE)


def test_an_announcement_to_all_is_mixed_into_the_talk(voicelab: TestLab) -> None:
    """AnnounceUrl of a conference: all hear it, and each other; it is requested once, and its end told once"""
    room = Room(voicelab)
    told = ' statusCallback="/" statusCallbackEvent="announcement"'
    for name in ("alice", "bob", "dave"):
        room.join(name, told)
    room.hears(alice="bob dave")
    voicelab.twilio.conferences("team").update(announce_url=NEWS)
    voicelab.waits(1)
    for name, others in (("alice", {"bob", "dave"}), ("bob", {"alice", "dave"}), ("dave", {"alice", "bob"})):
        heard = room.voices.heard(name)
        assert part_of(heard, ANNOUNCED_TONE) and voices_in(heard) == {*others, "other"}
    assert room.told == []
    voicelab.waits(31)
    room.hears(alice="bob dave", bob="alice dave", dave="alice bob")
    assert [form["StatusCallbackEvent"] for form in room.told] == ["announcement-end"]
    assert room.told[0]["AnnounceUrl"] == NEWS and "CallSid" not in room.told[0]
    prompts = [event for call in room.calls.values() for event in call.events]
    assert len([event for event in prompts if isinstance(event, PromptStarted) and event.kind == "play"]) == 1


def test_an_announcement_to_one_is_mixed_into_what_it_hears(voicelab: TestLab) -> None:
    """AnnounceUrl of a participant: heard by it alone, with the talk; the end names it"""
    room = Room(voicelab)
    told = ' statusCallback="/" statusCallbackEvent="announcement"'
    for name in ("alice", "bob", "dave"):
        room.join(name, told)
    room.participant("bob").update(announce_url=NEWS)
    voicelab.waits(1)
    heard = room.voices.heard("bob")
    assert part_of(heard, ANNOUNCED_TONE) and voices_in(heard) == {"alice", "dave", "other"}
    room.hears(alice="bob dave", dave="alice bob")
    voicelab.waits(31)
    (end,) = room.told
    assert (end["StatusCallbackEvent"], end["CallSid"]) == ("announcement-end", room.calls["bob"].sid)


def test_who_is_on_hold_hears_no_announcement_to_all(voicelab: TestLab) -> None:
    """Hold: the held hears its music and nothing else, from the moment it is put on hold"""
    room = Room(voicelab)
    for name in ("alice", "bob", "dave"):
        room.join(name)
    held = {"hold": True, "hold_url": "http://files.test/hold.wav"}
    room.participant("bob").update(**held)
    voicelab.waits(1)
    voicelab.twilio.conferences("team").update(announce_url=NEWS)
    voicelab.waits(2)
    assert part_of(room.voices.heard("alice"), ANNOUNCED_TONE)
    assert not part_of(room.voices.heard("bob"), ANNOUNCED_TONE)
    assert part_of(room.voices.heard("bob"), HOLD_TONE)
    room.participant("dave").update(**held)  # while it is announced
    voicelab.waits(1)
    assert not part_of(room.voices.heard("dave"), ANNOUNCED_TONE)
    assert part_of(room.voices.heard("dave"), HOLD_TONE)
    assert part_of(room.voices.heard("alice"), ANNOUNCED_TONE)  # and goes on for the others


def test_a_held_party_hears_its_own_announcement_over_its_music(voicelab: TestLab) -> None:
    """AnnounceUrl of a participant on hold"""
    room = Room(voicelab)
    for name in ("alice", "bob"):
        room.join(name)
    room.participant("bob").update(hold=True, hold_url="http://files.test/hold.wav")
    room.participant("bob").update(announce_url=NEWS)
    voicelab.waits(1)
    heard = room.voices.heard("bob")
    assert part_of(heard, ANNOUNCED_TONE) and part_of(heard, HOLD_TONE)
    assert "alice" not in voices_in(heard) and not part_of(room.voices.heard("alice"), ANNOUNCED_TONE)


def test_the_muted_and_the_coach_hear_announcements_too(voicelab: TestLab) -> None:
    room = Room(voicelab)
    alice = room.join("alice")
    room.join("bob", ' muted="true"')
    room.join("dave", f' coach="{alice.sid}"')
    voicelab.twilio.conferences("team").update(announce_url=NEWS)
    voicelab.waits(1)
    for name, others in (("alice", {"dave"}), ("bob", {"alice"}), ("dave", {"alice"})):
        heard = room.voices.heard(name)
        assert part_of(heard, ANNOUNCED_TONE) and voices_in(heard) == {*others, "other"}


def test_one_who_waits_hears_an_announcement_over_the_wait_audio(voicelab: TestLab) -> None:
    """AnnounceUrl of a conference that has not begun"""
    room = Room(voicelab)
    room.join("alice", ' startConferenceOnEnter="false" waitUrl="http://files.test/wait.wav"')
    voicelab.waits(1)
    voicelab.twilio.conferences("team").update(announce_url=NEWS)
    voicelab.waits(1)
    heard = room.voices.heard("alice")
    assert part_of(heard, ANNOUNCED_TONE) and part_of(heard, WAIT_TONE)


def test_an_announcement_outlives_the_one_under_whose_name_it_runs(voicelab: TestLab) -> None:
    room = Room(voicelab)
    told = ' statusCallback="/" statusCallbackEvent="announcement"'
    for name in ("alice", "bob", "dave"):
        room.join(name, told)
    voicelab.twilio.conferences("team").update(announce_url=NEWS)
    voicelab.waits(1)
    voicelab.together(room.calls["alice"].party.hang_up())
    voicelab.waits(2)
    assert part_of(room.voices.heard("bob"), ANNOUNCED_TONE)
    room.hears(bob="dave other", dave="bob other")
    voicelab.waits(31)
    assert [form["StatusCallbackEvent"] for form in room.told] == ["announcement-end"]


def test_an_announcement_ends_with_the_room(voicelab: TestLab) -> None:
    room = Room(voicelab)
    told = ' statusCallback="/" statusCallbackEvent="announcement end"'
    room.join("alice", told)
    room.join("bob", told)
    voicelab.twilio.conferences("team").update(announce_url=NEWS)
    voicelab.waits(1)
    voicelab.twilio.conferences("team").update(status="completed")
    voicelab.waits(1)
    assert not part_of(room.voices.heard("alice"), ANNOUNCED_TONE)
    assert [form["StatusCallbackEvent"] for form in room.told] == ["conference-end"]


@pytest.mark.parametrize("to", ["all", "one"])
def test_an_announcement_that_fails_is_told(voicelab: TestLab, to: str) -> None:
    """announcement-fail: AnnounceUrl, ReasonAnnouncementFailed"""
    room = Room(voicelab)
    told = ' statusCallback="/" statusCallbackEvent="announcement"'
    room.join("alice", told)
    room.join("bob", told)
    nowhere = "http://files.test/nowhere"
    who: Any = voicelab.twilio.conferences("team") if to == "all" else room.participant("bob")
    who.update(announce_url=nowhere)
    voicelab.waits(1)
    (fail,) = room.told
    assert fail["StatusCallbackEvent"] == "announcement-fail" and fail["AnnounceUrl"] == nowhere
    assert "11200" in fail["ReasonAnnouncementFailed"]
    assert fail.get("CallSid") == (None if to == "all" else room.calls["bob"].sid)
    room.hears(alice="bob", bob="alice")


def test_an_unrendered_announcement_is_understood_by_all_and_talked_over(voicelab: TestLab) -> None:
    """The same without samples: words of the announcement and of the others reach everybody"""
    room = '<Response><Dial><Conference waitUrl="">team</Conference></Dial></Response>'
    calls = [voicelab.dial(room, from_=f"+1500555000{number}") for number in (1, 2, 3)]
    voicelab.waits(1)
    news = voicelab.document(
        "news", "<Response><Say>The line will be closed in five minutes.</Say></Response>"
    )
    voicelab.twilio.conferences("team").update(announce_url=news)
    voicelab.waits(0.5)
    calls[0].says("I heard that.")
    for call in calls:
        call.hears("closed in five minutes", to_the_end=False)
    calls[1].hears("I heard that")
