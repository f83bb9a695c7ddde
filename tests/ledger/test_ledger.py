"""The ledger: what is written is read again, in order, after any ending of the lab."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import wave
from collections.abc import Callable, Coroutine
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from voicelab.calls.events import CallCreated, DigitPressed, Notified, WebhookAnswered, WebhookStarted
from voicelab.calls.model import (
    ApplicationRecord,
    CallerIdRecord,
    CallRecord,
    ConferenceRecord,
    KeyRecord,
    NumberRecord,
    QueueRecord,
    RecordingRecord,
)
from voicelab.errors import LabError
from voicelab.ledger import Ledger, Limits, take_place
from voicelab.ledger.rows import TABLES
from voicelab.ledger.schema import STEPS, VERSION

ACCOUNT = "AC" + "1" * 32
DAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def open_ledger(directory: Path, limits: Limits | None = None) -> Ledger:
    return Ledger.open(
        directory / "ledger.sqlite3",
        recordings=directory / "recordings",
        limits=limits or Limits(days=100_000),
    )


def with_ledger(directory: Path, story: Callable[[Ledger], Coroutine[Any, Any, Any]]) -> Any:
    """Run a story with a ledger that is closed afterwards."""

    async def run() -> Any:
        ledger = open_ledger(directory)
        try:
            return await story(ledger)
        finally:
            ledger.close()

    return asyncio.run(run())


def a_call(**changes: Any) -> CallRecord:
    values: dict[str, Any] = {"account_sid": ACCOUNT, "from_": "client:alice", "to": "+15005550006"}
    return CallRecord(**{**values, "direction": "inbound", "date_created": DAY, **changes})


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    call = a_call(status="completed", start_time=DAY, duration=3, parameters={"name": "Zoë & <b>"})
    recording = RecordingRecord(ACCOUNT, call.sid, duration=1.25, path="x.wav", start_time=DAY)
    application = ApplicationRecord(ACCOUNT, "menu", voice_url="welcome")
    number = NumberRecord(
        ACCOUNT, "+15005550006", voice_application_sid=application.sid, extra={"sms_url": "x"}
    )
    conference = ConferenceRecord(ACCOUNT, "room", date_created=DAY)
    queue, key = QueueRecord(ACCOUNT, "support"), KeyRecord(ACCOUNT, "mine", "secret")
    caller_id = CallerIdRecord(ACCOUNT, "+15005550001", "me")
    records = [application, number, conference, queue, key, caller_id]

    async def story(ledger: Ledger) -> None:
        ledger.save_call(call)
        ledger.save_recording(recording)
        for record in records:
            ledger.save(record)
        ledger.save_document(ACCOUNT, "welcome", "<Response/>")
        assert await ledger.calls(ACCOUNT) == [call]
        assert await ledger.call(call.sid) == call
        assert await ledger.recording(recording.sid) == recording
        assert await ledger.recordings(ACCOUNT, call_sid=call.sid) == [recording]
        assert await ledger.applications(ACCOUNT) == [application]
        assert await ledger.numbers(ACCOUNT) == [number]
        for record in records:
            assert await ledger.all(type(record), ACCOUNT) == [record]
            assert await ledger.find(type(record), record.sid) == record
            assert await ledger.all(type(record), "AC" + "2" * 32) == []
        assert await ledger.documents(ACCOUNT) == {"welcome": "<Response/>"}

    with_ledger(tmp_path, story)


def test_a_later_save_changes_the_row_and_keeps_its_place(tmp_path: Path) -> None:
    """Tables are "oldest first" (FACE: live tables)."""

    async def story(ledger: Ledger) -> None:
        first, second = a_call(), a_call()
        for call in (first, second):
            ledger.save_call(call)
        first.status = "completed"
        ledger.save_call(first)
        assert [(call.sid, call.status) for call in await ledger.calls(ACCOUNT)] == [
            (first.sid, "completed"),
            (second.sid, "queued"),
        ]
        assert [call.sid for call in await ledger.calls(ACCOUNT, limit=1)] == [second.sid]

    with_ledger(tmp_path, story)


def test_a_record_is_kept_as_it_was_when_it_was_saved(tmp_path: Path) -> None:
    async def story(ledger: Ledger) -> None:
        call = a_call()
        ledger.save_call(call)
        call.status = "ringing"
        call.parameters["late"] = "yes"
        kept = await ledger.call(call.sid)
        assert kept is not None
        assert (kept.status, kept.parameters) == ("queued", {})

    with_ledger(tmp_path, story)


def test_events_give_notifications_and_exchanges(tmp_path: Path) -> None:
    async def story(ledger: Ledger) -> None:
        call = a_call()
        events = [
            CallCreated(call.sid, 0.0, ACCOUNT, "client:alice", "+1500", "inbound", "ringing", None, "now"),
            WebhookStarted(call.sid, 0.1, 1, "POST", "http://x/", "document", {"Digits": "1"}, "sig="),
            WebhookAnswered(call.sid, 0.4, 1, 200, 0.3, "text/xml", "<Response/>", None),
            WebhookStarted(call.sid, 0.5, 2, "GET", "http://y/", "action", {}, "sig="),
            Notified(
                call.sid, 0.6, 11200, "error", "y answered 500.", "Look at its log.", 3, 7, 1, "http://y/"
            ),
            DigitPressed(call.sid, 0.7, "5", "rtp"),
        ]
        for event in events:
            ledger.event(ACCOUNT, event)
        assert await ledger.events(call.sid) == [event.to_json() for event in events]
        (notification,) = await ledger.notifications(ACCOUNT)
        assert notification["sid"].startswith("NO") and notification["call_sid"] == call.sid
        assert (notification["code"], notification["line"], notification["column"]) == (11200, 3, 7)
        answered, waiting = await ledger.exchanges(call.sid)
        assert answered["parameters"] == {"Digits": "1"} and answered["status"] == 200
        assert answered["body"] == "<Response/>" and waiting["status"] is None
        assert await ledger.notifications("AC" + "2" * 32) == []

    with_ledger(tmp_path, story)


def test_half_a_surrogate_pair_harms_nothing(tmp_path: Path) -> None:
    """A page may send any JSON string as a parameter; bad input never harms another call."""

    async def story(ledger: Ledger) -> None:
        bad, good = a_call(from_="client:\ud800"), a_call()
        ledger.save_call(bad)
        ledger.event(ACCOUNT, Notified(bad.sid, 0.0, None, "error", "\udfff"))
        ledger.save_call(good)
        assert [call.from_ for call in await ledger.calls(ACCOUNT)] == ["client:?", "client:alice"]
        assert len(await ledger.notifications(ACCOUNT)) == 1

    with_ledger(tmp_path, story)


WRITER = """
import asyncio, sys
from pathlib import Path
from voicelab.calls.events import DigitPressed
from voicelab.calls.model import CallRecord
from voicelab.ledger import Ledger, take_place

