"""<Connect>: the call is handed to a server. Source: Twilio's "TwiML Voice: Connect", "Stream" and
"ConversationRelay".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from voicelab.errors import ApplicationError
from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, HungUp, Outcome
from voicelab.verbs.ports import Ports
from voicelab.verbs.relays import relay_plan
from voicelab.verbs.services import SERVICES, Connected
from voicelab.verbs.streams import stream_plan

__all__ = ["connect"]


async def connect(element: Element, ports: Ports) -> Outcome:
    """Connect the noun and wait until its server closes; then the action, or the next verb."""
    action = ports.application.resolve(element["action"]) if element["action"] is not None else None
    form: dict[str, str] = {}
    for noun in element.children[:1]:
        try:
            form, gone = await _NOUNS[noun.name](noun, ports)
        except HungUp as ended:
            form, gone = {}, ended
        if gone is not None:
            if action is not None:
                gone.then = GoTo(action, element["method"], form)
            raise gone
    return GoTo(action, element["method"], form) if action is not None else Continue()


async def _stream(noun: Element, ports: Ports) -> Connected:
    try:
        return {"StreamSid": await ports.caller.connect_stream(stream_plan(noun, ports, two_way=True))}, None
    except ApplicationError as error:
        ports.application.notify(error.code, "error", error.message, cure=error.cure, element=noun)
        return {"StreamError": error.message, "ErrorCode": str(error.code or "")}, None


async def _relay(noun: Element, ports: Ports) -> Connected:
    try:
        ended = await ports.caller.connect_relay(relay_plan(noun, ports))
    except ApplicationError as error:
        ports.application.notify(error.code, "error", error.message, cure=error.cure, element=noun)
        code = {"ErrorCode": str(error.code or ""), "ErrorMessage": error.message}
        return {"SessionStatus": "failed", "SessionDuration": "0"} | code, None
    if ended.error_code is not None:
        ports.application.notify(
            ended.error_code,
            "error",
            ended.error_message,
            cure="End a session with an end message." if ended.seconds else "Is the server running there?",
            element=noun,
        )
    return ended.form(), HungUp(ended.gone) if ended.gone else None


_NOUNS: Mapping[str, Callable[[Element, Ports], Awaitable[Connected]]] = {
    **SERVICES,
    "Stream": _stream,
    "ConversationRelay": _relay,
}
