"""Answers in Twilio's shape, and bodies read with a bound: JSON that is too large, too deep or no JSON is refused.

Source: Twilio's "REST API: response errors": ``{"code", "message", "more_info", "status"}``; the lab adds ``cure``.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from aiohttp import web

from voicelab.errors import PeerError, RequestError, VoiceLabError
from voicelab.verbs.plans import HungUp

__all__ = [
    "BODY_LIMIT",
    "error_answer",
    "json_answer",
    "read_body",
    "read_form",
    "read_json",
    "refusal_of",
]

log = logging.getLogger("voicelab.server")

BODY_LIMIT = 1024 * 1024  # bytes of a request's body
READ_SECONDS = 15.0  # for a request's body to arrive

_CODES = {401: 20003, 403: 20006, 404: 20404, 405: 20004, 429: 20429, 500: 20500}
_WORDS = {
    400: "The request is not proper HTTP.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: f"The request's body is larger than {BODY_LIMIT // 1024} kB.",
    426: "This address wants a WebSocket.",
}


def json_answer(data: dict[str, Any], status: int = 200) -> web.Response:
    """An answer in JSON."""
    return web.json_response(data, status=status)


def error_answer(error: RequestError) -> web.Response:
    """An error in Twilio's shape."""
    code = error.code
    data: dict[str, Any] = {
        "code": code,
        "message": error.message,
        "more_info": f"https://www.twilio.com/docs/errors/{code}" if code else "",
        "status": error.status,
    }
    if error.cure:
        data["cure"] = error.cure
    return web.json_response(data, status=error.status)


def refusal_of(error: Exception) -> RequestError:
    """The refusal that an exception of a handler means; one that nobody expected is logged and says little."""
    match error:
        case RequestError():
            return error
        case PeerError():  # a token
            return RequestError(error.message, status=401, code=error.code, cure=error.cure)
        case VoiceLabError():
            status = 500 if error.fault == "lab" else 400
            return RequestError(error.message, status=status, code=error.code, cure=error.cure)
        case ConnectionError():  # whoever asked has gone meanwhile
            return RequestError("The connection broke off.")
        case HungUp():  # while the request was at work on its call
            return RequestError(f"The call is over: {error.reason}.", status=400, code=21220)
        case web.HTTPException():
            words = _WORDS.get(error.status, error.reason)
            return RequestError(words, status=error.status, code=_CODES.get(error.status))
        case _:
            log.error("A request failed.", exc_info=error)
            return RequestError(
                "The lab made a mistake.", status=500, code=20500, cure="Please report it: its log says more."
            )


async def read_body(request: web.Request) -> bytes:
    """The request's body; RequestError 408 when it does not arrive in time, 400 when its sender has gone meanwhile."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await request.read()
    except TimeoutError:
        raise RequestError("The request's body did not arrive.", status=408) from None
    except ConnectionError:
        raise RequestError("The request's body broke off.") from None


async def read_json(request: web.Request) -> dict[str, Any]:
    """The request's body, a JSON object, an empty one when there is none; RequestError 20001 for anything else."""
    body = await read_body(request)
    try:
        data = json.loads(body or b"{}", parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise RequestError("The request's body is not JSON.", code=20001) from None
    if not isinstance(data, dict):
        raise RequestError("The request's body is not a JSON object.", code=20001)
    return data


async def read_form(request: web.Request) -> dict[str, list[str]]:
    """The fields of a form body (``application/x-www-form-urlencoded``), none for another type."""
    if request.content_type != "application/x-www-form-urlencoded" or request.method in ("GET", "HEAD"):
        return {}
    await read_body(request)  # kept by the request: what follows reads no socket
    try:
        fields = await request.post()
    except (ValueError, LookupError):
        raise RequestError("The request's form cannot be read.", code=20001) from None
    form: dict[str, list[str]] = {}
    for name, value in fields.items():
        form.setdefault(name, []).append(str(value))
    return form


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")
