"""A Siprec session of a call: its SID, its name, its callbacks. No SIP leaves the lab, and that is told.

Source: Twilio's "TwiML Voice: Siprec" and "Siprec resource". A session lasts until it is stopped, by name or over REST,
or until the call ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from voicelab.calls.model import new_sid
from voicelab.clock import now
from voicelab.engine.side import Side
from voicelab.errors import ApplicationError
from voicelab.verbs.plans import SiprecPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["CallSiprec", "start_siprec"]


class CallSiprec:
    """One session. :meth:`run` is its whole life; ``stopping`` ends it."""

    def __init__(self, call: Call, side: Side, plan: SiprecPlan) -> None:
        self.call = call
        self.side = side
        self.plan = plan
        self.sid = new_sid("SR")
        self.status = "in-progress"
        self.date_updated = now()
        self.stopping = asyncio.Event()
        self._told: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The session's name, which is its SID when it was given none."""
        return self.plan.name or self.sid

    async def run(self) -> None:
        """Say that it began, wait for its end, and say that it ended."""
        self._tell("siprec-started")
        stopping = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait((stopping, self.side.gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            self.status = "stopped"
            self.date_updated = now()
            self._tell("siprec-stopped")

    def _tell(self, event: str) -> None:
        plan = self.plan
        if not plan.status_callback:
            return
        form = {
            "AccountSid": self.call.account.sid,
            "CallSid": self.call.sid,
            "SiprecSid": self.sid,
            "SiprecName": self.name,
            "SiprecEvent": event,
            "Timestamp": now().isoformat(),
        }
        work = self.call.application.callback(
            plan.status_callback, plan.status_callback_method, form, "siprec callback"
        )
        self._told = self.call.start_job(_after(self._told, work), "siprec callback")


def start_siprec(call: Call, side: Side, plan: SiprecPlan) -> CallSiprec:
    """Start a session beside the document; ApplicationError for a name that is taken on this call."""
    if plan.name and any(one.name == plan.name and one.status == "in-progress" for one in call.siprecs):
        raise ApplicationError(f"A Siprec session named {plan.name} is running already.", code=14300)
    session = CallSiprec(call, side, plan)
    call.siprecs.append(session)
    call.start_job(session.run(), "siprec session")
    return session


async def _after(before: asyncio.Task[None] | None, work: Awaitable[None]) -> None:
    """Do ``work`` when ``before`` is done: an application hears of the beginning first."""
    if before is not None:
        await asyncio.wait((before,))
    await work
