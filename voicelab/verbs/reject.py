"""<Reject>: the call is refused, unanswered. Source: Twilio's "TwiML Voice: Reject"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import End, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["reject"]


async def reject(element: Element, ports: Ports) -> Outcome:
    """Refuse with ``reason`` rejected or busy; a call that is answered already is hung up."""
    await ports.caller.refuse("busy" if element["reason"] == "busy" else "rejected")
    return End("rejected by the document")
