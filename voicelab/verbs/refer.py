"""<Refer>: a SIP transfer, which needs a SIP leg. Source: Twilio's "TwiML Voice: Refer"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["refer"]


async def refer(element: Element, ports: Ports) -> Outcome:
    """Pretend to refer a SIP party, and say so; for any other, say that it cannot be referred (13801).

    The action is told ReferCallStatus ``completed`` with what a phone that obeys would have answered, or ``failed``.
    """
    if ports.caller.address.kind == "sip":
        return _pretend(element, ports)
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


def _pretend(element: Element, ports: Ports) -> Outcome:
    noun = element.child("Sip")
    to = noun.text if noun is not None else "nobody"
    ports.application.notify(
        None,
        "warning",
        f"Simulated: this lab sends no SIP. {ports.caller.address} is taken as referred to {to}.",
        element=element,
    )
    if element["action"] is None:
        return Continue()
    form = {"ReferCallStatus": "completed", "ReferSipResponseCode": "202", "NotifySipResponseCode": "200"}
    return GoTo(ports.application.resolve(element["action"]), element["method"], form)
