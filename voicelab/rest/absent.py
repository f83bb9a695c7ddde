"""What this lab does not have of Twilio's API, said in words: never a silent success."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from voicelab.errors import RequestError
from voicelab.rest.message import RestResponse
from voicelab.rest.routes import Ask

__all__ = ["absent_handler", "not_in_this_lab"]

_WORDS = {
    "Messages": "it has no text messages, only voice",
    "SMS": "it has no text messages, only voice",
    "Usage": "nothing costs anything here, so there is no usage to count",
    "Addresses": "numbers need no address here",
    "SIP": "it has no SIP; browsers and scripted callers are its parties",
    "ConnectApps": "it has no Connect apps",
    "AuthorizedConnectApps": "it has no Connect apps",
}


def not_in_this_lab(method: str, segments: Sequence[str]) -> RequestError:
    """The error for an operation that the lab does not have: 404, 20404, and why."""
    here = "/".join(segments)[:200]
    family = next((name for name in segments if name in _WORDS), "")
    why = f": {_WORDS[family]}" if family else ""
    return RequestError(
        f"{method} {here or 'this address'} is not in this lab{why}.",
        status=404,
        code=20404,
        cure="The documentation lists what the lab has of Twilio's API.",
    )


def absent_handler(
    what: str, check: Callable[[Ask], Awaitable[object]] | None = None
) -> Callable[[Ask], Awaitable[RestResponse]]:
    """A handler that says ``what`` is not in this lab, once ``check`` has found the resource it is about."""

    async def refuse(ask: Ask) -> RestResponse:
        if check is not None:
            await check(ask)
        raise RequestError(
            f"{what} is not in this lab.",
            status=404,
            code=20404,
            cure="The documentation lists what the lab has of Twilio's API.",
        )

    return refuse
