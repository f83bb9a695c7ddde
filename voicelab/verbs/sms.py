"""<Sms>: a text message, which a voice lab does not send. Source: Twilio's "TwiML Voice: Sms"."""

from __future__ import annotations

from voicelab.calls.model import new_sid
from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["sms"]


async def sms(element: Element, ports: Ports) -> Outcome:
    """Say what would have been sent, and tell the callback and the action the status that says so."""
    resolve = ports.application.resolve
    to, sender = element["to"] or ports.caller.call_from, element["from"] or "the number that was called"
    ports.application.notify(
        None,
        "warning",
        f"Simulated: no message was sent to {to} from {sender}. It would have said: {element.text!r}",
        element=element,
    )
    form = {"SmsSid": new_sid("SM"), "SmsStatus": "failed", "To": to}
    if callback := element["statusCallback"]:
        ports.application.tell(resolve(callback), "POST", form, "message callback")
    if element["action"] is None:
        return Continue()
    return GoTo(resolve(element["action"]), element["method"], form)
