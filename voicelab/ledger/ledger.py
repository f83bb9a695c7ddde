"""The ledger: calls, events, recordings, notifications and webhook exchanges, in one SQLite file.

It is the engine's :class:`~voicelab.engine.journal.Journal` on a server. Writing returns at once; reading is
``await``-ed and sees all that was written before. Notifications and exchanges are kept as rows of their own,
taken from the events ``notified``, ``webhook-started`` and ``webhook-answered``.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from voicelab import clock
from voicelab.calls.events import Event, Notified, WebhookAnswered, WebhookStarted
from voicelab.calls.model import (
    ApplicationRecord,
    CallRecord,
    ConferenceRecord,
    NumberRecord,
    RecordingRecord,
    TranscriptionRecord,
    new_sid,
)
from voicelab.ledger.pages import Condition, page_query
from voicelab.ledger.recovery import finish_interrupted
from voicelab.ledger.retention import Limits, prune
from voicelab.ledger.rows import TABLES, AnyRecord, Record, record_of, save_statement, values_of
from voicelab.ledger.writer import Work, Writer

__all__ = ["Ledger"]

T = TypeVar("T")

_PRUNE_EVERY = 5000  # events between two looks at the limits


class Ledger:
    """What one lab remembers. Open it with :meth:`open`; :meth:`close` it at the end."""

    def __init__(self, path: Path, recordings: Path, limits: Limits) -> None:
        self.on_freed: Callable[[Mapping[str, int]], object] = lambda freed: None
        """Called on the ledger's own thread: bytes of recordings that were forgotten, by account."""
        self._recordings = recordings
        self._limits = limits
        self._writer = Writer(path)
        self._written = 0

    @classmethod
    def open(cls, path: Path, *, recordings: Path, limits: Limits | None = None) -> Ledger:
        """Open or make the ledger at ``path``, bring it up to date, and finish what a killed lab left behind.

        ``recordings`` is the directory of its sound files. Blocks for a moment. Raises LabError for a file
        that is no ledger, or one of a newer VoiceLab.
        """
        ledger = cls(path, recordings, limits or Limits())
        try:
            ledger._writer.ask(lambda connection: finish_interrupted(connection, recordings)).result()
        except BaseException:
            ledger.close()
            raise
        ledger._prune()
        return ledger

    def close(self) -> None:
        """Write what is left and close the file. Idempotent; blocks for a moment."""
        self._writer.close()

    # --- the engine's journal ------------------------------------------------------------------------------
    def save_call(self, record: CallRecord) -> None:
        """Insert or replace a call's record."""
        self._save(record)

    def save_recording(self, record: RecordingRecord) -> None:
        """Insert or replace a recording's record."""
        self._save(record)

    def save_conference(self, record: ConferenceRecord) -> None:
        """Insert or replace a conference's record."""
        self._save(record)

    def save_transcription(self, record: TranscriptionRecord) -> None:
        """Insert or replace a recording's text."""
        self._save(record)

    def event(self, account_sid: str, event: Event) -> None:
        """Keep an event."""
        date = clock.now().isoformat()

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO events (call_sid, at, json) VALUES (?, ?, ?)",
                (event.call_sid, event.at, json.dumps(event.to_json())),
            )
            if isinstance(event, Notified):
                _notify(connection, account_sid, event, date)
            elif isinstance(event, WebhookStarted):
                _exchange_started(connection, account_sid, event, date)
            elif isinstance(event, WebhookAnswered):
                _exchange_answered(connection, event)

        self._writer.write(work)
        self._written += 1
        if self._written % _PRUNE_EVERY == 0:
            self._prune()

    # --- what the lab itself keeps -------------------------------------------------------------------------
    def save(self, record: AnyRecord) -> None:
        """Insert or replace a record of any kind."""
        self._save(record)

    def save_application(self, record: ApplicationRecord) -> None:
        """Insert or replace an application."""
        self._save(record)

    def save_number(self, record: NumberRecord) -> None:
        """Insert or replace a number."""
        self._save(record)

    def save_document(self, account_sid: str, name: str, source: str) -> None:
        """Insert or replace a document."""
        values = (account_sid, name, source.encode("utf-8", "replace").decode())
        self._writer.write(lambda db: db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", values))

    def delete_document(self, account_sid: str, name: str) -> None:
        """Forget a document."""
        values = (account_sid, name)
        self._writer.write(
            lambda db: db.execute("DELETE FROM documents WHERE account_sid = ? AND name = ?", values)
        )

    def save_host(self, host: str, address: str) -> None:
        """Insert or replace where a host is mapped to."""
        self._writer.write(
            lambda db: db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, address))
        )

    def delete_host(self, host: str) -> None:
        """Forget a mapped host."""
        self._writer.write(lambda db: db.execute("DELETE FROM hosts WHERE host = ?", (host,)))

    def delete_call(self, sid: str) -> None:
        """Forget a call and what happened in it; its recordings stay, as on the platform."""

        def work(connection: sqlite3.Connection) -> None:
            for table in ("events", "notifications", "exchanges"):
                connection.execute(f"DELETE FROM {table} WHERE call_sid = ?", (sid,))
            connection.execute("DELETE FROM calls WHERE sid = ?", (sid,))

        self._writer.write(work)

    def delete(self, record: AnyRecord) -> None:
        """Forget a record."""
        statement = f"DELETE FROM {TABLES[type(record)]} WHERE sid = ?"
        sid = record.sid
        self._writer.write(lambda db: db.execute(statement, (sid,)))

    # --- reading -------------------------------------------------------------------------------------------
    async def all(self, kind: type[Record], account_sid: str) -> list[Record]:
        """The account's records of a kind, oldest first."""
        return await self._records(kind, "account_sid = ?", (account_sid,))

    async def find(self, kind: type[Record], sid: str) -> Record | None:
        """One record."""
        return await self._record(kind, sid)

    async def page(
        self,
        kind: type[Record],
        account_sid: str,
        conditions: Sequence[Condition] = (),
        *,
        size: int,
        skip: int = 0,
        after: str = "",
        before: str = "",
    ) -> tuple[list[Record], bool]:
        """A page of the account's records, newest first, and whether older ones follow.

        The page begins after the record ``after`` or ends before the record ``before`` (SIDs), else ``skip``
        records are left out. A condition is a field's name, an operator and a value.
        """
        statement, values, backwards = page_query(kind, account_sid, conditions, size, skip, after, before)
        rows = await self._rows(statement, values)
        more = len(rows) > size or backwards
        page = rows[:size]
        return [record_of(kind, row) for row in (reversed(page) if backwards else page)], more

    async def calls(self, account_sid: str, *, limit: int = 1000) -> list[CallRecord]:
        """The account's last ``limit`` calls, oldest first."""
        return await self._records(CallRecord, "account_sid = ?", (account_sid,), limit)

    async def call(self, sid: str) -> CallRecord | None:
        """One call."""
        return await self._record(CallRecord, sid)

    async def events(self, call_sid: str) -> list[dict[str, Any]]:
        """A call's events in their JSON form, in order."""
        rows = await self._rows("SELECT json FROM events WHERE call_sid = ? ORDER BY id", (call_sid,))
        return [json.loads(row["json"]) for row in rows]

    async def recordings(
        self, account_sid: str, *, call_sid: str | None = None, limit: int = 1000
    ) -> list[RecordingRecord]:
        """The account's last ``limit`` recordings, or those of one call, oldest first."""
        if call_sid is not None:
            return await self._records(
                RecordingRecord, "account_sid = ? AND call_sid = ?", (account_sid, call_sid), limit
            )
        return await self._records(RecordingRecord, "account_sid = ?", (account_sid,), limit)

    async def recording(self, sid: str) -> RecordingRecord | None:
        """One recording."""
        return await self._record(RecordingRecord, sid)

    async def notification(self, sid: str) -> dict[str, Any] | None:
        """One notification, as :meth:`notifications` gives them."""
        rows = await self._rows("SELECT * FROM notifications WHERE sid = ?", (sid,))
        return {name: rows[0][name] for name in rows[0].keys() if name != "id"} if rows else None  # noqa: SIM118

    async def notifications(
        self, account_sid: str, *, call_sid: str | None = None, limit: int = 1000
    ) -> list[dict[str, Any]]:
        """The account's last ``limit`` notifications, or those of one call, oldest first.

        Each has sid, account_sid, call_sid, date (ISO 8601), code, level, message, cure, line, column,
        document and url.
        """
        where, values = ("account_sid = ?", (account_sid,))
        if call_sid is not None:
            where, values = ("account_sid = ? AND call_sid = ?", (account_sid, call_sid))  # type: ignore[assignment]
        rows = await self._rows(
            f"SELECT * FROM notifications WHERE {where} ORDER BY id DESC LIMIT ?", (*values, limit)
        )
        return [{name: row[name] for name in row.keys() if name != "id"} for row in reversed(rows)]  # noqa: SIM118

    async def exchanges(self, call_sid: str) -> list[dict[str, Any]]:
        """A call's webhook exchanges in order: request, answer, timing; ``status`` None without an answer."""
        rows = await self._rows("SELECT * FROM exchanges WHERE call_sid = ? ORDER BY exchange", (call_sid,))
        return [{**dict(row), "parameters": json.loads(row["parameters"])} for row in rows]

    async def applications(self, account_sid: str) -> list[ApplicationRecord]:
        """The account's applications, oldest first."""
        return await self._records(ApplicationRecord, "account_sid = ?", (account_sid,))

    async def numbers(self, account_sid: str) -> list[NumberRecord]:
        """The account's numbers, oldest first."""
        return await self._records(NumberRecord, "account_sid = ?", (account_sid,))

    async def documents(self, account_sid: str) -> dict[str, str]:
        """The account's documents: source by name."""
        rows = await self._rows("SELECT name, source FROM documents WHERE account_sid = ?", (account_sid,))
        return {row["name"]: row["source"] for row in rows}

    async def hosts(self) -> dict[str, str]:
        """The mapped hosts: address by host."""
        return {row["host"]: row["address"] for row in await self._rows("SELECT * FROM hosts", ())}

    async def flush(self) -> None:
        """Return when all that was written so far is in the file."""
        await self._ask(lambda _connection: None)

    # --- the rest ------------------------------------------------------------------------------------------
    def _save(self, record: AnyRecord) -> None:
        values = values_of(record)
        statement = save_statement(type(record))
        self._writer.write(lambda connection: connection.execute(statement, values))

    def _prune(self) -> None:
        def work(connection: sqlite3.Connection) -> None:
            freed: Counter[str] = Counter()
            prune(connection, self._limits, self._recordings, freed)
            if freed:
                self.on_freed(freed)

        self._writer.write(work)

    async def _ask(self, work: Work[T]) -> T:
        async with clock.outside():
            return await asyncio.wrap_future(self._writer.ask(work))

    async def _rows(self, statement: str, values: Sequence[Any]) -> list[sqlite3.Row]:
        return await self._ask(lambda connection: connection.execute(statement, values).fetchall())

    async def _records(
        self, kind: type[Record], where: str, values: Sequence[Any], limit: int = -1
    ) -> list[Record]:
        rows = await self._rows(
            f"SELECT * FROM {TABLES[kind]} WHERE {where} ORDER BY id DESC LIMIT ?", (*values, limit)
        )
        return [record_of(kind, row) for row in reversed(rows)]

    async def _record(self, kind: type[Record], sid: str) -> Record | None:
        found = await self._records(kind, "sid = ?", (sid,))
        return found[0] if found else None


