"""The ``voicelab`` fixture: a lab in virtual time, driven by plain calls from a plain test.

The test and the calls take turns. A method that waits for something lets call time pass until it is met;
between methods time stands still. No network and no real time, unless the test asks for real HTTP.
"""

from __future__ import annotations

import asyncio
import contextvars
import random
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from voicelab.calls.events import CallCreated, Event
from voicelab.calls.model import ApplicationRecord, Exchange, NumberRecord, seed_sids
from voicelab.errors import LabError
from voicelab.testing.driving import beside, drive, wind_up
from voicelab.testing.exchanges import exchanges
from voicelab.testing.lab import ACCOUNT_SID, AUTH_TOKEN, PlacedCall, VirtualLab
from voicelab.testing.lines import Callee
from voicelab.testing.loop import DAY, EPOCH, DeadlockError, RunawayError, VirtualLoop
from voicelab.testing.party import PartyGone
from voicelab.testing.placed import TestCall, _Missed
from voicelab.testing.surprise import IN_THE_TEST, Surprise
from voicelab.testing.timeline import SHOWN, timeline

if TYPE_CHECKING:
    from twilio.rest import Client

    from voicelab.rest import RestFace

__all__ = ["TestLab"]

__tracebackhide__ = IN_THE_TEST

T = TypeVar("T")
_PATIENCE = 60.0  # seconds for what has no bound of its own, in real time only


