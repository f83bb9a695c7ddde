"""One live call leg: its record, its status, its events, the script that runs on it, and how it ends."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from voicelab.calls.events import (
    CallCreated,
    CallEnded,
    CallStatusChanged,
    DigitPressed,
    Event,
    Notified,
)
from voicelab.calls.model import CallRecord
from voicelab.calls.status import FINAL, CallStatus, move
from voicelab.calls.webhook_form import call_form
from voicelab.clock import elapsed, now
from voicelab.engine.account import Account
from voicelab.engine.application import WebApplication
from voicelab.engine.directory import Entry
from voicelab.engine.ears import Ear, HeardTrack
from voicelab.engine.equipment import Equipment
from voicelab.engine.hearing import Hearing
from voicelab.engine.profanity import Decent
from voicelab.engine.progress import Moves, Progress
from voicelab.engine.rooms import Rooms
from voicelab.engine.side import Side
from voicelab.error_codes import cure_of
from voicelab.errors import LabError, Level, Place, VoiceLabError
from voicelab.media.leg import Leg
from voicelab.verbs.plans import GoTo, HungUp, ListenPlan

if TYPE_CHECKING:
    from voicelab.engine.message_subscriptions import MessageSubscription
    from voicelab.engine.paying import Payment
    from voicelab.engine.recordings import EngineTake
    from voicelab.engine.siprec import CallSiprec
    from voicelab.engine.streaming import CallStream
    from voicelab.engine.transcribing import CallTranscription

__all__ = ["Call"]

log = logging.getLogger(__name__)
E = TypeVar("E", bound=Event)

_MOST_KEYS = 10_000  # of one call that are kept as events; verbs hear every one


class Call:
    """One call leg, from its record's first moment to its last callback.

    ``observe`` is called with every event of the call. ``ended`` is set once the party is gone and the record
    is final; callbacks may still be under way then (:meth:`settled` waits for those too).
    """

    def __init__(
        self,
        record: CallRecord,
        account: Account,
        equipment: Equipment,
        rooms: Rooms,
        observe: Callable[[Call, Event], None],
    ) -> None:
        self.record = record
        self.account = account
        self.equipment = equipment
        self.rooms = rooms
        self.began = elapsed()
        self.events: list[Event] = []
        self.ended = asyncio.Event()
        self.application = WebApplication(self, equipment.web, account.auth_token)
        self.side: Side | None = None
        self.bare_name = ""  # the mere name that was dialled, when it is no document's: Entry.bare_name
        self.hearing: Hearing | None = None
        self.takes: list[EngineTake] = []
        self.recorded: dict[str, str] = {}  # what its last status callback says of its own last recording
        self.streams: list[CallStream] = []
        self.transcriptions: list[CallTranscription] = []
        self.siprecs: list[CallSiprec] = []
        self.payments: dict[str, Payment] = {}  # by the key that their maker gave them
        self.subscriptions: dict[str, MessageSubscription] = {}  # by that key too
        self.listening = 0  # verbs that listen to the party now
        self.listened = -1.0  # when the last of them stopped, in loop seconds
        self._remarks: set[str] = set()
        self._admitted: Counter[str] = Counter()
        self.place: Place | None = None  # of the running verb, where a notification belongs that names none
        self.documents = 0
        self.verbs = 0
        self.prompts = 0
        self.redirected: Callable[[], GoTo | None] = lambda: None  # what a queue is told when it is left so
        self.ending = False  # from outside, before what runs has cleaned up
        self._observe = observe
        self._answered_at: float | None = None
        self._progress: list[Moves] = []
        self._story: asyncio.Task[None] | None = None
        self._last_steps: asyncio.Task[None] | None = None  # what nobody's cancellation may cut off
        self._limit: asyncio.TimerHandle | None = None
        self._replacing = asyncio.Lock()
        self.taken = asyncio.Event()  # a called party that was given a document of its own from outside
        self.held: asyncio.Event | None = (
            None  # while who called it bridges or whispers; set when that is over
        )
        self._jobs: set[asyncio.Task[Any]] = set()
        record.date_created = now()
        equipment.journal.save_call(record)
        self.emit(
            CallCreated,
            account_sid=record.account_sid,
            from_=record.from_,
            to=record.to,
            direction=record.direction,
            status=record.status,
            parent_call_sid=record.parent_call_sid,
            time=record.date_created.isoformat(),
        )

    @property
    def sid(self) -> str:
        """The call's SID."""
        return self.record.sid

    @property
    def over(self) -> bool:
        """Whether the status is final."""
        return self.record.status in FINAL

    @property
    def duration(self) -> float:
        """Seconds since it was answered; the final figure once it is over."""
        if self._answered_at is None:
            return 0.0
        return (
            float(self.record.duration) if self.record.duration is not None else elapsed() - self._answered_at
        )

    # --- what is seen ---------------------------------------------------------------------------------------
    def emit(self, event_type: type[E], /, **fields: Any) -> E:
        """Record that something happened now."""
        event = event_type(call_sid=self.sid, at=round(elapsed() - self.began, 6), **fields)
        self.events.append(event)
        self.equipment.journal.event(self.account.sid, event)
        self._observe(self, event)
        for subscription in self.subscriptions.values():
            subscription.event(event)
        return event

    def notify(
        self,
        code: int | None,
        level: Level,
        message: str,
        *,
        cure: str = "",
        place: Place | None = None,
        url: str = "",
    ) -> None:
        """Record a notification; without a cure of its own it takes the code's."""
        if place is None and not url:
            place = self.place
        self.emit(
            Notified,
            code=code,
            level=level,
            message=message,
            cure=cure or cure_of(code),
            line=place.line if place else None,
            column=place.column if place else None,
            document=self.documents if place else None,
            url=url,
        )

    def remark(self, words: str) -> None:
        """Tell the user something once a call."""
        if words not in self._remarks:
            self._remarks.add(words)
            self.notify(None, "warning", words)

    def admit(self, what: str, most: int) -> bool:
        """Whether one more of ``what``, of which the party may send so many, is kept; the first that is not is told."""
        self._admitted[what] += 1
        if self._admitted[what] > most:
            self.remark(f"This call has had {most} {what}: more of them are not kept.")
        return self._admitted[what] <= most

    # --- listening ------------------------------------------------------------------------------------------
    async def listen(self, leg: Leg, plan: ListenPlan, track: HeardTrack) -> Ear:
        """Begin to listen; LabError when nobody here understands speech, or this language."""
        if self.equipment.ears is None:
            raise LabError("Nobody in this lab understands speech.", cure="Listen for keys instead.")
        ear = await self.equipment.ears.listen(leg, plan, track)
        return Decent(ear) if plan.profanity_filter else ear

    def listened_since(self, moment: float) -> bool:
        """Whether a verb has listened since this moment: then what was said meanwhile is told by it."""
        return self.listening > 0 or self.listened >= moment

    def tell_progress(self, url: str, method: str, events: frozenset[str]) -> None:
        """From now on tell this address when the call moves."""
        if url:
            self.tell_moves(Progress(self, url, method, events))

    def tell_moves(self, moves: Moves) -> None:
        """From now on tell this one when the call moves."""
        self._progress.append(moves)

    # --- status ---------------------------------------------------------------------------------------------
    def move(self, status: CallStatus) -> None:
        """Move to ``status`` and tell everybody; StatusError leaves all as it was."""
        self.record.status = move(self.record.status, status)
        if status == "in-progress":
            self._answered_at = elapsed()
            self.record.start_time = now()
        if status in FINAL:
            self.record.end_time = now()
            if self._answered_at is not None:
                self.record.duration = max(0, round(elapsed() - self._answered_at))
        self.emit(CallStatusChanged, status=status)
        self.equipment.journal.save_call(self.record)
        for progress in self._progress:
            progress.moved(status)

    def attach(self, leg: Leg) -> None:
        """The party is answered: this is its sound, seen and kept from now on."""
        assert self.side is not None
        self.side.attach(leg)
        leg.add_key_listener(self._pressed)
        if leg.rendered:
            audio = (
                self.equipment.recordings / "calls" / f"{self.sid}.wav" if self.equipment.keep_audio else None
            )
            self.hearing = Hearing(leg, elapsed() - self.began, audio)
        if self.record.status != "in-progress":
            self.move("in-progress")

    def _pressed(self, digit: str, via: str) -> None:
        if self.admit("keys", _MOST_KEYS):
            self.emit(DigitPressed, digit=digit, via=via)

    # --- the script -----------------------------------------------------------------------------------------
    def start(self, story: Coroutine[Any, Any, str]) -> None:
        """Let ``story`` decide what happens on this call; when it returns (why, in words), the call ends."""
        self._story = asyncio.create_task(self._live(story), name=f"call {self.sid}")

    async def replace(self, story: Coroutine[Any, Any, str]) -> None:
        """Abandon what runs, wait until it has cleaned up, and go on with ``story``."""
        async with self._replacing:
            told = self.redirected()
            self.taken.set()
            if self.held is not None:
                await self.held.wait()
            await self._abandon()
            if self.over:
                story.close()
                return
            if told is not None:
                self._tell_last(told)
            self.start(story)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """While whoever called this party bridges or whispers to it: a replacement waits for the end of it."""
        self.held = asyncio.Event()
        try:
            yield
        finally:
            self.held.set()
            self.held = None

    async def _abandon(self) -> None:
        story = self._story
        if story is not None and story is not asyncio.current_task() and not story.done():
            story.cancel()
            await asyncio.wait((story,))

    async def _live(self, story: Coroutine[Any, Any, str]) -> None:
        status: CallStatus | None = None
        then: GoTo | None = None
        code: int | None = None
        try:
            reason = await story
        except HungUp as gone:
            reason, then = gone.reason, gone.then
            status = None if self._answered_at is not None else "canceled"
        except VoiceLabError as error:
            self.notify(error.code, "error", error.message, cure=error.cure, place=error.place)
            reason, status, code = error.message, "failed", error.code
        except Exception as error:  # a fault of ours must end one call, aloud, and no other
            log.exception("call %s", self.sid)
            self.notify(None, "error", f"The lab made a mistake: {error!r}.", cure="Please report this.")
            reason, status = "the lab made a mistake", "failed"
        await self.finish(reason, status, code=code, then=then)

    def _tell_last(self, then: GoTo) -> None:
        """Request an action whose answer will not be run."""
        form = call_form(self.record) | dict(then.parameters)
        self.start_job(self.application.callback(then.url, then.method, form, then.purpose), "last request")

    async def finish(
        self,
        reason: str,
        status: CallStatus | None = None,
        *,
        code: int | None = None,
        then: GoTo | None = None,
    ) -> None:
        """End the call: hang up, close its sound, finish its recordings, settle its record, request ``then``.

        Idempotent, but for that request. Whoever is cancelled while it waits here leaves a call that ends all the same.
        """
        if self.over:
            if then is not None:
                self._tell_last(then)
            return
        answered = self._answered_at is not None
        if self._limit is not None:
            self._limit.cancel()
        self.move("completed" if answered else status or "canceled")
        self._last_steps = asyncio.create_task(self._end(reason, code, then), name=f"end of {self.sid}")
        await asyncio.shield(self._last_steps)

    async def _end(self, reason: str, code: int | None, then: GoTo | None) -> None:
        if self.side is not None:
            await self.side.hang_up(code=code, message=reason if code else "")
        for take in list(self.takes):
            await take.stop()
        if self.hearing is not None:
            await self.hearing.stop()
        self.emit(CallEnded, status=self.record.status, duration=round(self.duration, 3), reason=reason)
        if then is not None:
            self._tell_last(then)
        self.ended.set()

    async def hang_up(self, reason: str, status: CallStatus | None = None) -> None:
        """End the call from outside: abandon what runs, then finish."""
        self.ending = True
        told = self.redirected()
        await self._abandon()
        await self.finish(reason, status, then=told)

    # --- work beside the script -----------------------------------------------------------------------------
    def limit(self, seconds: float) -> None:
        """Hang up ``seconds`` from now, if the call is still up; the latest limit counts."""
        if self._limit is not None:
            self._limit.cancel()
        loop = asyncio.get_running_loop()
        self._limit = loop.call_later(seconds, self._over_limit, seconds)

    def _over_limit(self, seconds: float) -> None:
        if not self.over:
            self.start_job(self.hang_up(f"its time limit of {seconds:g} seconds was over"), "time limit")

    def start_job(self, work: Coroutine[Any, Any, None], what: str) -> asyncio.Task[None]:
        """Do ``work`` beside the script; it outlives documents, and a failure becomes a notification."""
        job = asyncio.create_task(self._guard(work, what), name=f"{what} of {self.sid}")
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)
        return job

    async def _guard(self, work: Coroutine[Any, Any, None], what: str) -> None:
        try:
            await work
        except VoiceLabError as error:
            self.notify(error.code, "warning", f"The {what} failed: {error.message}", cure=error.cure)
        except HungUp:
            pass
        except Exception as error:
            log.exception("%s of call %s", what, self.sid)
            self.notify(None, "error", f"The lab made a mistake in a {what}: {error!r}.")

    async def settled(self) -> None:
        """Return when the call is over and its last callback is answered."""
        await self.ended.wait()
        while self._jobs:
            await asyncio.wait(set(self._jobs))

    def entry_form(self, entry: Entry) -> None:
        """Take from ``entry`` whom to tell and which resource the call came in through."""
        self.record.application_sid = entry.application_sid
        self.record.phone_number_sid = entry.phone_number_sid
        self.bare_name = entry.bare_name
        self.tell_progress(entry.status_callback, entry.status_callback_method, entry.status_callback_events)
