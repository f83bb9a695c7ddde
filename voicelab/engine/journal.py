"""Where the engine writes down what happened, as it sees it.

The ledger (SQLite) implements it on the server, a list in tests. Calls return at once: writing happens off
the tick.
"""

from __future__ import annotations

from typing import Protocol

from voicelab.calls.events import Event
from voicelab.calls.model import CallRecord, ConferenceRecord, RecordingRecord, TranscriptionRecord

__all__ = ["Journal"]


class Journal(Protocol):
    """Keeps records and events."""

    def save_call(self, record: CallRecord) -> None:
        """Insert or replace a call's record."""
        ...

    def save_recording(self, record: RecordingRecord) -> None:
        """Insert or replace a recording's record."""
        ...

    def save_conference(self, record: ConferenceRecord) -> None:
        """Insert or replace a conference's record."""
        ...

    def save_transcription(self, record: TranscriptionRecord) -> None:
        """Insert or replace a recording's text."""
        ...

    def event(self, account_sid: str, event: Event) -> None:
        """Keep an event."""
        ...
