"""What this lab does not have of Twilio's API, said in words: never a silent success."""

from __future__ import annotations

from collections.abc import Sequence

from voicelab.errors import RequestError

__all__ = ["not_in_this_lab"]

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
