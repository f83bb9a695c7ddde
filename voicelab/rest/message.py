"""What goes in and what comes out: requests and responses as values, and the answers handlers give.

Source: Twilio's "REST API: requests" and "REST API: responses".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voicelab.errors import RequestError

__all__ = ["RestRequest", "RestResponse", "answer", "created", "error_response", "nothing"]

_CODES = {401: 20003, 403: 20006, 404: 20404, 405: 20004, 429: 20429, 500: 20500}


@dataclass(frozen=True, slots=True)
class RestRequest:
    """One HTTP request. ``path`` and ``query`` are as they were sent, percent-encoded."""

    method: str
    path: str
    query: str = ""
    authorization: str = field(default="", repr=False)
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class RestResponse:
    """One HTTP response: JSON, or nothing with status 204."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """The body's type; empty when there is no body."""
        return "application/json" if self.body else ""

    def json(self) -> Any:
        """The body as plain data."""
        return json.loads(self.body)


def answer(data: Mapping[str, Any], status: int = 200) -> RestResponse:
    """An answer in JSON."""
    return RestResponse(status, json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))


def created(data: Mapping[str, Any]) -> RestResponse:
    """What was made."""
    return answer(data, 201)


def nothing() -> RestResponse:
    """It was deleted."""
    return RestResponse(204)


def error_response(error: RequestError) -> RestResponse:
    """An error in Twilio's shape; the lab adds ``cure``, and says it in the message too, which helpers show."""
    code = error.code or _CODES.get(error.status, 20001)
    data: dict[str, Any] = {
        "code": code,
        "message": f"{error.message} {error.cure}".strip(),
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": error.status,
    }
    if error.cure:
        data["cure"] = error.cure
    headers = {"WWW-Authenticate": 'Basic realm="VoiceLab"'} if error.status == 401 else {}
    response = answer(data, error.status)
    return RestResponse(response.status, response.body, headers)
