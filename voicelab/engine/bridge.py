"""Two legs joined: each party hears the other, and the keys one presses reach the other as key presses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from voicelab.media.leg import Leg

__all__ = ["joined"]


@asynccontextmanager
async def joined(one: Leg, other: Leg) -> AsyncIterator[None]:
    """Join the legs while the body runs."""
    one.hear(other)
    other.hear(one)
    relays = [asyncio.create_task(_relay(one, other)), asyncio.create_task(_relay(other, one))]
    try:
        yield
    finally:
        one.hear(None)
        other.hear(None)
        for relay in relays:
            relay.cancel()
        await asyncio.wait(relays)


async def _relay(source: Leg, sink: Leg) -> None:
    """Press at ``sink`` what is pressed at ``source``, one key after another."""
    keys: asyncio.Queue[str] = asyncio.Queue()
    remove = source.add_key_listener(lambda digit, via: keys.put_nowait(digit))
    try:
        while True:
            await sink.press(await keys.get())
    finally:
        remove()
