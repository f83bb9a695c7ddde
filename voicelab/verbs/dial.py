"""<Dial>: the party is connected with another. Source: Twilio's "TwiML Voice: Dial"."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from voicelab.twiml.document import Element
from voicelab.verbs.dial_conference import confer
from voicelab.verbs.dial_queue import take_from_queue
from voicelab.verbs.dial_targets import Target, targets_of
from voicelab.verbs.plans import (
    Continue,
    GoTo,
    HungUp,
    NotAnswered,
    Outcome,
    RecordingPlan,
    Ringback,
)
from voicelab.verbs.ports import Callee, Ports, Take
from voicelab.verbs.star import or_star

__all__ = ["dial"]

WHISPER_VERBS = frozenset({"Say", "Play", "Pause", "Gather", "Redirect", "Hangup"})
_ROOMS = {"Conference": confer, "Queue": take_from_queue}  # nouns that stand alone in a Dial
_SIP = {"completed": "200", "busy": "486", "no-answer": "480", "canceled": "487", "failed": "404"}
_TELLING = ("busy", "no-answer", "canceled", "failed")  # of several that did not answer, the first of these


@dataclass(slots=True)
class Result:
    """How a Dial ended, in the words its action is told."""

    status: str
    sid: str | None = None
    duration: float | None = None
    bridged: bool = False
    sip: bool = False  # whether the party it was about is at a SIP address
    take: Take | None = None

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


async def dial(element: Element, ports: Ports) -> Outcome:
    """Ring the targets, bridge with the first that answers, and go to the action when that is over."""
    result = Result("failed")
    action = ports.application.resolve(element["action"]) if element["action"] is not None else None
    try:
        alone = next((noun for noun in element.children if noun.name in _ROOMS), None)
        targets = [] if alone is not None else targets_of(element, ports)
        if alone is not None:
            await ports.caller.answer()
            result.take = await _recording(element, ports, "record-from")
            result.status = "answered" if alone.name == "Conference" else "completed"
            result.status = await _ROOMS[alone.name](element, alone, ports)
            result.bridged = result.status in ("answered", "completed")
        elif targets:
            result.take = await _recording(element, ports, "record-from-ringing")
            callee = await _reach(element, ports, targets, result)
            if callee is not None:
                await _talk(element, ports, callee, result)
    except HungUp as gone:
        if result.status == "failed":
            result.status = "canceled"  # the caller gave up while it rang
        if action is not None:
            gone.then = GoTo(action, element["method"], await _form(result))
        raise
    finally:
        if result.take is not None:
            await result.take.stop()
    if action is None:
        return Continue()
    return GoTo(action, element["method"], await _form(result))


# --- ringing ----------------------------------------------------------------------------------------------------
async def _reach(element: Element, ports: Ports, targets: Sequence[Target], result: Result) -> Callee | None:
    """The party that is ready to talk, or None with the reason in ``result``."""
    rounds = [[target] for target in targets] if element["sequential"] else [targets]
    ringback = Ringing(element, ports)
    lost: list[str] = []
    try:
        for together in rounds:
            callee = await _first(ports, together, ringback, result, lost)
            if callee is not None:
                return callee
    finally:
        await ringback.end()
    result.status = min(lost, key=_TELLING.index) if lost else "failed"
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
                await _stop([now])
                changed.cancel()

    async def _wait(self) -> None:
        with self._caller.keys() as keys:  # without sound: only until the caller's end
            while True:
                await keys.get()

    async def end(self) -> None:
        """Fall silent."""
        await _stop([self.caller_gone])


async def _first(
    ports: Ports,
    targets: Sequence[Target],
    ringback: Ringing,
    result: Result,
    lost: list[str],
) -> Callee | None:
    """Ring ``targets`` at once; the first that answers and passes its whisper wins, the rest stop."""
    ringing = {asyncio.ensure_future(_one(ports, target, ringback)): target for target in targets}
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
                    result.sid = reason.call_sid
                    lost.append(reason.status)
                else:
                    result.sid = callee.sid
                    return callee
        return None
    finally:
        await _stop([*ringing])


async def _one(ports: Ports, target: Target, ringback: Ringing) -> Callee:
    callee = await _reached(ports, target)
    if not target.whisper:
        return callee
    try:
        with ringback.screening():
            accepted = await callee.run(target.whisper, target.whisper_method, WHISPER_VERBS)
    except BaseException:
        await callee.hang_up()
        raise
    if accepted:
        return callee
    await callee.hang_up()
    raise NotAnswered("no-answer", callee.sid)


async def _reached(ports: Ports, target: Target) -> Callee:
    """Ring the target; one that cannot be reached is rung at its next address."""
    for ring in (target.ring, *target.instead):
        try:
            return await ports.switchboard.ring(ring)
        except NotAnswered as reason:
            lost = reason
            if reason.status != "failed":
                break
    raise lost


# --- talking ----------------------------------------------------------------------------------------------------
async def _talk(element: Element, ports: Ports, callee: Callee, result: Result) -> None:
    """Bridge until one of them is gone, the caller presses star, or the time limit is over."""
    result.status = "completed"
    try:
        await ports.caller.answer()
        result.take = result.take or await _recording(element, ports, "record-from")
        result.bridged = True
        async with asyncio.timeout(element["timeLimit"]):
            await or_star(element, ports, ports.caller.bridge(callee))
    except TimeoutError:
        pass
    finally:
        await callee.hang_up()
        result.duration = callee.duration


# --- recording and reporting -----------------------------------------------------------------------------------
async def _recording(element: Element, ports: Ports, moment: str) -> Take | None:
    """Start recording if the Dial asks for it from this moment on."""
    how: str = element["record"]
    if how == "true":  # how old documents write it
        how = "record-from-answer"
    if not how.startswith(moment) or not ports.caller.answered:
        return None
    callback = element["recordingStatusCallback"]
    plan = RecordingPlan(
        "DialVerb",
        channels=2 if how.endswith("-dual") else 1,
        track=element["recordingTrack"],
        trim=element["trim"] == "trim-silence",
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=element["recordingStatusCallbackMethod"],
        status_callback_events=frozenset(element["recordingStatusCallbackEvent"]),
    )
    return await ports.caller.record(plan)


async def _form(result: Result) -> dict[str, str]:
    form = result.form()
    if result.take is not None:
        recording = await result.take.stop()
        form |= {
            "RecordingUrl": recording.url,
            "RecordingSid": recording.sid,
            "RecordingDuration": str(round(recording.duration)),
        }
    return form


async def _stop(waits: Sequence[asyncio.Future[None]] | Sequence[asyncio.Future[Callee]]) -> None:
    """Cancel and wait until everything has cleaned up; a callee that answered meanwhile is hung up."""
    for wait in waits:
        wait.cancel()
    for ended in await asyncio.gather(*waits, return_exceptions=True):
        if ended is not None and not isinstance(ended, BaseException):
            await ended.hang_up()
