"""Rings parties and returns whoever answers first: the Switchboard port, and the start of API calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Literal

from voicelab.calls.model import Address, CallRecord
from voicelab.engine.answering import detect
from voicelab.engine.callee import EngineCallee
from voicelab.engine.directory import Entry
from voicelab.engine.lines import Invitation, OutgoingLine, Refused
from voicelab.engine.progress import ProgressMessages
from voicelab.engine.script import Script
from voicelab.engine.side import Side
from voicelab.engine.trunk import Trunk
from voicelab.errors import RequestError, VoiceLabError
from voicelab.media.leg import Leg
from voicelab.verbs.plans import Continue, HungUp, NotAnswered, Outcome, Ring

if TYPE_CHECKING:
    from voicelab.calls.status import CallStatus
    from voicelab.engine.call import Call
    from voicelab.engine.switchboard import Switchboard

__all__ = ["Ringer", "first_to_answer", "sentence"]

_STATUS: dict[str, CallStatus] = {
    "busy": "busy",
    "declined": "busy",
    "absent": "no-answer",
    "failed": "failed",
}


_NOBODY = {
    "number": "{to} is not a number of this lab.",
    "app": "{to} is not an application of this lab.",
    "sip": "Simulated: this lab has no SIP trunk, so nobody is at {to}.",
    "sim": "Simulated: this lab has no SIM cards, so nobody is at {to}.",
    "whatsapp": "Simulated: this lab has no WhatsApp, so nobody is at {to}.",
}


class Ringer:
    """The Switchboard port of one call: what it rings are that call's children."""

    def __init__(self, exchange: Switchboard, parent: Call) -> None:
        self._exchange = exchange
        self._parent = parent

    async def ring(self, ring: Ring, begun: Callable[[str], None]) -> EngineCallee:
        """Ring one target; NotAnswered when nobody takes the call in ``ring.timeout`` seconds."""
        parent = self._parent
        record = CallRecord(
            parent.account.sid,
            ring.caller_id,
            parent.record.to if ring.copy_parent_to else str(ring.to),
            "outbound-dial",
            parent_call_sid=parent.sid,
            parameters=_parameters(parent, ring),
        )
        try:
            child = self._exchange.new_call(record)
        except RequestError as error:
            parent.notify(error.code, "error", error.message, cure=error.cure)
            raise NotAnswered("failed", None) from error
        begun(child.sid)
        told = ring.status_callback
        child.tell_progress(told.url, told.method, told.events)
        if ring.tell_caller:
            child.tell_moves(ProgressMessages(child, parent))
        if ring.passport and ring.to.kind == "number":
            record.parameters["StirPassportToken"] = ring.passport
        child.move("initiated")
        try:
            lines = await self._lines(child, ring.to, ring.reason)
            child.move("ringing")
            async with asyncio.timeout(ring.timeout):
                line, leg = await _unless_over(child, first_to_answer(lines))
        except Refused as refused:
            raise await self._lost(child, _STATUS[refused.reason], refused) from refused
        except TimeoutError as error:
            raise await self._lost(child, "no-answer", None) from error
        except asyncio.CancelledError:
            await child.finish("the dialling call gave up", "canceled")
            raise
        child.side = Side(line)
        child.attach(leg)
        if ring.detection is not None:
            child.start_job(detect(child, ring.detection), "answering machine detection")
        if ring.send_digits:
            try:
                await child.side.or_gone(leg.press(ring.send_digits))
            except HungUp as gone:
                await child.finish(gone.reason)
                raise NotAnswered("failed", child.sid) from gone
            except asyncio.CancelledError:  # another party was ready first
                await child.finish("the dialling call gave up")
                raise
        return EngineCallee(child, lambda url, method: self._whisper(child, url, method))

    async def _lost(self, child: Call, status: CallStatus, refused: Refused | None) -> NotAnswered:
        await child.finish(str(refused) if refused else "nobody answered in time", status)
        if refused is not None and refused.reason in ("absent", "failed"):
            self._parent.notify(
                13224 if refused.reason == "failed" else None,
                "warning",
                str(refused),
                cure=refused.cure or _cure(child.record.to),
            )
        return NotAnswered(status if status in ("busy", "failed") else "no-answer", child.sid)

    async def _lines(self, child: Call, to: Address, reason: str) -> list[OutgoingLine]:
        """Start ringing: every device at the address, or the number's own document on the child call."""
        devices = self._exchange.devices_at(child.account.sid, to)
        record = child.record
        invitation = Invitation(
            record.sid, record.account_sid, record.from_, record.to, record.parameters, reason
        )
        if devices:
            return [await device.ring(invitation) for device in devices]
        entry = self._entry(child, to)
        trunk = Trunk(self._exchange.equipment.legs)
        child.start_job(self._serve(child, trunk, entry), f"document of {to}")
        return [trunk.outgoing]

    def _entry(self, child: Call, to: Address) -> Entry:
        """What a number or an application of this lab runs; Refused when there is nothing of the kind."""
        directory = self._exchange.directory(child.account.sid)
        try:
            if to.kind == "number" and (number := directory.number(str(to))) is not None:
                return directory.entry_of_number(number)
            if to.kind == "app" and (application := directory.application(to.value)) is not None:
                return directory.entry_of_application(application)
        except RequestError as error:
            raise Refused("failed", f"{error.message} {error.cure}") from error
        if to.kind == "client":
            raise Refused("absent", *directory.nobody(to.value, self._parent.bare_name))
        raise Refused("failed", _NOBODY.get(to.kind, "{to} is nobody that a lab could ring.").format(to=to))

    async def _serve(self, child: Call, trunk: Trunk, entry: Entry) -> None:
        """Run the number's document on the far end of the trunk, under the child call's name."""
        child.record.phone_number_sid = entry.phone_number_sid
        child.record.application_sid = entry.application_sid
        try:
            script = Script(child, Side.calling(trunk.incoming), Ringer(self._exchange, child))
            await script.run(entry)
        except HungUp:
            pass
        finally:
            await trunk.end("the number's document ended")

    async def _whisper(self, child: Call, url: str, method: str) -> bool:
        """Run a whisper document; only one that runs off its end lets the bridge happen."""
        assert child.side is not None
        script = Script(child, child.side, self, role="whisper")
        try:
            outcome: Outcome = await script.run(Entry(url=url, method=method))
        except (HungUp, VoiceLabError):
            return False
        return isinstance(outcome, Continue)


