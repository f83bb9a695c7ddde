"""kill -9 at a random moment of many calls, again and again: what the next lab finds.

``VOICELAB_SOAK=20x50`` (``make soak``) makes it twenty kills of fifty calls each; without it three of sixteen. The
moments are drawn from a seed: so many messages of the lab, not so many seconds.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import signal
import sqlite3
import wave
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from lab_child import Visitor, start_lab

pytestmark = pytest.mark.media

KILLS, CALLS = map(int, os.environ.get("VOICELAB_SOAK", "3x16").split("x"))
RECORD = "<Record timeout='90' trim='do-not-trim' playBeep='false' maxLength='{}' action='{}'/>"
DIALLED = ("brief", "note", "long", "both")
STORIES = {
    "brief": "<Response><Play digits='1'/><Pause length='1'/></Response>",
    "note": f"<Response>{RECORD.format(2, 'done')}</Response>",
    "long": f"<Response>{RECORD.format(90, 'done')}</Response>",
    "both": f"<Response>{RECORD.format(2, 'long')}</Response>",
    "done": "<Response><Hangup/></Response>",
}
RATE = 50  # frames of an envelope a second
SLACK = 1.0  # seconds of a recording under way that may be lost


@dataclass
class Seen:
    """What was known of a lab's calls when it was killed."""

    created: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)  # told live
    written: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # as the lab answered, once they were over
    recordings: dict[str, dict[str, Any]] = field(default_factory=dict)  # the same of finished recordings
    under_way: dict[str, str] = field(default_factory=dict)  # recording to its call
    frames: dict[str, int] = field(default_factory=dict)  # since a call's present recording began


async def ask_on(visitor: Visitor, seen: Seen) -> None:
    """Ask the lab what is over, again and again: what it has answered must be there afterwards.

    A call's record may be told from memory; asked once more, the lab has written what it told before.
    """
    told: dict[str, dict[str, Any]] = {}
    while True:
        _, calls = await visitor.ask("GET", "/lab/v1/calls?limit=1000")
        _, recordings = await visitor.ask("GET", "/lab/v1/recordings")
        seen.written |= told
        told = {call["sid"]: call for call in calls["calls"] if call["end_time"]}
        finished = [one for one in recordings["recordings"] if one["status"] == "completed"]
        seen.recordings |= {one["sid"]: one for one in finished}


async def dial_all(visitor: Visitor, seen: Seen) -> None:
    async def dial(number: int) -> None:
        caller = f"+1500555{number:04d}"
        status, call = await visitor.ask(
            "POST", "/lab/v1/callers", json={"from": caller, "to": DIALLED[number % 4]}
        )
        assert status == 201, call
        seen.created.add(call["sid"])

    await asyncio.gather(*(dial(number) for number in range(CALLS)))


def note(event: dict[str, Any], seen: Seen) -> None:
    """Take one message of the lab."""
    sid = event.get("call_sid", "")
    match event["event"]:
        case "call-ended":
            seen.ended.add(sid)
        case "recording-started":
            seen.under_way[event["recording_sid"]], seen.frames[sid] = sid, 0
        case "recording-ended":
            seen.under_way.pop(event["recording_sid"], None)
        case "envelope" if sid in seen.frames:
            seen.frames[sid] += len(event["inbound"])


async def until_the_moment(visitor: Visitor, pid: int, moment: int) -> Seen:
    """Call from everywhere, and kill the lab when it has said so many things."""
    seen = Seen()
    for name, source in STORIES.items():
        status, said = await visitor.ask("PUT", f"/lab/v1/documents/{name}", json={"source": source})
        assert status == 200, said
    async with visitor.socket("/observe") as observer:
        watch = {"token": await visitor.token("observe"), "calls": "all", "envelope": True}
        await observer.send_json(watch)
        assert (await observer.receive_json())["event"] == "hello"
        others = [asyncio.create_task(work(visitor, seen)) for work in (dial_all, ask_on)]
        for _ in range(moment):
            note(await observer.receive_json(), seen)
        os.kill(pid, signal.SIGKILL)
        for task in others:
            task.cancel()
            with suppress(asyncio.CancelledError, aiohttp.ClientError, OSError):
                await task
    return seen


async def afterwards(visitor: Visitor, seen: Seen) -> dict[str, float]:
    """Compare with what the next lab has; figures for the log."""
    _, calls = await visitor.ask("GET", "/lab/v1/calls?limit=10000")
    _, recordings = await visitor.ask("GET", "/lab/v1/recordings")
    found = {call["sid"]: call for call in calls["calls"]}
    sounds = {one["sid"]: one for one in recordings["recordings"]}
    assert seen.ended | seen.written.keys() <= found.keys(), "a call is missing"
    for sid, call in seen.written.items():
        assert found[sid] == call
    # Of what an observer was told in the very last moment the lab may have written all but how it ended
    assert all(call["end_time"] for call in found.values()), "a call is live that nobody runs"
    for sid, recording in seen.recordings.items():
        assert sounds[sid]["status"] == "completed" and sounds[sid]["duration"] == recording["duration"]
        assert await playing_time(visitor, sounds[sid]) == pytest.approx(recording["duration"], abs=0.05)
    lost = [0.0]
    for sid, call_sid in seen.under_way.items():
        heard = seen.frames[call_sid] / RATE
        there = sid in sounds and sounds[sid]["status"] == "completed"
        played = await playing_time(visitor, sounds[sid]) if there else 0.0
        lost.append(heard - played)
    assert max(lost) <= SLACK, f"{max(lost):.2f} s of a recording under way are lost"
    return {
        "calls": len(found),
        "over": len(seen.written),
        "recordings": len(seen.recordings),
        "under way": len(seen.under_way),
        "most lost, s": round(max(lost), 3),
    }


async def playing_time(visitor: Visitor, recording: dict[str, Any]) -> float:
    """Fetch a recording as anybody would; its seconds."""
    status, data = await visitor.ask("GET", "/" + recording["url"].split("/", 3)[3])
    assert status == 200
    with wave.open(io.BytesIO(data)) as file:
        return file.getnframes() / file.getframerate()


@pytest.mark.parametrize("seed", range(KILLS))
def test_nothing_that_was_over_is_missing_after_kill_9(seed: int, tmp_path: Path) -> None:
    """Issue 5: "kill -9 of the server at a random moment of 50 calls, 20 times"."""
    moment = random.Random(seed).randrange(CALLS, 100 * CALLS)
    first = start_lab(tmp_path / "data")
    seen = first.run(lambda visitor: until_the_moment(visitor, first.process.pid, moment))
    assert first.process.wait() == -signal.SIGKILL
    with sqlite3.connect(tmp_path / "data" / "ledger.sqlite3") as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ledger.close()
    second = start_lab(tmp_path / "data")
    figures = second.run(lambda visitor: afterwards(visitor, seen))
    assert second.end() == 0
    print(json.dumps({"seed": seed, "moment": moment} | figures))
