"""An asyncio event loop whose clock jumps to the next timer instead of waiting for it.

Nothing that runs on it can tell: ``asyncio.sleep``, ``timeout``, ``wait_for``, ``call_at`` and ``to_thread``
work as ever. While something is under way outside (a thread, a real request, see :func:`outside
<VirtualLoop.outside>`) the clock stands still and the loop really waits. When nothing is ready, no timer is
set and nothing is outside, the loop says so with a :class:`DeadlockError` instead of hanging.

``docs/decisions/virtual-time.md`` says why this is not looptime or async-solipsism.
"""

from __future__ import annotations

import asyncio
import random
import selectors
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from contextvars import Context, copy_context
from datetime import UTC, datetime
from heapq import heappush
from time import monotonic as real_time  # noqa: TID251  limits on real work are real
from typing import Any, TypeVar

from voicelab.calls.model import seed_sids
from voicelab.errors import LabError
from voicelab.testing.waiting import who_waits

__all__ = ["EPOCH", "DeadlockError", "OutsideError", "RunawayError", "VirtualLoop", "run"]

T = TypeVar("T")

EPOCH = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
"""The date at which virtual time begins, the same in every run."""

DAY = 24 * 3600.0
SPIN = 200_000  # turns of the loop in which time does not move before it is called an endless loop
PATIENCE = 120.0  # real seconds that work outside may take


class DeadlockError(LabError):
    """A call that can never end: nothing is ready, no timer is set, nothing is under way outside."""


class RunawayError(DeadlockError):
    """Things happen, but for ever: call time ran past its limit, or an endless loop keeps it from moving."""


class OutsideError(LabError):
    """Work off the loop did not come back."""


