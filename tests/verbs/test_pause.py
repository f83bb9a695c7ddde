"""<Pause>. Quoted rows: Twilio's "TwiML Voice: Pause"."""

from __future__ import annotations

import pytest
from heard import codes

from voicelab.calls.events import CallStatusChanged
from voicelab.testing import TestCall, TestLab


def answered_at(call: TestCall) -> float | None:
    moved = [e.at for e in call.events if isinstance(e, CallStatusChanged) and e.status == "in-progress"]
    return moved[0] if moved else None


@pytest.mark.proves("Pause", "length")
@pytest.mark.parametrize(("length", "seconds"), [("", 1.0), (' length="4"', 4.0)])
def test_length(voicelab: TestLab, length: str, seconds: float) -> None:
    """Length int > 0, default 1 s"""
    call = voicelab.dial(f"<Response><Say>One.</Say><Pause{length}/></Response>")
    call.hears("one")
    before = call.elapsed
    assert call.ended("completed")
    assert call.elapsed - before == seconds


@pytest.mark.proves("Pause", "length")
@pytest.mark.parametrize("length", ["0", "-3", "soon"])
def test_a_length_that_cannot_be_is_a_warning_and_a_second(voicelab: TestLab, length: str) -> None:
    """0/negative 13910"""
    call = voicelab.dial(f'<Response><Say>One.</Say><Pause length="{length}"/></Response>')
    call.hears("one")
    before = call.elapsed
    assert call.ended("completed")
    assert (call.elapsed - before, codes(call)) == (1.0, [13910])


@pytest.mark.proves("Pause")
def test_standing_first_it_delays_the_pick_up(voicelab: TestLab) -> None:
    """As first verb of an inbound call the leg stays ringing for that time"""
    call = voicelab.dial('<Response><Pause length="5"/><Say>Hello.</Say></Response>')
    assert call.ended("completed")
    assert answered_at(call) == 5.0


def test_a_document_that_holds_only_a_pause_never_answers(voicelab: TestLab) -> None:
    """A document holding only Pause never answers"""
    call = voicelab.dial('<Response><Pause length="5"/></Response>')
    call.ended()
    assert answered_at(call) is None and call.status != "completed"


def test_a_caller_that_gives_up_while_it_rings(voicelab: TestLab) -> None:
    call = voicelab.dial('<Response><Pause length="5"/><Say>Hello.</Say></Response>')
    call.waits(2)
    call.hangs_up()
    assert call.status in ("canceled", "no-answer") and answered_at(call) is None
