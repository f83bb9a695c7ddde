"""<Dial><Queue>: the party talks with the first who waits. Source: Twilio's "TwiML Voice: Queue"."""

from __future__ import annotations

import asyncio

from voicelab.twiml.document import Element
from voicelab.verbs.ports import Ports

__all__ = ["take_from_queue"]


async def take_from_queue(dial: Element, noun: Element, ports: Ports) -> str:
    """Wait up to the Dial's timeout for somebody, and talk; the DialCallStatus that follows."""
    await ports.caller.answer()
    url = ports.application.resolve(noun["url"]) if noun["url"] else ""
    try:
        async with asyncio.timeout(dial["timeLimit"]):
            status = await ports.caller.dequeue(noun.text, url, noun["method"], float(dial["timeout"]))
    except TimeoutError:
        return "completed"
    if status is None:
        ports.application.notify(
            None,
            "warning",
            f"There is no queue {noun.text}: nobody has ever been enqueued there.",
            cure="Is the name in <Enqueue> the same?",
            element=noun,
        )
        return "failed"
    return status
