"""The lab's server as a child process of the kernel.

The child has its own session, so that Jupyter's Interrupt button (a signal to the kernel's process group)
does not reach it, and a pipe as its stdin, so that it ends when the kernel does, whatever ended the kernel.
It is never a thread: a cell that computes in C would stop its sound.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicelab.errors import LabError

__all__ = ["Child", "Ready"]

_READY_SECONDS = 60.0
_GOODBYE_SECONDS = 5.0
_TAIL = 8192  # bytes of the log that are read back


@dataclass(frozen=True, slots=True)
class Ready:
    """What a server says of itself once everything listens."""

    url: str
    tls_url: str | None
    account_sid: str
    ca_file: str | None
    proxy_url: str | None = None


class Child:
    """A running ``voicelab serve``. Every method may be called from any thread.

    ``command`` is what to run, by default the lab's own server on a free port of the loopback interface.
    """

    def __init__(
        self,
        *,
        data_directory: Path | None = None,
        arguments: Sequence[str] = (),
        command: Sequence[str] | None = None,
    ) -> None:
        place = ["--data-dir", str(data_directory)] if data_directory else []
        # -P: a notebook's folder may hold a queue.py, which must not stand before the real one
        self._command = list(
            command
            or [sys.executable, "-P", "-m", "voicelab", "serve", "--port", "0", "--exit-with-stdin", *place]
        ) + list(arguments)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        # A file, not a pipe: a kernel that computes reads no pipe, and a full one would stop the server
        self._log = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115  closed below
        weakref.finalize(self, self._log.close).atexit = False  # its last words come as late as that
        self._first_line: bytes = b""
        self._spoke = threading.Event()
        self._dead = threading.Event()
        self._leaving = False
        self._on_death: list[Callable[[str], None]] = []

    @property
    def pid(self) -> int | None:
        """The child's process id, None before :meth:`start`."""
        return self._process.pid if self._process else None

    @property
    def alive(self) -> bool:
        """Whether the child runs."""
        return self._process is not None and not self._dead.is_set()

    @property
    def log(self) -> str:
        """The last lines the child wrote to stderr."""
        with self._lock:
            self._log.seek(0, os.SEEK_END)
            self._log.seek(max(0, self._log.tell() - _TAIL))
            return self._log.read().decode("utf-8", "replace")

    def on_death(self, listener: Callable[[str], None]) -> None:
        """Call ``listener`` (from a thread) with a sentence when the child ends without being told to."""
        self._on_death.append(listener)

    def start(self, timeout: float = _READY_SECONDS) -> Ready:
        """Start the child and return what its ready line says.

        Raises LabError, with the last lines of its log, when it ends first or is silent for ``timeout`` s.
        """
        with self._lock:
            if self._process is not None:
                raise LabError("This child was started already.")
            try:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._log,
                    start_new_session=True,
                    env={**os.environ, "PYTHONUNBUFFERED": "1"},
                )
            except OSError as error:
                raise LabError(f"The lab's server cannot be started: {error}.") from error
        _children.add(self)
        threading.Thread(target=self._follow, name="voicelab-child", daemon=True).start()
        if not self._spoke.wait(timeout):
            self.end(grace=0)
            raise LabError(f"The lab's server was not ready within {timeout:g} seconds.{self._last_words()}")
        try:
            said: dict[str, Any] = json.loads(self._first_line)
            if said.get("event") != "ready":
                raise ValueError(said)
            optional = [said.get("ca_file"), said.get("proxy_url")]
            return Ready(said["url"], said.get("tls_url"), said["account_sid"], *optional)
        except (ValueError, KeyError, AttributeError) as error:
            self.end(grace=1.0)
            raise LabError(f"The lab's server did not start.{self._last_words()}") from error

    def end(self, grace: float = _GOODBYE_SECONDS) -> None:
        """End the child: close its stdin, so that it ends its calls; then signals. Idempotent."""
        self._leaving = True
        process = self._process
        if process is None:
            return
        self._let_go()
        if not self._dead.wait(grace):
            process.terminate()
            if not self._dead.wait(max(grace, 1.0)):
                process.kill()
                self._dead.wait(5.0)
        _children.discard(self)

    def _follow(self) -> None:
        """Read the child's stdout to its end, then learn how it ended."""
        process = self._process
        assert process is not None and process.stdout is not None
        self._first_line = process.stdout.readline()
        self._spoke.set()
        while process.stdout.read(4096):
            pass
        status = process.wait()
        last_words = self._last_words()
        self._dead.set()
        process.stdout.close()
        if not self._leaving:
            for listener in self._on_death:
                listener(f"The lab's server ended by itself ({_how(status)}).{last_words}")

    def _let_go(self) -> None:
        process = self._process
        if process is not None and process.stdin is not None:
            try:
                process.stdin.close()
            except OSError:  # it is gone already
                pass

    def _last_words(self) -> str:
        lines = [line for line in self.log.splitlines() if line.strip()][-12:]
        return " Its last words:\n" + "\n".join("    " + line for line in lines) if lines else ""


_children: weakref.WeakSet[Child] = weakref.WeakSet()


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _end_all() -> None:
    for child in list(_children):
        child.end(grace=2.0)


def _forget_in_fork() -> None:
    """A forked copy of the kernel must not hold the pipe: the child would outlive the kernel."""
    for child in list(_children):
        child._let_go()
    _children.clear()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_fork)
