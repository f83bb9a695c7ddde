"""The error tree: every error names the culprit, Twilio's code where there is one, the cause and the cure.

::

    VoiceLabError
    ├── DocumentError      the TwiML is at fault (12100, 12102, 12200, 13xxx, ...)
    ├── ApplicationError   the user's web application is at fault (11200, 11205, 12300, ...)
    ├── PeerError          the far end of a call is at fault (31xxx, 53xxx)
    ├── RequestError       a REST request is at fault (20xxx, 21xxx); carries the HTTP status
    ├── LabError           the lab itself is at fault, or its machine
    ├── TimedOut           what was waited for did not come in time; a TimeoutError too
    ├── WrongValue         what a function was handed; a ValueError too
    ├── WrongType          the same; a TypeError too
    └── NotThere           a name or an index that the lab does not have; a KeyError or an IndexError too
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

__all__ = [
    "ApplicationError",
    "DocumentError",
    "LabError",
    "Level",
    "NoSuchIndex",
    "NoSuchName",
    "NotThere",
    "PeerError",
    "Place",
    "RequestError",
    "TimedOut",
    "VoiceLabError",
    "WrongType",
    "WrongValue",
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

    def _render_traceback_(self) -> list[str]:
        """What IPython shows, which asks for it: the reader's own lines and the sentence, nothing of this package."""
        from IPython import get_ipython

        shell: Any = get_ipython()
        cause, self.__cause__ = self.__cause__, None  # it is in the sentence
        try:
            lines: list[str] = shell.InteractiveTB.structured_traceback(
                type(self), self, _before_ours(self.__traceback__), tb_offset=1
            )
        finally:
            self.__cause__ = cause
        return lines


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


class TimedOut(VoiceLabError, TimeoutError):
    """What was waited for did not come in time."""

    fault = "lab"


class WrongValue(VoiceLabError, ValueError):
    """What was handed over has no such value, shape or unit."""

    fault = "request"


class WrongType(VoiceLabError, TypeError):
    """What was handed over is of another kind."""

    fault = "request"


class NotThere(VoiceLabError):
    """The lab has no such thing: :class:`NoSuchName` or :class:`NoSuchIndex`."""

    fault = "request"


class NoSuchName(NotThere, KeyError):
    """The lab has nothing of this name, path or SID; the message says what it has."""


class NoSuchIndex(NotThere, IndexError):
    """The lab has not so many; the message says how many."""


def _before_ours(trace: TracebackType | None) -> TracebackType | None:
    """The calls up to the first one into this package."""
    calls = []
    step = trace
    while step is not None and not str(step.tb_frame.f_globals.get("__name__")).startswith("voicelab."):
        calls.append(step)
        step = step.tb_next
    if step is None or not calls:
        return trace
    short: TracebackType | None = None
    for call in reversed(calls):
        short = TracebackType(short, call.tb_frame, call.tb_lasti, call.tb_lineno)
    return short
