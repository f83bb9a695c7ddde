"""How long and how much a ledger remembers.

Calls that ended longer ago than the limit are forgotten, and when the ledger with its sound files is larger
than its limit, the oldest calls are, until it is well below. Live calls, applications, numbers and documents
stay.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Limits", "prune"]

log = logging.getLogger("voicelab.ledger")

_ENDED = "end_time IS NOT NULL"
_GO_DOWN_TO = 0.8  # of the size limit
_AT_ONCE = 20  # calls forgotten between two looks at the size


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept: days since a call ended, bytes of the ledger and its sound files."""

    days: float = 90.0
    size: int = 2 * 1024**3


def prune(connection: sqlite3.Connection, limits: Limits, recordings: Path, freed: Counter[str]) -> int:
    """Forget what is beyond the limits, and say so; returns how many calls were forgotten.

    ``freed`` is given the bytes of recordings that went with them, by account.

    ``recordings`` is the directory of the sound files: recordings by the path in their record, and in
    ``calls`` what the lab itself heard, files whose names begin with a call's SID.
    """
    old = connection.execute(
        f"SELECT sid FROM calls WHERE {_ENDED} AND datetime(end_time) < datetime('now', ?)",
        (f"-{limits.days} days",),
    ).fetchall()
    forgotten = _forget(connection, [row["sid"] for row in old], recordings, freed)
    connection.execute(
        "DELETE FROM conferences WHERE status = 'completed' AND datetime(date_updated) < datetime('now', ?)",
        (f"-{limits.days} days",),
    )
    if forgotten:
        log.warning("%d calls ended more than %g days ago and were forgotten.", forgotten, limits.days)
    if _size(connection, recordings) > limits.size:
        by_size = _shrink(connection, round(limits.size * _GO_DOWN_TO), recordings, freed)
        forgotten += by_size
        log.warning(
            "The ledger was larger than %d MB, so the oldest %d calls were forgotten with their recordings. "
            "Keep more with --keep-megabytes.",
            limits.size // 1024**2,
            by_size,
        )
    return forgotten


def _shrink(connection: sqlite3.Connection, size: int, recordings: Path, freed: Counter[str]) -> int:
    """Forget the oldest calls until the ledger is no larger than ``size`` bytes."""
    forgotten = 0
    while _size(connection, recordings) > size:
        rows = connection.execute(
            f"SELECT sid FROM calls WHERE {_ENDED} ORDER BY id LIMIT {_AT_ONCE}"
        ).fetchall()
        if not rows:
            break
        forgotten += _forget(connection, [row["sid"] for row in rows], recordings, freed)
    return forgotten


def _forget(
    connection: sqlite3.Connection, sids: Sequence[str], recordings: Path, freed: Counter[str]
) -> int:
    """Forget these calls and all that belongs to them."""
    for sid in sids:
        paths = connection.execute(
            "SELECT account_sid, path FROM recordings WHERE call_sid = ? AND path IS NOT NULL", (sid,)
        ).fetchall()
        files = [recordings / row["path"] for row in paths]
        for row, file in zip(paths, files, strict=True):
            freed[row["account_sid"]] += file.stat().st_size if file.is_file() else 0
        files += (recordings / "calls").glob(f"{sid}*")
        for table in ("events", "notifications", "exchanges", "recordings"):
            connection.execute(f"DELETE FROM {table} WHERE call_sid = ?", (sid,))
        connection.execute("DELETE FROM calls WHERE sid = ?", (sid,))
        for file in files:
            file.unlink(missing_ok=True)
    if sids:
        connection.execute("PRAGMA incremental_vacuum").fetchall()  # a step a page
    return len(sids)


def _size(connection: sqlite3.Connection, recordings: Path) -> int:
    """Bytes in use: the ledger's pages and its sound files."""
    pages, free, page = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    files = sum(file.stat().st_size for file in recordings.rglob("*") if file.is_file())
    return int((pages - free) * page + files)
