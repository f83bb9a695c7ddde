"""hangupOnStar: the party ends what it dialled, and only that, with its star key. Source: Twilio's "Dial"."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from voicelab.twiml.document import Element
from voicelab.verbs.ports import Keys, Ports

__all__ = ["or_star"]

T = TypeVar("T")


async def or_star(dial: Element, ports: Ports, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of ``work``; None when the party pressed star first and the Dial has ``hangupOnStar``."""
    if not dial["hangupOnStar"]:
        return await work
    with ports.caller.keys() as keys:
        working = asyncio.ensure_future(work)
        pressed = asyncio.ensure_future(_star(keys))
        try:
            await asyncio.wait((working, pressed), return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return working.result()
            pressed.result()  # HungUp, when that is why
            return None
        finally:
            for wait in (working, pressed):
                wait.cancel()
            await asyncio.gather(working, pressed, return_exceptions=True)


async def _star(keys: Keys) -> None:
    while await keys.get() != "*":
        pass
