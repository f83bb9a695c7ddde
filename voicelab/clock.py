"""Call time: the loop's clock, its calendar, and the one gate for work done off the loop.

The engine reads no wall clock. Durations are differences of ``loop.time()``; dates are the loop's time
counted from the moment the calendar was first asked. On a virtual loop (``voicelab.testing``) both are
virtual, and :func:`outside` makes virtual time stand still while real work is under way elsewhere: a speech
engine, a file, SQLite, a real HTTP request.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import ParamSpec, Protocol, TypeGuard, TypeVar

__all__ = ["StandsStill", "calendar", "elapsed", "now", "outside", "rfc2822", "run_outside"]

P = ParamSpec("P")
R = TypeVar("R")

SLIP = 1.0
"""Seconds by which the calendar and the machine's date may differ before the machine is believed."""

_origins: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[float, datetime]] = (
    weakref.WeakKeyDictionary()
)


class StandsStill(Protocol):
    """A loop whose time can stand still: the virtual loop."""

    epoch: datetime

    def outside(self) -> AbstractAsyncContextManager[None]:
        """Hold virtual time while the body runs."""
        ...


def _stands_still(loop: asyncio.AbstractEventLoop) -> TypeGuard[StandsStill]:
    """Whether the loop is a virtual one; asked often, so by one name instead of by the whole protocol."""
    return hasattr(loop, "outside")


def elapsed() -> float:
    """Seconds on the running loop's clock."""
    return asyncio.get_running_loop().time()


def calendar(at: float) -> datetime:
    """The date (UTC) at loop time ``at``, in seconds."""
    loop = asyncio.get_running_loop()
    here, origin = loop.time(), _origins.get(loop)
    date = loop.epoch if _stands_still(loop) else datetime.now(UTC)  # noqa: TID251  the one reading
    slipped = origin is not None and abs((date - origin[1]).total_seconds() - (here - origin[0])) > SLIP
    if origin is None or (slipped and not _stands_still(loop)):
        # a machine that slept: loop time stood still, tokens made elsewhere have today's dates
        origin = _origins[loop] = (here, date)
    return origin[1] + timedelta(seconds=at - origin[0])


def now() -> datetime:
    """The date (UTC) by the running loop's clock."""
    return calendar(elapsed())


def rfc2822(date: datetime) -> str:
    """A date as Twilio's REST API and webhooks write it: ``Tue, 31 Aug 2010 20:36:28 +0000``."""
    return format_datetime(date.astimezone(UTC))


@asynccontextmanager
async def outside() -> AsyncIterator[None]:
    """Hold virtual time while the body waits for work off the loop; in real time, nothing."""
    loop = asyncio.get_running_loop()
    if _stands_still(loop):
        async with loop.outside():
            yield
    else:
        yield


async def run_outside(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run ``work`` on a thread, holding virtual time until it is done."""
    async with outside():
        return await asyncio.to_thread(work, *args, **kwargs)
