"""<Start><Recording>. Quoted rows: Twilio's "TwiML Voice: Recording"."""

from __future__ import annotations

from typing import Any

import pytest
from by_ear import CALLEE, CALLER, channels_of, has, hums
from dialled import SALES

from voicelab.calls.events import RecordingEnded, RecordingStarted
from voicelab.testing import TestLab

proves = pytest.mark.proves


class Tape:
    """An application that records and dials; ``told`` are the callbacks."""

    def __init__(self, attributes: str, rest: str = f"<Dial>{SALES}</Dial>") -> None:
        callback = 'recordingStatusCallback="/told"'
        self.document = f"<Response><Start><Recording {callback} {attributes}/></Start>{rest}</Response>"
        self.told: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/told":
            self.told.append(dict(request))
            return ""
        return self.document


@proves("Recording", "channels", "track")
@pytest.mark.voicelab(render=True)
@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", [{CALLER}, {CALLEE}]),
        ('channels="dual"', [{CALLER}, {CALLEE}]),
        ('channels="mono"', [{CALLER, CALLEE}]),
        ('channels="mono" track="both"', [{CALLER, CALLEE}]),
        ('channels="mono" track="inbound"', [{CALLER}]),
        ('channels="mono" track="outbound"', [{CALLEE}]),
    ],
)
def test_channels_and_track(voicelab: TestLab, attributes: str, expected: list[set[int]]) -> None:
    """Channels **dual**, track both"""
    voicelab.callee(SALES, answers_after=1, script=hums(CALLEE), hangs_up_after=1)
    call = voicelab.dial(Tape(attributes))
    call.waits(1.5)
    voicelab.together(hums(CALLER)(call.party))
    call.ended()
    (ended,) = [event for event in call.events if isinstance(event, RecordingEnded)]
    samples = channels_of(voicelab, ended.recording_sid)
    columns = [samples[:, column] for column in range(samples.shape[1])]
    assert [{hertz for hertz in (CALLER, CALLEE) if has(column, hertz)} for column in columns] == expected


@proves("Recording", "trim")
@pytest.mark.parametrize(("attribute", "seconds"), [("", 0), ('trim="do-not-trim"', 8), ('trim="?"', 0)])
def test_trim(voicelab: TestLab, attribute: str, seconds: float) -> None:
    """Trim trim-silence"""
    call = voicelab.dial(Tape(attribute, '<Pause length="8"/>'))
    call.ended()
    (ended,) = [event for event in call.events if isinstance(event, RecordingEnded)]
    assert ended.duration == pytest.approx(seconds, abs=0.1)


@proves("Recording", "recordingStatusCallback", "recordingStatusCallbackEvent")
@pytest.mark.parametrize(
    ("events", "said", "expected"),
    [
        ("", True, ["completed"]),
        ('recordingStatusCallbackEvent="in-progress completed"', True, ["in-progress", "completed"]),
        ('recordingStatusCallbackEvent="absent"', False, ["absent"]),
        ('recordingStatusCallbackEvent="absent"', True, []),
    ],
)
def test_the_callback(voicelab: TestLab, events: str, said: bool, expected: list[str]) -> None:
    """recordingStatusCallback(+Method,+Event completed); RecordingSource StartCallRecordingTwiML"""
    tape = Tape(events, f"{'<Say>Hello.</Say>' if said else ''}<Pause length='2'/>")
    call = voicelab.dial(tape)
    call.ended()
    assert [form["RecordingStatus"] for form in tape.told] == expected
    (started,) = [event for event in call.events if isinstance(event, RecordingStarted)]
    for form in tape.told:
        assert form["RecordingSid"] == started.recording_sid and form["CallSid"] == call.sid
        assert (form["RecordingSource"], form["RecordingChannels"]) == ("StartCallRecordingTwiML", "2")


def test_an_event_that_is_none(voicelab: TestLab) -> None:
    """13621 event: an error, which ends the document"""
    call = voicelab.dial(Tape('recordingStatusCallbackEvent="over"', "<Say>Never.</Say>"))
    call.ended()
    assert "Never." not in call.transcript
