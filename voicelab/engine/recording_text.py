"""The text of a recording: Record's transcribe. Source: Twilio's "TwiML Voice: Record", transcribeCallback.

The recogniser listens while the recording is made, and the callback is told when it is complete.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from voicelab.calls.model import TranscriptionRecord
from voicelab.calls.webhook_form import call_form
from voicelab.clock import now
from voicelab.engine.side import Side
from voicelab.engine.transcribing import TrackListener
from voicelab.errors import VoiceLabError
from voicelab.verbs.plans import Heard, ListenPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["RecordingText"]

_SHORTEST, _LONGEST = 2.0, 120.0  # seconds of a recording that is transcribed


class RecordingText:
    """Listens to what a side's party says from :meth:`begin` on, for one recording."""

    def __init__(self, call: Call, side: Side, callback: str) -> None:
        self._call = call
        self._callback = callback
        self._words: list[str] = []
        self._failure: VoiceLabError | None = None
        plan = ListenPlan(silence=1.0, longest=_LONGEST, free=True, profanity_filter=False)
        self._listener = TrackListener(call, side, plan, "inbound", self._heard)
        self._running: asyncio.Task[None] | None = None

    def _heard(self, heard: Heard) -> None:
        if heard.kind == "final" and heard.text:
            self._words.append(heard.text)

    async def begin(self) -> None:
        """Begin to listen; without a recogniser for free speech the transcription will have failed."""
        try:
            await self._listener.open()
        except VoiceLabError as error:
            self._failure = error
        else:
            self._running = self._call.start_job(self._listen(), "transcription of a recording")

    async def _listen(self) -> None:
        try:
            await self._listener.run()
        except VoiceLabError as error:
            self._failure = error

    def end(self, recording_sid: str, url: str, duration: float) -> None:
        """The recording is complete: finish the text beside the call, and tell it."""
        self._listener.end()
        self._call.start_job(self._tell(recording_sid, url, duration), "transcription of a recording")

    async def _tell(self, recording_sid: str, url: str, duration: float) -> None:
        if self._running is not None:
            await asyncio.wait((self._running,))
        failed = self._failed(duration)
        sid = self._keep(recording_sid, duration, failed=failed)
        if not self._callback:
            return
        form = call_form(self._call.record) | {
            "TranscriptionSid": sid,
            "TranscriptionText": "" if failed else " ".join(self._words),
            "TranscriptionStatus": "failed" if failed else "completed",
            "TranscriptionUrl": url.replace(f"/Recordings/{recording_sid}", f"/Transcriptions/{sid}"),
            "TranscriptionType": "fast",
            "RecordingSid": recording_sid,
            "RecordingUrl": url,
        }
        await self._call.application.callback(self._callback, "POST", form, "transcribe callback")

    def _keep(self, recording_sid: str, duration: float, *, failed: bool) -> str:
        """Write the text down; its SID."""
        record = TranscriptionRecord(
            self._call.account.sid,
            recording_sid,
            status="failed" if failed else "completed",
            transcription_text="" if failed else " ".join(self._words),
            duration=duration,
            date_created=now(),
            date_updated=now(),
        )
        self._call.equipment.journal.save_transcription(record)
        return record.sid

    def _failed(self, duration: float) -> bool:
        """Whether there is no text, and why: told."""
        if not _SHORTEST < duration < _LONGEST:
            self._call.notify(
                13617,
                "warning",
                f"A recording of {duration:.1f} seconds is not transcribed: "
                f"only those between {_SHORTEST:.0f} and {_LONGEST:.0f} seconds are.",
            )
            return True
        if self._failure is not None:
            error = self._failure
            self._call.notify(
                13620, "warning", f"The recording is not transcribed. {error.message}", cure=error.cure
            )
        return self._failure is not None
