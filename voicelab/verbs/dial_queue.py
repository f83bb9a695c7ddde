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
    if not noun.text:
        ports.application.notify(
            14217,
            "error",
            f"There is no TaskRouter in a lab, and so no reservation {noun['reservationSid']}.",
            cure="Name the queue inside the <Queue>.",
            element=noun,
        )
        return "failed"
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
