"""Messages from an application to the SDK in the page whose call it is.

Source: Twilio's "UserDefinedMessage resource".
"""

from __future__ import annotations

import json

from voicelab.calls.events import MessageReceived
from voicelab.clock import now
from voicelab.errors import PeerError, RequestError
from voicelab.rest.message import RestResponse, created
from voicelab.rest.routes import Ask, Route
from voicelab.rest.values import date

__all__ = ["ROUTES"]

_CONTENT = 10_000  # characters
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


ROUTES = [Route("POST", "Calls/{CallSid}/UserDefinedMessages", send_message)]
