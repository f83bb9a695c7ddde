"""How a leg's packets pass a WebSocket: the ticket that opens one, the socket that counts, and its absence.

Sans-IO: whoever holds the socket attaches a :class:`Pipe` and passes its messages on. A socket that is cut may be
opened again with the same ticket within :data:`PATIENCE` seconds.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import MutableMapping
from typing import Protocol

from voicelab.media.lateness import Lateness
from voicelab.media.webrtc_rtp import RtpSession
from voicelab.media.webrtc_sdp import Codec, Description
from voicelab.media.websocket_sdp import EVENTS, PCMU

__all__ = [
    "MEMORY",
    "PATIENCE",
    "QUANTILE",
    "START",
    "Pipe",
    "SocketWay",
    "Tickets",
    "lateness_of_streams",
    "unprotected",
]

PATIENCE = 30.0
"""Seconds that a leg waits for a socket that was cut, as a WebRTC leg waits for datagrams."""
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


def lateness_of_streams() -> Lateness:
    """How late packets come that a stream carries."""
    return Lateness(START, quantile=QUANTILE, memory=MEMORY)


def unprotected(rtp: RtpSession, *, keys: bool) -> None:
    """Let the session speak PCMU with nothing to protect; keys go out as events if ``keys``, else as sound."""
    rtp.configure([_SOUND, _KEYS], [_SOUND, _KEYS] if keys else [_SOUND], Description())
    rtp.secure(_Plain, _Plain)


class SocketWay:
    """One party's way over a WebSocket. While it may be opened it stands in ``tickets``."""

    def __init__(self, tickets: Tickets) -> None:
        self.ticket = ""
        self._tickets = tickets
        self._far_highest: int | None = None
        self._pipe: Pipe | None = None
        self._patience: asyncio.TimerHandle | None = None

    # --- whose way it is --------------------------------------------------------------------------------
    @property
    def rtp(self) -> RtpSession:
        """The session whose packets it carries."""
        raise NotImplementedError

    def _opened(self) -> None:
        """The party's socket is here; called for each."""

    def _lost(self) -> None:
        """The party did not come back."""

    # --- the socket -------------------------------------------------------------------------------------
    def new_ticket(self) -> str:
        """Let the party connect with a new ticket, and with no other."""
        return self.opens_by(secrets.token_urlsafe(24))

    def opens_by(self, ticket: str) -> str:
        """Let the party connect with this ticket, and with no other."""
        self._tickets.pop(self.ticket, None)
        self.ticket = ticket
        self._tickets[ticket] = self
        return ticket

    def attach(self, pipe: Pipe) -> None:
        """The party's socket is here. One that was here before ends; it ends itself when the call is over."""
        if self.rtp.closed.done():
            pipe.end("the call is over")
            return
        before, self._pipe = self._pipe, pipe
        if before is not None:
            before.end("another connection took its place")
        self._wait_no_more()
        self._opened()

    def message(self, pipe: Pipe, data: bytes) -> None:
        """A packet came by a socket; nothing when it is not the party's any more."""
        if pipe is not self._pipe:
            return
        self.rtp.datagram(data)
        highest = self.rtp.far_highest
        if highest is not None and highest != self._far_highest:
            self._far_highest = highest
            pipe.heard(highest)

    def detach(self, pipe: Pipe) -> None:
        """A socket is gone; the leg waits for the party to come back. Idempotent."""
        if pipe is not self._pipe:
            return
        self._pipe = None
        if not self.rtp.closed.done():
            self._patience = asyncio.get_running_loop().call_later(PATIENCE, self._lost)

    def _send(self, data: bytes) -> None:
        if self._pipe is not None:
            self._pipe.send(data)

    def _end(self) -> None:
        """The call is over: nobody comes in any more, and who is in goes."""
        self._tickets.pop(self.ticket, None)
        self._wait_no_more()
        if self._pipe is not None:
            self._pipe.end("the call is over")
            self._pipe = None

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


Tickets = MutableMapping[str, SocketWay]
"""The ways that a socket may be opened for, by ticket."""
