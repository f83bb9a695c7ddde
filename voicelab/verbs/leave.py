"""<Leave>: the party leaves the queue it waits in. Source: Twilio's "TwiML Voice: Leave"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Leave, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["leave"]


async def leave(element: Element, ports: Ports) -> Outcome:
    """Leave the queue whose wait document this is; anywhere else nothing happens."""
    return Leave()
