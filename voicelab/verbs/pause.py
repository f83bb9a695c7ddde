"""<Pause>: silence, or, before the call is answered, waiting. Source: Twilio's "TwiML Voice: Pause"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome
from voicelab.verbs.ports import Ports
from voicelab.verbs.prompts import perform

__all__ = ["pause"]


async def pause(element: Element, ports: Ports) -> Outcome:
    """Wait ``length`` seconds; standing first it delays the pick-up by as much."""
    await perform(element, ports)
    return Continue()
