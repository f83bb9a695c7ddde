"""<Sms>: a text message, which a voice lab does not send. Source: Twilio's "TwiML Voice: Sms"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["sms"]


async def sms(element: Element, ports: Ports) -> Outcome:
    """Say what would have been sent, and go to the action with the status that says so."""
    to = element["to"] or ports.caller.call_from
    ports.application.notify(
        None,
        "warning",
        f"Simulated: no message was sent to {to}. It would have said: {element.text!r}",
        element=element,
    )
    if element["action"] is None:
        return Continue()
    form = {"SmsStatus": "failed", "To": to}
    return GoTo(ports.application.resolve(element["action"]), element["method"], form)
