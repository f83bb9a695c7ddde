"""Queues: who waits where, since when, and who takes the next one.

Source: Twilio's "TwiML Voice: Enqueue, Dial Queue, Leave" and the Queue and Member resources. A queue is made
when it is first named; a wait document is requested again each time it ends.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from voicelab.calls.events import BridgeEnded, BridgeStarted
from voicelab.calls.model import QueueRecord, new_sid
from voicelab.clock import elapsed, now
from voicelab.engine.bridge import joined
from voicelab.engine.side import Side
from voicelab.errors import VoiceLabError
from voicelab.twiml.check import Role
from voicelab.verbs.plans import End, EnqueuePlan, GoTo, HungUp, Leave, Outcome, Queued

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Member", "Queue", "Queues", "RunDocument"]

RunDocument = Callable[["Call", Side, str | None, str, Mapping[str, str], Role], Awaitable[Outcome]]
"""Runs a document (call, side, URL or None for music, method, parameters, what for) that may only wait."""

DEFAULT_SIZE = 1000
_MOST = 1000  # queues of an account that documents have made
T = TypeVar("T")


@dataclass(eq=False)
class Member:
    """One party that waits. ``taken`` is done with the call that takes it."""

    call: Call
    side: Side
    joined_at: float
    date_enqueued: datetime
    left_at: float | None = None
    told: bool = False  # whether it was told how it left
    taken: asyncio.Future[Taking] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def bridged(self) -> bool:
        """Whether it was joined with another party; one that is taken may still hear what comes before that."""
        return self.taken.done() and not self.taken.cancelled() and self.taken.result().ready.done()

    @property
    def waited(self) -> int:
        """Whole seconds in the queue, so far or until it left."""
        return round((elapsed() if self.left_at is None else self.left_at) - self.joined_at)


@dataclass(eq=False)
class Taking:
    """A member on its way to another party: the document it hears first, then the talk."""

    by: Call
    url: str
    method: str
    ready: asyncio.Future[bool]
    over: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)  # the member is gone, or was sent elsewhere


@dataclass(frozen=True, slots=True)
class Departure:
    """How somebody left a queue: ``result`` as the action of its Enqueue is told."""

    address: str
    waited: int
    result: str
    when: datetime


class Queue:
    """One queue of one account."""

    def __init__(self, account_sid: str, name: str) -> None:
        self.account_sid = account_sid
        self.friendly_name = name
        self.sid = new_sid("QU")
        self.max_size = DEFAULT_SIZE
        self.kept = False
        """Whether it was made by name over REST: then it stays until it is deleted there."""
        self.date_created = self.date_updated = now()
        self.members: list[Member] = []
        self.takers = 0  # who waits for somebody to come in
        self.last: Departure | None = None
        self._waits: deque[int] = deque(maxlen=100)
        self._arrived = asyncio.Event()

    def record(self) -> QueueRecord:
        """The queue's settings."""
        return QueueRecord(
            self.account_sid,
            self.friendly_name,
            self.sid,
            self.max_size,
            self.date_created,
            self.date_updated,
        )

    @property
    def average_wait(self) -> int:
        """Average seconds that those waited who have left; of those who wait when nobody has left."""
        waits = list(self._waits) or [member.waited for member in self.members]
        return round(sum(waits) / len(waits)) if waits else 0

    @property
    def idle(self) -> bool:
        """Whether nobody waits in it, nor for it."""
        return not self.members and not self.takers

    def position(self, member: Member) -> int:
        """The member's place, from 1."""
        return self.members.index(member) + 1

    # --- waiting --------------------------------------------------------------------------------------------
    async def wait(self, call: Call, side: Side, plan: EnqueuePlan, run: RunDocument) -> Queued:
        """Wait until taken and talked to, or gone; see :class:`Queued` for how it can end."""
        if len(self.members) >= min(plan.max_size, self.max_size):
            return Queued("queue-full", self.sid, 0)
        member = Member(call, side, elapsed(), now())
        self.members.append(member)
        self._arrived.set()
        result, gone = "error", False
        call.redirected = lambda: self._redirected(member, plan)
        try:
            result = await self._until_over(member, plan, run)
        except HungUp:
            gone = True
            result = "bridged" if member.bridged else "hangup"
        finally:
            call.redirected = lambda: None
            seconds = self._leave(member)
            if not member.told:  # of who was sent elsewhere it was told already
                self._remember(member, result if gone or result != "error" else "hangup")
        return Queued(result, self.sid, seconds, gone)

    def _redirected(self, member: Member, plan: EnqueuePlan) -> GoTo | None:
        """What the action is told when the call is sent elsewhere, or ended, from outside."""
        if member.call.ending:
            result = "bridged" if member.bridged else "hangup"
        elif member.taken.done():
            result = "redirected-from-bridged" if member.bridged else "bridging-in-process"
        else:
            result = "redirected"
        self._remember(member, result)
        if not plan.action:
            return None
        return GoTo(plan.action, plan.action_method, Queued(result, self.sid, member.waited).form())

    def _remember(self, member: Member, result: str) -> None:
        member.told = True
        self.last = Departure(member.call.record.far_end, member.waited, result, now())

    def _leave(self, member: Member) -> int:
        """Take the member out, if it is still in, and say how long it waited."""
        if member in self.members:
            self._take_out(member)
        if member.taken.done() and not member.taken.cancelled():
            taking = member.taken.result()
            if not taking.ready.done():
                taking.ready.set_result(False)
            taking.left.set()
        return member.waited

    def _take_out(self, member: Member) -> None:
        member.left_at = elapsed()
        self.members.remove(member)
        self._waits.append(member.waited)

    async def _until_over(self, member: Member, plan: EnqueuePlan, run: RunDocument) -> str:
        waiting = asyncio.ensure_future(self._wait_documents(member, plan, run))
        try:
            await asyncio.wait((waiting, member.taken), return_when=asyncio.FIRST_COMPLETED)
            if not member.taken.done():
                return waiting.result()
        finally:
            waiting.cancel()
            await asyncio.wait((waiting,))
            if not waiting.cancelled():
                waiting.exception()
        taking = member.taken.result()
        if taking.url:
            form = {
                "QueueSid": self.sid,
                "QueueTime": str(member.waited),
                "DequeingCallSid": taking.by.sid,
            }
            with suppress(VoiceLabError):  # told already: they are joined without it
                await run(member.call, member.side, taking.url, taking.method, form, "queue-url")
        taking.ready.set_result(True)
        await member.side.or_gone(taking.over.wait())
        return "bridged"

    async def _wait_documents(self, member: Member, plan: EnqueuePlan, run: RunDocument) -> str:
        url = plan.wait_url
        while True:
            began = elapsed()
            if url == "":
                raise HungUp(await asyncio.shield(member.side.gone))  # silence until taken
            form = self._form(member, min(plan.max_size, self.max_size))
            try:
                outcome = await run(member.call, member.side, url, plan.wait_method, form, "queue-wait")
            except VoiceLabError:  # told already; who hears nothing takes the line for dead: music instead
                if url is None:
                    raise HungUp(await asyncio.shield(member.side.gone)) from None
                url = None
                continue
            if isinstance(outcome, Leave):
                return "leave"
            if isinstance(outcome, End):
                await member.side.hang_up()
                raise HungUp(outcome.reason)
            if elapsed() - began < 1.0:  # a document that takes no time would be asked for without end
                await member.side.or_gone(asyncio.sleep(1.0))

    def _form(self, member: Member, most: int) -> dict[str, str]:
        return {
            "QueueSid": self.sid,
            "QueuePosition": str(self.position(member) if member in self.members else 1),
            "QueueTime": str(member.waited),
            "AvgQueueTime": str(self.average_wait),
            "CurrentQueueSize": str(len(self.members)),
            "MaxQueueSize": str(most),
        }

    # --- taking ---------------------------------------------------------------------------------------------
    def take(
        self, by: Call, url: str, method: str, member: Member | None = None
    ) -> tuple[Member, Taking] | None:
        """Take the member, or whoever is first; None when nobody waits."""
        member = member or next((waiting for waiting in self.members if not waiting.taken.done()), None)
        if member is None:
            return None
        ready: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        taking = Taking(by, url, method, ready)
        member.taken.set_result(taking)
        self._take_out(member)
        return member, taking

    async def talk(
        self,
        call: Call,
        side: Side,
        url: str,
        method: str,
        *,
        timeout: float,
        limit: float,
        bridging: Callable[[], Awaitable[None]],
    ) -> str:
        """Take the first, let it hear its document, and bridge for ``limit`` seconds; the DialCallStatus that follows.

        ``bridging`` is awaited just before the two are joined. HungUp when the taking party goes. ``no-answer`` when
        nobody came in ``timeout`` seconds.
        """
        self.takers += 1
        try:
            async with asyncio.timeout(timeout):
                while (taken := self.take(call, url, method)) is None:
                    self._arrived.clear()
                    await side.or_gone(self._arrived.wait())
        except TimeoutError:
            return "no-answer"
        finally:
            self.takers -= 1
        member, taking = taken
        try:
            if not await side.or_gone(_of(taking.ready)):
                return "no-answer"
            assert side.leg is not None and member.side.leg is not None
            await bridging()
            try:
                with _told(call, member.call):
                    async with joined(side.leg, member.side.leg), asyncio.timeout(limit):
                        await side.or_gone(taking.left.wait())
            except TimeoutError:
                pass
            return "completed"
        finally:
            taking.over.set()


