"""Real work beside a virtual loop: a thread for a call that blocks, a real loop for what needs sockets.

Virtual time stands still meanwhile. Time limits here are real seconds: a handler that really hangs must not
hang the test. When one runs out, the same time is then let pass in call time too.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import wait
from typing import Any, TypeVar

from voicelab import clock
from voicelab.testing.loop import VirtualLoop

__all__ = ["BackgroundLoop", "in_thread"]

T = TypeVar("T")


async def in_thread(work: Callable[[], T], limit: float) -> T:
    """Run ``work`` on a thread of its own; TimeoutError after ``limit`` real seconds.

    The thread is a daemon: one that never comes back does not keep the process from ending.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()
    context = contextvars.copy_context()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(result)  # type: ignore[arg-type]
        elif isinstance(error, StopIteration) or not isinstance(error, Exception):
            # a future cannot carry the one, and sys.exit() in a handler is not the end of the test run
            done.set_exception(RuntimeError(repr(error)))
        else:
            done.set_exception(error)

    def run() -> None:
        try:
            result, error = context.run(work), None
        except BaseException as raised:  # handed to whoever waits, SystemExit too
            result, error = None, raised
        try:
            loop.call_soon_threadsafe(settle, result, error)
        except RuntimeError:
            pass  # the test is over

    threading.Thread(target=run, daemon=True, name="voicelab web").start()
    return await _bounded(done, limit)


class BackgroundLoop:
    """A real event loop in a thread, started when first needed."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def finish(self, work: Callable[[], Coroutine[Any, Any, None]], limit: float) -> None:
        """Run ``work()`` there while nothing else runs, for at most so many real seconds."""
        if self._loop is not None:
            running = asyncio.run_coroutine_threadsafe(work(), self._loop)
            wait((running,), limit)

    async def do(self, work: Callable[[], Coroutine[Any, Any, T]], limit: float) -> T:
        """Run ``work()`` there and return its result; TimeoutError after ``limit`` real seconds."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=self._loop.run_forever, daemon=True, name="voicelab web loop"
            )
            self._thread.start()
        future = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(), self._loop))
        return await _bounded(future, limit)

    def close(self) -> None:
        """Stop the loop and cancel what still runs there."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        self._loop = None

        async def stop() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=2) if others else None
            loop.call_soon(loop.stop)

        asyncio.run_coroutine_threadsafe(stop(), loop)
        thread.join(5)
        if not thread.is_alive():
            loop.close()


async def _bounded(future: asyncio.Future[T], limit: float) -> T:
    """Await something real for ``limit`` real seconds; then the same time passes on the loop's clock."""
    loop = asyncio.get_running_loop()
    async with clock.outside():
        if isinstance(loop, VirtualLoop):
            cancel = loop.call_after_real(limit, lambda: future.cancel())
        else:
            handle = loop.call_later(limit, future.cancel)
            cancel = handle.cancel
        try:
            await asyncio.wait((future,))
        finally:
            cancel()
    if future.cancelled():
        if isinstance(loop, VirtualLoop):
            await asyncio.sleep(limit)
        raise TimeoutError
    return future.result()