def _notify(connection: sqlite3.Connection, account_sid: str, event: Notified, date: str) -> None:
    """Keep a notification."""
    values = asdict(event) | {"sid": new_sid("NO"), "account_sid": account_sid, "date": date}
    connection.execute(
        "INSERT INTO notifications (sid, account_sid, call_sid, date, code, level, message, cure, line, "
        '"column", document, url) VALUES (:sid, :account_sid, :call_sid, :date, :code, :level, :message, '
        ":cure, :line, :column, :document, :url)",
        {
            name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
            for name, value in values.items()
        },
    )


def _exchange_started(
    connection: sqlite3.Connection, account_sid: str, event: WebhookStarted, date: str
) -> None:
    """Keep a request to the application."""
    connection.execute(
        "INSERT OR REPLACE INTO exchanges (call_sid, exchange, account_sid, date, purpose, method, url, "
        "parameters, signature, started) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.call_sid,
            event.exchange,
            account_sid,
            date,
            event.purpose,
            event.method,
            event.url.encode("utf-8", "replace").decode(),
            json.dumps(event.parameters),
            event.signature,
            event.at,
        ),
    )


def _exchange_answered(connection: sqlite3.Connection, event: WebhookAnswered) -> None:
    """Keep the application's answer."""
    connection.execute(
        "UPDATE exchanges SET duration = ?, status = ?, content_type = ?, body = ?, error_code = ? "
        "WHERE call_sid = ? AND exchange = ?",
        (
            event.duration,
            event.status,
            event.content_type,
            event.body.encode("utf-8", "replace").decode(),
            event.error_code,
            event.call_sid,
            event.exchange,
        ),
    )
