"""What a test gets wrong, or waits for in vain, is said in words, with no more of the timeline than one reads."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voicelab.errors import LabError
from voicelab.testing import DeadlockError, RunawayError, Surprise, TestLab

MENU = """<Response><Gather numDigits="1" action="/twiml/chosen"><Say>Press 1 for sales</Say></Gather></Response>"""
HALLO = "<Response><Say>Hallo there</Say></Response>"


def test_a_key_that_ends_the_call_was_pressed(voicelab: TestLab) -> None:
    """The face's menu, where nobody is at the number that the key leads to."""
    voicelab.document("chosen", "<Response><Dial><Number>+15005550010</Number></Dial></Response>")
    call = voicelab.dial(MENU, to="+15005550006")
    call.hears("Press 1 for sales")
    call.presses(1)
    call.expects("Dial", number="+15005550010")
    assert call.ended("completed") and voicelab.elapsed < 30


@pytest.mark.parametrize("keys", ["12", "1w"])
def test_a_key_after_the_end_was_not_pressed(voicelab: TestLab, keys: str) -> None:
    voicelab.document("chosen", "<Response><Hangup/></Response>")
    call = voicelab.dial(MENU)
    call.hears("Press 1")
    with pytest.raises(Surprise, match=f"the caller presses {keys}, but the call is over"):
        call.presses(keys)


@pytest.mark.voicelab(render=True)
def test_with_sound_too_the_last_key_was_pressed(voicelab: TestLab) -> None:
    voicelab.document("chosen", "<Response><Hangup/></Response>")
    call = voicelab.dial(MENU)
    call.hears("Press 1")
    call.presses("1")
    assert call.ended("completed")


MISUSES: list[tuple[Callable[[Any], Any], type[Exception], str]] = [
    (lambda call: call.presses("1x"), ValueError, "'x' is not a key: use 0-9"),
    (lambda call: call.hears("?!"), LabError, "There are no words in '?!'"),
    (lambda call: call.hears("Press", within="3"), TypeError, "within is a number of seconds, not '3'"),
    (lambda call: call.expects("gather"), LabError, "'gather' is no verb of TwiML. Did you mean 'Gather'?"),
    (lambda call: call.expects("Gather", digits=1), LabError, "'digits'. Did you mean 'numDigits'?"),
    (
        lambda call: call.expects("Hangup", number="1"),
        LabError,
        "<Hangup> has nothing that is called 'number'",
    ),
    (lambda call: call.ended("complete"), LabError, "No call ends 'complete'. A call ends busy, canceled"),
]


@pytest.mark.parametrize(("misuse", "error", "words"), MISUSES)
def test_what_no_call_can_do_is_refused_at_once(
    voicelab: TestLab, misuse: Callable[[Any], Any], error: type[Exception], words: str
) -> None:
    call = voicelab.dial(MENU)
    with pytest.raises(error, match=re.escape(words)):
        misuse(call)
    assert call.hears("Press 1")  # nothing was waited for, and the call goes on


def test_what_came_near_is_said_however_the_wait_ends(voicelab: TestLab) -> None:
    room = "<Response><Enqueue>support</Enqueue></Response>"
    assert voicelab.dial(room).expects("Enqueue", queue="support").text == "support"
    near = "at 0.00 s Enqueue's queue is 'support', not 'sales'"
    with pytest.raises(Surprise, match=near):
        voicelab.dial(room).expects("Enqueue", queue="sales", within=5)
    with pytest.raises(DeadlockError, match=near):
        voicelab.dial(room).expects("Enqueue", queue="sales")


def test_a_call_that_goes_on_for_ever_is_a_deadlock_with_a_short_timeline(voicelab: TestLab) -> None:
    """Its beginning, its end and how much is between them: the whole of a day would be 60 000 lines."""
    call = voicelab.dial('<Response><Pause length="60"/><Redirect/></Response>')
    with pytest.raises(RunawayError, match="a call that does not end") as stuck:
        call.ended()
    assert isinstance(stuck.value, DeadlockError)
    shown = str(stuck.value).splitlines()
    assert len(shown) < 200 and any(line.startswith(">> 86400.00") for line in shown)
    assert any("inbound call from" in line for line in shown)
    assert re.search(r"\.\.\. \d{4} lines, to second \d+\.\d\d, are left out", str(stuck.value))
    assert len(call.timeline.splitlines()) > 10_000


def test_of_many_calls_a_few_are_named(voicelab: TestLab) -> None:
    calls = [voicelab.dial(HALLO, from_=f"+1500555{number:04d}") for number in range(120)]
    assert all(call.ended("completed") for call in calls)
    shown = voicelab.timeline(most=60).splitlines()
    assert len(shown) < 90 and any(line.endswith("... 120 calls") for line in shown)


def test_a_file_is_a_document(voicelab: TestLab, tmp_path: Path) -> None:
    """With a byte order mark too, which is not seen in an editor."""
    path = tmp_path / "hallo.xml"
    path.write_text("\ufeff<?xml version='1.0'?>\n" + HALLO, encoding="utf-8")
    voicelab.dial(path).hears("Hallo there")
    voicelab.dial("\ufeff" + HALLO).hears("Hallo there")


def test_an_async_test_uses_it_as_any_other(voicelab: TestLab) -> None:
    """As pytest-asyncio runs a test, and as a notebook runs a cell: where a loop runs already."""

    async def an_async_test() -> float:
        call = voicelab.dial(HALLO)
        call.hears("Hallo there")
        with pytest.raises(Surprise):
            call.hears("Goodbye")
        with TestLab() as other:
            assert other.dial(HALLO).ended("completed")
        return voicelab.elapsed

    assert 0.2 < asyncio.run(an_async_test()) < 2


@pytest.mark.parametrize("kind", ["a function", "an async function"])
def test_the_fixture_cannot_be_used_inside_its_own_calls(voicelab: TestLab, kind: str) -> None:
    def app() -> str:
        voicelab.dial(HALLO)
        return HALLO

    async def async_app() -> str:
        return app()

    call = voicelab.dial(app if kind == "a function" else async_app)
    with pytest.raises(Surprise, match="used inside one of its own calls") as surprise:
        call.hears("Hallo there")
    assert isinstance(surprise.value.__cause__, LabError)
