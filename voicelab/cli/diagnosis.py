"""What a check of ``voicelab doctor`` found: a symptom, its cause, the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Diagnosis", "Level", "fine"]

Level = Literal["ok", "advice", "warning", "broken"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``symptom`` is what people see, or what was found where all is well."""

    level: Level
    symptom: str
    cause: str = ""
    cure: str = ""


def fine(found: str) -> Diagnosis:
    """Nothing wrong."""
    return Diagnosis("ok", found)
