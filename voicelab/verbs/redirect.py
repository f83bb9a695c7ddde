"""<Redirect>: the call goes on with another document. Source: Twilio's "TwiML Voice: Redirect"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import GoTo, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["redirect"]


async def redirect(element: Element, ports: Ports) -> Outcome:
    """Go to the document at the URL; an empty one is this document again."""
    return GoTo(ports.application.resolve(element.text), element["method"], purpose="document")
