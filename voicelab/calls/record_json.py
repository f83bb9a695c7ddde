"""The JSON form of the lab's records, one for the server that writes it and the client that reads it.

A record is its fields by name, dates in ISO 8601, ``from`` for ``from_``. Fields that a reader does not know
are left out, so an older client reads a newer lab.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from voicelab.calls.model import ApplicationRecord, CallRecord, NumberRecord, RecordingRecord

__all__ = ["record_from_json", "record_to_json"]

Record = TypeVar("Record", CallRecord, RecordingRecord, ApplicationRecord, NumberRecord)


def record_to_json(record: CallRecord | RecordingRecord | ApplicationRecord | NumberRecord) -> dict[str, Any]:
    """The record as a JSON object."""
    data: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        data[field.name.rstrip("_")] = value.isoformat() if isinstance(value, datetime) else value
    return data


def record_from_json(kind: type[Record], data: dict[str, Any]) -> Record:
    """The record of this kind that ``record_to_json`` wrote; TypeError when a needed field is missing."""
    values: dict[str, Any] = {}
    for field in fields(kind):
        name = field.name.rstrip("_")
        if name in data:
            value = data[name]
            values[field.name] = (
                datetime.fromisoformat(value) if "datetime" in str(field.type) and value else value
            )
    return kind(**values)