def _parameters(parent: Call, ring: Ring) -> dict[str, str]:
    """The custom parameters; an application is told who calls it even when nobody said so."""
    unsaid = {"customerId": parent.account.sid} if ring.to.kind == "app" else {}
    return unsaid | dict(ring.parameters)


async def _unless_over(
    child: Call, answer: Coroutine[Any, Any, tuple[OutgoingLine, Leg]]
) -> tuple[OutgoingLine, Leg]:
    """Await ``answer``; NotAnswered when the child call is ended from outside first."""
    ringing = asyncio.ensure_future(answer)
    over = asyncio.ensure_future(child.ended.wait())
    try:
        await asyncio.wait((ringing, over), return_when=asyncio.FIRST_COMPLETED)
        if child.over:
            raise NotAnswered(_lost_by(child), child.sid)
        return ringing.result()
    except BaseException:
        ringing.cancel()
        await asyncio.wait((ringing,))
        if not ringing.cancelled() and not ringing.exception():
            await ringing.result()[0].hang_up()  # it answered in the very moment
        raise
    finally:
        over.cancel()


def _lost_by(child: Call) -> Literal["busy", "no-answer", "failed", "canceled"]:
    """What a Dial is told of a child that was over before it answered: a number of the lab may reject it itself."""
    match child.record.status:
        case "busy" | "no-answer" | "failed" as status:
            return status
        case _:
            return "canceled"


async def first_to_answer(lines: Sequence[OutgoingLine]) -> tuple[OutgoingLine, Leg]:
    """The first line whose party answers, with its leg; the others stop ringing.

    Raises Refused, with the most telling reason, when none does. However it ends, no line is left ringing.
    """
    waiting: dict[asyncio.Future[Leg], OutgoingLine] = {
        asyncio.ensure_future(line.answered()): line for line in lines
    }
    try:
        winner, leg = await _first(waiting)
        await _stop(waiting, [line for line in lines if line is not winner])
        return winner, leg
    except BaseException:  # also when it is cancelled in the very moment in which somebody answers
        await _stop(waiting, lines)
        raise


async def _first(waiting: dict[asyncio.Future[Leg], OutgoingLine]) -> tuple[OutgoingLine, Leg]:
    """Whoever answers first; its line is no longer among those that wait."""
    refusals: list[Refused] = []
    while waiting:
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for answer in done:
            line = waiting.pop(answer)
            try:
                return line, answer.result()
            except Refused as refused:
                refusals.append(refused)
            except VoiceLabError as error:
                refusals.append(Refused("failed", error.message))
    order = ("busy", "declined", "failed", "absent")
    raise min(refusals, key=lambda refused: order.index(refused.reason))


async def _stop(waiting: Collection[asyncio.Future[Leg]], lines: Sequence[OutgoingLine]) -> None:
    for answer in waiting:
        answer.cancel()
    if waiting:
        await asyncio.wait(waiting)
    for line in lines:
        await line.hang_up()


def sentence(outcome: Outcome) -> str:
    """How a script's outcome is told as the reason of a call's end."""
    return getattr(outcome, "reason", "") or "the document ended"


def _cure(to: str) -> str:
    if to.startswith("client:"):
        return f'Open a phone for it: lab.phone("{to[7:]}").'
    if to.startswith("app:"):
        return f'Make it: lab.app("{to[4:]}", voice_url=...).'
    return f'Make it one: lab.number("{to}", voice_url=...).' if to.startswith("+") else ""
