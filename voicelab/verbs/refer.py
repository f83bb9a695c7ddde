"""<Refer>: a SIP transfer, which needs a SIP leg. Source: Twilio's "TwiML Voice: Refer"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["refer"]


async def refer(element: Element, ports: Ports) -> Outcome:
    """Say that this leg cannot be referred (13801), and go to the action with ReferCallStatus failed."""
    ports.application.notify(
        13801,
        "error",
        f"{ports.caller.address} is no SIP party: it cannot be referred.",
        cure="On Twilio, Refer works on calls that came in by SIP.",
        element=element,
    )
    if element["action"] is None:
        return Continue()
    form = {"ReferCallStatus": "failed"}
    return GoTo(ports.application.resolve(element["action"]), element["method"], form)
