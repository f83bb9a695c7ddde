"""Driving a loop step by step from plain code, also where another loop runs: in an async test, in a notebook cell.

There the steps are taken on a thread, and whoever called waits for it, as for any plain function.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

__all__ = ["beside", "drive", "wind_up"]

T = TypeVar("T")


def beside(step: Callable[[], T]) -> T:
    """What ``step`` returns, which runs a loop: here, or on a thread where a loop runs here already."""
    if not _loop_runs_here():
        return step()
    with ThreadPoolExecutor(1, "voicelab test") as thread:
        return thread.submit(step).result()


def _loop_runs_here() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def drive(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T], context: contextvars.Context) -> T:
    """Run the loop until ``work`` is done; what interrupts it cancels ``work`` first."""
    task = loop.create_task(work, name="the test", context=context)
    try:
        return loop.run_until_complete(task)
    except BaseException:
        if not task.done():
            task.cancel()
            loop.run_until_complete(asyncio.wait((task,)))
        raise


def wind_up(loop: asyncio.AbstractEventLoop) -> None:
    """End what is left on the loop, its threads too."""
    left = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
