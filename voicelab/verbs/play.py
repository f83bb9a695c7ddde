"""<Play>: a sound file, or keys. Source: Twilio's "TwiML Voice: Play"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome
from voicelab.verbs.ports import Ports
from voicelab.verbs.prompts import perform

__all__ = ["play"]


async def play(element: Element, ports: Ports) -> Outcome:
    """Play the file ``loop`` times, or send ``digits``; a file that cannot be had is skipped, aloud."""
    await perform(element, ports)
    return Continue()
