"""Two callers at once, who hang up, press, speak and are sent elsewhere at any moment: every leg comes to its end."""

from __future__ import annotations

import pytest
from any_document import any_response
from far_side import logged, populate, world_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicelab.calls.events import CallCreated, CallEnded, Notified
from voicelab.errors import VoiceLabError
from voicelab.testing import TestCall, TestLab
from voicelab.testing.party import PartyGone

ELSEWHERE = "http://document.test/elsewhere"
MOMENTS = st.sampled_from([0.0, 0.3, 1.0, 2.0, 2.1, 3.0, 5.0, 9.0, 22.0, 60.0])
ACTS = st.lists(
    st.tuples(MOMENTS, st.sampled_from(["hangs up", "is updated", "is ended", "presses", "says"])), max_size=4
)


async def behaves(lab: TestLab, call: TestCall, acts: list[tuple[float, str]]) -> None:
    """Do each thing after its pause, and hang up in the end."""
    party = call.party
    try:
        for pause, act in acts:
            await party.wait(pause)
            match act:
                case "hangs up":
                    await party.hang_up()
                case "is updated":
                    await lab.lab.update(call._placed, ELSEWHERE)
                case "is ended":
                    await lab.lab.update(call._placed, status="completed")
                case "presses" if party.leg is not None:
                    await party.press("1*#")
                case "says" if party.leg is not None:
                    await party.say("Yes, hello.")
        await party.wait(100)
        await party.hang_up()
    except PartyGone:
        pass
    except VoiceLabError:  # 21220: it was over already
        if not party.gone.done():
            await party.hang_up()


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(any_response(), any_response(), ACTS, ACTS)
def test_every_leg_ends(
    caplog: pytest.LogCaptureFixture,
    source: bytes,
    elsewhere: bytes,
    one: list[tuple[float, str]],
    two: list[tuple[float, str]],
) -> None:
    """None crashing or hanging: every call that was made has ended, and the lab has made no mistake"""
    with TestLab(limit=10_000) as lab:
        for document in (source, elsewhere):
            populate(lab, document)
        world_with(lab, {"/voice": source, "/elsewhere": elsewhere})
        calls = [lab.dial("http://document.test/voice", from_=f"+1500555000{number}") for number in (1, 2)]
        lab.together(*(behaves(lab, call, acts) for call, acts in zip(calls, (one, two), strict=True)))
        for call in calls:
            call.ended()
        lab.waits(600)  # what nobody waits for has its time to end too
        made = {event.call_sid for event in lab.events if isinstance(event, CallCreated)}
        assert made == {event.call_sid for event in lab.events if isinstance(event, CallEnded)}
        said = [event.message for event in lab.events if isinstance(event, Notified)]
        assert [words for words in said if "made a mistake" in words] == []
        assert lab.lab.live() == []
    assert logged(caplog) == []
