"""How a Dial rings its targets, what its caller hears meanwhile, and who wins. Source: Twilio's "TwiML Voice: Dial"."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from voicelab.twiml.document import Element
from voicelab.verbs.dial_targets import Target
from voicelab.verbs.plans import NotAnswered, Ringback
from voicelab.verbs.ports import Callee, Ports, Take

__all__ = ["Result", "reach", "stop_all"]

_SIP = {"completed": "200", "busy": "486", "no-answer": "480", "canceled": "487", "failed": "404"}
_TELLING = (
    "busy",
    "no-answer",
    "canceled",
    "failed",
)  # of several at once that did not answer, the first of these


@dataclass(slots=True)
class Result:
    """How a Dial ended, in the words its action is told."""

    status: str
    sid: str | None = None
    duration: float | None = None
    bridged: bool = False
    sip: bool = False  # whether the party it was about is at a SIP address
    take: Take | None = None
    referred: str = ""  # where the called party asked to transfer its caller to

    def begun(self, sid: str) -> None:
        """A called leg is there: what the action is told of, should the caller give up now."""
        self.sid = sid

    def form(self) -> dict[str, str]:
        """The action's parameters."""
        form = {"DialCallStatus": self.status, "DialBridged": str(self.bridged).lower()}
        if self.sid is not None:
            form["DialCallSid"] = self.sid
        if self.duration is not None:
            form["DialCallDuration"] = str(round(self.duration))
        if self.sip and self.sid is not None:
            form |= {"DialSipCallId": f"{self.sid}@voicelab", "DialSipResponseCode": _SIP[self.status]}
        return form


async def reach(element: Element, ports: Ports, targets: Sequence[Target], result: Result) -> Callee | None:
    """The party that is ready to talk, or None with the reason in ``result``."""
    rounds = [[target] for target in targets] if element["sequential"] else [targets]
    ringback = Ringing(element, ports)
    lost: list[NotAnswered] = []
    callee: Callee | None = None
    try:
        for together in rounds:
            callee = await _first(ports, together, ringback, result, lost)
            if callee is not None:
                break
        await ringback.end()
    except BaseException:
        await ringback.end()
        if callee is not None:  # the dialling call was ended in the very moment
            await callee.hang_up()
        raise
    if callee is not None:
        return callee
    if lost:  # of several at once the most telling one, in turn the last one
        told = lost[-1] if element["sequential"] else min(lost, key=lambda one: _TELLING.index(one.status))
        result.status, result.sid = told.status, told.call_sid
    return None


class Ringing:
    """What an answered caller hears while it rings: the tone, and silence while somebody who answered is screened.

    ``caller_gone`` is done, with HungUp, when the caller goes meanwhile.
    """

    def __init__(self, element: Element, ports: Ports) -> None:
        self._tone = Ringback(element["ringTone"] or "us")
        self._caller = ports.caller
        self._screened = 0
        self._changed = asyncio.Event()
        self.caller_gone = asyncio.ensure_future(self._run())

    @contextmanager
    def screening(self) -> Iterator[None]:
        """While a called party hears its document."""
        self._screened += 1
        self._changed.set()
        try:
            yield
        finally:
            self._screened -= 1
            self._changed.set()

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            if self._caller.answered and not self._screened:
                now = asyncio.ensure_future(self._caller.play(self._tone))
            else:
                now = asyncio.ensure_future(self._wait())
            changed = asyncio.ensure_future(self._changed.wait())
            try:
                await asyncio.wait((now, changed), return_when=asyncio.FIRST_COMPLETED)
                if now.done():
                    now.result()  # only the caller's end stops it
            finally:
                await stop_all([now])
                changed.cancel()

    async def _wait(self) -> None:
        with self._caller.keys() as keys:  # without sound: only until the caller's end
            while True:
                await keys.get()

    async def end(self) -> None:
        """Fall silent."""
        await stop_all([self.caller_gone])


async def _first(
    ports: Ports,
    targets: Sequence[Target],
    ringback: Ringing,
    result: Result,
    lost: list[NotAnswered],
) -> Callee | None:
    """Ring ``targets`` at once; the first that answers and passes its whisper wins, the rest stop."""
    ringing = {asyncio.ensure_future(_one(ports, target, ringback, result)): target for target in targets}
    try:
        while ringing:
            waits: list[asyncio.Future[Any]] = [*ringing, ringback.caller_gone]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if ringback.caller_gone.done():
                ringback.caller_gone.result()
            for answer in [task for task in ringing if task.done()]:
                result.sip = ringing.pop(answer).ring.to.kind == "sip"
                try:
                    callee = answer.result()
                except NotAnswered as reason:
                    lost.append(reason)
                else:
                    result.sid = callee.sid
                    await _stop_the_others(ringing, callee)
                    return callee
        return None
    finally:
        await stop_all([*ringing])


async def _stop_the_others(ringing: Collection[asyncio.Future[Callee]], winner: Callee) -> None:
    try:
        await stop_all([*ringing])
    except BaseException:  # the dialling call was ended in the very moment
        await winner.hang_up()
        raise


async def _one(ports: Ports, target: Target, ringback: Ringing, result: Result) -> Callee:
    callee = await _reached(ports, target, result)
    if not target.whisper:
        return callee
    try:
        with ringback.screening():
            accepted = await callee.run(target.whisper, target.whisper_method)
    except BaseException:
        await callee.hang_up()
        raise
    if accepted:
        return callee
    await callee.hang_up()
    raise NotAnswered("no-answer", callee.sid)


async def _reached(ports: Ports, target: Target, result: Result) -> Callee:
    """Ring the target; one that cannot be reached is rung at its next address."""
    for ring in (target.ring, *target.instead):
        try:
            return await ports.switchboard.ring(ring, result.begun)
        except NotAnswered as reason:
            lost = reason
            if reason.status != "failed":
                break
    raise lost


async def stop_all(waits: Sequence[asyncio.Future[None]] | Sequence[asyncio.Future[Callee]]) -> None:
    """Cancel and wait until everything has cleaned up; a callee that answered meanwhile is hung up."""
    for wait in waits:
        wait.cancel()
    for ended in await asyncio.gather(*waits, return_exceptions=True):
        if ended is not None and not isinstance(ended, BaseException):
            await ended.hang_up()
