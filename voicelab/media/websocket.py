"""A leg over a WebSocket, for parties that UDP cannot reach: RTP in binary messages, one packet each.

Sans-IO (:mod:`voicelab.media.websocket_way`). The codec is PCMU, keys come as telephone-events, reports of both sides
are RTCP; nothing is encrypted beneath the socket's own TLS. An ICE restart gives a new ticket.
"""

from __future__ import annotations

import asyncio

from voicelab.errors import PeerError
from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.tick import Tick
from voicelab.media.webrtc_rtp import RtpSession
from voicelab.media.websocket_sdp import chosen, describe
from voicelab.media.websocket_way import PATIENCE, SocketWay, Tickets, lateness_of_streams, unprotected

__all__ = ["WebSocketEndpoint"]

CONNECT = 15.0


class WebSocketEndpoint(SocketWay):
    """One party over a WebSocket. Give it the party's description, hand its socket over, then wait for it.

    While it may be opened it stands in ``tickets``. ``leg`` may be used at once. Keys go to the party as
    telephone-events if ``keys`` says that it has ears for them, else as sound.
    """

    def __init__(self, tick: Tick, tickets: Tickets, *, air: Air | None = None, keys: bool = False) -> None:
        super().__init__(tickets)
        self._rtp = RtpSession(tick, self._send, self._shut, air, lateness_of_streams())
        unprotected(self._rtp, keys=keys)
        self.leg = AudioLeg(self._rtp, tick)
        self._version = 0
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._shutting: asyncio.Task[None] | None = None

    @property
    def rtp(self) -> RtpSession:
        """The party's session."""
        return self._rtp

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
        self._version += 1
        return describe(self.new_ticket(), self._version)

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

    def _opened(self) -> None:
        if not self._ready.done():
            self._ready.set_result(None)
            self.leg.start()

    def _lost(self) -> None:
        self._shutting = asyncio.create_task(
            self._shut(f"the party's WebSocket did not come back in {PATIENCE:.0f} s")
        )

    async def _shut(self, reason: str = "the lab ended the media") -> None:
        if not self._ready.done():
            self._ready.set_exception(_failed(reason))
            self._ready.exception()  # nobody may be waiting for it
        self._end()
        if not self.closed.done():
            self.closed.set_result(reason)


def _failed(why: str) -> PeerError:
    return PeerError(
        f"no media path to the party: {why}.",
        code=53405,
        cure="Does something between the page and the lab stop WebSockets? 'voicelab doctor' says.",
    )
