"""The kinds of value that an attribute or a text can have: how each is read, described and offered.

A kind reads the text as written and gives a typed value, or raises :class:`BadValue` with the reason. It says
what it expects in words (for findings and hovers), which words it can offer (for completion), and gives itself
as JSON (for the editor in TypeScript).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

__all__ = [
    "BadValue",
    "Choice",
    "Decimal",
    "Flag",
    "Kind",
    "Listed",
    "Reason",
    "Text",
    "Value",
    "Whole",
]

Value: TypeAlias = int | float | bool | str | tuple[str, ...] | None
Reason = Literal["mistyped", "range", "unknown", "scheme", "malformed", "short", "long"]


class BadValue(ValueError):
    """A text that is not a value of this kind; ``reason`` says in which way."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. :meth:`read` raises :class:`BadValue`; ``expected`` completes "expected ..."."""

    def read(self, text: str) -> Value:
        """The typed value that ``text`` stands for."""
        return text

    @property
    def expected(self) -> str:
        """What may be written, in words."""
        return "text"

    @property
    def offers(self) -> tuple[str, ...]:
        """Words worth offering at a cursor; for some kinds these are all there are."""
        return ()

    def to_json(self) -> dict[str, Any]:
        """The kind as plain data."""
        return {"type": "string"}


_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number, ``least`` to ``most``, or one of ``words``, each standing for a value."""

    least: int = 0
    most: int | None = None
    words: Mapping[str, int | str] = field(default_factory=dict, hash=False)
    unit: str = ""

    def read(self, text: str) -> Value:
        """An int, or what the word stands for."""
        text = text.strip()
        if text in self.words:
            return self.words[text]
        if not _WHOLE.fullmatch(text):
            raise BadValue("mistyped")
        value = int(text)
        if value < self.least or (self.most is not None and value > self.most):
            raise BadValue("range")
        return value

    @property
    def expected(self) -> str:
        """Such as "a whole number from 5 to 600 (seconds)"."""
        reach = f"from {self.least} to {self.most}" if self.most is not None else f"of {self.least} or more"
        unit = f" ({self.unit})" if self.unit else ""
        words = "".join(f', or "{word}"' for word in self.words)
        return f"a whole number {reach}{unit}{words}"

    @property
    def offers(self) -> tuple[str, ...]:
        """The words; numbers are not listed."""
        return tuple(self.words)

    def to_json(self) -> dict[str, Any]:
        """Type, bounds, unit and words."""
        return {
            "type": "integer",
            "min": self.least,
            "max": self.most,
            "unit": self.unit,
            "values": [*self.words],
        }


@dataclass(frozen=True, slots=True)
class Decimal(Kind):
    """A decimal number, ``least`` to ``most``."""

    least: float = 0.0
    most: float | None = None

    def read(self, text: str) -> Value:
        """A float."""
        text = text.strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,9})?", text):
            raise BadValue("mistyped")
        value = float(text)
        if value < self.least or (self.most is not None and value > self.most):
            raise BadValue("range")
        return value

    @property
    def expected(self) -> str:
        """Such as "a number from 0.3 to 0.9"."""
        if self.most is None:
            return f"a number of {self.least:g} or more, such as 20.45"
        return f"a number from {self.least:g} to {self.most:g}"

    def to_json(self) -> dict[str, Any]:
        """Type and bounds."""
        return {"type": "number", "min": self.least, "max": self.most}


_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """``true`` or ``false``, in any case (templates write Python's ``True``)."""

    def read(self, text: str) -> Value:
        """A bool."""
        value = _FLAGS.get(text.strip().lower())
        if value is None:
            raise BadValue("unknown")
        return value

    @property
    def expected(self) -> str:
        """Both words."""
        return '"true" or "false"'

    @property
    def offers(self) -> tuple[str, ...]:
        """Both words."""
        return ("true", "false")

    def to_json(self) -> dict[str, Any]:
        """The type."""
        return {"type": "boolean", "values": ["true", "false"]}


def _either(words: tuple[str, ...]) -> str:
    """The words in quotes, joined by commas and "or"; long lists are cut."""
    shown = [f'"{word}"' for word in words[:12]]
    if len(words) > 12:
        return ", ".join(shown) + f" or one of {len(words) - 12} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1]


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of ``options``; ``older`` maps spellings of old to today's; ``folded`` ignores case."""

    options: tuple[str, ...]
    older: Mapping[str, str] = field(default_factory=dict, hash=False)
    folded: bool = False

    def read(self, text: str) -> Value:
        """The option, as the table spells it."""
        text = text.strip()
        if text in self.options:
            return text
        if text in self.older:
            return self.older[text]
        if self.folded:
            for option in self.options:
                if option.lower() == text.lower():
                    return option
        raise BadValue("unknown")

    @property
    def expected(self) -> str:
        """The options."""
        return _either(self.options)

    @property
    def offers(self) -> tuple[str, ...]:
        """The options."""
        return self.options

    def to_json(self) -> dict[str, Any]:
        """Type and options."""
        return {"type": "choice", "values": [*self.options]}


@dataclass(frozen=True, slots=True)
class Listed(Kind):
    """Some of ``options``, separated by blanks (the helper libraries) or commas (people)."""

    options: tuple[str, ...]

    def read(self, text: str) -> Value:
        """A tuple of options in the order written, each once."""
        words = tuple(dict.fromkeys(text.replace(",", " ").split()))
        if not words or any(word not in self.options for word in words):
            raise BadValue("unknown")
        return words

    @property
    def expected(self) -> str:
        """The options."""
        return f"one or more of {_either(self.options)}, separated by blanks"

    @property
    def offers(self) -> tuple[str, ...]:
        """The options."""
        return self.options

    def to_json(self) -> dict[str, Any]:
        """Type and options."""
        return {"type": "list", "values": [*self.options]}


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Text, ``shortest`` to ``longest`` characters, matching ``pattern``; ``says`` puts the pattern in words."""

    says: str = "text"
    pattern: str | None = None
    longest: int | None = None
    shortest: int = 0
    suggestions: tuple[str, ...] = ()
    strip: bool = True

    def read(self, text: str) -> Value:
        """The text, trimmed."""
        if self.strip:
            text = text.strip()
        if len(text) < self.shortest:
            raise BadValue("short")
        if self.longest is not None and len(text) > self.longest:
            raise BadValue("long")
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            raise BadValue("malformed")
        return text

    @property
    def expected(self) -> str:
        """The pattern in words, and the length."""
        return self.says + (f" of at most {self.longest} characters" if self.longest is not None else "")

    @property
    def offers(self) -> tuple[str, ...]:
        """Suggestions."""
        return self.suggestions

    def to_json(self) -> dict[str, Any]:
        """Type, lengths and pattern."""
        return {
            "type": "string",
            "pattern": self.pattern,
            "maxLength": self.longest,
            "minLength": self.shortest,
            "suggestions": [*self.suggestions],
        }
