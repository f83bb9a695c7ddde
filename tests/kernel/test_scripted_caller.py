"""``lab.caller(...)``: a caller that does what a cell tells it, on a real server."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from voicelab.calls.events import SpeechHeard
from voicelab.errors import LabError
from voicelab.kernel.lab import Lab


def test_a_scripted_caller_dials_hears_presses_and_speaks(lab: Lab) -> None:
    """dial, say, press, hear, hang_up: the lab hears real samples."""
    lab.twiml["after"] = '<Response><Record timeout="2" playBeep="false" action="bye"/></Response>'
    lab.twiml["bye"] = "<Response><Say>Thank you</Say></Response>"
    lab.twiml["menu"] = (
        '<Response><Gather numDigits="1" action="after"><Say>Press one</Say></Gather></Response>'
    )

    async def converse() -> None:
        caller = lab.caller("+15005550001")
        call = await caller.dial("menu")
        assert await caller.hear("press one") == "Press one"
        await caller.press("1")
        await asyncio.to_thread(call.wait, 60, "recording-started")
        await caller.say("please call me back")
        await caller.hear("thank you")
        await asyncio.to_thread(call.wait, 60)
        assert call.status == "completed" and call.from_ == "+15005550001"
        heard = [event.text for event in call.events if isinstance(event, SpeechHeard)]
        assert heard == ["please call me back"]
        assert np.abs(call.samples("caller")).max() > 0.05

    asyncio.run(converse())
    assert lab.recordings[-1].duration > 0.5


def test_hearing_what_is_never_said_ends_with_the_call(lab: Lab) -> None:
    """Nothing hangs: the caller is told how the call ended."""
    lab.twiml["short"] = "<Response><Say>Good day</Say></Response>"

    async def converse() -> None:
        caller = lab.caller()
        await caller.dial("short")
        with pytest.raises(LabError, match="ended before hearing 'something else'"):
            await caller.hear("something else")

    asyncio.run(converse())


def test_a_caller_without_a_call_is_told_what_to_do(lab: Lab) -> None:
    """Bad input gets a cure."""
    with pytest.raises(LabError, match="dial"):
        asyncio.run(lab.caller().say("hello"))
