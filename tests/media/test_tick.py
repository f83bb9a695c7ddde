"""One tick for all legs: no drift, bounded catching up, none when nobody is there."""

import asyncio
import logging

import pytest

from voicelab.media.tick import CATCH_UP, Tick
from voicelab.testing.loop import VirtualLoop, run


class Watcher:
    """A party that notes when it was called."""

    def __init__(self, tick: Tick) -> None:
        self.tick = tick
        self.at: list[float] = []
        self.numbers: list[int] = []
        self.failure: Exception | None = None
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []

    def receive(self) -> None:
        self.at.append(asyncio.get_running_loop().time())
        self.numbers.append(self.tick.number)
        for count, waiter in self._waiting:
            if len(self.at) >= count and not waiter.done():
                waiter.set_result(None)

    async def seen(self, count: int) -> None:
        """Wait until it was called so often."""
        self._waiting.append((count, asyncio.get_running_loop().create_future()))
        await self._waiting[-1][1]

    def send(self) -> None:
        pass

    def fail(self, error: Exception) -> None:
        self.failure = error


def test_half_an_hour_of_ticks_does_not_drift() -> None:
    async def main() -> None:
        tick = Tick()
        party = Watcher(tick)
        tick.add(party)
        await asyncio.sleep(1800.01)
        assert len(party.at) == 90_000
        assert party.at[-1] == pytest.approx(1800.0, abs=1e-6)
        tick.remove(party)

    run(main())


def test_no_tick_runs_when_nobody_is_on_it() -> None:
    async def main() -> None:
        tick = Tick()
        party = Watcher(tick)
        assert not tick.running
        tick.add(party)
        tick.add(party)
        await asyncio.sleep(0.1)
        tick.remove(party)
        tick.remove(party)
        seen = len(party.at)
        await asyncio.sleep(10)
        assert len(party.at) == seen == 5
        assert not tick.running
        tick.add(party)
        await asyncio.sleep(0.1)
        assert len(party.at) == seen + 5
        tick.remove(party)

    run(main())


class Stalling(VirtualLoop):
    """A loop whose clock can be pushed forward, as if something had held it up."""

    pushed = 0.0

    def time(self) -> float:
        return super().time() + self.pushed


def _with_stall(seconds: float) -> tuple[Tick, Watcher]:
    async def main() -> tuple[Tick, Watcher]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Stalling)
        tick = Tick()
        party = Watcher(tick)
        tick.add(party)
        await party.seen(3)
        loop.pushed += seconds
        await party.seen(20)
        tick.remove(party)
        return tick, party

    with asyncio.Runner(loop_factory=Stalling) as runner:
        return runner.run(main())


def test_after_a_short_stall_every_tick_is_made_up_for() -> None:
    tick, party = _with_stall(0.2)
    assert tick.skipped == 0
    assert party.numbers == list(range(1, len(party.numbers) + 1))


def test_a_long_stall_is_skipped_over(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        tick, party = _with_stall(CATCH_UP + 60.0)
    assert tick.skipped * 0.02 == pytest.approx(CATCH_UP + 60.0, abs=0.1)
    assert len(party.numbers) < 60
    assert party.numbers[-1] == len(party.numbers) + tick.skipped, "numbers go on with the ideal time"
    assert "held up" in caplog.text


def test_a_party_that_fails_is_off_the_tick_and_harms_no_other() -> None:
    async def main() -> None:
        tick = Tick()
        good, bad = Watcher(tick), Watcher(tick)
        bad.receive = lambda: 1 / 0  # type: ignore[method-assign,assignment,return-value]
        tick.add(bad)
        tick.add(good)
        await asyncio.sleep(0.2)
        assert isinstance(bad.failure, ZeroDivisionError)
        assert len(good.at) == 10
        tick.remove(good)

    run(main())


def test_what_arrives_during_a_stall_did_not_come_late() -> None:
    async def main() -> None:
        tick = Tick()
        party = Watcher(tick)
        tick.add(party)
        await asyncio.sleep(0.03)
        assert tick.arrival() == pytest.approx(0.03)
        asyncio.get_running_loop()._jumps.now += 0.3  # type: ignore[attr-defined]
        assert tick.arrival() == pytest.approx(0.04), "the tick it is in time for"
        tick.remove(party)

    run(main())
