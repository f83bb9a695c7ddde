"""Who is told of the messages that a page sends during its call.

Source: Twilio's "UserDefinedMessageSubscription resource" and "Voice SDK call message events": the callback is a
request of type application/json.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from voicelab.calls.events import Event, MessageReceived
from voicelab.calls.model import new_sid
from voicelab.clock import now, rfc2822

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["MessageSubscription"]


class MessageSubscription:
    """One address that is told of a call's messages, one after another."""

    def __init__(self, call: Call, url: str, method: str) -> None:
        self.sid = new_sid("ZY")
        self.date_created = now()
        self._call = call
        self._url = url
        self._method = method
        self._last: asyncio.Task[None] | None = None

    def event(self, event: Event) -> None:
        """Something happened in the call: pass it on if it is a message from the page."""
        if not isinstance(event, MessageReceived) or event.direction != "inbound":
            return
        form = {
            "AccountSid": self._call.account.sid,
            "CallSid": self._call.sid,
            "Sid": new_sid("KX"),
            "SubscriptionSid": self.sid,
            "MessageType": event.message_type,
            "ContentType": "application/json",
            "Content": json.dumps(event.content, ensure_ascii=False),
            "DateCreated": rfc2822(now()),
        }
        self._last = self._call.start_job(self._tell(form, self._last), "message callback")

    async def _tell(self, form: dict[str, str], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        application = self._call.application
        await application.callback(self._url, self._method, form, "message callback", as_json=True)
