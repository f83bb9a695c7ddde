"""What a whole room, or one party in it, is let hear beside the talk: beeps, and announcement documents.

Source: Twilio's Conference and Participant resources, AnnounceUrl. An announcement is one document, requested once and
mixed into what its hearers hear; its end, or its failure, is told once. Those on hold hear none for the whole room.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from voicelab.engine.side import Side
from voicelab.errors import VoiceLabError
from voicelab.media.frames import Sound
from voicelab.verbs.plans import HungUp

if TYPE_CHECKING:
    from voicelab.engine.call import Call
    from voicelab.engine.conference import Conference, Participant

__all__ = ["Announcement", "RunAnnouncement", "beep_over"]

RunAnnouncement = Callable[["Call", Side, "Announcement", str, str, Mapping[str, str]], Awaitable[None]]
"""Runs a document (call, side, hearers, URL, method, parameters) for those who hear it; VoiceLabError when it fails."""


def beep_over(participant: Participant, sound: Sound) -> None:
    """Let a party hear a short sound beside whatever it hears."""
    work = participant.side.or_gone(participant.leg.play(sound, over=True))
    participant.call.start_job(work, "beep")


class Announcement:
    """One announcement: to ``only`` one party, or to all who are in the room and not on hold.

    It is what :class:`voicelab.engine.caller.LegCaller` plays to in place of a leg.
    """

    def __init__(self, room: Conference, url: str, only: Participant | None = None) -> None:
        self._room = room
        self._url = url
        self._only = only
        self._playing: dict[Participant, asyncio.Future[None]] = {}
        self._nobody: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @property
    def rendered(self) -> bool:
        """Whether its hearers hear samples."""
        return all(participant.leg.rendered for participant in self._room.participants.values())

    def hearers(self) -> list[Participant]:
        """For whom it is now."""
        present = list(self._room.participants.values())
        if self._only is not None:
            return [self._only] if self._only in present else []
        return [participant for participant in present if not participant.hold]

    async def run(self, run: RunAnnouncement, host: Call, method: str) -> None:
        """Run the document under the name of ``host``, and tell how it ended."""
        callbacks = self._room.callbacks
        assert callbacks is not None
        try:
            await run(host, Side(_Nobody(self._nobody)), self, self._url, method, self._room.form)
        except HungUp:
            return
        except VoiceLabError as error:
            reason = str(error.code or "") + f" {error.message}"
            callbacks.tell(
                "announcement-fail",
                self._only,
                AnnounceUrl=self._url,
                ReasonAnnouncementFailed=reason.strip(),
            )
            return
        callbacks.tell("announcement-end", self._only, AnnounceUrl=self._url)

    def heed(self) -> None:
        """Somebody came, went, or was put on hold: who is not meant any more hears no more of it."""
        hearers = self.hearers()
        for participant, playing in self._playing.items():
            if participant not in hearers:
                playing.cancel()
        present = self._room.participants.values()
        there = bool(present) if self._only is None else self._only in present
        if not there and not self._nobody.done():
            self._nobody.set_result("nobody is there to hear it")

    async def play(self, sound: Sound) -> None:
        """Mix ``sound`` into what each of them hears, and return when it is over."""
        self._playing = {
            participant: asyncio.ensure_future(
                participant.side.or_gone(participant.leg.play(sound, over=True))
            )
            for participant in self.hearers()
        }
        playing = list(self._playing.values())
        try:
            if not playing:  # all are on hold: it passes unheard
                await asyncio.sleep(sound.duration)
            await asyncio.gather(*playing, return_exceptions=True)
        finally:
            for each in playing:
                each.cancel()

    async def press(self, digits: str) -> None:
        """Press keys at each of them."""
        work = [participant.side.or_gone(participant.leg.press(digits)) for participant in self.hearers()]
        await asyncio.gather(*work, return_exceptions=True)


class _Nobody:
    """The line of nobody in particular, for a document that has no party of its own."""

    def __init__(self, gone: asyncio.Future[str]) -> None:
        self.gone = gone

    async def answered(self) -> Any:
        """Never: there is nobody to ring."""
        await asyncio.shield(self.gone)

    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """Nobody is there to hang up on."""

    async def send_message(self, content: Any, message_type: str, content_type: str) -> str:
        """Nobody is there to be told."""
        return ""
