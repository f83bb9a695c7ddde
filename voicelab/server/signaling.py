"""``/signal``: where pages with an official SDK connect, call, and are rung.

A :class:`SignalingDoor` holds the connections (:mod:`voicelab.server.signaling_connection`) and finds the lines of
their calls. The token decides who may do what; which pages may try is the doorkeeper's business
(:mod:`voicelab.server.doors`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection

from aiohttp import web

from voicelab.calls.credentials import INVALID, Identity, Keyring, verify_token
from voicelab.engine.switchboard import Switchboard
from voicelab.errors import PeerError
from voicelab.server.pstream_frames import MAX_FRAME
from voicelab.server.signaling_connection import Connection
from voicelab.server.signaling_lines import BrowserLine, Endpoint

__all__ = ["SignalingDoor"]

MAX_CONNECTIONS = 1000
MAX_STRANGERS = 100  # connections without a valid token


class SignalingDoor:
    """All signaling connections of the lab. ``endpoints`` makes the lab's end of a media connection.

    ``check`` raises PeerError for a token that was taken back.
    """

    def __init__(
        self,
        switchboard: Switchboard,
        keyrings: Callable[[], Collection[Keyring]],
        endpoints: Callable[[], Endpoint],
        check: Callable[[str], object] = lambda token: None,
    ) -> None:
        self.switchboard = switchboard
        self.endpoints = endpoints
        self.connections: set[Connection] = set()
        self._keyrings = keyrings
        self._check = check
        self._lines: dict[str, BrowserLine] = {}  # by reconnect token
        self._past: deque[str] = deque(maxlen=1000)  # tokens of calls that ended
        self.broken_off: deque[tuple[str, str, str]] = deque(maxlen=100)
        """Account, identity and CallSid of calls that ended with their connection."""

    def add_routes(self, app: web.Application) -> None:
        """Serve ``/signal``; connections are closed with the application."""
        app.router.add_get("/signal", self.handle)
        app.on_shutdown.append(self._shut_down)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One page connects."""
        strangers = sum(connection.identity is None for connection in self.connections)
        if len(self.connections) >= MAX_CONNECTIONS or strangers >= MAX_STRANGERS:
            raise web.HTTPServiceUnavailable(text="Too many signaling connections.\n")
        socket = web.WebSocketResponse(max_msg_size=4 * MAX_FRAME, compress=False)
        if not socket.can_prepare(request):
            raise web.HTTPUpgradeRequired(text="This is a WebSocket: the Twilio browser SDKs connect here.\n")
        await socket.prepare(request)
        connection = Connection(self, socket, request)
        self.connections.add(connection)
        try:
            await connection.run()
        finally:
            self.connections.discard(connection)
        return socket

    def verify(self, token: str) -> Identity:
        """Who a token's holder is; PeerError for one that does not let its holder use the SDK."""
        identity = verify_token(token, *self._keyrings())
        if identity.kind == "observe":
            raise PeerError("This token lets its holder watch calls, not make them.", code=INVALID)
        self._check(token)
        return identity

    def look(self, identity: Identity, token: str) -> None:
        """PeerError when a token that was good was taken back, or its account is not active any more.

        Its dates are not looked at again: the machine's clock may have been set back.
        """
        if not any(ring.account_sid == identity.account_sid for ring in self._keyrings()):
            raise PeerError("The token's account is not active any more.", code=INVALID)
        self._check(token)

    # --- lines by their reconnect tokens --------------------------------------------------------------------
    def remember(self, line: BrowserLine) -> None:
        """The line can be found by its reconnect token."""
        self._lines[line.token] = line

    def forget(self, line: BrowserLine) -> None:
        """The line's call is over."""
        if self._lines.pop(line.token, None) is not None:
            self._past.append(line.token)

    def line(self, token: str) -> BrowserLine | None:
        """The line with this reconnect token."""
        return self._lines.get(token)

    def is_past(self, token: str) -> bool:
        """Whether a call with this token was there and has ended."""
        return token in self._past

    # --- the end --------------------------------------------------------------------------------------------
    def cut(self, identity: str | None = None) -> int:
        """Cut the connections of an identity, or all, as a broken network does; returns how many."""
        cut = [one for one in self.connections if identity in (None, one.identity_name)]
        for connection in cut:
            connection.cut()
        return len(cut)

    async def _shut_down(self, app: web.Application) -> None:
        await asyncio.gather(*(connection.close("the lab stopped") for connection in list(self.connections)))
