"""What bad peers send, from a seed: JSON of any type, text that hurts, bytes, frames that are nearly signaling."""

from __future__ import annotations

import json
import random
from typing import Any

from test_media_door import OFFER

__all__ = ["anything", "blob", "frame", "text"]


def anything(rng: random.Random, depth: int = 3) -> Any:
    """A JSON value of any type."""
    kind = rng.randrange(9 if depth else 7)
    if kind == 7:
        return [anything(rng, depth - 1) for _ in range(rng.randrange(4))]
    if kind == 8:
        return {text(rng): anything(rng, depth - 1) for _ in range(rng.randrange(4))}
    return [None, True, rng.randrange(-(10**20), 10**20), 1e308, text(rng), "", text(rng) * 500][kind]


def text(rng: random.Random) -> str:
    signs = [
        "a",
        "CA" + "0" * 32,
        "\ud800",
        "\0",
        "ä",
        "💥",
        "<Response/>",
        "client:",
        "+1500",
        "%s",
        "../",
        "\r\n",
    ]
    return "".join(rng.choices(signs, k=rng.randrange(1, 5)))


def blob(rng: random.Random, longest: int = 300) -> bytes:
    return rng.randbytes(rng.randrange(longest))


FIELDS = (
    "callsid", "sdp", "token", "reconnect", "twilio", "media", "dtmf", "content", "messagetype", "voiceeventsid",
    "reconnectTimeout", "browserinfo", "contenttype", "preflight", "message",
)  # fmt: skip
TYPES = (
    "listen",
    "register",
    "invite",
    "answer",
    "reinvite",
    "hangup",
    "reject",
    "dtmf",
    "message",
    "x",
    7,
    None,
)


def frame(rng: random.Random, sid: str) -> str:
    """A frame of either SDK's signaling, or nearly one."""
    good = {
        "callsid": sid,
        "sdp": OFFER,
        "dtmf": "1w2",
        "media": {"audio": True},
        "voiceeventsid": "KX" + "1" * 32,
    }
    payload = {
        name: good[name] if name in good and rng.random() < 0.6 else anything(rng)
        for name in rng.sample(FIELDS, rng.randrange(len(FIELDS)))
    }
    whole = {"type": rng.choice(TYPES), "version": rng.choice(["1.5", "1.6", 2, None]), "payload": payload}
    if rng.random() < 0.1:
        whole["payload"] = anything(rng)
    return json.dumps(whole)
