"""A finding: one thing that is wrong in a document, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voicelab.errors import DocumentError, Level, Place

__all__ = ["Finding", "short"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: Twilio's code (None for the lab's own lints), the level, a sentence, a cure, the place.

    ``element`` is the name of the element it is about, ``attribute`` that of the attribute, if it is one.
    ``instead`` is the word that was probably meant for the one that is wrong; empty where none is near.
    """

    code: int | None
    level: Level
    message: str
    cure: str
    place: Place
    element: str = ""
    attribute: str | None = None
    instead: str = ""

    @classmethod
    def of(cls, error: DocumentError) -> Finding:
        """The finding that a document which cannot be read at all comes to."""
        return cls(error.code, "error", error.message, error.cure, error.place or Place(1, 1))

    def to_json(self, file: str) -> dict[str, Any]:
        """The finding as ``voicelab check --json`` prints it."""
        return {
            "file": file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "level": self.level,
            "message": self.message,
            "cure": self.cure,
        }


def short(text: str, most: int = 60) -> str:
    """``text`` in double quotes, on one line, cut to ``most`` characters."""
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= most else f'"{text[: most - 1]}…"'
