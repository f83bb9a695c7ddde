"""Stream servers that send anything at all: the call says so, a bounded number of times, and another is not touched."""

from __future__ import annotations

import asyncio
import base64
import json
import random
from typing import Any

import pytest

from voicelab.engine import stream_player
from voicelab.testing import TestLab

URL = "wss://rude.example/stream"
STREAM = f'<Response><Connect><Stream url="{URL}"/></Connect><Say>after the bot</Say></Response>'
RELAY = f'<Response><Connect><ConversationRelay url="{URL}"/></Connect><Say>after the bot</Say></Response>'
MENU = "<Response><Gather numDigits='1' timeout='60'/><Say>a key came</Say></Response>"
EVENTS = ("media", "mark", "clear", "text", "play", "language", "sendDigits", "end", "dance", 7, None, [], {})


def anything(rng: random.Random, depth: int = 2) -> Any:
    kind = rng.randrange(8 if depth else 6)
    if kind == 6:
        return [anything(rng, depth - 1) for _ in range(3)]
    if kind == 7:
        return {rng.choice("abc"): anything(rng, depth - 1) for _ in range(3)}
    return (None, True, 10**30, "x" * rng.randrange(5000), "\ud800", -1.5)[kind]


def frame(rng: random.Random) -> str:
    name = rng.choice(EVENTS)
    sound = base64.b64encode(rng.randbytes(rng.randrange(2000))).decode()
    body: dict[str, Any] = {
        "event": name,
        "type": rng.choice(EVENTS),
        "streamSid": rng.choice([None, 7, "MZ1"]),
    }
    for field in (
        "media",
        "mark",
        "token",
        "last",
        "source",
        "loop",
        "digits",
        "interruptible",
        "handoffData",
    ):
        body[field] = rng.choice(
            [anything(rng), {"payload": sound}, {"payload": "%"}, {"name": anything(rng)}]
        )
    for field in rng.sample(sorted(body), rng.randrange(6)):
        del body[field]
    text = json.dumps(body)
    return rng.choice(
        [text, text, text, text[: rng.randrange(len(text))], "[" * 3000, json.dumps(anything(rng))]
    )


@pytest.mark.parametrize("document", [STREAM, RELAY], ids=["stream", "relay"])
@pytest.mark.parametrize("seed", range(4))
def test_no_frame_ends_more_than_its_own_stream(voicelab: TestLab, document: str, seed: int) -> None:
    async def rude(socket: Any) -> None:
        rng = random.Random(seed)
        await socket.receive()
        for _ in range(20):
            for _ in range(20):
                await socket.send(frame(rng))
            await asyncio.sleep(0.1)

    voicelab.lab.sockets.serve(URL, rude)
    other = voicelab.dial(MENU, from_="+15005550009")
    call = voicelab.dial(document)
    call.hears("after the bot", within=3600)
    assert call.ended("completed", within=3600)
    assert len(call.notifications) < 60 and not [n for n in call.notifications if "mistake" in n.message]
    assert max((len(note.message) for note in call.notifications), default=0) < 500
    other.presses("1")
    other.hears("a key came")
    assert other.ended("completed") and not other.notifications


def test_marks_without_end_do_not_wait_without_end(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_player, "MOST_MARKS", 10)
    told: list[str] = []

    async def eager(socket: Any) -> None:
        while (text := await socket.receive()) is not None:
            got = json.loads(text)
            if got["event"] == "start":
                payload = base64.b64encode(bytes(16_000)).decode()
                await socket.send(json.dumps({"event": "media", "media": {"payload": payload}}))
                for number in range(100):
                    await socket.send(json.dumps({"event": "mark", "mark": {"name": str(number)}}))
            if got["event"] == "mark":
                told.append(got["mark"]["name"])
                if len(told) == 10:
                    return

    voicelab.lab.sockets.serve(URL, eager)
    call = voicelab.dial(STREAM)
    call.hears("after the bot", within=60)
    assert told == [str(number) for number in range(10)]
    assert {note.code for note in call.notifications} == {31930}
