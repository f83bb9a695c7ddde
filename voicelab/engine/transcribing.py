"""What is said in a call as text, while it is said: Start's Transcription, and the text of a recording.

Source: Twilio's "TwiML Voice: Transcription" and "Real-time transcription callbacks".
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from voicelab.calls.events import SpeechHeard
from voicelab.calls.model import new_sid
from voicelab.clock import elapsed, now
from voicelab.engine.ears import Ear, HeardTrack
from voicelab.engine.side import Side
from voicelab.errors import VoiceLabError
from voicelab.verbs.plans import Heard, ListenPlan, TranscriptionPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["CallTranscription", "TrackListener"]

_TRACKS: Mapping[str, tuple[HeardTrack, ...]] = {
    "inbound_track": ("inbound",),
    "outbound_track": ("outbound",),
    "both_tracks": ("inbound", "outbound"),
}
_LAST_WORDS = 10.0  # seconds that a recogniser has for what was said until the end


class TrackListener:
    """Listens to one track of a side, utterance after utterance, and tells each to ``heard``.

    :meth:`open` raises LabError when no recogniser here understands the language. :meth:`run` listens until
    :meth:`end`; what is being said then is still told.
    """

    def __init__(
        self, call: Call, side: Side, plan: ListenPlan, track: HeardTrack, heard: Callable[[Heard], None]
    ) -> None:
        self._call = call
        self._side = side
        self._plan = replace(plan, again=True)
        self._track = track
        self._heard = heard
        self._ear: Ear | None = None
        self._ending = asyncio.Event()

    async def open(self) -> None:
        """Begin to listen."""
        assert self._side.leg is not None
        self._ear = await self._call.listen(self._side.leg, self._plan, self._track)
        for remark in self._ear.remarks:
            self._call.remark(remark)

    async def run(self) -> None:
        """Listen on and on; LabError when the recogniser is lost."""
        assert self._ear is not None, "open comes first"
        ending = asyncio.ensure_future(self._ending.wait())
        try:
            while True:
                hearing = asyncio.ensure_future(self._ear.next())
                try:
                    await asyncio.wait((hearing, ending), return_when=asyncio.FIRST_COMPLETED)
                    if hearing.done():
                        self._take(hearing.result())
                        continue
                    self._ear.finish()
                    await asyncio.wait((hearing,), timeout=_LAST_WORDS)
                    if hearing.done():
                        await self._last_words(self._ear, hearing.result())
                    return
                finally:
                    hearing.cancel()
        finally:
            ending.cancel()
            self._close()

    async def _last_words(self, ear: Ear, heard: Heard) -> None:
        """What was being said at the end, up to its final text; nothing when nobody spoke."""
        try:
            async with asyncio.timeout(_LAST_WORDS):
                while self._take(heard) != "final":
                    heard = await ear.next()
        except TimeoutError:
            pass

    def _take(self, heard: Heard) -> str:
        self._heard(heard)
        return heard.kind

    def end(self) -> None:
        """Listen no more; what is being said now is still told."""
        self._ending.set()

    def _close(self) -> None:
        ear, self._ear = self._ear, None
        if ear is not None:
            ear.close()


class CallTranscription:
    """One live transcription of a call. :meth:`run` is its whole life."""

    def __init__(self, call: Call, side: Side, plan: TranscriptionPlan) -> None:
        self.call = call
        self.side = side
        self.plan = plan
        self.sid = new_sid("GT")
        self.status = "in-progress"
        self.stopping = asyncio.Event()
        self._told: asyncio.Task[None] | None = None
        self._number = 0
        self._began = 0.0

    @property
    def name(self) -> str:
        """The transcription's name, which is its SID when it was given none."""
        return self.plan.name or self.sid

    async def run(self) -> None:
        """Transcribe until it is stopped, the call ends, or the recogniser cannot go on (told as an error)."""
        listeners = [
            TrackListener(self.call, self.side, self.plan.listen, track, self._teller(track))
            for track in _TRACKS[self.plan.track]
        ]
        try:
            for listener in listeners:
                await listener.open()
            self._tell_started()
            await self._listen(listeners)
        except VoiceLabError as error:
            self.call.notify(error.code, "error", error.message, cure=error.cure)
            words = f"{error.message} {error.cure}".strip()
            self._tell("error", {"TranscriptionErrorCode": str(error.code or 0), "TranscriptionError": words})
        finally:
            self.status = "stopped"
            for listener in listeners:
                listener.end()
            self._tell("stopped", {})

    async def _listen(self, listeners: list[TrackListener]) -> None:
        running = [asyncio.create_task(listener.run()) for listener in listeners]
        stopping = asyncio.create_task(self.stopping.wait())
        try:
            ends: list[asyncio.Future[Any]] = [*running, stopping, self.side.gone]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for listener in listeners:
                listener.end()
            await asyncio.gather(*running)
        finally:
            for task in (*running, stopping):
                task.cancel()
            await asyncio.gather(*running, stopping, return_exceptions=True)

    # --- what is told ---------------------------------------------------------------------------------------
    def _tell_started(self) -> None:
        plan = self.plan
        form = {
            "ProviderConfiguration": json.dumps(plan.provider),
            "TranscriptionEngine": plan.engine,
            "Name": self.name,
            "Track": plan.track,
            "PartialResults": str(plan.listen.partials).lower(),
            "LanguageCode": plan.listen.language,
        }
        for name, label in (
            ("InboundTrackLabel", plan.inbound_label),
            ("OutboundTrackLabel", plan.outbound_label),
        ):
            if label:
                form[name] = label
        self._tell("started", form)

    def _teller(self, track: HeardTrack) -> Callable[[Heard], None]:
        return lambda heard: self._content(track, heard)

    def _content(self, track: HeardTrack, heard: Heard) -> None:
        if heard.kind == "began" and track == "inbound":
            self._began = elapsed()
        if not heard.text or (heard.kind == "partial" and not self.plan.listen.partials):
            return
        data: dict[str, object] = {"transcript": heard.text}
        form = {
            "LanguageCode": self.plan.listen.language,
            "Track": f"{track}_track",
            "Final": str(heard.kind == "final").lower(),
        }
        if heard.kind == "final":
            data["confidence"] = heard.confidence or 0.0
        else:
            form["Stability"] = "0.5"
        self._tell("content", form | {"TranscriptionData": json.dumps(data, ensure_ascii=False)})
        if track == "inbound" and not self.call.over and not self.call.listened_since(self._began):
            self.call.emit(
                SpeechHeard, text=heard.text, confidence=heard.confidence, final=heard.kind == "final"
            )

    def _tell(self, event: str, details: Mapping[str, str]) -> None:
        plan = self.plan
        if not plan.status_callback:
            return
        self._number += 1
        form = {
            "TranscriptionEvent": f"transcription-{event}",
            "AccountSid": self.call.account.sid,
            "CallSid": self.call.sid,
            "TranscriptionSid": self.sid,
            "Timestamp": now().isoformat(),
            "SequenceId": str(self._number),
            **details,
        }
        work = self.call.application.callback(
            plan.status_callback, plan.status_callback_method, form, "transcription callback"
        )
        self._told = self.call.start_job(_after(self._told, work), "transcription callback")


async def _after(before: asyncio.Task[None] | None, work: Awaitable[None]) -> None:
    """Do ``work`` when ``before`` is done: an application gets its text in order."""
    if before is not None:
        await asyncio.wait((before,))
    await work
