"""<Say>: words spoken to the party. Source: Twilio's "TwiML Voice: Say"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome
from voicelab.verbs.ports import Ports
from voicelab.verbs.prompts import perform

__all__ = ["say"]


async def say(element: Element, ports: Ports) -> Outcome:
    """Speak the text ``loop`` times. Keys pressed meanwhile are lost."""
    await perform(element, ports)
    return Continue()
