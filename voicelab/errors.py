"""The error tree: every error names the culprit, Twilio's code where there is one, the cause and the cure.

::

    VoiceLabError
    ├── DocumentError      the TwiML is at fault (12100, 12102, 12200, 13xxx, ...)
    ├── ApplicationError   the user's web application is at fault (11200, 11205, 12300, ...)
    ├── PeerError          the far end of a call is at fault (31xxx, 53xxx)
    ├── RequestError       a REST request is at fault (20xxx, 21xxx); carries the HTTP status
    └── LabError           the lab itself is at fault, or its machine
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ApplicationError",
    "DocumentError",
    "LabError",
    "Level",
    "PeerError",
    "Place",
    "RequestError",
    "VoiceLabError",
]

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: line and column, both from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


class VoiceLabError(Exception):
    """The root of the tree.

    ``code`` is Twilio's error code or None, ``message`` says what is wrong, ``cure`` says what to do,
    ``place`` is where in a document, when the fault has a place.
    """

    fault = "lab"

    def __init__(
        self, message: str, *, code: int | None = None, cure: str = "", place: Place | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.cure = cure
        self.place = place

    def __str__(self) -> str:
        parts = [f"{self.code}: " if self.code else "", self.message]
        if self.place is not None:
            parts.append(f" ({self.place})")
        if self.cure:
            parts.append(f" {self.cure}")
        return "".join(parts)


class DocumentError(VoiceLabError):
    """The TwiML document is at fault; the document stops here and the fallback URL is asked."""

    fault = "document"


class ApplicationError(VoiceLabError):
    """The user's web application is at fault: it cannot be reached, or its answer cannot be used."""

    fault = "application"


class PeerError(VoiceLabError):
    """The far end of a call is at fault: its signaling, its token, its media."""

    fault = "peer"


class RequestError(VoiceLabError):
    """A REST request is at fault; ``status`` is the HTTP status of the answer."""

    fault = "request"

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        code: int | None = None,
        cure: str = "",
        place: Place | None = None,
    ) -> None:
        super().__init__(message, code=code, cure=cure, place=place)
        self.status = status


class LabError(VoiceLabError):
    """The lab itself, or the machine it runs on, is at fault."""

    fault = "lab"
