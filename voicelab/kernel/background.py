"""An asyncio loop on a thread of its own, for what must go on while cells run."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

__all__ = ["Background"]

T = TypeVar("T")


class Background:
    """A loop on a daemon thread. Every method may be called from any thread."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="voicelab-background", daemon=True)
        self._thread.start()

    def start(self, story: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a coroutine on the loop; its future may be waited for, or cancelled."""
        return asyncio.run_coroutine_threadsafe(story, self.loop)

    def wait(self, story: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Run a coroutine on the loop and wait for its result.

        Raises TimeoutError after ``timeout`` seconds. Whatever ends the waiting (the time-out, the Interrupt
        button) ends the coroutine too.
        """
        future = self.start(story)
        try:
            return future.result(timeout)
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """End every coroutine, then the loop. Idempotent."""
        if self.loop.is_running():
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join(5.0)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            left = asyncio.all_tasks(self.loop)
            for task in left:
                task.cancel()
            self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            self.loop.close()