class _JumpingSelector(selectors.BaseSelector):
    """Watches real sockets as ever, but moves the loop's clock instead of sleeping until a timer."""

    def __init__(self) -> None:
        self.real = selectors.DefaultSelector()
        self.now = 0.0
        self.limit = DAY
        self.patience = PATIENCE
        self.outside = 0
        self.alarms: list[tuple[float, Callable[[], object]]] = []  # real times, and what to call then
        self.admit: Callable[[], bool] = lambda: False  # let in what came from threads; whether anything did
        self._turns = 0  # since time last moved
        self._jumped = 0
        self._sockets = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        watched = self.outside or self._sockets > 1  # one: the loop's own wake-up socket
        if timeout is not None and timeout <= 0:
            if self.outside:
                return self.real.select(0)
            self._turns += 1
            if self._turns > SPIN:
                self._turns = 0
                raise RunawayError(
                    f"an endless loop: {SPIN} turns of the loop and it is still second {self.now:.3f}."
                    f"{who_waits()}",
                    cure="A document that redirects to itself with nothing that takes time does this.",
                )
            return self.real.select(0) if watched or self._turns % 1000 == 0 else []
        if self.admit():
            return []
        if self.outside:
            return self._really_wait()
        self._jumped += 1
        if (
            watched or timeout is None or self._jumped % 64 == 0
        ):  # what came from outside comes before the jump
            ready = self.real.select(0)
            if ready:
                return ready
        if timeout is None:
            raise DeadlockError(
                f"deadlock at second {self.now:.3f}: everybody waits and nothing can happen any more."
                f"{who_waits()}",
                cure="Let a party act (say, press, hang up) or give the call something that ends it.",
            )
        if self.now + timeout > self.limit:
            raise RunawayError(
                f"a call that does not end: call time ran past {self.limit:.0f} seconds.{who_waits()}",
                cure="Hang up, or give the call something that ends it; if it shall last so long, raise the limit.",
            )
        self._turns = 0
        self.now += timeout
        return []

    def _really_wait(self) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for what is outside, as long as patience and the next alarm allow."""
        if not self.alarms:
            ready = self.real.select(self.patience)
            if ready:
                return ready
            raise OutsideError(
                f"work off the loop did not come back within {self.patience:.0f} s.{who_waits()}",
                cure="Look for a handler, a request or an engine that blocks.",
            )
        due, ring = min(self.alarms, key=lambda alarm: alarm[0])
        ready = self.real.select(max(0.0, due - real_time()))
        if not ready:
            self.alarms.remove((due, ring))
            ring()
        return ready

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        key = self.real.register(fileobj, events, data)
        self._sockets += 1
        return key

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        key = self.real.unregister(fileobj)
        self._sockets -= 1
        return key

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self.real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self.real.get_map()

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        return self.real.get_key(fileobj)

    def close(self) -> None:
        self.real.close()


class _InTurn(asyncio.TimerHandle):
    """A timer that comes after those set before it for the same moment; asyncio leaves that to chance."""

    __slots__ = ("turn",)
    turn: int
    _when: float

    def __lt__(self, other: object) -> bool:
        if isinstance(other, _InTurn):
            return (self._when, self.turn) < (other._when, other.turn)
        return NotImplemented


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time, starting at second 0.

    ``limit`` is the call time in seconds after which :class:`RunawayError` is raised, ``patience`` the real
    seconds that work outside may take before :class:`OutsideError`. ``epoch`` is the date of second 0.
    """

    def __init__(self, *, epoch: datetime = EPOCH, limit: float = DAY, patience: float = PATIENCE) -> None:
        self._jumps = _JumpingSelector()
        self._jumps.limit = limit
        self._jumps.patience = patience
        self._turns = 0
        self.epoch = epoch
        self._arrivals: deque[asyncio.Handle] = deque()
        self._jumps.admit = self._admit
        super().__init__(self._jumps)
        self._clock_resolution = 1e-7  # above the rounding of years in seconds

    def time(self) -> float:
        """Seconds of virtual time."""
        return self._jumps.now

    def call_soon_threadsafe(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As asyncio's, but what comes from another thread waits until nothing else is ready.

        So it does not matter how quick the thread was: what it brings always comes last at its moment.
        """
        if threading.get_ident() == self._thread_id:  # type: ignore[attr-defined]
            return self.call_soon(callback, *args, context=context)
        self._check_closed()  # type: ignore[attr-defined]
        handle = asyncio.Handle(callback, args, self, context)
        self._arrivals.append(handle)
        self._write_to_self()  # type: ignore[attr-defined]
        return handle

    def _admit(self) -> bool:
        if not self._arrivals:
            return False
        self._ready.append(self._arrivals.popleft())  # type: ignore[attr-defined]
        return True

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As asyncio's; timers for the same moment fire in the order in which they were set."""
        self._check_closed()  # type: ignore[attr-defined]
        timer = _InTurn(when, callback, args, self, context)
        timer.turn = self._turns = self._turns + 1
        heappush(self._scheduled, timer)  # type: ignore[attr-defined]
        timer._scheduled = True  # type: ignore[attr-defined]
        return timer

    @property
    def limit(self) -> float:
        """The second at which call time has run away."""
        return self._jumps.limit

    @limit.setter
    def limit(self, seconds: float) -> None:
        self._jumps.limit = seconds

    @asynccontextmanager
    async def outside(self) -> AsyncIterator[None]:
        """Let time stand still while the body waits for something real."""
        self._jumps.outside += 1
        try:
            yield
        finally:
            self._jumps.outside -= 1

    def call_after_real(self, seconds: float, callback: Callable[[], object]) -> Callable[[], None]:
        """Call ``callback`` after so many real seconds, if time still stands still; the result cancels."""
        alarm = (real_time() + seconds, callback)
        self._jumps.alarms.append(alarm)
        return lambda: self._jumps.alarms.remove(alarm) if alarm in self._jumps.alarms else None

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Run on a thread; time stands still until the thread is done."""
        future = super().run_in_executor(executor, func, *args)
        self._jumps.outside += 1
        future.add_done_callback(self._came_back)
        return future

    def _came_back(self, _: asyncio.Future[Any]) -> None:
        self._jumps.outside -= 1

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Join the threads; they are outside, and ``timeout`` would be virtual, so it is not used."""
        async with self.outside():
            await super().shutdown_default_executor()


def run(
    main: Coroutine[Any, Any, T], *, seed: int | str | None = 0, epoch: datetime = EPOCH, limit: float = DAY
) -> T:
    """Run ``main`` on a new virtual loop and return its result, as ``asyncio.run`` does in real time.

    ``seed`` makes SIDs the same in every run; None leaves them random. Raises DeadlockError, RunawayError.
    """
    context = copy_context()
    context.run(seed_sids, None if seed is None else random.Random(seed))
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(epoch=epoch, limit=limit)) as runner:
        return runner.run(main, context=context)
