"""<Enqueue> and <Dial><Queue> proved by sound: each party makes its own tone; who hears whom is read off the spectrum.

Quoted rows: Twilio's "TwiML Voice: Enqueue", "Queue" and "Dial".
"""

from __future__ import annotations

from typing import Any

import pytest
from sounding_room import ANNOUNCED_TONE, NUMBERS, WAIT_TONE, part_of
from sounds import SoundFiles, tone_wav
from tone_voices import Voices, recorded, voices_in

from voicelab.media.frames import RATE
from voicelab.testing import TestCall, TestLab

proves = pytest.mark.proves
AGENT = NUMBERS["bob"]
WAIT, URL = "http://files.test/wait.wav", "http://files.test/url.wav"


class Desk:
    """Callers who wait, and an agent who takes them; tones on all sides."""

    def __init__(
        self, lab: TestLab, *, wait: str = f"waitUrl='{WAIT}'", dial: str = "", queue: str = ""
    ) -> None:
        self.lab = lab
        self.voices = Voices(lab)
        self.wait, self.dial, self.queue = wait, dial, queue
        files = {
            "/wait.wav": ("audio/wav", tone_wav(5, frequency=WAIT_TONE)),
            "/url.wav": ("audio/wav", tone_wav(3, frequency=ANNOUNCED_TONE)),
        }
        lab.serve("http://files.test", SoundFiles(files))

    def __call__(self, request: Any) -> str:
        verb = f"<Enqueue {self.wait}>desk</Enqueue>"
        if request["From"] == AGENT:
            verb = f"<Dial{self.dial}><Queue{self.queue}>desk</Queue></Dial>"
        return f"<Response>{verb}<Pause length='60'/></Response>"

    def calls(self, name: str) -> TestCall:
        """A party calls, and makes its tone."""
        call = self.lab.dial(self, from_=NUMBERS[name])
        self.voices.add(name, call)
        return call

    def hears(self, **expected: str) -> None:
        """In the next second each hears just these."""
        heard = self.voices.who_hears_whom(expected)
        assert heard == {name: set(voices.split()) for name, voices in expected.items()}


@proves("Enqueue", "waitUrl")
@proves("Queue")
def test_wait_audio_until_the_bridge_then_each_other(voicelab: TestLab) -> None:
    """waitUrl: heard by the caller, again and again; Dial>Queue joins the head of the queue, and nobody else"""
    desk = Desk(voicelab)
    desk.calls("alice")
    voicelab.waits(0.5)
    desk.calls("carol")
    desk.hears(alice="other", carol="other")
    assert part_of(desk.voices.heard("alice"), WAIT_TONE)
    voicelab.waits(12)  # the file is five seconds long
    mark = desk.voices.mark("alice")
    voicelab.waits(6)
    assert part_of(desk.voices.since("alice", mark), WAIT_TONE)
    desk.calls("bob")
    voicelab.waits(0.5)
    desk.hears(alice="bob", bob="alice")
    assert "bob" not in voices_in(desk.voices.heard("carol"))


@proves("Enqueue", "waitUrl")
def test_an_empty_wait_address_is_silence(voicelab: TestLab) -> None:
    """WaitUrl "" silence"""
    desk = Desk(voicelab, wait="waitUrl=''")
    desk.calls("alice")
    voicelab.waits(3)
    desk.hears(alice="")
    assert not desk.voices.heard("alice").any()


@proves("Queue", "url")
def test_what_is_heard_before_the_bridge_is_for_the_queued_alone(voicelab: TestLab) -> None:
    """Url runs on the queued caller; nobody hears anybody until it has ended"""
    desk = Desk(voicelab, queue=f" url='{URL}'")
    desk.calls("alice")
    voicelab.waits(2)
    desk.calls("bob")
    voicelab.waits(0.5)
    desk.hears(alice="other", bob="")
    assert part_of(desk.voices.heard("alice"), ANNOUNCED_TONE)
    assert not part_of(desk.voices.heard("alice"), WAIT_TONE)
    voicelab.waits(2)
    desk.hears(alice="bob", bob="alice")


@proves("Dial", "record")
def test_a_recording_of_the_talk(voicelab: TestLab) -> None:
    """record-from-answer-dual: the agent's document records: agent in channel 1, the queued caller in 2"""
    desk = Desk(voicelab, dial=' record="record-from-answer-dual"')
    desk.calls("alice")
    voicelab.waits(3)
    agent = desk.calls("bob")
    voicelab.waits(4)
    agent.hangs_up()
    (recording,) = voicelab.lab.journal.recordings.values()
    samples = recorded(voicelab.lab.switchboard.equipment.recordings / recording.path)
    assert recording.call_sid == agent.sid and samples.shape[1] == 2
    late = samples[-2 * RATE :]
    assert voices_in(late[:, 0]) == {"bob"} and voices_in(late[:, 1]) == {"alice"}


@proves("Dial", "timeLimit")
def test_after_the_time_limit_they_hear_each_other_no_more(voicelab: TestLab) -> None:
    desk = Desk(voicelab, dial=' timeLimit="4"')
    desk.calls("alice")
    voicelab.waits(2)
    desk.calls("bob")
    voicelab.waits(0.5)
    desk.hears(alice="bob", bob="alice")
    voicelab.waits(4)
    desk.hears(alice="", bob="")
