"""Whether a gap in a call's sound was the machine's: when did programs on its way want a processor and get none?

Linux counts it for each thread (``/proc/PID/task/TID/schedstat``: nanoseconds spent ready to run, without running). A
thread that waited is known by it when it runs again. Elsewhere nothing is counted, and every gap is the product's.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Processors"]

EVERY = 0.02  # seconds between two looks
LISTED = 50  # looks between two lists of the threads that there are
LEAST = 0.01  # seconds of waiting that are worth a word
PROC = Path("/proc")
BROWSER = ("Audio", "Worker", "IOT", "Network")  # names of the browser's threads that sound passes through


class Processors:
    """Watches the lab, Jupyter, the browser and this program, all of them below this process, while it is open."""

    def __init__(self) -> None:
        self._waits: list[tuple[float, float]] = []  # begin and end, on the loop's clock
        self._threads: dict[Path, int] = {}
        self._stolen = 0
        self._looks = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._loop.call_soon_threadsafe(self._look)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def now(self) -> float:
        """The clock of all this, in seconds."""
        return self._loop.time()

    def waited(self, begin: float, end: float) -> float:
        """For how many seconds between these moments somebody on the way waited for a processor."""
        total, reached = 0.0, begin
        for start, stop in sorted(self._waits):
            start, stop = max(start, reached), min(stop, end)
            if stop > start:
                total += stop - start
                reached = stop
        return total

    def _look(self) -> None:
        now = self._loop.time()
        if self._looks % LISTED == 0:
            known = self._threads
            self._threads = {path: known.get(path, -1) for path in _on_the_way()}
        self._looks += 1
        for path, before in self._threads.items():
            with suppress(OSError, IndexError, ValueError):
                nanoseconds = int(path.read_text().split()[1])
                self._note(now, (nanoseconds - before) / 1e9 if before >= 0 else 0.0)
                self._threads[path] = nanoseconds
        with suppress(OSError, IndexError, ValueError):
            stolen = int(
                (PROC / "stat").read_text().split("\n", 1)[0].split()[8]
            )  # by other virtual machines
            self._note(now, (stolen - self._stolen) / os.sysconf("SC_CLK_TCK") if self._stolen else 0.0)
            self._stolen = stolen
        self._loop.call_later(EVERY, self._look)

    def _note(self, now: float, seconds: float) -> None:
        if seconds >= LEAST:
            self._waits.append((now - seconds, now))


def _on_the_way() -> Iterator[Path]:
    """The counters of the threads that sound passes through."""
    for process in [os.getpid(), *_below(os.getpid())]:
        with suppress(OSError):
            words = (PROC / str(process) / "cmdline").read_bytes().decode(errors="replace")
            whole = process == os.getpid() or "voicelab" in words or "jupyterlab" in words
            whole = whole or "network.mojom" in words
            browser = "chrom" in words and "--" in words
            if "ipykernel" in words or not (whole or browser):
                continue
            for thread in (PROC / str(process) / "task").iterdir():
                name = (thread / "comm").read_text()
                if whole or any(part in name for part in BROWSER):
                    yield thread / "schedstat"


def _below(process: int) -> Iterable[int]:
    """All that this process started, and what those started."""
    parents: dict[int, list[int]] = {}
    for path in PROC.iterdir() if PROC.is_dir() else ():
        if path.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(path.name))
    found, left = [], [process]
    while left:
        for child in parents.get(left.pop(), []):
            found.append(child)
            left.append(child)
    return found
