"""The recording of a conference: what everybody says, mixed into one channel, from its start to its end.

Source: Twilio's "TwiML Voice: Conference", record, and the Conference Recording resource. It belongs to the call
whose settings count, the first one in the room.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from voicelab.calls.events import RecordingEnded, RecordingStarted
from voicelab.calls.model import RecordingRecord
from voicelab.clock import now, rfc2822
from voicelab.engine.recordings import recording_url, stored
from voicelab.media.leg import Mix
from voicelab.verbs.plans import ConferencePlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["ConferenceRecording"]


class ConferenceRecording:
    """One recording of one conference, which runs from the moment it is made.

    RequestError 20429 when the account has no room for it.
    """

    def __init__(self, conference_sid: str, host: Call, plan: ConferencePlan, mix: Mix) -> None:
        host.account.need_storage()
        self._host = host
        self._plan = plan
        self._stopping: asyncio.Task[None] | None = None
        self.record = RecordingRecord(
            host.account.sid,
            host.sid,
            source="Conference",
            start_time=now(),
            conference_sid=conference_sid,
        )
        self.record.path = f"{self.record.sid}.wav"
        path = host.equipment.recordings / self.record.path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._take = mix.record(path)
        host.equipment.journal.save_recording(self.record)
        host.emit(RecordingStarted, recording_sid=self.record.sid, source="Conference", channels=1)
        self._tell("in-progress")

    @property
    def over(self) -> bool:
        """Whether it was stopped."""
        return self._stopping is not None

    def pause(self, *, keep_silence: bool) -> None:
        """Keep nothing until :meth:`resume`; with ``keep_silence`` silence stands in its place."""
        self._take.pause(keep_silence=keep_silence)
        self._move("paused")

    def resume(self) -> None:
        """Keep sound again."""
        self._take.resume()
        self._move("in-progress")

    def _move(self, status: Literal["paused", "in-progress", "processing"]) -> None:
        self.record.status = status
        self._host.equipment.journal.save_recording(self.record)

    def stop(self) -> asyncio.Task[None]:
        """End it; the result is done once its file is complete and its callback is on its way. Idempotent."""
        if self._stopping is None:
            self._move("processing")
            self._stopping = self._host.start_job(self._finish(), "recording of a conference")
        return self._stopping

    async def _finish(self) -> None:
        host, record = self._host, self.record
        record.duration = duration = await self._take.stop(trim=self._plan.trim)
        record.status = "completed" if duration > 0 else "absent"
        host.account.stored += stored(host.equipment.recordings, record)
        host.equipment.journal.save_recording(record)
        host.emit(RecordingEnded, recording_sid=record.sid, duration=round(duration, 3), status=record.status)
        self._tell(record.status)

    def _tell(self, event: str) -> None:
        told, record = self._plan.recording_status_callback, self.record
        if not told.url or event not in told.events:
            return
        form = {
            "AccountSid": record.account_sid,
            "ConferenceSid": record.conference_sid or "",
            "RecordingSid": record.sid,
            "RecordingUrl": recording_url(self._host.equipment.base_url(), record),
            "RecordingStatus": event,
            "RecordingChannels": str(record.channels),
            "RecordingStartTime": rfc2822(record.start_time or now()),
            "RecordingSource": record.source,
            "ErrorCode": str(record.error_code or 0),
        }
        if event == "completed":
            form["RecordingDuration"] = str(round(record.duration or 0))
        work = self._host.application.callback(told.url, told.method, form, "recording status callback")
        self._host.start_job(work, "recording status callback")
