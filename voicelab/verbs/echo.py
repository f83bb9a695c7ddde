"""<Echo>: the party hears itself until it hangs up. Source: Twilio's "TwiML Voice: Echo"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["echo"]


async def echo(element: Element, ports: Ports) -> Outcome:
    """Echo until the party is gone."""
    await ports.caller.echo()
    return Continue()
