"""Who speaks in a conference, told to its status callback. Quoted rows: Twilio's "Conference: statusCallbackEvent"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.testing import TestCall, TestLab

ALICE, BOB = "+15005550001", "+15005550002"
STORY = "One moment, please, I have to look for it in the other room."


class Room:
    """A conference whose first participant asks for these events."""

    def __init__(self, lab: TestLab, events: str = "speaker") -> None:
        self.lab = lab
        self.events = events
        self.told: list[tuple[str, str]] = []

    def __call__(self, request: Any) -> str:
        if "StatusCallbackEvent" in request:
            self.told.append((request["StatusCallbackEvent"], request["CallSid"]))
            return ""
        return (
            f'<Response><Dial><Conference waitUrl="" beep="false" statusCallback="/" '
            f'statusCallbackEvent="{self.events}">team</Conference></Dial></Response>'
        )

    def two(self) -> tuple[TestCall, TestCall]:
        """Alice and Bob are in it."""
        alice, bob = self.lab.dial(self, from_=ALICE), self.lab.dial(self, from_=BOB)
        bob.waits(2)
        return alice, bob

    def participant(self, call: TestCall) -> Any:
        return self.lab.twilio.conferences("team").participants(call.sid)


START, STOP = "participant-speech-start", "participant-speech-stop"


@pytest.mark.parametrize("rendered", [False, True], ids=["facts", "sound"])
def test_each_speech_is_told_when_it_begins_and_when_it_has_ended(voicelab: TestLab, rendered: bool) -> None:
    """speaker: participant-speech-start, participant-speech-stop, with whose they are"""
    voicelab.render = rendered
    room = Room(voicelab)
    alice, bob = room.two()
    assert room.told == []
    alice.says(STORY)
    alice.waits(2)
    bob.says("Thank you very much.")
    bob.waits(2)
    assert room.told == [(START, alice.sid), (STOP, alice.sid), (START, bob.sid), (STOP, bob.sid)]


@pytest.mark.parametrize("rendered", [False, True], ids=["facts", "sound"])
def test_a_muted_party_speaks_to_nobody(voicelab: TestLab, rendered: bool) -> None:
    voicelab.render = rendered
    room = Room(voicelab)
    alice, _ = room.two()
    room.participant(alice).update(muted=True)
    alice.says(STORY)
    alice.waits(2)
    assert room.told == []
    room.participant(alice).update(muted=False)
    alice.says(STORY)
    alice.waits(2)
    assert room.told == [(START, alice.sid), (STOP, alice.sid)]


@pytest.mark.parametrize("what", [{"muted": True}, {"hold": True}])
def test_speech_that_nobody_hears_any_more_has_ended(voicelab: TestLab, what: dict[str, bool]) -> None:
    """A moderator mutes or holds somebody in mid-speech"""
    room = Room(voicelab)
    alice, bob = room.two()

    async def talk() -> None:
        await alice.party.say(STORY)

    talking = voicelab.lab.loop.create_task(talk())
    bob.waits(1)
    assert room.told == [(START, alice.sid)]
    room.participant(alice).update(**what)
    bob.waits(0.5)
    assert room.told == [(START, alice.sid), (STOP, alice.sid)]
    bob.waits(5)
    assert talking.done()


def test_nobody_listens_unless_it_was_asked_for(voicelab: TestLab) -> None:
    """statusCallbackEvent: only what is named"""
    room = Room(voicelab, "leave")
    alice, _ = room.two()
    alice.says(STORY)
    alice.waits(2)
    assert room.told == []
