"""``/media``: where a page that cannot send UDP brings its sound, and where a page asks whether it can.

The first message says what the page wants (docs/wire.md). ``{"ticket"}``: to be the media of the call whose
description held that ticket; binary messages follow, one RTP or RTCP packet each. ``{"token", "offer"}``: to try
WebRTC; the answer follows, and the trial ends with the socket.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from voicelab.errors import PeerError, RequestError
from voicelab.media.tick import Tick
from voicelab.media.websocket_pipe import OVER, WRITER_LIMIT, SocketPipe
from voicelab.media.websocket_way import SocketWay
from voicelab.server.lab import LAB
from voicelab.server.sockets import open_socket

__all__ = ["OVER", "REFUSED", "MediaDoor"]

REFUSED = 4401  # the ticket or the token is none

_FIRST_SECONDS = 10.0
_LIMIT = 64 * 1024  # bytes of a message: the offer of a trial is the longest
_TRIAL_SECONDS = 15.0
_MOST_TRIALS = 50
_MOST_STRANGERS = 100  # sockets that have not said yet what they want


class MediaDoor:
    """The door, and the tickets that open it."""

    def __init__(self, tick: Tick) -> None:
        self.tickets: dict[str, SocketWay] = {}
        self._tick = tick
        self._trials = 0
        self._strangers = 0

    def add_routes(self, app: web.Application) -> None:
        """Serve ``/media``."""
        app.router.add_get("/media", self.handle)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One page connects."""
        if self._strangers >= _MOST_STRANGERS:
            raise web.HTTPServiceUnavailable(text="Too many media connections that say nothing.\n")
        socket = await open_socket(request, _LIMIT, writer_limit=WRITER_LIMIT)
        try:
            first = await self._greeted(socket)
            if "ticket" in first:
                await self._carry(socket, request, first["ticket"])
            else:
                await self._try(socket, request, first)
        except (PeerError, RequestError) as error:
            with suppress(ConnectionError, RuntimeError):
                refusal = {"event": "refused", "code": error.code, "message": error.message}
                await socket.send_json(refusal)
                await socket.close(code=REFUSED)
        return socket

    async def _greeted(self, socket: web.WebSocketResponse) -> dict[str, Any]:
        """What the page wants; until it has said so it is a stranger, and there may not be many."""
        self._strangers += 1
        try:
            return await _first(socket)
        finally:
            self._strangers -= 1

    async def _carry(self, socket: web.WebSocketResponse, request: web.Request, ticket: object) -> None:
        """Carry a call's sound until the socket ends."""
        endpoint = self.tickets.get(ticket) if isinstance(ticket, str) else None
        if endpoint is None:
            raise PeerError("This ticket opens no call, or the call is over.", code=31106)
        await socket.send_json({"event": "hello", "version": 1})
        transport = request.transport
        pipe = SocketPipe(socket, transport if isinstance(transport, asyncio.WriteTransport) else None)
        writing = asyncio.create_task(pipe.write())
        endpoint.attach(pipe)
        try:
            async for message in socket:
                if message.type is WSMsgType.BINARY:
                    endpoint.message(pipe, message.data)
        finally:
            endpoint.detach(pipe)
            writing.cancel()

    async def _try(self, socket: web.WebSocketResponse, request: web.Request, first: dict[str, Any]) -> None:
        """Answer a trial of WebRTC, and keep its end open as long as the page does."""
        request.app[LAB].holder(str(first.get("token", "")))
        if self._trials >= _MOST_TRIALS:
            raise RequestError("Too many pages look how sound can travel.", status=429, code=20429)
        from voicelab.media.webrtc import WebRTCEndpoint

        endpoint = WebRTCEndpoint(self._tick)
        self._trials += 1
        try:
            async with asyncio.timeout(_TRIAL_SECONDS):
                answer = await endpoint.accept_offer(str(first.get("offer", "")))
                await socket.send_json({"event": "answer", "sdp": answer})
                async for _ in socket:
                    pass  # the page closes when it knows
        except TimeoutError:
            await socket.close()
        finally:
            self._trials -= 1
            await endpoint.close()


async def _first(socket: web.WebSocketResponse) -> dict[str, Any]:
    """The first message; RequestError 31106 when none comes, or one that makes no sense."""
    try:
        async with asyncio.timeout(_FIRST_SECONDS):
            message = await socket.receive()
        data = json.loads(message.data) if message.type is WSMsgType.TEXT else None
    except (TimeoutError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not ("ticket" in data or "token" in data):
        raise RequestError(
            'The first message is {"ticket"} or {"token", "offer"}.',
            status=400,
            code=31106,
        )
    return data
