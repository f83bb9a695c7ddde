"""The tunnel that carries requests to webhook functions in a kernel (docs/wire.md).

A kernel opens a WebSocket to the lab and says which paths it serves; the lab sends it each request for
``/webhooks/PATH`` and answers with what comes back. Where two kernels serve one path, the later one has it.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from voicelab.errors import RequestError
from voicelab.server.answers import read_form
from voicelab.server.doors import need_credentials
from voicelab.server.lab import LAB
from voicelab.server.sockets import open_socket

__all__ = ["ANSWER_SECONDS", "TUNNELS", "Tunnel", "Tunnels", "open_tunnel", "serve_webhook"]

log = logging.getLogger("voicelab.server")

ANSWER_SECONDS = 14.5  # the platform waits 15 for a webhook: the sentence must arrive before
_MESSAGE_LIMIT = 16 * 1024 * 1024  # bytes: a function may answer with minutes of sound
_PATHS_LIMIT = 1000
_UNDER_WAY = 200  # requests that one kernel may have to answer at a time
_KEPT_HEADERS = ("content-type", "cookie", "i-twilio-idempotency-token", "user-agent", "x-twilio-signature")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a kernel answered."""

    status: int
    content_type: str
    body: bytes


class Tunnel:
    """One kernel's end: its paths, and the requests it has not answered yet."""

    def __init__(self, socket: web.WebSocketResponse, account_sid: str = "") -> None:
        self.account_sid = account_sid
        self.paths: frozenset[str] = frozenset()
        self._socket = socket
        self._numbers = count(1)
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def ask(self, request: Mapping[str, Any]) -> _Answer:
        """Let the kernel answer a request; RequestError 502 with a sentence when it does not."""
        path = request["path"]
        if len(self._waiting) >= _UNDER_WAY:
            raise _no_answer(f"The kernel has {_UNDER_WAY} requests to answer already.")
        number = str(next(self._numbers))
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._socket.send_json({"id": number, **request})
                said = await answer
        except TimeoutError:
            raise _no_answer(
                f"The webhook function for {path} did not answer within {ANSWER_SECONDS:g} seconds.",
                "A kernel that computes cannot answer: let the cell end, or make the function faster.",
            ) from None
        except ConnectionError:
            raise _no_answer(f"The kernel that serves {path} is gone.") from None
        finally:
            del self._waiting[number]
        return _read_answer(said, path)

    def receive(self, message: object) -> None:
        """Take what the kernel says: its paths, or an answer. Anything else is ignored."""
        if not isinstance(message, dict):
            return
        if isinstance(message.get("serve"), list):
            self.paths = frozenset(_normal(str(path)) for path in message["serve"][:_PATHS_LIMIT])
        waiting = self._waiting.get(str(message.get("id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(message)

    def end(self) -> None:
        """The kernel is gone: nobody waits for it any longer."""
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionError("the kernel is gone"))


class Tunnels:
    """The kernels that are connected."""

    def __init__(self) -> None:
        self._open: list[Tunnel] = []

    def add(self, tunnel: Tunnel) -> None:
        """A kernel has come."""
        self._open.append(tunnel)

    def remove(self, tunnel: Tunnel) -> None:
        """A kernel is gone."""
        self._open.remove(tunnel)
        tunnel.end()

    def serves(self, path: str, account_sid: str = "") -> bool:
        """Whether a kernel of the account is connected that serves ``path``, as it stands in an address."""
        return any(
            tunnel.account_sid == account_sid and _normal(path) in tunnel.paths for tunnel in self._open
        )

    def paths(self, account_sid: str) -> list[str]:
        """What the account's connected kernels serve, sorted."""
        its = [tunnel for tunnel in self._open if tunnel.account_sid == account_sid]
        return sorted({path for tunnel in its for path in tunnel.paths})

    def serving(self, path: str, account_sid: str = "") -> Tunnel:
        """The tunnel to the account's kernel that serves ``path``; RequestError 502 when there is none."""
        its = [tunnel for tunnel in self._open if tunnel.account_sid == account_sid]
        for tunnel in reversed(its):
            if path in tunnel.paths:
                return tunnel
        if not its:
            raise _no_answer(
                f"No kernel is connected that could serve {path}.",
                "Run the notebook's @lab.webhook cell again.",
            )
        served = self.paths(account_sid)
        raise _no_answer(
            f"No connected kernel serves {path}.", f"Served are: {', '.join(served[:20]) or 'no paths yet'}."
        )


TUNNELS: web.AppKey[Tunnels] = web.AppKey("tunnels", Tunnels)


async def open_tunnel(request: web.Request) -> web.StreamResponse:
    """``WS /lab/v1/webhooks``: a kernel connects."""
    lab = need_credentials(request)
    socket = await open_socket(request, _MESSAGE_LIMIT)
    tunnels, tunnel = request.app[TUNNELS], Tunnel(socket, lab.account_sid)
    tunnels.add(tunnel)
    try:
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                with suppress(ValueError, RecursionError):
                    tunnel.receive(message.json())
    finally:
        tunnels.remove(tunnel)
    return socket


async def serve_webhook(request: web.Request) -> web.Response:
    """``/webhooks/PATH``: a request that the lab's account signed goes to the kernel that serves the path."""
    lab = request.app[LAB]
    form = await read_form(request)
    signer = lab.signer(request, form)
    if signer is None:
        raise RequestError(
            "Only this lab's own signed requests reach its webhook functions.",
            status=403,
            code=20006,
            cure="Call the function from Python, or sign the request with the AuthToken.",
        )
    path = _normal("/" + request.match_info["path"])
    tunnel = request.app[TUNNELS].serving(path, signer.sid)
    parameters = {name: request.query[name] for name in dict.fromkeys(request.query)}
    parameters |= {name: values[0] for name, values in form.items()}
    answer = await tunnel.ask(
        {
            "path": path,
            "method": request.method,
            "parameters": parameters,
            "url": f"{lab.base_url}{request.raw_path}",
            "headers": {name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers},
        }
    )
    return web.Response(
        status=answer.status,
        body=answer.body,
        headers={"Content-Type": answer.content_type},
    )


def _read_answer(said: Mapping[str, Any], path: str) -> _Answer:
    """The kernel's answer; RequestError 502 for an error it reports, or an answer that makes no sense."""
    if said.get("error"):  # the function failed, as an application fails
        mend = "Mend the function, run its cell again, and call again."
        raise RequestError(str(said["error"])[:2000], status=500, code=11200, cure=mend)
    status, kind, body = said.get("status"), said.get("content_type", "text/xml"), _read_body(said)
    if not isinstance(status, int) or not 200 <= status <= 599 or body is None:
        raise _no_answer(f"The kernel answered {path} with something that is no answer.")
    if not isinstance(kind, str) or not kind.isprintable():
        kind = "text/xml"
    return _Answer(status, kind, body)


def _read_body(said: Mapping[str, Any]) -> bytes | None:
    """The answer's body, text or (``body_base64``) bytes; None when it is neither."""
    text, data = said.get("body", ""), said.get("body_base64")
    if isinstance(data, str):
        try:
            return base64.b64decode(data, validate=True)
        except ValueError:
            return None
    return text.encode("utf-8", "replace") if isinstance(text, str) else None


def _normal(path: str) -> str:
    """A path as it is compared: one slash in front, none behind."""
    return "/" + path.strip("/")


def _no_answer(sentence: str, cure: str = "") -> RequestError:
    return RequestError(sentence, status=502, code=11200, cure=cure)
