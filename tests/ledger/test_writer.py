"""The ledger's thread outlives what cannot be written, and says what to do about a disk that is full."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from voicelab.errors import LabError
from voicelab.ledger import writer
from voicelab.ledger.writer import Writer

SECONDS = 60


def test_an_entry_that_python_refuses_costs_that_entry_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the module itself has no code of SQLite's."""
    there = Writer(tmp_path / "ledger.sqlite3")
    try:
        there.write(lambda db: db.execute("SELECT ?", (object(),)))
        there.write(lambda db: db.execute("SELECT ?", (2**70,)))
        assert there.ask(lambda db: db.execute("SELECT 7").fetchone()[0]).result(SECONDS) == 7
        with pytest.raises(sqlite3.Error):
            there.ask(lambda db: db.execute("SELECT ?", (object(),))).result(SECONDS)
        assert there.ask(lambda db: 8).result(SECONDS) == 8
    finally:
        there.close()
    assert caplog.text.count("could not be written") == 2


def test_a_disk_that_is_full_from_the_start_is_said_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any, **options: Any) -> Any:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(writer.sqlite3, "connect", full)
    with pytest.raises(LabError, match="disk is full") as raised:
        Writer(tmp_path / "ledger.sqlite3")
    assert "Free some disk space" in raised.value.cure


def test_a_disk_that_stands_still_fills_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(writer, "_MOST_WAITING", 10)
    there, still, stood = Writer(tmp_path / "ledger.sqlite3"), threading.Event(), threading.Event()
    try:
        there.write(lambda db: (stood.set(), still.wait(SECONDS)))
        assert stood.wait(SECONDS)
        for _ in range(100):
            there.write(lambda db: None)
        assert there._queue.qsize() == 10
        still.set()
        assert there.ask(lambda db: 7).result(SECONDS) == 7
        there.write(lambda db: None)
        assert there.ask(lambda db: 8).result(SECONDS) == 8
    finally:
        still.set()
        there.close()
    assert caplog.text.count("stands still") == 1 and "90 entries were lost" in caplog.text
