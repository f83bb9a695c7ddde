"""Status callbacks of one call: which steps are told to whom, in order, numbered from 0.

Source: Twilio's "Call status callbacks". A call that is canceled while it is still queued tells nobody.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from voicelab.calls.status import FINAL, CallStatus
from voicelab.calls.webhook_form import progress_form
from voicelab.clock import now

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Progress"]

_STEPS: dict[CallStatus, str] = {
    "initiated": "initiated",
    "ringing": "ringing",
    "in-progress": "answered",
    **dict.fromkeys(FINAL, "completed"),
}


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
        self._last = self._call.start_job(self._tell(form, self._last), "status callback")

    async def _tell(self, form: dict[str, str], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._call.application.callback(self._url, self._method, form, "status callback")