async def main():
    place = take_place(Path(sys.argv[1]))
    ledger = Ledger.open(place.ledger, recordings=place.recordings)
    n = 0
    while True:
        call = CallRecord("AC" + "1" * 32, "client:a", "b", "inbound", sid=f"CA{n:032d}", status="completed")
        ledger.save_call(call)
        for digit in "123":
            ledger.event(call.account_sid, DigitPressed(call.sid, 0.1, digit, "rtp"))
        await ledger.flush()
        print(n, flush=True)
        n += 1

asyncio.run(main())
"""


@pytest.mark.parametrize("after", [1, 40, 200])
def test_what_was_flushed_survives_kill_9(tmp_path: Path, after: int) -> None:
    """Issue 5: "kill -9 of the server ...: the ledger opens, no completed call is missing"."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for _ in range(after):
            child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        said = [after - 1, *map(int, child.stdout.read().split())]

    async def story(ledger: Ledger) -> None:
        calls = await ledger.calls(ACCOUNT, limit=100_000)
        assert len(calls) > said[-1]
        assert [event["digit"] for event in await ledger.events(f"CA{said[-1]:032d}")] == ["1", "2", "3"]

    with_ledger(tmp_path, story)
    place = take_place(tmp_path)  # the dead process's lock is gone
    assert place.number == 1
    place.release()


