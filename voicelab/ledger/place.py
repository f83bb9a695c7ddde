"""Which ledger of a data directory a lab writes: each live lab has one to itself.

The first lab of a data directory writes ``ledger.sqlite3``, a second one that runs at the same moment
``ledger-2.sqlite3``, and so on. A lock on a file beside it says that a ledger is taken; the operating system
drops the lock when the process ends, however it ends.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from voicelab.errors import LabError

__all__ = ["Place", "take_place"]

_MOST = 64  # live labs in one data directory


@dataclass(frozen=True, slots=True)
class Place:
    """One ledger of a data directory, held until :meth:`release`."""

    directory: Path
    number: int
    _lock: BinaryIO

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self._named("ledger", ".sqlite3")

    @property
    def recordings(self) -> Path:
        """The directory of this ledger's recordings and of what the lab itself heard of its calls."""
        return self._named("recordings")

    def release(self) -> None:
        """Let another lab have it. Idempotent."""
        self._lock.close()

    def _named(self, name: str, suffix: str = "") -> Path:
        return self.directory / f"{name}{'' if self.number == 1 else f'-{self.number}'}{suffix}"


def take_place(directory: Path) -> Place:
    """Take the first free ledger of ``directory``; LabError when the directory cannot be used."""
    for number in range(1, _MOST + 1):
        path = directory / f"ledger{'' if number == 1 else f'-{number}'}.lock"
        try:
            lock = path.open("ab")
        except OSError as error:
            raise LabError(
                f"The data directory {directory} cannot be written: {error.strerror}.",
                cure="Give another one with --data-dir or VOICELAB_DATA_DIR.",
            ) from error
        try:
            if _locked(lock):
                return Place(directory, number, lock)
        except OSError as error:
            lock.close()
            raise LabError(
                f"Files in {directory} cannot be locked: {error.strerror}.",
                cure="Give a data directory on a local disk with --data-dir or VOICELAB_DATA_DIR.",
            ) from error
        lock.close()
    raise LabError(
        f"{_MOST} labs are already running in {directory}.",
        cure="End some of them, or give another data directory with --data-dir.",
    )


if sys.platform == "win32":
    import msvcrt

    def _locked(file: BinaryIO) -> bool:
        """Lock ``file`` for this process; false when another one has it."""
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _locked(file: BinaryIO) -> bool:
        """Lock ``file`` for this process; false when another one has it."""
        os.set_inheritable(file.fileno(), False)  # a worker that outlives the lab must not hold its ledger
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
