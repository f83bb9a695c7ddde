"""<Dial> proved by sound: caller and callee make tones; who hears whom, and what recordings hold, by spectrum.

Quoted rows: Twilio's "TwiML Voice: Dial" and "Number".
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sounds import SoundFiles, tone_wav
from tone_voices import HEARD, Voices, loudness, recorded, voices_in

from voicelab.calls.events import BridgeStarted
from voicelab.media.frames import RATE
from voicelab.testing import TestCall, TestLab

SALES, SUPPORT = "+15005550010", "+15005550011"
WHISPER_TONE = 1250.0


class Talk:
    """A call that dials, with tones on both sides: alice calls, bob (and carol) can be rung."""

    def __init__(self, lab: TestLab, dial: str, *, answers_after: float = 2, **more: Any) -> None:
        self.lab = lab
        self.voices = Voices(lab)
        wave = tone_wav(4, frequency=WHISPER_TONE)
        lab.serve("http://files.test", SoundFiles({"/whisper.wav": ("audio/wav", wave)}))
        lab.document("whisper", "<Response><Play>http://files.test/whisper.wav</Play></Response>")
        self.callee = lab.callee(SALES, answers_after=answers_after, **more)
        self.call = lab.dial(f"<Response><Say>hi</Say>{dial}<Pause length='60'/></Response>")
        self.voices.add("alice", self.call)

    def answered(self) -> None:
        """Let bob answer and speak."""
        while not self.callee.calls or not self.callee.calls[0].on_line.is_set():
            self.lab.waits(0.1)
        self.voices.add("bob", self.callee.calls[0])

    def bridged(self) -> None:
        """Let time pass until the two are joined."""
        while not any(isinstance(event, BridgeStarted) for event in self.call.events):
            self.lab.waits(0.1)

    def hears(self, **expected: str) -> None:
        """In the next second each hears just these."""
        heard = self.voices.who_hears_whom(expected)
        assert heard == {name: set(voices.split()) for name, voices in expected.items()}


@pytest.mark.proves("Dial")
def test_caller_and_callee_hear_each_other(voicelab: TestLab) -> None:
    talk = Talk(voicelab, f"<Dial>{SALES}</Dial>")
    talk.answered()
    talk.hears(alice="bob", bob="alice")
    assert abs(loudness(talk.voices.heard("alice"), 610.0) - 4000) < 100  # as loud as it was said


def test_ringing_is_heard_until_the_callee_answers(voicelab: TestLab) -> None:
    """ringTone: the caller hears ringing; the us tone is 440 + 480 Hz, two seconds of six"""
    talk = Talk(voicelab, f"<Dial>{SALES}</Dial>", answers_after=13)
    talk.call.expects("Dial")
    mark = talk.voices.mark("alice")
    voicelab.waits(12)
    ringing = talk.voices.since("alice", mark)
    parts = [ringing[start : start + RATE // 2] for start in range(0, len(ringing) - RATE // 2, RATE // 2)]
    loud = [loudness(part, 440.0) > 500 and loudness(part, 480.0) > 500 for part in parts]
    assert 6 <= sum(loud) <= 10  # four seconds of twelve
    talk.answered()
    talk.hears(alice="bob", bob="alice")


@pytest.mark.proves("Dial", "ringTone")
@pytest.mark.parametrize(("country", "frequency"), [("de", 425.0), ("fr", 440.0), ("jp", 400.0)])
def test_each_country_rings_in_its_own_tone(voicelab: TestLab, country: str, frequency: float) -> None:
    """ringTone: the country's ringing tone"""
    talk = Talk(voicelab, f'<Dial ringTone="{country}">{SALES}</Dial>', answers_after=10)
    talk.call.expects("Dial")
    mark = talk.voices.mark("alice")
    voicelab.waits(8)
    ringing = talk.voices.since("alice", mark).astype(float)
    power = np.abs(np.fft.rfft(ringing * np.hanning(len(ringing))))
    assert abs(np.argmax(power) * RATE / len(ringing) - frequency) < 3


@pytest.mark.proves("Number", "url")
def test_a_whisper_is_heard_by_the_callee_alone(voicelab: TestLab) -> None:
    """url: runs on the callee before the bridge; the caller hears ringing meanwhile"""
    talk = Talk(
        voicelab,
        f'<Dial><Number url="http://lab.test/twiml/whisper">{SALES}</Number></Dial>',
        answers_after=1,
    )
    talk.answered()
    talk.hears(bob="other")
    assert loudness(talk.voices.heard("bob"), WHISPER_TONE) > 2000
    assert loudness(talk.voices.heard("alice"), WHISPER_TONE) < 20
    assert "bob" not in voices_in(talk.voices.heard("alice"))
    talk.bridged()
    talk.hears(alice="bob", bob="alice")


@pytest.mark.proves("Dial", "hangupOnStar")
def test_star_ends_what_they_hear_of_each_other(voicelab: TestLab) -> None:
    """hangupOnStar: the caller ends the Dial by star; the callee is gone"""
    talk = Talk(voicelab, f'<Dial hangupOnStar="true">{SALES}</Dial>')
    talk.answered()
    talk.hears(alice="bob", bob="alice")
    talk.call.presses("*")
    talk.hears(alice="")
    assert talk.callee.calls[0].gone.done()


def test_without_hangup_on_star_the_star_is_heard_by_the_callee(voicelab: TestLab) -> None:
    """hangupOnStar: default false"""
    talk = Talk(voicelab, f"<Dial>{SALES}</Dial>")
    talk.answered()
    talk.call.presses("*")
    talk.hears(alice="bob", bob="alice")
    assert talk.callee.calls[0].keys == "*"


