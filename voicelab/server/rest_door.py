"""``/2010-04-01``: Twilio's REST API over HTTP; :mod:`voicelab.rest` answers."""

from __future__ import annotations

from aiohttp import web

from voicelab.rest import RestFace, RestRequest
from voicelab.server.answers import read_body

__all__ = ["add_routes"]

FACE: web.AppKey[RestFace] = web.AppKey("rest", RestFace)


def add_routes(app: web.Application, face: RestFace) -> None:
    """Open the door."""
    app[FACE] = face
    app.router.add_route("*", "/2010-04-01{path:.*}", serve)


async def serve(request: web.Request) -> web.Response:
    """Hand one request over and send the answer."""
    body = await read_body(request)
    path, _, query = request.raw_path.partition("?")
    answered = await request.app[FACE].handle(
        RestRequest(
            request.method,
            path,
            query,
            request.headers.get("Authorization", ""),
            request.headers.get("Content-Type", ""),
            body,
        )
    )
    headers = dict(answered.headers)
    if answered.body:
        headers["Content-Type"] = f"{answered.content_type};charset=utf-8"
    return web.Response(status=answered.status, body=answered.body or None, headers=headers)
