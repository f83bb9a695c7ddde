"""What a check of ``voicelab doctor`` found: a symptom, its cause, the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Diagnosis", "Level", "advice", "broken", "fine", "warning"]

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


def advice(symptom: str, cause: str, cure: str) -> Diagnosis:
    """What cannot be seen from here, and is worth knowing."""
    return Diagnosis("advice", symptom, cause, cure)


def warning(symptom: str, cause: str, cure: str) -> Diagnosis:
    """Something that matters to some people only."""
    return Diagnosis("warning", symptom, cause, cure)


def broken(symptom: str, cause: str, cure: str) -> Diagnosis:
    """The lab, or a phone of it, does not work until this is cured."""
    return Diagnosis("broken", symptom, cause, cure)
