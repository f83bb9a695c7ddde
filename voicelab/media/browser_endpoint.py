"""The lab's end of a page's media, whichever way it comes: WebRTC, or a WebSocket where UDP is shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.tick import Tick
from voicelab.media.websocket import Tickets, WebSocketEndpoint
from voicelab.media.websocket_sdp import chosen, with_ticket

if TYPE_CHECKING:
    from voicelab.media.webrtc import WebRTCEndpoint

__all__ = ["BrowserEndpoint"]


class BrowserEndpoint:
    """One page. Its own description chooses the transport; an offer of ours can be answered either way."""

    def __init__(self, tick: Tick, tickets: Tickets, *, air: Air | None = None) -> None:
        self._tick = tick
        self._tickets = tickets
        self._air = air
        self._webrtc: WebRTCEndpoint | None = None
        self._websocket: WebSocketEndpoint | None = None

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
        return await self._by_webrtc().accept_offer(sdp)

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
            if websocket is not None:
                await websocket.close()
            await webrtc.accept_answer(sdp)

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

    def _by_websocket(self) -> WebSocketEndpoint:
        if self._websocket is None:
            self._websocket = WebSocketEndpoint(self._tick, self._tickets, air=self._air)
        return self._websocket
