"""The calendar follows the machine's date over its sleep."""

import asyncio
from datetime import UTC, datetime

from voicelab import clock


class SleepyLoop(asyncio.SelectorEventLoop):
    """A loop whose clock stood still for a while, as the monotonic clock does while a laptop sleeps."""

    slept = 0.0

    def time(self) -> float:
        return super().time() - self.slept


def test_dates_are_right_after_the_machine_slept() -> None:
    """A token that another machine made just now is valid now, not in an hour."""

    async def story() -> None:
        clock.now()
        loop.slept = 3600.0
        real = datetime.now(UTC)  # noqa: TID251
        assert abs((clock.now() - real).total_seconds()) < clock.SLIP

    loop = SleepyLoop()
    try:
        loop.run_until_complete(story())
    finally:
        loop.close()


def test_small_differences_do_not_make_dates_jump() -> None:
    async def story() -> None:
        first = clock.now()
        loop.slept = 0.5
        second = clock.now()
        assert (second - first).total_seconds() < 0

    loop = SleepyLoop()
    try:
        loop.run_until_complete(story())
    finally:
        loop.close()
