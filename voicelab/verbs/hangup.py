"""<Hangup>: the call ends. Source: Twilio's "TwiML Voice: Hangup"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import End, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["hangup"]


async def hangup(element: Element, ports: Ports) -> Outcome:
    """End the call."""
    return End()
