"""One frame of the browser SDKs' signaling, every size capped; and query strings as the SDKs read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

__all__ = ["MAX_DEPTH", "MAX_FRAME", "Malformed", "encode_params", "read_frame", "read_text"]

MAX_FRAME = 64 * 1024  # characters of one frame
MAX_DEPTH = 32  # of nested JSON


class Malformed(ValueError):
    """A frame that cannot be used; its text goes to the client."""


def read_frame(text: str) -> tuple[str, str, dict[str, Any]]:
    """Type, protocol version (1.5 or 1.6) and payload of a frame; raises Malformed."""
    if len(text) > MAX_FRAME:
        raise Malformed(f"a message has at most {MAX_FRAME} characters")
    try:
        frame = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed("a message is one JSON object") from None
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise Malformed("a message is a JSON object with a type")
    _check(frame, MAX_DEPTH)
    payload = {} if frame.get("payload") is None else frame["payload"]
    if not isinstance(payload, dict):
        raise Malformed("payload is an object")
    old = frame.get("version") in (None, "1.4", "1.5")
    return frame["type"], "1.5" if old else "1.6", payload


def encode_params(parameters: Mapping[str, str]) -> str:
    """Custom parameters as the SDKs read them: values percent-encoded, keys as they are.

    The SDKs split at ``&`` and ``=`` and decode values only, so those two in a key are percent-encoded.
    """
    return "&".join(
        f"{key.replace('&', '%26').replace('=', '%3D')}={quote(value, safe='')}"
        for key, value in parameters.items()
        if key
    )


def _no_constant(name: str) -> None:
    raise ValueError(name)


def read_text(payload: Mapping[str, Any], name: str, limit: int) -> str:
    """The text called ``name`` in a payload, of 1 to ``limit`` characters; raises Malformed."""
    value = payload.get(name)
    if not isinstance(value, str) or not value or len(value) > limit:
        raise Malformed(f"{name} is a text of at most {limit} characters")
    return value


def _check(value: Any, depth: int) -> None:
    """Refuse what would hurt later: deep nesting, and halves of characters that no encoder takes."""
    if depth == 0:
        raise Malformed("a message is nested too deep")
    if isinstance(value, str):
        if not value.isascii() and not _is_text(value):
            raise Malformed("a message is Unicode text")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth - 1)
            _check(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
