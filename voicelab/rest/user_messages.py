"""Messages between an application and the SDK in the page whose call it is.

Source: Twilio's "UserDefinedMessage resource" and "UserDefinedMessageSubscription resource".
"""

from __future__ import annotations

import json

from voicelab.calls.events import MessageReceived
from voicelab.clock import now
from voicelab.engine.message_subscriptions import MessageSubscription
from voicelab.errors import PeerError, RequestError
from voicelab.rest.message import RestResponse, created, nothing
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import not_found
from voicelab.rest.values import date

__all__ = ["ROUTES"]

_CONTENT = 10_000  # characters
_KEY = 255
_TYPE = "user-defined-message"


async def send_message(ask: Ask) -> RestResponse:
    """Send a message to the page whose call it is."""
    tenant = ask.tenant
    text = ask.fields.needed("Content", limit=_CONTENT)
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise RequestError("Content is not JSON.", cure='Send a string such as {"key": 1}.') from None
    call = await tenant.live_call(ask["CallSid"])
    if call.side is None:
        raise RequestError(f"Call {call.sid} is not answered yet.", code=21220)
    try:
        sid = await call.side.line.send_message(content, _TYPE, "application/json")
    except PeerError as error:
        raise RequestError(error.message, code=21220, cure=error.cure) from None
    call.emit(MessageReceived, direction="outbound", content=content, message_type=_TYPE)
    return created({"account_sid": tenant.sid, "call_sid": call.sid, "sid": sid, "date_created": date(now())})


async def subscribe(ask: Ask) -> RestResponse:
    """From now on tell an address of the messages from the page; the same IdempotencyKey again is the same one."""
    tenant, fields = ask.tenant, ask.fields
    fields.needed("Callback")
    callback, method = fields.address("Callback"), fields.method("Method")
    key = fields.text("IdempotencyKey", limit=_KEY)
    call = await tenant.live_call(ask["CallSid"])
    known = call.subscriptions.get(key) if key else None
    if known is None:
        known = MessageSubscription(call, callback, method)
        call.subscriptions[key or known.sid] = known
    return created(
        {
            "account_sid": tenant.sid,
            "call_sid": call.sid,
            "sid": known.sid,
            "date_created": date(known.date_created),
            "uri": tenant.uri("Calls", call.sid, "UserDefinedMessageSubscriptions", known.sid),
        }
    )


async def unsubscribe(ask: Ask) -> RestResponse:
    """Tell it no longer."""
    call = await ask.tenant.live_call(ask["CallSid"])
    key = next((key for key, one in call.subscriptions.items() if one.sid == ask["Sid"]), None)
    if key is None:
        raise not_found("subscription", ask["Sid"])
    del call.subscriptions[key]
    return nothing()


ROUTES = [
    Route("POST", "Calls/{CallSid}/UserDefinedMessages", send_message),
    Route("POST", "Calls/{CallSid}/UserDefinedMessageSubscriptions", subscribe),
    Route("DELETE", "Calls/{CallSid}/UserDefinedMessageSubscriptions/{Sid}", unsubscribe),
]
