"""How a site of a test answers when its application does not: too late, or with an exception."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from typing import TypeAlias

from voicelab.engine.web import WebAnswer, WebFailure, WebRequest

__all__ = ["Failures", "crashed", "joined", "late"]

Failures: TypeAlias = Callable[[BaseException], None]
"""Told of the exceptions that applications raised."""


def late(request: WebRequest) -> WebFailure:
    """No answer within the request's time."""
    return WebFailure(11200, f"{request.url} did not answer within {request.total_timeout:g} seconds.")


def crashed(error: Exception, failed: Failures) -> WebAnswer:
    """Status 500: the exception in a line, then its traceback."""
    failed(error)
    text = "".join([*traceback.format_exception_only(error), *traceback.format_exception(error)])
    return WebAnswer(500, {"content-type": "text/plain; charset=utf-8"}, text.encode())


def joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names in lower case; what stands several times is joined."""
    joined: dict[str, str] = {}
    for name, value in headers:
        name = name.lower()
        if name in joined:
            value = joined[name] + ("\n" if name == "set-cookie" else ", ") + value
        joined[name] = value
    return joined
