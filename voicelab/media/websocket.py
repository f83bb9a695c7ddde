"""A leg over a WebSocket, for parties that UDP cannot reach: RTP in binary messages, one packet each.

Sans-IO: whoever holds the socket attaches a :class:`Pipe` and passes its messages on. The codec is PCMU, keys come
as telephone-events, reports of both sides are RTCP; nothing is encrypted beneath the socket's own TLS. A socket that
is cut may be opened again with the same ticket within :data:`PATIENCE` seconds; an ICE restart gives a new ticket.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import MutableMapping
from typing import Protocol

from voicelab.errors import PeerError
from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.lateness import Lateness
from voicelab.media.tick import Tick
from voicelab.media.webrtc_rtp import RtpSession
from voicelab.media.webrtc_sdp import Codec, Description
from voicelab.media.websocket_sdp import EVENTS, PCMU, chosen, describe

__all__ = ["PATIENCE", "Pipe", "Tickets", "WebSocketEndpoint"]

PATIENCE = 30.0
"""Seconds that a leg waits for a socket that was cut, as a WebRTC leg waits for datagrams."""
CONNECT = 15.0
START = 0.080  # of the playout target: a stream delays where UDP loses
QUANTILE = 0.99
MEMORY = 0.996  # about five seconds
_SOUND = Codec(PCMU, "pcmu")
_KEYS = Codec(EVENTS, "telephone-event")


class Pipe(Protocol):
    """The party's socket."""

    def send(self, data: bytes) -> None:
        """Send a message as soon as that is possible, or drop it when newer ones come before; never wait."""
        ...

    def heard(self, sequence: int) -> None:
        """The party told that it has got the packet with this sequence number, and so those before it."""
        ...

    def end(self, reason: str) -> None:
        """Close the socket: it was replaced, or the call is over."""
        ...


class _Plain:
    """What stands for SRTP where the socket is protected already, or needs no protection."""

    @staticmethod
    def _same(data: bytes) -> bytes:
        return data

    protect = unprotect = protect_rtcp = unprotect_rtcp = _same


class WebSocketEndpoint:
    """One party over a WebSocket. Give it the party's description, hand its socket over, then wait for it.

    While it may be opened it stands in ``tickets``. ``leg`` may be used at once. Keys go to the party as
    telephone-events if ``keys`` says that it has ears for them, else as sound.
    """

    def __init__(self, tick: Tick, tickets: Tickets, *, air: Air | None = None, keys: bool = False) -> None:
        lateness = Lateness(START, quantile=QUANTILE, memory=MEMORY)
        self._rtp = RtpSession(tick, self._send, self._shut, air, lateness)
        self._rtp.configure([_SOUND, _KEYS], [_SOUND, _KEYS] if keys else [_SOUND], Description())
        self._rtp.secure(_Plain, _Plain)
        self.leg = AudioLeg(self._rtp, tick)
        self.ticket = ""
        self._tickets = tickets
        self._version = 0
        self._far_highest: int | None = None
        self._pipe: Pipe | None = None
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._patience: asyncio.TimerHandle | None = None
        self._shutting: asyncio.Task[None] | None = None

    @property
    def closed(self) -> asyncio.Future[str]:
        """Done, with the reason in words, when the party's media is gone for good."""
        return self._rtp.closed

    # --- offer and answer -------------------------------------------------------------------------------
    async def accept_offer(self, offer: str) -> str:
        """Take the party's offer, or a further one that restarts the connection, and return our answer.

        PeerError 53402 for an offer that asks for something else.
        """
        if not chosen(offer):
            raise PeerError("the party asks for another transport than before.", code=53402)
        if self.closed.done():
            raise _failed("there is no connection that could be restarted")
        return describe(self.new_ticket(), self._version)

    def new_ticket(self) -> str:
        """Let the party connect with a new ticket, and with no other."""
        self._tickets.pop(self.ticket, None)
        self.ticket = secrets.token_urlsafe(24)
        self._tickets[self.ticket] = self
        self._version += 1
        return self.ticket

    # --- the socket -------------------------------------------------------------------------------------
    def attach(self, pipe: Pipe) -> None:
        """The party's socket is here. One that was here before ends; it ends itself when the call is over."""
        if self.closed.done():
            pipe.end("the call is over")
            return
        before, self._pipe = self._pipe, pipe
        if before is not None:
            before.end("another connection took its place")
        self._wait_no_more()
        if not self._ready.done():
            self._ready.set_result(None)
            self.leg.start()

    def message(self, pipe: Pipe, data: bytes) -> None:
        """A packet came by a socket; nothing when it is not the party's any more."""
        if pipe is not self._pipe:
            return
        self._rtp.datagram(data)
        highest = self._rtp.far_highest
        if highest is not None and highest != self._far_highest:
            self._far_highest = highest
            pipe.heard(highest)

    def detach(self, pipe: Pipe) -> None:
        """A socket is gone; the leg waits for the party to come back. Idempotent."""
        if pipe is not self._pipe:
            return
        self._pipe = None
        if not self.closed.done():
            self._patience = asyncio.get_running_loop().call_later(PATIENCE, self._lost)

    def _send(self, data: bytes) -> None:
        if self._pipe is not None:
            self._pipe.send(data)

    # --- as any endpoint --------------------------------------------------------------------------------
    async def connected(self, timeout: float = CONNECT) -> AudioLeg:
        """Wait until sound can pass and return the leg; PeerError 53405, and all closed, when it cannot."""
        try:
            async with asyncio.timeout(timeout):
                await asyncio.shield(self._ready)
        except TimeoutError:
            error = _failed(f"no WebSocket within {timeout:g} s")
            await self._shut(str(error))
            raise error from None
        return self.leg

    async def close(self) -> None:
        """End the media. Idempotent."""
        await self.leg.close()

    def _lost(self) -> None:
        self._shutting = asyncio.create_task(
            self._shut(f"the party's WebSocket did not come back in {PATIENCE:.0f} s")
        )

    async def _shut(self, reason: str = "the lab ended the media") -> None:
        self._tickets.pop(self.ticket, None)
        self._wait_no_more()
        if not self._ready.done():
            self._ready.set_exception(_failed(reason))
            self._ready.exception()  # nobody may be waiting for it
        if self._pipe is not None:
            self._pipe.end("the call is over")
            self._pipe = None
        if not self.closed.done():
            self.closed.set_result(reason)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


Tickets = MutableMapping[str, WebSocketEndpoint]
"""The endpoints that a socket may be opened for, by ticket."""


def _failed(why: str) -> PeerError:
    return PeerError(
        f"no media path to the party: {why}.",
        code=53405,
        cure="Does something between the page and the lab stop WebSockets? 'voicelab doctor' says.",
    )
