"""The server's side of the speech worker: starts it, carries messages, notices its death.

Two threads own the pipe and the loop is told by ``call_soon_threadsafe``, so this works on any asyncio loop,
a virtual one included.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable

from voicelab.speech.pipe import Head, read, write

__all__ = ["WorkerProcess"]

_HEAD = 200  # bytes that a message counts besides its body
_MOST_WAITING = 32 * 1024**2  # bytes for a worker that takes none: over half an hour of one party's sound


class WorkerProcess:
    """One run of the worker.

    ``heard(head, body)`` is called on the loop for every message and ``gone(words)`` once when the process
    has ended, with what is known of why.
    """

    def __init__(
        self,
        heard: Callable[[Head, bytes], None],
        gone: Callable[[WorkerProcess, str], None],
        module: str = "voicelab.speech.worker",
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._heard = heard
        self._gone = gone
        self._outbox: queue.SimpleQueue[tuple[Head, bytes] | None] = queue.SimpleQueue()
        self._waiting = 0  # bytes in the outbox
        self._counting = threading.Lock()
        self._closed = False
        self._killed = ""
        # -P: a random.py in the user's folder may not shadow the standard library's.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Jupyter's Interrupt goes to the whole process group
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        self._threads = [
            threading.Thread(target=self._read_all, name="speech-in", daemon=True),
            threading.Thread(target=self._write_all, name="speech-out", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def hung(self) -> bool:
        """Whether it was killed because it hung; else it ended by itself."""
        return bool(self._killed)

    @property
    def pid(self) -> int:
        """The process id of the worker."""
        return self._process.pid

    def send(self, head: Head, body: bytes = b"") -> None:
        """Send a message; never blocks. A message to a worker that is gone is lost: ``gone`` tells.

        A worker that takes nothing is killed once too much waits for it.
        """
        if self._waiting > _MOST_WAITING:
            self.kill(f"it took nothing while {self._waiting // 1024**2} MB waited for it")
            return
        with self._counting:
            self._waiting += len(body) + _HEAD
        self._outbox.put((head, body))

    def kill(self, words: str) -> None:
        """Kill a worker that hangs; ``gone`` is told ``words`` once it has ended. Never blocks."""
        if not self._killed and not self._closed:
            self._killed = words
            self._process.kill()

    def close(self) -> None:
        """Close the pipe; the worker ends by itself. Blocks until it has, a few milliseconds; call off the loop."""
        self._closed = True
        self._outbox.put(None)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join(5)

    def _write_all(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError):
            while (message := self._outbox.get()) is not None:
                write(pipe, *message)  # type: ignore[arg-type]
                with self._counting:
                    self._waiting -= len(message[1]) + _HEAD
        with contextlib.suppress(OSError):
            pipe.close()

    def _read_all(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with contextlib.suppress(OSError, ValueError):
            while (message := read(pipe)) is not None:  # type: ignore[arg-type]
                self._tell(self._heard, *message)
        code = self._process.wait()
        pipe.close()
        self._outbox.put(None)
        if not self._closed:
            words = f"killed by signal {-code}" if code < 0 else f"exit status {code}"
            self._tell(self._gone, self, self._killed or words)

    def _tell(self, call: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(call, *arguments)
