"""One media stream of a call: its socket, its sound both ways, its callbacks.

Source: Twilio's "Media Streams" and "TwiML Voice: Stream". Connect waits for it; Start lets it run beside the
script until it is stopped or the call ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from voicelab.calls.events import StreamEnded, StreamStarted
from voicelab.calls.model import new_sid
from voicelab.calls.signature import sign
from voicelab.clock import now
from voicelab.engine.side import Side
from voicelab.engine.sockets import Socket, SocketFailure
from voicelab.engine.stream_player import StreamPlayer
from voicelab.engine.stream_sound import StreamSound
from voicelab.errors import ApplicationError
from voicelab.media.frames import Frame
from voicelab.streams.media_stream import Clear, Mark, MediaStream, Play, Refused, StreamTrack
from voicelab.verbs.plans import StreamPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["CallStream"]

_TRACKS: Mapping[str, tuple[StreamTrack, ...]] = {
    "inbound_track": ("inbound",),
    "outbound_track": ("outbound",),
    "both_tracks": ("inbound", "outbound"),
}
_BACKLOG = 500  # frames that wait for a slow server before the newest are thrown away: ten seconds
_MOST_FAULTS = 20  # notifications about bad frames; after those they are only ignored


class CallStream:
    """One stream. :meth:`run` is its whole life."""

    def __init__(self, call: Call, side: Side, plan: StreamPlan) -> None:
        self.call = call
        self.side = side
        self.plan = plan
        self.sid = new_sid("MZ")
        self.status = "in-progress"
        self.stopping = asyncio.Event()
        tracks: tuple[StreamTrack, ...] = _TRACKS[plan.track]
        self._talk = MediaStream(
            self.sid,
            call.account.sid,
            call.sid,
            tracks,
            plan.parameters,
            two_way=plan.two_way,
            encoding=plan.encoding,
            rate=plan.rate,
        )
        self._tracks = tracks
        self._there = {track: StreamSound(plan.encoding, plan.rate) for track in tracks}
        self._back = StreamSound(plan.encoding, plan.rate)
        self._frames: asyncio.Queue[str] = asyncio.Queue(_BACKLOG)
        self._behind = False
        self._faults = 0

    @property
    def name(self) -> str:
        """The stream's name, which is its SID when it was given none."""
        return self.plan.name or self.sid

    async def run(self) -> str:
        """Connect, stream, and return why it ended: ``closed`` by the server, ``stopped``, or ``call ended``.

        Raises ApplicationError with 31901, 31902, 31910 or 31920 when there is no connection.
        """
        call, leg = self.call, self.side.leg
        assert leg is not None
        socket = await self._connect()
        player = StreamPlayer(self.side, lambda name: socket.send(self._talk.mark(name)))
        for frame in self._talk.open():
            await socket.send(frame)
        call.emit(
            StreamStarted, stream_sid=self.sid, name=self.name, url=self.plan.url, tracks=list(self._tracks)
        )
        self._tell("stream-started")
        untap = leg.tap(self._tap)
        unlisten = leg.add_key_listener(self._key) if self.plan.two_way else lambda: None
        sending = asyncio.create_task(self._send(socket))
        receiving = asyncio.create_task(self._receive(socket, player))
        stopping = asyncio.create_task(self.stopping.wait())
        reason = "call ended"
        try:
            await asyncio.wait((receiving, stopping, self.side.gone), return_when=asyncio.FIRST_COMPLETED)
            if receiving.done():
                receiving.result()
                reason = "closed by the server"
            elif stopping.done():
                reason = "stopped"
            return reason
        finally:
            untap()
            unlisten()
            self.status = "stopped"
            for task in (sending, receiving, stopping):
                task.cancel()
            await asyncio.wait((sending, receiving, stopping))
            await player.close()
            await socket.send(self._talk.stop())
            await socket.close()
            call.emit(StreamEnded, stream_sid=self.sid, name=self.name, reason=reason)
            self._tell("stream-stopped")

    async def _connect(self) -> Socket:
        plan = self.plan
        headers = {"x-twilio-signature": sign(self.call.account.auth_token, plan.url)}
        try:
            return await self.call.equipment.sockets.connect(plan.url, headers)
        except SocketFailure as failure:
            self._tell("stream-error", failure.message)
            raise ApplicationError(
                failure.message, code=failure.code, cure="Is the stream server running, and at this address?"
            ) from failure

    # --- from the party to the server -----------------------------------------------------------------------
    def _tap(self, inbound: Frame, outbound: Frame) -> None:
        for track in self._tracks:
            sound = self._there[track].encode(inbound if track == "inbound" else outbound)
            self._put(self._talk.media(track, sound))

    def _key(self, digit: str, via: str) -> None:
        self._put(self._talk.dtmf(digit))

    def _put(self, frame: str) -> None:
        try:
            self._frames.put_nowait(frame)
            self._behind = False
        except asyncio.QueueFull:
            if not self._behind:
                self._behind = True
                self.call.notify(
                    31931, "warning", f"The server of stream {self.name} reads too slowly; sound was lost."
                )

    async def _send(self, socket: Socket) -> None:
        while True:
            await socket.send(await self._frames.get())

    # --- from the server to the party -----------------------------------------------------------------------
    async def _receive(self, socket: Socket, player: StreamPlayer) -> None:
        while (text := await socket.receive()) is not None:
            match self._talk.receive(text):
                case Play(sound):
                    if not player.play(self._back.decode(sound)):
                        self._fault(31930, "More sound was sent than can wait; it is thrown away.")
                case Mark(name):
                    if not player.mark(name):
                        self._fault(31930, "More marks were sent than can wait; they are dropped.")
                case Clear():
                    self._back.clear()
                    await player.clear()
                case Refused(code, message):
                    self._fault(code, message)

    def _fault(self, code: int, message: str) -> None:
        self._faults += 1
        if self._faults <= _MOST_FAULTS:
            self.call.notify(code, "warning", f"Stream {self.name}: {message}", url=self.plan.url)

    # --- callbacks ------------------------------------------------------------------------------------------
    def _tell(self, event: str, error: str = "") -> None:
        plan = self.plan
        if not plan.status_callback:
            return
        form = {
            "AccountSid": self.call.account.sid,
            "CallSid": self.call.sid,
            "StreamSid": self.sid,
            "StreamName": self.name,
            "StreamEvent": event,
            "Timestamp": now().isoformat(),
        }
        if error:
            form["StreamError"] = error
        work = self.call.application.callback(
            plan.status_callback, plan.status_callback_method, form, "stream callback"
        )
        self.call.start_job(work, "stream callback")
