"""<Dial><Queue>: the party talks with the first who waits. Source: Twilio's "TwiML Voice: Queue"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from voicelab.twiml.document import Element
from voicelab.verbs.ports import Ports
from voicelab.verbs.star import or_star

__all__ = ["take_from_queue"]


async def take_from_queue(
    dial: Element, noun: Element, ports: Ports, bridging: Callable[[], Awaitable[None]]
) -> str:
    """Wait up to the Dial's timeout for somebody, and talk up to its timeLimit; the DialCallStatus that follows."""
    await ports.caller.answer()
    url = ports.application.resolve(noun["url"]) if noun["url"] else ""
    take = ports.caller.dequeue(
        noun.text,
        url,
        noun["method"],
        timeout=float(dial["timeout"]),
        limit=float(dial["timeLimit"]),
        bridging=bridging,
    )
    try:
        status = await or_star(dial, ports, take) or "completed"
    except LookupError:
        ports.application.notify(
            None,
            "warning",
            f"There is no queue {noun.text}: nobody has ever been enqueued there.",
            cure="Is the name in <Enqueue> the same?",
            element=noun,
        )
        return "failed"
    return status
