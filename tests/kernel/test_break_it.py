"""``lab.break_it(...)``: "webhook 500, slow, wrong type, redirect loop; packet loss and jitter; signaling cut"."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from voicelab.callers.phone import open_phone
from voicelab.calls.events import Notified
from voicelab.errors import LabError, RequestError
from voicelab.kernel.call import Call
from voicelab.kernel.lab import Lab

PATIENCE = 120.0


@pytest.fixture
def fragile(lab: Lab) -> Iterator[Lab]:
    """A lab with a number that has a fallback; whatever a test leaves broken is a failure."""
    lab.twiml["break-it-main"] = "<Response><Say>All is well</Say></Response>"
    lab.twiml["break-it-fallback"] = "<Response><Say>Sorry, {{ErrorCode}}</Say></Response>"
    url = lab.twiml.url
    lab.number("+15005550017", voice_url=url("break-it-main"), voice_fallback_url=url("break-it-fallback"))
    yield lab
    assert lab._client.faults() == []


def dial(lab: Lab, to: str = "+15005550017") -> Call:
    """A call, and over."""

    async def converse() -> Call:
        call = await lab.caller("+15005550001").dial(to)
        await asyncio.to_thread(call.wait, PATIENCE)
        return call

    return asyncio.run(converse())


def codes(call: Call) -> list[int | None]:
    return [event.code for event in call.events if isinstance(event, Notified)]


def test_a_webhook_that_answers_500_is_11200_and_the_fallback_runs_until_the_block_ends(
    fragile: Lab,
) -> None:
    """11200: HTTP retrieval failure. The fallback is requested with ErrorCode."""
    with fragile.break_it(webhook=500, only="/twiml/break-it-main") as broken:
        assert broken.on and "webhooks: 500, only /twiml/break-it-main" in fragile._repr_html_()
        call = dial(fragile)
    assert codes(call) == [11200] and "Sorry, 11200" in repr(call.transcript)
    assert broken.struck == {"requests": 1, "packets": 0, "connections": 0}
    assert not broken.on and "undone" in repr(broken) and "<dt>broken</dt>" not in fragile._repr_html_()
    mended = dial(fragile)
    assert codes(mended) == [] and "All is well" in repr(mended.transcript)


@pytest.mark.parametrize(
    ("fault", "code"),
    [("refused", 11205), ("wrong type", 12300), ("redirect loop", 11215), ("not XML", 12100)],
)
def test_each_word_has_its_code(fragile: Lab, fault: str, code: int) -> None:
    with fragile.break_it(webhook=fault, only="/twiml/break-it-main"):
        assert codes(dial(fragile)) == [code]


def test_a_block_that_fails_is_undone_too(fragile: Lab) -> None:
    with pytest.raises(ZeroDivisionError), fragile.break_it(webhook=500):
        raise ZeroDivisionError
    assert fragile._client.faults() == []


def test_a_fault_whose_time_is_over_or_that_another_undid_ends_quietly(fragile: Lab) -> None:
    with fragile.break_it(webhook=500) as broken:
        (fault,) = fragile._client.faults()
        fragile._client.mend(str(fault["id"]))
        assert not broken.on
        with pytest.raises(LabError, match="broken already"):
            broken.__enter__()


def test_sound_is_lost_on_the_way_and_counted(fragile: Lab) -> None:
    """Packet loss and jitter reach a real call: one between two numbers of the lab, which is packets."""
    fragile.twiml["break-it-dial"] = "<Response><Dial>+15005550017</Dial></Response>"
    with fragile.break_it(loss=0.2, jitter=0.02, seed=1) as broken:
        dial(fragile, "break-it-dial")
        lost = broken.struck["packets"]
    assert lost > 5 and "20 % of the packets lost, jitter of 20 ms" in repr(broken)


@pytest.mark.media
def test_a_phone_loses_packets_and_then_its_signaling(fragile: Lab) -> None:
    """A real leg over UDP and a real signaling connection; only the identity that is meant is cut off."""
    fragile.twiml["break-it-long"] = "<Response><Say>Hello</Say><Pause length='60'/></Response>"

    async def converse() -> tuple[dict[str, int], dict[str, int], str]:
        token = str(fragile.access_token("fragile-phone"))
        async with asyncio.timeout(PATIENCE), open_phone(fragile.url, token) as phone:
            call = await phone.dial({"To": "break-it-long"})
            await call.answered()
            with fragile.break_it(loss=0.5, seed=2) as noisy:
                enough = asyncio.Event()
                ticks = itertools.count()
                remove = call.leg.tap(lambda heard, said: enough.set() if next(ticks) > 100 else None)
                await enough.wait()
                remove()
            with fragile.break_it(signaling="cut", identity="somebody-else") as elsewhere:
                assert elsewhere.on and not call.ended.done()
            with fragile.break_it(signaling="cut", identity="fragile-phone") as cut:
                reason = await call.ended
            return noisy.struck, cut.struck, reason

    noisy, cut, reason = asyncio.run(converse())
    assert noisy["packets"] > 20
    assert (cut["connections"], bool(reason)) == (1, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"webhook": "gone fishing"}, "'gone fishing' is no fault of a webhook"),
        ({"loss": 5}, "loss is a share of 0 to 1"),
        ({"loss": "much"}, "loss is a number"),
        ({"signaling": "noisy"}, "'noisy' is no fault of the signaling"),
        ({}, "breaks nothing"),
    ],
)
def test_what_cannot_be_broken_is_said(fragile: Lab, wrong: dict[str, Any], words: str) -> None:
    """An unknown word is a clear error."""
    broken = fragile.break_it(**wrong)
    assert "not on" in repr(broken)
    with pytest.raises(RequestError, match=words), broken:
        pass
