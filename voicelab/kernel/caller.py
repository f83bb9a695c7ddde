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
from voicelab.errors import LabError, TimedOut
from voicelab.kernel.call import Call
from voicelab.kernel.connection import Connection
from voicelab.kernel.interrupted import interruptible
from voicelab.kernel.observer import next_event
from voicelab.kernel.unserved import remark_name

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
        await _aside(lambda: remark_name(self._connection, to))
        record = await _aside(lambda: self._connection.client.dial(self.caller, to))
        self.call, self._heard = Call(self._connection, record), 0.0
        await self._event(
            lambda e: isinstance(e, CallStatusChanged) and e.status == "in-progress", 60.0, "being answered"
        )
        return self.call

    async def say(self, text: str) -> None:
        """Say something; returns when it is said."""
        sid = self._call.sid
        with interruptible(lambda: self._left(f"while saying {text!r}")):
            await _aside(lambda: self._connection.client.say(sid, text))

    async def press(self, digits: str) -> None:
        """Press keys; ``w`` waits half a second."""
        sid = self._call.sid
        with interruptible(lambda: self._left(f"while pressing {digits}")):
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

    async def _event(self, wanted: Callable[[Event], bool], timeout: float, doing: str) -> Event:
        call = self._call
        with interruptible(lambda: self._left(f"before {doing}")):
            try:
                event = await next_event(
                    self._connection, call.sid, lambda e: wanted(e) or isinstance(e, CallEnded), timeout
                )
            except TimeoutError:
                last = await _aside(lambda: self._last_words(call))
                raise TimedOut(
                    f"{timeout:g} seconds passed without {doing}.{last}", cure=self._left()
                ) from None
        if not wanted(event):
            raise await _aside(lambda: call.ended_before(doing))
        return event

    def _last_words(self, call: Call) -> str:
        """What the lab said last, for one who waits for other words."""
        said = [event.text for event in call.events if isinstance(event, PromptStarted) and event.text]
        return f" The lab last said: {said[-1]!r}." if said else " The lab has said nothing yet."

    def _left(self, when: str = "") -> str:
        """What becomes of the call when nobody waits any more."""
        stopped = f"Interrupted {when}. " if when else ""
        return f"{stopped}The call goes on: end it with await caller.hang_up(), or call.hang_up()."


async def _aside(work: Callable[[], T]) -> T:
    return await asyncio.to_thread(work)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
