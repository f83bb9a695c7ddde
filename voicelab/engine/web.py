"""The way to the user's web application, as the engine sees it.

``server`` implements :class:`Web` with aiohttp, ``testing`` with WSGI and ASGI applications, functions and
documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Web", "WebAnswer", "WebFailure", "WebRequest"]


@dataclass(frozen=True, slots=True)
class WebRequest:
    """One HTTP request, complete: redirects are not followed and nothing is retried below this line."""

    method: str
    url: str  # absolute, without fragment, with the query it is to be sent with
    headers: Mapping[str, str]
    body: bytes = b""
    connect_timeout: float = 5.0
    total_timeout: float = 15.0
    limit: int = 64 * 1024  # bytes of the answer's body that are of use; one more is read to tell


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """One HTTP answer."""

    status: int
    headers: Mapping[str, str]  # names in lower case; repeated Set-Cookie joined by newlines
    body: bytes = field(repr=False)


class WebFailure(Exception):
    """No answer. ``code`` is Twilio's: 11205 connect, 11210 DNS, 11220 and 11235-7 TLS, 11200 time-out, 11206 HTTP."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Web(Protocol):
    """Sends requests to the user's web application."""

    async def send(self, request: WebRequest) -> WebAnswer:
        """Send one request and return the answer; raises WebFailure when there is none."""
        ...
