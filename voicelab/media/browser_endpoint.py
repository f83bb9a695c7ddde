"""The lab's end of a page's media, whichever way it comes: WebRTC, or a WebSocket where UDP is shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.tick import Tick
from voicelab.media.websocket import WebSocketEndpoint
from voicelab.media.websocket_sdp import chosen, with_ticket
from voicelab.media.websocket_way import Tickets

if TYPE_CHECKING:
    from voicelab.media.second_way import SecondWay
    from voicelab.media.webrtc import WebRTCEndpoint

__all__ = ["BrowserEndpoint"]


class BrowserEndpoint:
    """One page. Its own description chooses the transport; an offer of ours can be answered either way.

    A page that chose WebRTC may change to a WebSocket when UDP dies, by the ticket in our description.
    """

    def __init__(self, tick: Tick, tickets: Tickets, *, air: Air | None = None) -> None:
        self._tick = tick
        self._tickets = tickets
        self._air = air
        self._webrtc: WebRTCEndpoint | None = None
        self._websocket: WebSocketEndpoint | None = None
        self._second: SecondWay | None = None

    @property
    def leg(self) -> AudioLeg:
        """The page's leg; before the page chose, that of WebRTC."""
        if self._webrtc is None and self._websocket is not None:
            return self._websocket.leg
        return self._by_webrtc().leg

    async def accept_offer(self, sdp: str) -> str:
        """Take the page's offer and return the answer; a second offer restarts the connection. Raises PeerError."""
        if self._webrtc is None and (self._websocket is not None or chosen(sdp)):
            return await self._by_websocket().accept_offer(sdp)
        answer = await self._by_webrtc().accept_offer(sdp)
        return with_ticket(answer, self._second_way().ticket)

    async def create_offer(self) -> str:
        """An offer for both transports."""
        return with_ticket(await self._by_webrtc().create_offer(), self._by_websocket().new_ticket())

    async def accept_answer(self, sdp: str) -> None:
        """Take the page's answer: what it did not choose is closed. Raises PeerError."""
        webrtc, websocket = self._webrtc, self._websocket
        if webrtc is not None and chosen(sdp):
            self._webrtc = None
            await webrtc.close()
        elif webrtc is not None:
            self._websocket = None
            ticket = None
            if websocket is not None:
                ticket = websocket.ticket
                await websocket.close()
            await webrtc.accept_answer(sdp)
            self._second_way(ticket)

    async def connected(self) -> AudioLeg:
        """Wait until sound can pass and return the leg; PeerError 53405 when it never will."""
        if self._webrtc is None and self._websocket is not None:
            return await self._websocket.connected()
        return await self._by_webrtc().connected()

    async def close(self) -> None:
        """End the media and free the sockets. Idempotent."""
        for end in (self._webrtc, self._websocket):
            if end is not None:
                await end.close()

    def _by_webrtc(self) -> WebRTCEndpoint:
        if self._webrtc is None:
            from voicelab.media.webrtc import WebRTCEndpoint  # aiortc takes its time to load

            self._webrtc = WebRTCEndpoint(self._tick, air=self._air)
        return self._webrtc

    def _second_way(self, ticket: str | None = None) -> SecondWay:
        """What a WebRTC page may change to, by the ticket that it was given already, or by a new one."""
        if self._second is None:
            from voicelab.media.second_way import SecondWay

            self._second = SecondWay(self._by_webrtc(), self._tickets)
            if ticket is None:
                self._second.new_ticket()
            else:
                self._second.opens_by(ticket)
        return self._second

    def _by_websocket(self) -> WebSocketEndpoint:
        if self._websocket is None:
            self._websocket = WebSocketEndpoint(self._tick, self._tickets, air=self._air)
        return self._websocket
