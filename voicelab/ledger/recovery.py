"""What a killed lab left unfinished in its ledger, finished when the ledger is opened again.

A call that was live gets its end: the time of the last thing known of it. A recording that was under way is
playable (its file always is), so its record says ``completed`` and how long the file plays.
"""

from __future__ import annotations

import json
import sqlite3
import wave
from datetime import datetime, timedelta
from pathlib import Path

from voicelab.calls.events import CallEnded, Notified
from voicelab.calls.model import new_sid
from voicelab.calls.status import FINAL

__all__ = ["finish_interrupted"]

_REASON = "the lab was ended while this call was live"
_LIVE = f"status NOT IN ({', '.join(repr(status) for status in sorted(FINAL))})"


def finish_interrupted(connection: sqlite3.Connection, recordings: Path) -> int:
    """Finish every call and recording that no lab will finish any more; returns how many calls there were.

    ``recordings`` is the directory that the paths of recordings are relative to.
    """
    for row in connection.execute(
        "SELECT sid, path FROM recordings WHERE status IN ('in-progress', 'paused', 'processing')"
    ).fetchall():
        seconds = _playing_time(recordings / row["path"]) if row["path"] else None
        connection.execute(
            "UPDATE recordings SET status = ?, duration = ? WHERE sid = ?",
            ("absent" if seconds is None else "completed", seconds, row["sid"]),
        )
    connection.execute("UPDATE conferences SET status = 'completed' WHERE status != 'completed'")
    calls = connection.execute(f"SELECT * FROM calls WHERE {_LIVE}").fetchall()
    for row in calls:
        _finish_call(connection, row)
    return len(calls)


def _finish_call(connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Give one call its end."""
    sid = row["sid"]
    (at,) = connection.execute("SELECT max(at) FROM events WHERE call_sid = ?", (sid,)).fetchone()
    at = at or 0.0
    created = datetime.fromisoformat(row["date_created"]) if row["date_created"] else None
    ended = created + timedelta(seconds=at) if created else None
    duration: int | None = None
    status = "failed"
    if row["status"] == "in-progress":
        status = "completed"
        if ended and row["start_time"]:
            duration = max(0, round((ended - datetime.fromisoformat(row["start_time"])).total_seconds()))
    connection.execute(
        "UPDATE calls SET status = ?, end_time = ?, duration = ? WHERE sid = ?",
        (status, ended.isoformat() if ended else None, duration, sid),
    )
    notified = Notified(sid, at, None, "warning", f"The call was cut off: {_REASON}.")
    for event in (notified, CallEnded(sid, at, status, float(duration or 0), _REASON)):
        connection.execute(
            "INSERT INTO events (call_sid, at, json) VALUES (?, ?, ?)", (sid, at, json.dumps(event.to_json()))
        )
    connection.execute(
        "INSERT INTO notifications (sid, account_sid, call_sid, date, level, message, cure, url) "
        "VALUES (?, ?, ?, ?, ?, ?, '', '')",
        (
            new_sid("NO"),
            row["account_sid"],
            sid,
            ended.isoformat() if ended else "",
            "warning",
            notified.message,
        ),
    )


def _playing_time(path: Path) -> float | None:
    """Seconds of sound in a WAV file, None when there are none.

    The header of an interrupted file may promise less than there is, so the file's size has the last word
    when it is larger.
    """
    try:
        with wave.open(str(path), "rb") as file:
            step = file.getnchannels() * file.getsampwidth()
            frames = max(file.getnframes(), (path.stat().st_size - 44) // step)
            return frames / file.getframerate() or None
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return None
