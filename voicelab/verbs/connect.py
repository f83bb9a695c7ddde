"""<Connect>: the call is handed to a server. Source: Twilio's "TwiML Voice: Connect" and "Stream"."""

from __future__ import annotations

from voicelab.errors import ApplicationError
from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, HungUp, Outcome
from voicelab.verbs.ports import Ports
from voicelab.verbs.streams import stream_plan

__all__ = ["connect"]


async def connect(element: Element, ports: Ports) -> Outcome:
    """Connect the noun and wait until its server closes; then the action, or the next verb."""
    action = ports.application.resolve(element["action"]) if element["action"] is not None else None
    form: dict[str, str] = {}
    for noun in element.children[:1]:
        if noun.name != "Stream":
            ports.application.notify(
                None,
                "error",
                f"<{noun.name}> inside <Connect> does not run in this lab yet.",
                cure="Stream does.",
                element=noun,
            )
            return Continue()
        try:
            form = {"StreamSid": await ports.caller.connect_stream(stream_plan(noun, ports, two_way=True))}
        except ApplicationError as error:
            ports.application.notify(error.code, "error", error.message, cure=error.cure, element=noun)
            form = {"StreamError": error.message, "ErrorCode": str(error.code or "")}
        except HungUp as gone:
            if action is not None:
                gone.then = GoTo(action, element["method"], form)
            raise
    return GoTo(action, element["method"], form) if action is not None else Continue()
