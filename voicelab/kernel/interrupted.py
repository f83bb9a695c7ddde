"""The Interrupt button while a cell waits: a sentence that says what goes on, in the place of a traceback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["interruptible"]


@contextmanager
def interruptible(words: Callable[[], str]) -> Iterator[None]:
    """Run a block that waits; when it is interrupted or cancelled, the notebook shows ``words()`` alone.

    The exception itself is the one that came, so that time-outs and cancelled tasks remain what they are.
    """
    try:
        yield
    except (KeyboardInterrupt, asyncio.CancelledError) as error:
        if not hasattr(error, "_render_traceback_"):
            said = words()
            error._render_traceback_ = lambda: [said]  # type: ignore[union-attr]  # IPython asks for it
        raise
