"""The JSON form of the lab's records: the fields by name, dates in ISO 8601, ``from`` for ``from_``."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from voicelab.calls.model import ApplicationRecord, CallRecord, NumberRecord, RecordingRecord

__all__ = ["fields_in_json", "record_to_json"]


def fields_in_json(kind: type[CallRecord | RecordingRecord]) -> list[str]:
    """The names that a record of this kind has in its JSON form, in order."""
    return [field.name.rstrip("_") for field in fields(kind)]


def record_to_json(record: CallRecord | RecordingRecord | ApplicationRecord | NumberRecord) -> dict[str, Any]:
    """The record as a JSON object."""
    data: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        data[field.name.rstrip("_")] = value.isoformat() if isinstance(value, datetime) else value
    return data
