"""The fixture's words, as FACE.md promises them."""

from __future__ import annotations

import re

import pytest

from voicelab.calls.events import CallEnded
from voicelab.testing.fixture import TestLab
from voicelab.testing.loop import DeadlockError
from voicelab.testing.party import Party
from voicelab.testing.surprise import Surprise

MENU = """<Response>
  <Gather numDigits="1" action="/twiml/chosen" timeout="4">
    <Say>Press 1 for sales, or 2 for support.</Say>
  </Gather>
  <Say>We did not hear you. Good bye.</Say>
</Response>"""

CHOSEN = """<Response>
  <Say>You chose {{Digits}}.</Say>
  <Dial callerId="+15005550006"><Number>+15005550010</Number></Dial>
</Response>"""


def test_the_menu_of_the_face(voicelab: TestLab) -> None:
    """FACE.md, "In tests"."""
    voicelab.document("chosen", CHOSEN)
    voicelab.callee("+15005550010", answers_after=3, says="Sales, hello.", hangs_up_after=5)
    call = voicelab.dial(MENU, to="+15005550006")
    call.hears("Press 1 for sales")
    call.presses("1")
    call.expects("Dial", number="+15005550010")
    call.hears("sales hello")
    assert call.ended("completed") and voicelab.elapsed < 30
    assert call.requests[-1].parameters["Digits"] == "1"
    assert [request.purpose for request in call.requests] == ["document", "action"]


def test_hears_takes_the_words_in_order_and_within_one_prompt(voicelab: TestLab) -> None:
    call = voicelab.dial(MENU)
    call.hears("press 1")
    call.hears("2 for support")
    call.hears(re.compile(r"did not .* you"))
    assert call.ended("completed")


def test_a_key_during_a_prompt_barges_in(voicelab: TestLab) -> None:
    voicelab.document("chosen", CHOSEN)
    call = voicelab.dial(MENU)
    call.hears("press 1", to_the_end=False)
    call.presses("1")
    call.hears("you chose 1")
    assert call.elapsed < 3


def test_expects_reads_attributes_defaults_nouns_and_text(voicelab: TestLab) -> None:
    voicelab.document("chosen", CHOSEN)
    call = voicelab.dial(MENU)
    call.expects("Gather", num_digits=1, finishOnKey="#", timeout=4, input="dtmf")
    call.expects("Say", text="Press 1")
    call.presses("2")
    call.expects("Say", text="You chose 2")
    call.expects("Dial", number="(500) 555-0010", callerId="+15005550006", timeout=30, record="do-not-record")


def test_a_surprise_shows_the_timeline_and_its_place(voicelab: TestLab) -> None:
    call = voicelab.dial(MENU)
    with pytest.raises(Surprise) as caught:
        call.hears("Press 3", within=2)
    text = str(caught.value)
    assert text.startswith("expected that the caller hears 'Press 3' within 2 s")
    assert ">>     2.00" in text
    assert "<Gather" in text and "Press 1 for sales" in text


def test_a_call_that_ends_first_is_a_surprise(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Say>Bye</Say></Response>")
    with pytest.raises(Surprise, match="the call is over"):
        call.hears("hello")
    with pytest.raises(Surprise, match="the call ended first"):
        call.expects("Dial")


def test_expects_says_what_was_different(voicelab: TestLab) -> None:
    call = voicelab.dial(MENU)
    with pytest.raises(Surprise, match=r"Gather's timeout is '4', not 5"):
        call.expects("Gather", timeout=5)


def test_a_call_that_can_never_end_is_a_deadlock(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Echo/></Response>")
    with pytest.raises(DeadlockError, match="deadlock") as caught:
        call.ended()
    assert "<Echo>" in str(caught.value)
    call.hangs_up()
    assert call.status == "completed"


def test_ended_says_how_it_really_ended(voicelab: TestLab) -> None:
    verdict = voicelab.dial('<Response><Reject reason="busy"/></Response>').ended("completed")
    assert not verdict
    assert repr(verdict) == "<the call ended busy, not completed>"


def test_a_function_is_an_application(voicelab: TestLab) -> None:
    seen: list[str] = []

    def app(parameters: dict[str, str]) -> str:
        seen.append(parameters["CallStatus"])
        if parameters["Digits"]:
            return f"<Response><Say>Thanks for {parameters['Digits']}</Say></Response>"
        return '<Response><Gather numDigits="1"><Say>Your digit?</Say></Gather></Response>'

    call = voicelab.dial(app)
    call.hears("Your digit")
    call.presses("7")
    call.hears("Thanks for 7")
    assert call.ended("completed")
    assert seen == ["ringing", "in-progress"]


def test_an_async_function_may_let_call_time_pass(voicelab: TestLab) -> None:
    import asyncio

    async def slow() -> str:
        await asyncio.sleep(9)
        return "<Response><Say>At last</Say></Response>"

    call = voicelab.dial(slow)
    call.hears("At last")
    assert 9 < call.elapsed < 11


def test_what_an_application_raised_is_the_cause(voicelab: TestLab) -> None:
    def broken() -> str:
        raise KeyError("menu")

    call = voicelab.dial(broken)
    with pytest.raises(Surprise, match="the application raised KeyError") as caught:
        call.hears("anything but an apology")
    assert isinstance(caught.value.__cause__, KeyError)


def test_many_callers_at_once(voicelab: TestLab) -> None:
    voicelab.document("chosen", "<Response><Say>You chose {{Digits}}.</Say></Response>")
    calls = [voicelab.dial(MENU, from_=f"+1500555{number:04d}") for number in range(1000, 1020)]

    async def choose(party: Party, digit: str) -> str:
        await party.hear("press 1")
        await party.press(digit)
        return (await party.hear("You chose")).text

    texts = voicelab.together(*(choose(call.party, str(n % 10)) for n, call in enumerate(calls)))
    assert texts == [f"You chose {number % 10}." for number in range(20)]
    assert all(call.ended("completed") for call in calls)
    assert voicelab.elapsed < 6


def test_timers_of_the_same_moment_fire_in_turn(voicelab: TestLab) -> None:
    calls = [voicelab.dial("<Response><Say>Hello</Say></Response>") for _ in range(20)]
    assert calls[-1].ended()
    over = [event.call_sid for event in voicelab.events if isinstance(event, CallEnded)]
    assert over == [call.sid for call in calls]


def test_two_runs_are_the_same_to_the_sid() -> None:
    def events() -> list[object]:
        with TestLab(seed=5) as lab:
            lab.callee("+15005550010", answers_after=1, hangs_up_after=2)
            lab.document("chosen", CHOSEN)
            call = lab.dial(MENU)
            call.presses("1", after=2)
            call.ended()
            return [event.to_json() for event in lab.events]

    assert events() == events()


@pytest.mark.voicelab(render=True)
def test_rendered_the_same_words_work(voicelab: TestLab) -> None:
    voicelab.document("chosen", CHOSEN)
    voicelab.callee("+15005550010", answers_after=1, says="Sales, hello.", hangs_up_after=1)
    call = voicelab.dial(MENU)
    call.hears("Press 1 for sales")
    call.presses("1")
    call.hears("sales hello")
    assert call.ended("completed")
    assert call.wav is not None and call.wav.stat().st_size > 16000 * call.elapsed
