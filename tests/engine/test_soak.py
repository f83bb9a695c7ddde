"""A long day in virtual time: two thousand calls of many kinds, and nothing stays of those that are over."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from voicelab.engine import conferences, switchboard
from voicelab.testing.lab import PlacedCall, VirtualLab
from voicelab.testing.loop import run
from voicelab.testing.party import PartyGone

KEPT = 40  # calls that are over and still at hand; a thousand in a lab
ROUND = (
    "<Response><Gather timeout='2' numDigits='1'><Say>Press a key.</Say></Gather><Say>Goodbye.</Say></Response>",
    "<Response><Dial timeout='5'><Number>+15005550002</Number><Client>nobody</Client></Dial></Response>",
    "<Response><Dial><Conference waitUrl='' statusCallback='http://lab.test/twiml/tell'>room</Conference></Dial></Response>",
    "<Response><Enqueue waitUrl='/twiml/hold'>line</Enqueue></Response>",
    "<Response><Dial timeout='5'><Queue>line</Queue></Dial></Response>",
    "<Response><Record timeout='1' maxLength='3'/><Redirect>/twiml/tell</Redirect></Response>",
    "<Response><Gather input='speech' timeout='2'><Say>Say it.</Say></Gather><Reject/></Response>",
    "<Response><Start><Recording/><Transcription/></Start><Pause length='1'/><Play digits='w1'/></Response>",
    "<Response><Nonsense/></Response>",
    "<Response><Dial record='record-from-answer'><Number url='/twiml/tell'>+15005550002</Number></Dial></Response>",
    "<Response><Connect><Stream url='wss://nobody.example.org/'/></Connect><Say>No stream.</Say></Response>",
    "<Response><Pause length='600'/></Response>",
)


def ours() -> Counter[str]:
    """How many objects of the lab's own there are, by type."""
    gc.collect()
    kinds = (type(one) for one in gc.get_objects())
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in kinds)
    return Counter(name for name in names if name.startswith("voicelab."))


def forget(lab: VirtualLab) -> None:
    """What the test's own surroundings keep is not the lab's."""
    lab.calls.clear()
    lab.events.clear()
    lab.journal.__init__()  # type: ignore[misc]
    for callee in lab.callees.values():
        callee.calls.clear()
        callee.invitations.clear()


async def one(lab: VirtualLab, number: int) -> None:
    """One call, begun, used a little, and ended by whoever comes first."""
    document = ROUND[number % len(ROUND)]
    placed: PlacedCall = await lab.dial(
        document, from_=f"+1500555{number % 10_000:04d}", status_callback=None
    )
    party = placed.party
    await asyncio.sleep(0.5 + number % 3)
    with suppress(PartyGone):
        if number % 4:
            await party.press("1")
        await asyncio.sleep(3)
        await party.hang_up("the caller hung up")
    await placed.call.settled()


async def some(lab: VirtualLab, first: int, last: int) -> None:
    for start in range(first, last, 10):
        await asyncio.gather(*(one(lab, number) for number in range(start, min(last, start + 10))))
    await asyncio.sleep(3600)
    forget(lab)


def test_two_thousand_calls_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switchboard, "_KEPT_CALLS", KEPT)
    monkeypatch.setattr(conferences, "_KEPT", KEPT)  # rooms, of five hundred in a lab
    grown: dict[str, Any] = {}

    async def story() -> None:
        lab = VirtualLab(tmp_path)
        lab.directory.documents["tell"] = "<Response><Say>Told.</Say></Response>"
        lab.directory.documents["hold"] = "<Response><Say>Wait.</Say><Pause length='2'/></Response>"
        lab.callee("+15005550002", says="Yes.", hangs_up_after=2)
        tracemalloc.start()
        await some(lab, 0, 1000)  # caches fill
        before, tasks, room = ours(), len(asyncio.all_tasks()), tracemalloc.get_traced_memory()[0]
        grown["bytes"] = []
        for first in (1000, 1500):  # a leak grows both times; a cache, or another test's thread, once
            await some(lab, first, first + 500)
            after, now = ours(), tracemalloc.get_traced_memory()[0]
            grown["bytes"].append(now - room)
            room = now
        tracemalloc.stop()
        grown["objects"] = {kind: more for kind in after if (more := after[kind] - before[kind]) > 50}
        grown["tasks"] = len(asyncio.all_tasks()) - tasks
        assert len(lab.switchboard.calls) <= KEPT
        await lab.close()

    run(story(), limit=10 * 24 * 3600)
    assert not grown["objects"], grown
    assert grown["tasks"] == 0 and min(grown["bytes"]) < 250_000, (
        grown
    )  # half a kilobyte a call would be a leak
