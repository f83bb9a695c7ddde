"""Who may come in: the rules for Origin, Host and credentials, and the frame around every request.

An Origin is right when it is absent, a loopback one on any port, equal to Host, or given by ``--allow-origin``; this
holds for WebSockets and for requests that change something. A Host is right when it is loopback or given by
``--allow-host``; WebSockets (their token decides), sounds, and requests with valid credentials need none. Twilio's
own names are right too: nobody else can make one lead here (no rebinding), and the CONNECT door and pages whose names
are mapped do. Neither cookies nor credentials are ever logged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from aiohttp import web

from voicelab.errors import PeerError, RequestError
from voicelab.rest import Asker, who_asks
from voicelab.server.answers import error_answer, read_form, refusal_of
from voicelab.server.lab import LAB, Lab
from voicelab.server.origin import is_loopback, is_twilio, origin_allowed

__all__ = [
    "RENEW",
    "SOUNDS",
    "doorkeeper",
    "host_is_right",
    "is_websocket",
    "need_asker",
    "need_credentials",
    "need_main_account",
]

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

SOUNDS = "/js/client/sounds/"
RENEW = "/lab/v1/tokens/renew"
_SIGNED = ("/twiml/", "/webhooks/")
_READING = ("GET", "HEAD", "OPTIONS")


@web.middleware
async def doorkeeper(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep the rules, and turn every failure into an answer in Twilio's shape."""
    lab = request.app[LAB]
    origin = request.headers.get("Origin")
    right_origin = origin_allowed(origin, request.host, lab.settings.allow_origin)
    try:
        if not right_origin and (is_websocket(request) or request.method not in _READING):
            raise RequestError(
                "Pages of this origin may not use this lab.",
                status=403,
                code=20006,
                cure=f"Start it with --allow-origin {origin}, if you trust that page.",
            )
        if not await _host_may_pass(request, lab):
            raise RequestError(
                "This lab is not served under that host name.",
                status=421,
                cure="Use its own address, send credentials, or start it with --allow-host NAME.",
            )
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response: web.StreamResponse = _preflight(right_origin or request.path.startswith(SOUNDS))
        else:
            response = await handler(request)
    except Exception as error:
        response = error_answer(_of_another_product(request, error) or refusal_of(error))
        if response.status == 401 and request.path.startswith("/2010-04-01"):
            response.headers["WWW-Authenticate"] = 'Basic realm="VoiceLab"'
    if origin is not None and right_origin and not response.prepared:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
    return response


def host_is_right(host: str, allowed: frozenset[str]) -> bool:
    """Whether ``host`` (the Host header) is a name this lab answers to."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    names = {item.lower() for item in allowed}
    return is_loopback(name) or is_twilio(name) or name in names or host.lower() in names


def is_websocket(request: web.Request) -> bool:
    """Whether the request wants to become a WebSocket."""
    return request.headers.get("Upgrade", "").lower() == "websocket"


def need_asker(request: web.Request) -> Asker:
    """Whose Basic auth the request has: AccountSid:AuthToken, or an API key's SID:secret.

    RequestError 20003 (401) without, 20005 (403) for an account that is suspended or closed.
    """
    asker = who_asks(request.app[LAB].accounts, request.headers.get("Authorization", ""))
    if asker is None:
        raise RequestError(
            "The credentials are missing or wrong.",
            status=401,
            code=20003,
            cure="Use Basic auth with this lab's AccountSid and AuthToken, or an API key and its secret.",
        )
    return asker


def need_credentials(request: web.Request) -> Lab:
    """The lab as the account sees it whose Basic auth the request has; errors as :func:`need_asker`."""
    return request.app[LAB].of(need_asker(request).account)


def need_main_account(request: web.Request) -> Lab:
    """The same, for what concerns every account; RequestError 20006 (403) for a subaccount."""
    lab = need_credentials(request)
    if lab.account is not lab.accounts.main:
        raise RequestError(
            "This is for everybody on the lab: only its main account may do it.",
            status=403,
            code=20006,
            cure="Ask whoever runs the lab.",
        )
    return lab


def _of_another_product(request: web.Request, error: Exception) -> RequestError | None:
    """The refusal for a Twilio product that is not here, such as ``messaging.twilio.com``."""
    if not (isinstance(error, web.HTTPNotFound) and is_twilio(request.host.partition(":")[0])):
        return None
    return RequestError(
        f"{request.host}{request.path} is not in this lab.",
        status=404,
        code=20404,
        cure="A lab has Twilio Voice: the 2010-04-01 REST API, the browser SDKs' doors. See docs/rest.md.",
    )


async def _host_may_pass(request: web.Request, lab: Lab) -> bool:
    if host_is_right(request.host, lab.settings.allow_host):
        return True
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return True  # a browser's question before the request; it cannot carry the token that will
    if is_websocket(request) or request.path.startswith(SOUNDS) or request.path == RENEW:
        return True  # there the token decides, or nothing is at stake
    if who_asks(lab.accounts, request.headers.get("Authorization", "")):
        return True
    if token := request.headers.get("X-Twilio-Token"):
        try:
            return bool(lab.holder(token))
        except PeerError:
            return False
    return request.path.startswith(_SIGNED) and bool(lab.signer(request, await read_form(request)))


def _preflight(right_origin: bool) -> web.Response:
    """What a browser asks before a request from another origin."""
    if not right_origin:
        raise RequestError("Pages of this origin may not use this lab.", status=403, code=20006)
    return web.Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Twilio-Token",
            "Access-Control-Allow-Private-Network": "true",
            "Access-Control-Max-Age": "600",
        },
    )
