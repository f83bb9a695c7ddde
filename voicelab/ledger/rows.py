"""Records as rows of the ledger, and back."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from voicelab.calls.model import (
    AccountRecord,
    ApplicationRecord,
    CallerIdRecord,
    CallRecord,
    ConferenceRecord,
    KeyRecord,
    NumberRecord,
    QueueRecord,
    RecordingRecord,
    TranscriptionRecord,
)

__all__ = ["TABLES", "AnyRecord", "Record", "record_of", "save_statement", "values_of"]

AnyRecord: TypeAlias = (
    CallRecord
    | RecordingRecord
    | ApplicationRecord
    | NumberRecord
    | KeyRecord
    | CallerIdRecord
    | ConferenceRecord
    | QueueRecord
    | TranscriptionRecord
    | AccountRecord
)
Record = TypeVar("Record", bound=AnyRecord)

TABLES: dict[type[Any], str] = {
    CallRecord: "calls",
    RecordingRecord: "recordings",
    ApplicationRecord: "applications",
    NumberRecord: "numbers",
    KeyRecord: "api_keys",
    CallerIdRecord: "caller_ids",
    ConferenceRecord: "conferences",
    QueueRecord: "queues",
    TranscriptionRecord: "transcriptions",
    AccountRecord: "accounts",
}


def values_of(record: AnyRecord) -> dict[str, Any]:
    """The record's column values, a copy that later changes of the record do not touch."""
    return {field.name: _value(getattr(record, field.name)) for field in fields(record)}


def save_statement(kind: type[Any]) -> str:
    """The statement that inserts a record of this kind or updates its row, which keeps its place."""
    names = [field.name for field in fields(kind)]
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(f":{name}" for name in names)
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "sid")
    return (
        f"INSERT INTO {TABLES[kind]} ({columns}) VALUES ({places}) ON CONFLICT (sid) DO UPDATE SET {changes}"
    )


def record_of(kind: type[Record], row: sqlite3.Row) -> Record:
    """The record that a row holds."""
    values: dict[str, Any] = {}
    for field in fields(kind):
        value = row[field.name]
        if "datetime" in str(field.type):
            value = datetime.fromisoformat(value) if value else None
        elif "dict" in str(field.type):
            value = json.loads(value)
        values[field.name] = value
    return kind(**values)


def _value(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, str):  # half a surrogate pair, from a careless page, is no text that can be stored
        return value.encode("utf-8", "replace").decode()
    return value
