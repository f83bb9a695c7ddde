"""A journal in memory."""

from __future__ import annotations

from voicelab.calls.events import Event
from voicelab.calls.model import CallRecord, ConferenceRecord, RecordingRecord, TranscriptionRecord
from voicelab.engine.journal import Journal

__all__ = ["ListJournal"]


class ListJournal:
    """Implements :class:`voicelab.engine.journal.Journal`: the latest record of each SID, and every event."""

    def __init__(self) -> None:
        self.calls: dict[str, CallRecord] = {}
        self.recordings: dict[str, RecordingRecord] = {}
        self.conferences: dict[str, ConferenceRecord] = {}
        self.transcriptions: dict[str, TranscriptionRecord] = {}
        self.events: list[Event] = []
        self._other: Journal | None = None

    def also(self, other: Journal, account_sid: str) -> None:
        """From now on write into ``other`` too, which is told first what was written so far."""
        for call in self.calls.values():
            other.save_call(call)
        for recording in self.recordings.values():
            other.save_recording(recording)
        for conference in self.conferences.values():
            other.save_conference(conference)
        for transcription in self.transcriptions.values():
            other.save_transcription(transcription)
        for event in self.events:
            other.event(account_sid, event)
        self._other = other

    def save_call(self, record: CallRecord) -> None:
        """Keep a call's record."""
        self.calls[record.sid] = record
        if self._other is not None:
            self._other.save_call(record)

    def save_recording(self, record: RecordingRecord) -> None:
        """Keep a recording's record."""
        self.recordings[record.sid] = record
        if self._other is not None:
            self._other.save_recording(record)

    def save_conference(self, record: ConferenceRecord) -> None:
        """Keep a conference's record."""
        self.conferences[record.sid] = record
        if self._other is not None:
            self._other.save_conference(record)

    def save_transcription(self, record: TranscriptionRecord) -> None:
        """Keep a recording's text."""
        self.transcriptions[record.sid] = record
        if self._other is not None:
            self._other.save_transcription(record)

    def event(self, account_sid: str, event: Event) -> None:
        """Keep an event."""
        self.events.append(event)
        if self._other is not None:
            self._other.event(account_sid, event)