def test_a_bridge_of_five_hears_only_its_own(voicelab: TestLab) -> None:
    """Two pairs talk at once: no sound strays from one call into another"""
    one = Talk(voicelab, f"<Dial>{SALES}</Dial>")
    one.answered()
    callee = voicelab.callee(SUPPORT, answers_after=1)
    other = voicelab.dial(f"<Response><Dial>{SUPPORT}</Dial></Response>", from_="+15005550003")
    one.voices.add("carol", other)
    voicelab.waits(2)
    one.voices.add("dave", callee.calls[0])
    one.hears(alice="bob", bob="alice", carol="dave", dave="carol")


# --- recordings ---------------------------------------------------------------------------------------------------
def recording_of(talk: Talk, call: TestCall) -> tuple[Any, np.ndarray[Any, np.dtype[np.int16]]]:
    """The one recording, once the call is over."""
    call.hangs_up()
    (recording,) = talk.lab.lab.journal.recordings.values()
    path = talk.lab.lab.switchboard.equipment.recordings / recording.path
    return recording, recorded(path)


@pytest.mark.proves("Dial", "record")
@pytest.mark.parametrize("how", ["record-from-answer-dual", "record-from-ringing-dual"])
def test_a_dual_recording_has_one_party_a_channel(voicelab: TestLab, how: str) -> None:
    """Record ...-dual: two channels, the caller (the parent's party) in the first"""
    talk = Talk(voicelab, f'<Dial record="{how}">{SALES}</Dial>')
    talk.answered()
    talk.bridged()
    voicelab.waits(3)
    recording, samples = recording_of(talk, talk.call)
    assert recording.channels == samples.shape[1] == 2
    late = samples[-2 * RATE :]
    assert voices_in(late[:, 0]) == {"alice"} and voices_in(late[:, 1]) == {"bob"}


@pytest.mark.proves("Dial", "record")
@pytest.mark.parametrize("how", ["record-from-answer", "true", "record-from-ringing"])
def test_a_mono_recording_has_both(voicelab: TestLab, how: str) -> None:
    """record: mono unless -dual; true is the legacy word for record-from-answer"""
    talk = Talk(voicelab, f'<Dial record="{how}">{SALES}</Dial>')
    talk.answered()
    talk.bridged()
    voicelab.waits(3)
    recording, samples = recording_of(talk, talk.call)
    assert recording.channels == samples.shape[1] == 1
    assert voices_in(samples[-2 * RATE :, 0]) == {"alice", "bob"}


@pytest.mark.proves("Dial", "record")
def test_from_ringing_has_the_ringing_and_from_answer_has_not(voicelab: TestLab) -> None:
    """record-from-ringing: the time before the answer too"""
    lengths = {}
    for how in ("record-from-ringing-dual", "record-from-answer-dual"):
        talk = Talk(voicelab, f'<Dial record="{how}">{SALES}</Dial>', answers_after=6)
        talk.answered()
        talk.bridged()
        voicelab.waits(2)
        talk.call.hangs_up()
        (recording,) = [
            each for each in voicelab.lab.journal.recordings.values() if each.call_sid == talk.call.sid
        ]
        samples = recorded(voicelab.lab.switchboard.equipment.recordings / recording.path)
        lengths[how] = len(samples) / RATE
        rings = loudness(samples[: 2 * RATE, 1], 440.0) > 200
        assert rings == (how == "record-from-ringing-dual")
    assert lengths["record-from-ringing-dual"] > 7 and lengths["record-from-answer-dual"] < 4


@pytest.mark.proves("Dial", "recordingTrack")
@pytest.mark.parametrize(
    ("track", "heard"), [("inbound", {"alice"}), ("outbound", {"bob"}), ("both", {"alice", "bob"})]
)
def test_the_track_that_is_recorded(voicelab: TestLab, track: str, heard: set[str]) -> None:
    """recordingTrack: inbound, outbound, both"""
    talk = Talk(voicelab, f'<Dial record="record-from-answer" recordingTrack="{track}">{SALES}</Dial>')
    talk.answered()
    talk.bridged()
    voicelab.waits(3)
    _, samples = recording_of(talk, talk.call)
    assert voices_in(samples[-2 * RATE :, 0]) == heard


@pytest.mark.proves("Dial", "trim")
@pytest.mark.parametrize(
    ("attribute", "seconds"), [("", 9.1), ('trim="trim-silence"', 4.0), ('trim="do-not-trim"', 9.1)]
)
def test_trim(voicelab: TestLab, attribute: str, seconds: float) -> None:
    """Trim: default do-not-trim, unlike Record's"""
    lab = voicelab
    lab.render = True
    callee = lab.callee(SALES, answers_after=1)
    call = lab.dial(f'<Response><Dial record="record-from-answer" {attribute}>{SALES}</Dial></Response>')
    while not callee.calls or not any(isinstance(event, BridgeStarted) for event in call.events):
        lab.waits(0.1)
    lab.waits(2.5)
    voices = Voices(lab)
    voices.add("alice", call)
    lab.waits(4)
    for tone in voices._tones:
        tone.cancel()
    lab.waits(2.5)
    call.hangs_up()
    (recording,) = lab.lab.journal.recordings.values()
    samples = recorded(lab.lab.switchboard.equipment.recordings / recording.path)
    assert abs(len(samples) / RATE - seconds) < 0.3
    assert loudness(samples[len(samples) // 2 - RATE : len(samples) // 2 + RATE, 0], 355.0) > HEARD
