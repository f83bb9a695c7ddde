"""Who is told of a call's steps, in order, numbered from 0: an address of the application, the SDK of a caller.

Source: Twilio's "Call status callbacks" and, of the messages, Dial's events. A call that is canceled while it is still
queued tells nobody.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from voicelab.calls.events import MessageReceived
from voicelab.calls.status import FINAL, CallStatus
from voicelab.calls.webhook_form import progress_form
from voicelab.clock import now
from voicelab.errors import PeerError

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Moves", "Progress", "ProgressMessages"]

_STEPS: dict[CallStatus, str] = {
    "initiated": "initiated",
    "ringing": "ringing",
    "in-progress": "answered",
    **dict.fromkeys(FINAL, "completed"),
}


_MESSAGE = "call-progress-event"


class Moves(Protocol):
    """Somebody who is told when a call moves."""

    def moved(self, status: CallStatus) -> None:
        """The call came to ``status``."""
        ...


class ProgressMessages:
    """Tells the SDK of the party that dialled each step of the called leg, as a message of its call."""

    def __init__(self, child: Call, parent: Call) -> None:
        self._child = child
        self._parent = parent
        self._number = 0
        self._last: asyncio.Task[None] | None = None

    def moved(self, status: CallStatus) -> None:
        """The called leg came to ``status``."""
        if status not in _STEPS:
            return
        content = progress_form(self._child.record, status, self._number, now())
        self._number += 1
        self._last = self._parent.start_job(self._send(content, self._last), "progress message")

    async def _send(self, content: dict[str, str], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        parent = self._parent
        if parent.side is None or parent.over:
            return
        try:
            await parent.side.line.send_message(content, _MESSAGE, "application/json")
        except PeerError:
            return  # an older SDK, or one that has just gone: nobody listens
        parent.emit(MessageReceived, direction="outbound", content=content, message_type=_MESSAGE)


class Progress:
    """Tells one address of a call's steps, one after another."""

    def __init__(self, call: Call, url: str, method: str, events: frozenset[str]) -> None:
        self._call = call
        self._url = url
        self._method = method
        self._events = events
        self._number = 0
        self._seen = False
        self._last: asyncio.Task[None] | None = None

    def moved(self, status: CallStatus) -> None:
        """The call came to ``status``: tell it, after what was told before."""
        step = _STEPS.get(status)
        if step is None or (status == "canceled" and not self._seen):
            return
        self._seen = True
        if step not in self._events:
            return
        form = progress_form(self._call.record, status, self._number, now())
        self._number += 1
        self._last = self._call.start_job(self._tell(form, self._last, status in FINAL), "status callback")

    async def _tell(self, form: dict[str, str], before: asyncio.Task[None] | None, last: bool) -> None:
        if before is not None:
            await asyncio.wait([before])
        if last:
            if any(take.of_the_call for take in self._call.takes):
                await self._call.ended.wait()  # then it is finished, and has its length
            form |= self._call.recorded
        await self._call.application.callback(self._url, self._method, form, "status callback")
