"""Recordings as a call sees them: a take under way, its record, its file, its callbacks.

Source: Twilio's "Recording status callback". Files are ``recordings/RE....wav`` in the data directory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from voicelab.calls.events import RecordingEnded, RecordingStarted
from voicelab.calls.model import RecordingRecord
from voicelab.clock import now, rfc2822
from voicelab.engine.recording_text import RecordingText
from voicelab.engine.side import Side
from voicelab.media.leg import RecordingTake
from voicelab.verbs.plans import Recording, RecordingPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["EngineTake", "recording_url", "start_recording", "stored"]


def recording_url(base_url: str, record: RecordingRecord) -> str:
    """The address of a recording, as webhooks give it: without an extension it is the WAV."""
    return f"{base_url}/2010-04-01/Accounts/{record.account_sid}/Recordings/{record.sid}"


def stored(recordings: Path, record: RecordingRecord) -> int:
    """Bytes of a recording's sound file; 0 when there is none."""
    file = recordings / (record.path or "-")
    return file.stat().st_size if file.is_file() else 0


async def start_recording(call: Call, side: Side, plan: RecordingPlan) -> EngineTake:
    """Start recording a side of a call as ``plan`` says; RequestError 20429 when there is no room for it."""
    assert side.leg is not None
    call.account.need_storage()
    record = RecordingRecord(
        call.account.sid,
        call.sid,
        source=plan.source,
        channels=plan.channels,
        track=plan.track,
        start_time=now(),
    )
    record.path = f"{record.sid}.wav"
    text = RecordingText(call, side, plan.transcribe_callback) if plan.transcribe else None
    if text is not None:
        await text.begin()
    path = call.equipment.recordings / record.path
    path.parent.mkdir(parents=True, exist_ok=True)
    take = EngineTake(
        call, side, plan, record, side.leg.record(path, channels=plan.channels, track=plan.track), text
    )
    call.takes.append(take)
    call.equipment.journal.save_recording(record)
    call.emit(RecordingStarted, recording_sid=record.sid, source=plan.source, channels=plan.channels)
    take.tell("in-progress")
    return take


class EngineTake:
    """One recording of one call."""

    def __init__(
        self,
        call: Call,
        side: Side,
        plan: RecordingPlan,
        record: RecordingRecord,
        take: RecordingTake,
        text: RecordingText | None = None,
    ) -> None:
        self._call = call
        self._side = side
        self._plan = plan
        self._take = take
        self._text = text
        self.record = record

    @property
    def name(self) -> str:
        """The name that Stop knows it by; empty when it was given none."""
        return self._plan.name

    @property
    def of_the_call(self) -> bool:
        """Whether it is the call's own, made by Record or with the call, and told with the end of the call."""
        return self.record.source in ("RecordVerb", "OutboundAPI")

    async def silent_for(self, seconds: float) -> None:
        """Return when the party was silent for so long; HungUp when it is gone."""
        await self._side.or_gone(self._take.silent_for(seconds))

    def pause(self, *, keep_silence: bool) -> None:
        """Keep nothing until :meth:`resume`; with ``keep_silence`` silence stands in its place."""
        self._take.pause(keep_silence=keep_silence)
        self._move("paused")

    def resume(self) -> None:
        """Keep sound again."""
        self._take.resume()
        self._move("in-progress")

    def _move(self, status: Literal["paused", "in-progress"]) -> None:
        self.record.status = status
        self._call.equipment.journal.save_recording(self.record)

    async def stop(self) -> Recording:
        """End the recording, settle its record, tell its callback. Idempotent."""
        record = self.record
        if record.duration is None:
            record.status = "processing"
            duration = await self._take.stop(trim=self._plan.trim)
            if record.duration is None:  # nobody else finished it while the file was written
                record.duration = duration
                record.status = "completed" if duration > 0 else "absent"
                self._call.takes.remove(self)
                self._call.account.stored += stored(self._call.equipment.recordings, record)
                self._call.equipment.journal.save_recording(record)
                self._call.emit(
                    RecordingEnded,
                    recording_sid=record.sid,
                    duration=round(duration, 3),
                    status=record.status,
                )
                if self.of_the_call:
                    self._call.recorded = {
                        "RecordingUrl": self._url,
                        "RecordingSid": record.sid,
                        "RecordingDuration": str(round(duration)),
                    }
                self.tell(record.status)
                if self._text is not None:
                    self._text.end(record.sid, self._url, duration)
        return Recording(record.sid, self._url, record.duration or 0.0)

    @property
    def _url(self) -> str:
        return recording_url(self._call.equipment.base_url(), self.record)

    def tell(self, event: str) -> None:
        """Post the recording status callback when its plan asks for this event."""
        plan, record = self._plan, self.record
        if not plan.status_callback or event not in plan.status_callback_events:
            return
        form = {
            "AccountSid": record.account_sid,
            "CallSid": record.call_sid,
            "RecordingSid": record.sid,
            "RecordingUrl": self._url,
            "RecordingStatus": event,
            "RecordingChannels": str(record.channels),
            "RecordingStartTime": rfc2822(record.start_time or now()),
            "RecordingSource": record.source,
            "RecordingTrack": record.track,
            "ErrorCode": str(record.error_code or 0),
        }
        if event == "completed":
            form["RecordingDuration"] = str(round(record.duration or 0))
        self._call.start_job(
            self._call.application.callback(
                plan.status_callback, plan.status_callback_method, form, "recording status callback"
            ),
            "recording status callback",
        )
