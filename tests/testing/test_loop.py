"""The virtual loop: everything of asyncio works, no time passes on the wall, nothing hangs."""

import asyncio
import itertools
import threading

import pytest

from voicelab import clock
from voicelab.calls.model import new_sid
from voicelab.testing.loop import EPOCH, DeadlockError, OutsideError, RunawayError, VirtualLoop, run


def test_a_year_of_sleep_is_one_jump() -> None:
    async def main() -> float:
        await asyncio.sleep(365 * 86400)
        return clock.elapsed()

    assert run(main(), limit=400 * 86400) == 365 * 86400


def test_timers_fire_in_order_at_their_times() -> None:
    fired: list[tuple[str, float]] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for at in (3.0, 1.0, 2.0):
            loop.call_at(at, lambda at=at: fired.append((f"at {at}", loop.time())))
        loop.call_later(2.5, lambda: fired.append(("later", loop.time())))
        await asyncio.sleep(4)

    run(main())
    assert fired == [("at 1.0", 1.0), ("at 2.0", 2.0), ("later", 2.5), ("at 3.0", 3.0)]


def test_timeout_and_wait_for_count_virtual_seconds() -> None:
    async def main() -> list[float]:
        times = []
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(30):
                await asyncio.Event().wait()
        times.append(clock.elapsed())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 10)
        times.append(clock.elapsed())
        async with asyncio.timeout(2):
            await asyncio.sleep(1)
        return [*times, clock.elapsed()]

    assert run(main()) == [30, 40, 41]


def test_time_stands_still_for_a_thread_though_a_ticker_runs() -> None:
    release = threading.Event()

    async def main() -> tuple[int, float]:
        ticks = 0

        async def ticker() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.02)
                ticks += 1

        ticking = asyncio.create_task(ticker())
        threading.Timer(0.05, release.set).start()
        await asyncio.to_thread(release.wait)
        ticking.cancel()
        return ticks, clock.elapsed()

    assert run(main()) == (0, 0.0)


def test_time_stands_still_inside_outside_and_goes_on_after() -> None:
    async def main() -> list[float]:
        loop = asyncio.get_running_loop()
        woken = loop.create_future()
        late = asyncio.create_task(asyncio.sleep(1))
        async with clock.outside():
            threading.Timer(0.02, loop.call_soon_threadsafe, [woken.set_result, None]).start()
            await woken
        before = clock.elapsed()
        await late
        return [before, clock.elapsed()]

    assert run(main()) == [0.0, 1.0]


def test_a_cancelled_thread_lets_time_go_on() -> None:
    release = threading.Event()

    async def main() -> float:
        with pytest.raises(asyncio.CancelledError):
            work = asyncio.create_task(asyncio.to_thread(release.wait))
            await asyncio.sleep(0)
            work.cancel()
            await work
        await asyncio.sleep(5)
        release.set()
        return clock.elapsed()

    assert run(main()) == 5.0


def test_a_deadlock_is_an_error_that_names_who_waits() -> None:
    async def waits_for_the_moon() -> None:
        await asyncio.Event().wait()

    async def main() -> None:
        asyncio.current_task().set_name("the call")  # type: ignore[union-attr]
        await asyncio.sleep(7)
        await waits_for_the_moon()

    with pytest.raises(DeadlockError, match=r"second 7\.000") as caught:
        run(main())
    assert "the call: Event.wait" in str(caught.value)
    assert "waits_for_the_moon" in str(caught.value) and "test_loop.py" in str(caught.value)


def test_the_loop_can_go_on_after_a_deadlock() -> None:
    loop = VirtualLoop()
    met = asyncio.Event()
    waiting = loop.create_task(met.wait())
    with pytest.raises(DeadlockError):
        loop.run_until_complete(waiting)
    met.set()
    assert loop.run_until_complete(waiting) is True
    loop.close()


def test_call_time_that_runs_away_is_an_error() -> None:
    async def for_ever() -> None:
        for _ in itertools.count():
            await asyncio.sleep(60)

    with pytest.raises(RunawayError, match="86400"):
        run(for_ever())


def test_an_endless_loop_that_takes_no_time_is_an_error() -> None:
    async def spin() -> None:
        for _ in itertools.count():
            await asyncio.sleep(0)

    with pytest.raises(RunawayError, match="endless loop"):
        run(spin())


def test_work_outside_that_never_comes_back_is_an_error() -> None:
    async def main() -> None:
        async with clock.outside():
            await asyncio.Event().wait()

    loop = VirtualLoop(patience=0.01)
    task = loop.create_task(main())
    with pytest.raises(OutsideError):
        loop.run_until_complete(task)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.close()


def test_dates_count_from_the_epoch() -> None:
    async def main() -> object:
        first = clock.now()
        await asyncio.sleep(90)
        return first, (clock.now() - first).total_seconds()

    assert run(main()) == (EPOCH, 90.0)


def test_a_real_socket_is_heard_outside() -> None:
    async def main() -> bytes:
        async with clock.outside():

            async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                writer.write(await reader.readline())
                writer.close()

            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"hello\n")
            answer = await reader.read()
            writer.close()
            server.close()
            return answer

    assert run(main()) == b"hello\n"


def test_sids_are_those_of_the_seed() -> None:
    async def two() -> list[str]:
        return [new_sid("CA"), new_sid("RE")]

    assert run(two(), seed=1) == run(two(), seed=1) != run(two(), seed=2)
    assert run(two(), seed=None) != run(two(), seed=None)