class TestLab:
    """A lab for tests. ``render``, ``seed`` and ``limit`` may be set until the first call.

    ``render`` makes every sample (slower; needed for sound in files and for faults of the media), ``seed``
    decides SIDs and faults, ``limit`` is the call time in seconds after which a test has run away. Requests are
    signed with ``auth_token`` and say ``account_sid``: those of an application that validates them, if need be. With
    ``real_time`` seconds are those of the clock on the wall, and so is waiting for something without ``within``
    bounded by a minute.
    """

    __test__ = False

    def __init__(
        self,
        *,
        render: bool = False,
        seed: int | str = 0,
        limit: float = DAY,
        epoch: datetime = EPOCH,
        folder: Path | None = None,
        real_time: bool = False,
        account_sid: str = ACCOUNT_SID,
        auth_token: str = AUTH_TOKEN,
    ) -> None:
        self.render = render
        self.seed = seed
        self.limit = limit
        self.calls: list[TestCall] = []
        self.real_time = real_time
        self.account_sid = account_sid
        self.auth_token = auth_token
        self._epoch = epoch
        self._folder = folder
        self._own_folder: Path | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lab: VirtualLab | None = None
        self._rest: RestFace | None = None
        self._context = contextvars.copy_context()
        self._at_end: list[Callable[[], None]] = []

    # --- the lab, made when first needed --------------------------------------------------------------------
    @property
    def lab(self) -> VirtualLab:
        """The lab under this fixture, for what the fixture has no word for."""
        if self._lab is None:
            self._own_folder = Path(tempfile.mkdtemp(prefix="voicelab-")) if self._folder is None else None
            folder = self._folder or self._own_folder
            assert folder is not None
            self._loop = (
                asyncio.new_event_loop()
                if self.real_time
                else VirtualLoop(epoch=self._epoch, limit=self.limit)
            )
            self._context.run(seed_sids, random.Random(self.seed))

            async def make() -> VirtualLab:
                return VirtualLab(
                    folder,
                    rendered=self.render,
                    keep_audio=self.render,
                    account_sid=self.account_sid,
                    auth_token=self.auth_token,
                )

            self._lab = self._run(make())
        elif self.render != self._lab.rendered:
            raise LabError(
                "render was changed after the first call.", cure="Set it before anything is dialled."
            )
        return self._lab

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        loop = self._loop
        assert loop is not None
        if loop.is_running():
            work.close()
            raise LabError(
                "The voicelab fixture was used inside one of its own calls, which cannot wait for itself.",
                cure="Use it in the test; a webhook may use voicelab.twilio, a script its party.",
            )
        return beside(lambda: drive(loop, work, self._context))

    def drive(
        self,
        work: Coroutine[Any, Any, T],
        wanted: str,
        within: float | None,
        placed: PlacedCall | None,
        misses: Sequence[str] = (),
    ) -> T:
        """Let time pass until ``work`` is done. Surprise, with the timeline, when it cannot be.

        ``misses`` is what came near meanwhile, in words. TypeError when ``within`` is no number.
        """
        if within is not None and not isinstance(within, int | float):
            work.close()
            raise TypeError(f"within is a number of seconds, not {within!r}")
        lab = self.lab
        before = len(lab.web.failures)
        if within is None and self.real_time:
            within = _PATIENCE

        async def bounded() -> T:
            if within is None:
                return await work
            async with asyncio.timeout(within) as timeout:
                try:
                    return await work
                except asyncio.CancelledError:
                    if timeout.expired():
                        raise TimeoutError from None
                    raise

        try:
            return self._run(bounded())
        except TimeoutError:
            sentence, cause = f"expected that {wanted} within {within:g} s", None
        except PartyGone as gone:
            sentence, cause = f"expected that {wanted}, but the call is over: {gone}", None
        except _Missed as missed:
            sentence, cause = f"expected that {wanted}, but {missed}", None
        except (DeadlockError, RunawayError) as stuck:
            sentence = f"expected that {wanted}{_near(misses)}"
            shown = self.timeline(placed, surprise=sentence, at=self.elapsed, most=SHOWN)
            raise type(stuck)(
                f"{stuck.message}\n\n{sentence}\n\n{shown}\n", cure=stuck.cure, code=stuck.code
            ) from None
        sentence += _near(misses)
        failures = lab.web.failures[before:] or lab.web.failures
        if failures:
            cause = failures[-1]
            sentence += f" (the application raised {type(cause).__name__}: {cause})"
        shown = self.timeline(placed, surprise=sentence, at=self.elapsed, most=SHOWN)
        raise Surprise(sentence, shown) from cause

    # --- what a test does -------------------------------------------------------------------------------------
    def dial(
        self, app: Any = None, *, to: str = "+15005550006", from_: str = "+15005550001", **details: Any
    ) -> TestCall:
        """Call: ``app`` is TwiML text, an address, a WSGI or ASGI application, or a function.

        Without ``app``, ``to`` decides: a number of the lab, ``app:NAME``, ``client:NAME``. ``path`` is where
        an application's voice URL is; see :meth:`VirtualLab.dial` for the other details.
        """
        placed = self._run(self.lab.dial(app, to=to, from_=from_, **details))
        call = TestCall(self, placed)
        self.calls.append(call)
        return call

    def call(self, to: str, app: Any, **details: Any) -> TestCall:
        """The lab calls ``to`` and lets whoever answers run ``app``; see :meth:`VirtualLab.call`.

        The methods of the result are those of the party that was called.
        """
        call = TestCall(self, self._run(self.lab.call(to, app, **details)))
        self.calls.append(call)
        return call

    def callee(self, address: str, **behaviour: Any) -> Callee:
        """Somebody who can be rung: ``answers_after``, ``busy``, ``declines``, ``absent``, ``says``, ``machine``,
        ``hangs_up_after``, ``script``; see :class:`voicelab.testing.lines.Callee`.
        """
        return self.lab.callee(address, **behaviour)

    def number(self, number: str, app: Any, **details: str) -> NumberRecord:
        """A number of the lab, and what its calls run."""
        return self.lab.number(number, app, **details)

    def app(self, name: str, app: Any, **details: str) -> ApplicationRecord:
        """A TwiML application of the lab, for ``app:NAME``."""
        return self.lab.application(name, app, **details)

    def serve(self, address: str, app: Any) -> None:
        """Serve an application or a function at an address such as ``http://example.com``."""
        self.lab.web.mount(address, app)

    def document(self, name: str, twiml: Any) -> str:
        """Publish a document under a name and return its address."""
        return self.lab.publish(twiml, name=name)

    def waits(self, seconds: float) -> None:
        """Let call time pass."""
        self.drive(asyncio.sleep(seconds), f"{seconds:g} seconds have passed", None, None)

    def together(self, *scripts: Coroutine[Any, Any, Any]) -> list[Any]:
        """Run ``async`` scripts of several parties at once (``call.party``) and return their results in order."""

        async def all_of_them() -> list[Any]:
            return await asyncio.gather(*scripts)

        return self.drive(all_of_them(), "all scripts are done", None, None)

    def break_it(self, **faults: Any) -> AbstractContextManager[Any]:
        """Provoke faults until the block ends; see :mod:`voicelab.testing.faults` for what can be broken."""
        from voicelab.testing.faults import Faults

        return Faults(self.lab, seed=self.seed, **faults)

    @property
    def twilio(self) -> Client:
        """The official ``twilio.rest.Client``, bound to this lab: ``voicelab.twilio.calls.create(...)``."""
        from voicelab.testing.rest import bound_client

        assert self.rest is not None and self._loop is not None
        return bound_client(self.rest, self._loop, self._run)

    @property
    def rest(self) -> RestFace:
        """Twilio's REST API of this lab, as a value that answers requests."""
        if self._rest is None:
            from voicelab.testing.rest import from_anywhere, open_rest

            lab, folder = self.lab, self._folder or self._own_folder
            assert folder is not None

            async def make() -> RestFace:
                return open_rest(lab, folder)

            self._rest = from_anywhere(lab.loop, make(), self._run)
        return self._rest

    # --- what there is to see ---------------------------------------------------------------------------------
    @property
    def elapsed(self) -> float:
        """Seconds of call time since the lab was made."""
        return 0.0 if self._loop is None or self._lab is None else self._loop.time() - self._lab.began

    @property
    def requests(self) -> list[Exchange]:
        """The webhook exchanges of all calls, oldest first."""
        return [] if self._lab is None else exchanges(self._lab.events)

    @property
    def events(self) -> list[Event]:
        """The events of all calls, oldest first."""
        return [] if self._lab is None else list(self._lab.events)

    def began_of(self, sid: str) -> float:
        """The second of this lab at which a call began."""
        return self.lab.switchboard.calls[sid].began - self.lab.began

    def events_of(self, placed: PlacedCall) -> list[Event]:
        """The events of a call and of those it made, in the order in which they happened."""
        family = {placed.sid}
        for event in self.lab.events:
            if isinstance(event, CallCreated) and event.parent_call_sid in family:
                family.add(event.call_sid)
        return [event for event in self.lab.events if event.call_sid in family]

    def timeline(
        self,
        placed: PlacedCall | None = None,
        *,
        surprise: str = "",
        at: float | None = None,
        most: int | None = None,
    ) -> str:
        """What happened in a call and those it made, or in all calls, as text of at most ``most`` lines."""
        if self._lab is None:
            return ""
        events = self.events if placed is None else self.events_of(placed)
        began = {sid: call.began - self._lab.began for sid, call in self._lab.switchboard.calls.items()}
        return timeline(events, began, surprise=surprise, at=at, most=most)

    async def settle(self, placed: PlacedCall) -> None:
        """Wait until a call and those it made are over, their last callbacks included."""
        await placed.call.settled()
        for call in list(self.lab.switchboard.calls.values()):
            if call.record.parent_call_sid == placed.sid:
                await call.settled()

    def hang_up_all(self) -> None:
        """End every live call, so that its sound and its recordings are complete."""
        self._run(self.lab.switchboard.close("the test is over"))

    # --- the end ----------------------------------------------------------------------------------------------
    def close(self) -> None:
        """Hang up what still lives and free everything. Idempotent."""
        loop, lab = self._loop, self._lab
        if loop is None or lab is None or loop.is_closed():
            return
        if isinstance(loop, VirtualLoop):
            loop.limit = loop.time() + DAY
        try:
            self._run(lab.close())
            beside(lambda: wind_up(loop))
        finally:
            loop.close()
            if self._own_folder is not None:
                shutil.rmtree(self._own_folder, ignore_errors=True)

    def __enter__(self) -> TestLab:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _near(misses: Sequence[str]) -> str:
    """What came near, in parentheses; the first few."""
    told = [*misses[:3], *([f"and {len(misses) - 3} more"] if len(misses) > 3 else [])]
    return f" ({'; '.join(told)})" if told else ""
