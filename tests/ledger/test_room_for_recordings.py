"""What an account keeps counts against its room for recordings, and what the ledger has forgotten does not."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voicelab.calls.events import DigitPressed
from voicelab.calls.model import CallRecord, RecordingRecord
from voicelab.engine.account import Account
from voicelab.engine.accounts import Accounts
from voicelab.ledger import Ledger, Limits

ACCOUNT = "AC" + "1" * 32


def test_an_account_gets_back_the_room_of_what_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an account with a limit could record nothing more, although nothing of it is kept."""
    monkeypatch.setattr("voicelab.ledger.ledger._PRUNE_EVERY", 3)
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "RE1.wav").write_bytes(bytes(700))
    old = CallRecord(
        ACCOUNT,
        "+15005550001",
        "+15005550002",
        "inbound",
        status="completed",
        end_time=datetime(2001, 1, 1, tzinfo=UTC),
    )
    accounts = Accounts(Account(ACCOUNT, "t" * 32), lambda: "http://lab")
    accounts.main.stored = 1000

    async def story(ledger: Ledger) -> None:
        ledger.on_freed = accounts.freed
        ledger.save_call(old)
        ledger.save_recording(RecordingRecord(ACCOUNT, old.sid, status="completed", path="RE1.wav"))
        for at in range(3):
            ledger.event(ACCOUNT, DigitPressed(old.sid, float(at), "1", "rtp"))
        assert await ledger.recordings(ACCOUNT) == []

    asyncio.run(
        story(
            ledger := Ledger.open(
                tmp_path / "ledger.sqlite3", recordings=tmp_path / "recordings", limits=Limits(days=30)
            )
        )
    )
    ledger.close()
    assert accounts.main.stored == 300
    accounts.freed({ACCOUNT: 900, "AC-gone": 1})
    assert accounts.main.stored == 0
