"""A scripted caller: ``lab.caller("+15005550001")`` dials, says, presses, hears and hangs up.

It has no phone and no microphone: the lab speaks its words and gives it the prompts as text. The call is real in
everything else. Methods are awaited, as cells may do.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TypeVar

from voicelab.calls.events import CallEnded, CallStatusChanged, Event, PromptStarted
from voicelab.errors import LabError
from voicelab.kernel.call import Call
from voicelab.kernel.connection import Connection
from voicelab.kernel.observer import next_event

__all__ = ["ScriptedCaller"]

T = TypeVar("T")


class ScriptedCaller:
    """Somebody who calls. ``call`` is its present or last call."""

    def __init__(self, connection: Connection, caller: str) -> None:
        self.caller = caller
        self.call: Call | None = None
        self._connection = connection
        self._heard = 0.0

    def __repr__(self) -> str:
        return f"<scripted caller {self.caller}{f' in {self.call!r}' if self.call else ''}>"

    async def dial(self, to: str) -> Call:
        """Call a document's name, a number, ``app:NAME`` or ``client:NAME``; returns when it is answered.

        Raises LabError when it is not.
        """
        record = await _aside(lambda: self._connection.client.dial(self.caller, to))
        self.call, self._heard = Call(self._connection, record), 0.0
        await self._event(lambda e: isinstance(e, CallStatusChanged) and e.status == "in-progress", 60.0)
        return self.call

    async def say(self, text: str) -> None:
        """Say something; returns when it is said."""
        sid = self._call.sid
        await _aside(lambda: self._connection.client.say(sid, text))

    async def press(self, digits: str) -> None:
        """Press keys; ``w`` waits half a second."""
        sid = self._call.sid
        await _aside(lambda: self._connection.client.press(sid, digits))

    async def hear(self, text: str, timeout: float = 30.0) -> str:
        """Wait until the lab says ``text`` (its words, in any case), and return the whole sentence.

        What was said before the last ``hear`` does not count again. Raises TimeoutError when it is not said in
        ``timeout`` seconds, LabError when the call ends first.
        """
        wanted = _words(text)

        def heard(event: Event) -> bool:
            return (
                isinstance(event, PromptStarted) and event.at > self._heard and wanted in _words(event.text)
            )

        event = await self._event(heard, timeout, f"hearing {text!r}")
        assert isinstance(event, PromptStarted)
        self._heard = event.at
        return event.text

    async def hang_up(self) -> None:
        """Hang up, and return when the call is over."""
        call = self._call
        await _aside(call.hang_up)

    @property
    def _call(self) -> Call:
        if self.call is None:
            raise LabError("This caller is in no call.", cure='Let it call: await caller.dial("welcome").')
        return self.call

    async def _event(
        self, wanted: Callable[[Event], bool], timeout: float, doing: str = "being answered"
    ) -> Event:
        sid = self._call.sid
        event = await next_event(
            self._connection, sid, lambda e: wanted(e) or isinstance(e, CallEnded), timeout
        )
        if not wanted(event):
            raise LabError(f"The call ended before {doing}: {getattr(event, 'reason', '')}.")
        return event


async def _aside(work: Callable[[], T]) -> T:
    return await asyncio.to_thread(work)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