def test_a_second_live_lab_gets_a_numbered_ledger(tmp_path: Path) -> None:
    """FACE: "a data directory in use gets a second, numbered ledger"."""
    first = take_place(tmp_path)
    second = take_place(tmp_path)
    assert [place.ledger.name for place in (first, second)] == ["ledger.sqlite3", "ledger-2.sqlite3"]
    assert second.recordings.name == "recordings-2"
    first.release()
    third = take_place(tmp_path)
    assert third.number == 1
    for place in (second, third):
        place.release()


def test_a_data_directory_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(LabError, match="cannot be written") as raised:
        take_place(file)
    assert "--data-dir" in raised.value.cure


def test_calls_that_a_killed_lab_left_live_are_finished(tmp_path: Path) -> None:
    """Issue 5: recordings in progress are playable; a call that nobody runs is not in progress."""
    talking, ringing = a_call(status="in-progress", start_time=DAY), a_call(status="ringing")
    sound = tmp_path / "recordings" / "RE1.wav"
    sound.parent.mkdir()
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16000))
    kept = RecordingRecord(ACCOUNT, talking.sid, path="RE1.wav")
    empty = RecordingRecord(ACCOUNT, talking.sid, path="RE2.wav")

    async def before(ledger: Ledger) -> None:
        for call in (talking, ringing):
            ledger.save_call(call)
        for recording in (kept, empty):
            ledger.save_recording(recording)
        ledger.save_conference(ConferenceRecord(ACCOUNT, "room", status="in-progress"))
        ledger.event(ACCOUNT, DigitPressed(talking.sid, 7.0, "1", "rtp"))

    async def after(ledger: Ledger) -> None:
        one, two = await ledger.calls(ACCOUNT)
        assert (one.status, one.duration, one.end_time) == ("completed", 7, DAY + timedelta(seconds=7))
        assert two.status == "failed"
        assert [room.status for room in await ledger.all(ConferenceRecord, ACCOUNT)] == ["completed"]
        assert [(r.status, r.duration) for r in await ledger.recordings(ACCOUNT)] == [
            ("completed", 1.0),
            ("absent", None),
        ]
        last = (await ledger.events(talking.sid))[-1]
        assert last["event"] == "call-ended" and "the lab was ended" in last["reason"]
        assert len(await ledger.notifications(ACCOUNT)) == 2

    with_ledger(tmp_path, before)
    with_ledger(tmp_path, after)


