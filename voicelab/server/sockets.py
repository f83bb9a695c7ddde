"""The WebSockets of the lab's own doors: opened alike, and closed with the server."""

from __future__ import annotations

import asyncio
import weakref

from aiohttp import WSCloseCode, web

from voicelab.errors import RequestError

__all__ = ["SOCKETS", "close_sockets", "open_socket"]

_BEAT = 20.0  # seconds between pings
_CLOSE_SECONDS = 0.3

SOCKETS: web.AppKey[weakref.WeakSet[web.WebSocketResponse]] = web.AppKey("sockets", weakref.WeakSet)


async def open_socket(
    request: web.Request, limit: int, *, writer_limit: int = 64 * 1024
) -> web.WebSocketResponse:
    """Make the request a WebSocket whose messages have at most ``limit`` bytes; RequestError 426 if it is none.

    After ``writer_limit`` bytes sending looks whether the connection takes more, and waits if it does not.
    """
    socket = web.WebSocketResponse(
        heartbeat=_BEAT, max_msg_size=limit, compress=False, writer_limit=writer_limit
    )
    if not socket.can_prepare(request):
        raise RequestError("This address wants a WebSocket.", status=426)
    await socket.prepare(request)
    request.app[SOCKETS].add(socket)
    return socket


async def close_sockets(app: web.Application) -> None:
    """Close them all: the server ends."""

    async def close(socket: web.WebSocketResponse) -> None:
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await socket.close(code=WSCloseCode.GOING_AWAY, message=b"the lab stopped")
        except (TimeoutError, ConnectionError, RuntimeError):
            pass  # it does not read; the connection is dropped with the server

    sockets = app[SOCKETS]
    await asyncio.gather(*(close(socket) for socket in list(sockets)))
