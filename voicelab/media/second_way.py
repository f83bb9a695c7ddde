"""When UDP dies in a call, the call goes on: the same leg and the same session, from now on over a WebSocket.

The page has the ticket since the call was described, so it needs nobody's leave: it opens the socket when its ICE
finds no way any more, and that is the word. There is no way back.
"""

from __future__ import annotations

from voicelab.media.webrtc import WebRTCEndpoint
from voicelab.media.webrtc_rtp import RtpSession
from voicelab.media.websocket_way import PATIENCE, SocketWay, Tickets, lateness_of_streams, unprotected

__all__ = ["SecondWay"]


class SecondWay(SocketWay):
    """The WebSocket that a WebRTC party may change to, as long as its call lasts."""

    def __init__(self, first: WebRTCEndpoint, tickets: Tickets) -> None:
        super().__init__(tickets)
        self._first = first
        self._taken = False
        first.closed.add_done_callback(lambda _: self._end())

    @property
    def rtp(self) -> RtpSession:
        """The session that WebRTC has set up."""
        return self._first.rtp

    def _opened(self) -> None:
        if self._taken:
            return
        self._taken = True
        self.rtp.change_way(self._send, lateness_of_streams())
        unprotected(self.rtp, keys=False)
        self._first.give_up_udp()

    def _lost(self) -> None:
        self._first.lost(f"the party's WebSocket did not come back in {PATIENCE:.0f} s")