def test_what_is_older_than_the_limit_is_forgotten_with_its_files(tmp_path: Path) -> None:
    old = a_call(status="completed", end_time=datetime(2001, 1, 1, tzinfo=UTC))
    new = a_call(status="completed", end_time=datetime(2999, 1, 1, tzinfo=UTC))
    for name in ("recordings/RE1.wav", f"recordings/calls/{old.sid}.wav", f"recordings/calls/{new.sid}.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"RIFF")

    async def before(ledger: Ledger) -> None:
        for call in (old, new):
            ledger.save_call(call)
            ledger.event(ACCOUNT, Notified(call.sid, 0.0, None, "error", "x"))
        ledger.save_recording(RecordingRecord(ACCOUNT, old.sid, status="completed", path="RE1.wav"))

    async def after() -> None:
        ledger = open_ledger(tmp_path, Limits(days=30))
        assert [call.sid for call in await ledger.calls(ACCOUNT)] == [new.sid]
        assert await ledger.events(old.sid) == []
        assert await ledger.recordings(ACCOUNT) == []
        assert len(await ledger.notifications(ACCOUNT)) == 1
        ledger.close()

    with_ledger(tmp_path, before)
    asyncio.run(after())
    assert [file.name for file in tmp_path.rglob("*.wav")] == [f"{new.sid}.wav"]


def test_a_ledger_beyond_its_size_forgets_the_oldest_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ended = [a_call(status="completed", end_time=DAY) for _ in range(600)]

    async def before(ledger: Ledger) -> None:
        for call in ended:
            ledger.save_call(call)
            ledger.event(ACCOUNT, Notified(call.sid, 0.0, None, "error", "x" * 2000))

    async def after() -> None:
        ledger = open_ledger(tmp_path, Limits(days=100_000, size=2_000_000))
        left = [call.sid for call in await ledger.calls(ACCOUNT)]
        ledger.close()
        assert 100 < len(left) < 600 and left == [call.sid for call in ended[-len(left) :]]

    with_ledger(tmp_path, before)
    asyncio.run(after())
    assert "--keep-megabytes" in caplog.text


def test_a_full_disk_stops_neither_writing_nor_reading_for_good(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Issue 5, bad input: disk full."""

    async def story(ledger: Ledger) -> None:
        connection = ledger._writer._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite then fails as it does on a full disk
        call = a_call(parameters={"x": "y" * 100_000})
        ledger.save_call(call)
        with pytest.raises(LabError, match="full"):
            await ledger.flush()
        connection.execute("PRAGMA max_page_count = 1000000")
        await ledger.flush()
        assert await ledger.call(call.sid) == call

    with_ledger(tmp_path, story)
    assert "Calls go on" in caplog.text and "written again" in caplog.text


def test_a_file_that_is_no_ledger_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"not a database, but long enough to be read as one" * 50)
    with pytest.raises(LabError, match="cannot be opened") as raised:
        open_ledger(tmp_path)
    assert "Move the file away" in raised.value.cure
    assert (tmp_path / "ledger.sqlite3").read_bytes().startswith(b"not a database")


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    with_ledger(tmp_path, lambda ledger: ledger.flush())
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(LabError, match="newer VoiceLab"):
        open_ledger(tmp_path)


def test_every_field_of_every_record_has_its_column(tmp_path: Path) -> None:
    """A field that is added to a record needs a new step of the schema."""
    with_ledger(tmp_path, lambda ledger: ledger.flush())
    connection = sqlite3.connect(tmp_path / "ledger.sqlite3")
    for kind, table in TABLES.items():
        columns = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
        assert columns - {"id"} == {field.name for field in fields(kind)}, table
    connection.close()


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    """Issue 5: "voicelab serve over an older ledger migrates it"."""
    connection = sqlite3.connect(tmp_path / "ledger.sqlite3")
    for step in STEPS[:version]:
        connection.executescript(step)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(
        "INSERT INTO numbers (sid, account_sid, phone_number, friendly_name, voice_application_sid, voice_url, "
        "voice_method, voice_fallback_url, voice_fallback_method, status_callback, status_callback_method) "
        "VALUES ('PN1', ?, '+15005550006', '', '', 'welcome', 'POST', '', 'POST', '', 'POST')",
        (ACCOUNT,),
    )
    connection.commit()
    connection.close()

    async def story(ledger: Ledger) -> None:
        (number,) = await ledger.numbers(ACCOUNT)
        assert (number.sid, number.voice_url, number.extra) == ("PN1", "welcome", {})
        number.extra["sms_url"] = "x"
        ledger.save(number)
        assert await ledger.numbers(ACCOUNT) == [number]

    with_ledger(tmp_path, story)


def test_only_its_user_can_read_the_ledger(tmp_path: Path) -> None:
    with_ledger(tmp_path, lambda ledger: ledger.flush())
    assert (tmp_path / "ledger.sqlite3").stat().st_mode & 0o777 == 0o600
