"""The one thread that touches the ledger's file.

Work is handed over and done in the order it came, many pieces to a transaction, so the tick never waits for a
disk, and a reader sees all that was written before it asked. What is committed survives a killed process: the
ledger is in WAL mode. A full disk stops no call: the writer says so once, keeps what it is given, within a
bound, and tries again every second.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from voicelab.errors import LabError
from voicelab.ledger.schema import migrate

__all__ = ["Work", "Writer"]

T = TypeVar("T")
Work: TypeAlias = Callable[[sqlite3.Connection], T]

log = logging.getLogger("voicelab.ledger")

_BATCH = 500  # pieces of work in one transaction
_MOST_WAITING = 100_000  # pieces of work kept while the disk takes none
_RETRY = 1.0  # seconds between attempts
_DISK = frozenset(
    {5, 6, 7, 8, 10, 13, 14}
)  # busy, locked, no memory, read only, I/O error, full, cannot open


class _Job(NamedTuple):
    """A piece of work, and where its answer goes; writes have none."""

    work: Work[Any]
    answer: Future[Any] | None


class Writer:
    """Runs work on the connection to ``path``, on a thread of its own; LabError when it cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._waiting: list[_Job] = []  # writes that the disk has not taken yet
        self._closing = threading.Event()
        self._troubled = False
        self._lost = 0
        self._dropped = 0  # since the disk stood still
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        self._connection = self._connect()
        self._thread.start()

    def write(self, work: Work[Any]) -> None:
        """Do ``work`` soon; returns at once. While the disk stands still, what is too much is dropped."""
        if self._closing.is_set():
            return
        if self._queue.qsize() < _MOST_WAITING:
            self._queue.put(_Job(work, None))
            return
        if not self._dropped:
            log.error(
                "The disk of the ledger %s stands still; what happens now is not remembered.", self._path
            )
        self._dropped += 1

    def ask(self, work: Work[T]) -> Future[T]:
        """Do ``work`` after all that was handed over before, and give its answer once that is committed."""
        answer: Future[T] = Future()
        if self._closing.is_set():
            answer.set_exception(LabError("The ledger is closed."))
        else:
            self._queue.put(_Job(work, answer))
        return answer

    def close(self) -> None:
        """Finish what was handed over and close the file. Idempotent; blocks for a moment."""
        if not self._closing.is_set():
            self._closing.set()
            self._queue.put(None)
        self._thread.join()

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=5)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA journal_size_limit = 16777216")
            self._path.chmod(0o600)
            migrate(connection)
            return connection
        except (sqlite3.Error, OSError) as error:
            full = _code(error) == sqlite3.SQLITE_FULL
            raise LabError(
                f"The ledger {self._path} cannot be opened: {error}.",
                cure="Free some disk space, or give another place with --data-dir."
                if full
                else "Move the file away (a new one is made), or give another place with --data-dir.",
            ) from error

    def _run(self) -> None:
        """Take work until the ledger is closed."""
        last = False
        while not last:
            jobs: list[_Job] = []
            try:
                job = self._queue.get(timeout=_RETRY if self._waiting else None)
                while job is not None:
                    jobs.append(job)
                    if len(jobs) >= _BATCH:
                        break
                    job = self._queue.get_nowait()
                last = job is None
            except queue.Empty:
                pass
            self._do(jobs)
        if self._waiting:
            log.error("The ledger was closed with %d entries that the disk did not take.", len(self._waiting))
        self._connection.close()

    def _do(self, jobs: list[_Job]) -> None:
        """Do the jobs in one transaction, with those that wait from before."""
        batch = self._waiting + jobs
        answers: list[tuple[Future[Any], Any]] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                outcome = _outcome(job, self._connection)
                if job.answer is not None:
                    answers.append((job.answer, outcome))
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._put_by(batch, error)
            return
        self._waiting = []
        if self._dropped:
            dropped, self._dropped = self._dropped, 0
            log.warning("The ledger is written again. %d entries were lost meanwhile.", dropped)
        if self._troubled:
            self._troubled = False
            log.warning("The ledger is written again. %d entries were lost meanwhile.", self._lost)
            self._lost = 0
        for future, outcome in answers:
            _settle(future, outcome)

    def _put_by(self, batch: list[_Job], error: sqlite3.Error) -> None:
        """Keep the writes that the disk did not take, and answer the questions with the trouble."""
        if not self._troubled:
            self._troubled = True
            log.error(
                "The ledger %s cannot be written: %s. Calls go on; free some disk space, and what happened "
                "meanwhile will be written.",
                self._path,
                error,
            )
        self._waiting = [job for job in batch if job.answer is None]
        if len(self._waiting) > _MOST_WAITING:
            self._lost += len(self._waiting) - _MOST_WAITING
            self._waiting = self._waiting[-_MOST_WAITING:]
        for job in batch:
            if job.answer is not None:
                trouble = LabError(
                    f"The ledger cannot be used: {error}.", cure="Free some disk space, then try again."
                )
                _settle(job.answer, trouble)


def _code(error: Exception) -> int:
    """SQLite's own code of an error; 0 for one that is Python's, such as a value of a type that no column takes."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF if isinstance(error, sqlite3.Error) else 0


def _outcome(job: _Job, connection: sqlite3.Connection) -> Any:
    """What the job gives, or the exception it raised; only a disk's trouble passes through."""
    try:
        return job.work(connection)
    except Exception as error:
        if _code(error) in _DISK:
            raise
        if job.answer is None:
            log.exception("An entry of the ledger could not be written.")
        return error


def _settle(future: Future[Any], outcome: Any) -> None:
    """Give a future its outcome, unless nobody waits any more."""
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