@contextmanager
def _told(one: Call, other: Call) -> Iterator[None]:
    """Both calls are told that their parties hear each other, and when they no longer do."""
    one.emit(BridgeStarted, other_sid=other.sid)
    other.emit(BridgeStarted, other_sid=one.sid)
    try:
        yield
    finally:
        one.emit(BridgeEnded, other_sid=other.sid)
        other.emit(BridgeEnded, other_sid=one.sid)


async def _of(future: asyncio.Future[T]) -> T:
    return await asyncio.shield(future)


class Queues:
    """The queues of an exchange, by account and name."""

    def __init__(self, run: RunDocument) -> None:
        self._run = run
        self._queues: dict[tuple[str, str], Queue] = {}

    def named(self, account_sid: str, name: str) -> Queue:
        """The queue with this name, made when it is not there."""
        key = (account_sid, name)
        if key not in self._queues:
            self._make_room(account_sid)
            self._queues[key] = Queue(account_sid, name)
        return self._queues[key]

    def _make_room(self, account_sid: str) -> None:
        """Forget the oldest queues that a document made and nobody waits in, when there are many: a name for each
        call, say.
        """
        if (extra := len(self.of(account_sid)) - _MOST + 1) > 0:
            for queue in [queue for queue in self.of(account_sid) if queue.idle and not queue.kept][:extra]:
                self.delete(queue)

    def find(self, account_sid: str, sid_or_name: str) -> Queue | None:
        """The queue with this SID or name."""
        for (account, name), queue in self._queues.items():
            if account == account_sid and sid_or_name in (name, queue.sid):
                return queue
        return None

    def of(self, account_sid: str) -> list[Queue]:
        """The account's queues."""
        return [queue for (account, _), queue in self._queues.items() if account == account_sid]

    def restore(self, record: QueueRecord) -> None:
        """A queue that was there before the lab was started again."""
        queue = self.named(record.account_sid, record.friendly_name)
        queue.sid, queue.max_size, queue.kept = record.sid, record.max_size, True
        queue.date_created = record.date_created or queue.date_created
        queue.date_updated = record.date_updated or queue.date_updated

    def rename(self, queue: Queue, name: str) -> None:
        """Give a queue another name, which no other queue has; who waits in it stays."""
        self.delete(queue)
        queue.friendly_name = name
        self._queues[queue.account_sid, name] = queue

    def delete(self, queue: Queue) -> None:
        """Forget a queue in which nobody waits."""
        self._queues.pop((queue.account_sid, queue.friendly_name), None)

    async def wait(self, call: Call, side: Side, plan: EnqueuePlan) -> Queued:
        """Wait in the queue that ``plan`` names."""
        return await self.named(call.account.sid, plan.name).wait(call, side, plan, self._run)
