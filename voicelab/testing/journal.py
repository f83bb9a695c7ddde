"""A journal in memory."""

from __future__ import annotations

from voicelab.calls.events import Event
from voicelab.calls.model import CallRecord, ConferenceRecord, RecordingRecord

__all__ = ["ListJournal"]


class ListJournal:
    """Implements :class:`voicelab.engine.journal.Journal`: the latest record of each SID, and every event."""

    def __init__(self) -> None:
        self.calls: dict[str, CallRecord] = {}
        self.recordings: dict[str, RecordingRecord] = {}
        self.conferences: dict[str, ConferenceRecord] = {}
        self.events: list[Event] = []

    def save_call(self, record: CallRecord) -> None:
        """Keep a call's record."""
        self.calls[record.sid] = record

    def save_recording(self, record: RecordingRecord) -> None:
        """Keep a recording's record."""
        self.recordings[record.sid] = record

    def save_conference(self, record: ConferenceRecord) -> None:
        """Keep a conference's record."""
        self.conferences[record.sid] = record

    def event(self, account_sid: str, event: Event) -> None:
        """Keep an event."""
        self.events.append(event)
