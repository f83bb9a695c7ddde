"""Who waits for what: the pending tasks of a loop in words, for errors that would otherwise be a hang."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import CodeType
from typing import Any

__all__ = ["who_waits"]

DEEP = 3  # functions shown of each task, the innermost first
MANY = 12  # tasks shown


def who_waits() -> str:
    """One line a pending task, with its name and the innermost functions that wait; empty without tasks."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return ""
    tasks = sorted((task for task in asyncio.all_tasks(loop) if not task.done()), key=lambda t: t.get_name())
    lines = [f"  {task.get_name()}: {_where(task.get_coro())}" for task in tasks[:MANY]]
    if len(tasks) > MANY:
        lines.append(f"  and {len(tasks) - MANY} more")
    return "\nWho waits:\n" + "\n".join(lines) + "\n" if lines else ""


def _where(awaited: Any) -> str:
    """The chain of functions that an awaitable is suspended in, the innermost first."""
    places: list[str] = []
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "ag_frame", None)
        frame = frame or getattr(awaited, "gi_frame", None)
        if frame is not None:
            places.append(_place(frame.f_code, frame.f_lineno))
        awaited = (
            getattr(awaited, "cr_await", None)
            or getattr(awaited, "ag_await", None)
            or getattr(awaited, "gi_yieldfrom", None)
        )
    return " < ".join(reversed(places[-DEEP:])) or "not started"


def _place(code: CodeType, line: int) -> str:
    path = Path(code.co_filename)
    return f"{code.co_qualname} ({path.parent.name}/{path.name}:{line})"
