"""The parameters of a request, read one by one: each reader checks what it reads and names Twilio's code.

Source: Twilio's "REST API: requests": names are PascalCase, repeated names are lists, unknown names are ignored,
booleans are ``true`` and ``false``, dates are ISO 8601, and inequalities end the name: ``StartTime<=2009-07-06``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import parse_qsl

from voicelab.errors import RequestError
from voicelab.twiml.addresses import Address
from voicelab.twiml.values import BadValue

__all__ = ["INVALID", "Fields", "Span", "web_address"]

INVALID = 20001
"""The code of a parameter that is missing or wrong and has no code of its own."""

LONGEST = 4096  # characters of a value, unless its reader says otherwise
_MOST = 1000  # parameters in one request
_WEB = Address(relative=False, empty=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: from ``low`` (included) to ``high`` (excluded); None: without end."""

    low: datetime | None
    high: datetime | None

    def has(self, date: datetime | None) -> bool:
        """Whether ``date`` lies in it."""
        if date is None:
            return False
        return (self.low is None or date >= self.low) and (self.high is None or date < self.high)


class Fields:
    """The parameters of one request. A reader raises RequestError, naming the parameter, for a bad value."""

    def __init__(self, *encoded: str) -> None:
        """``encoded`` are query strings or form bodies."""
        self._values: dict[str, list[str]] = {}
        for text in encoded:
            try:
                pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST)
            except ValueError:
                raise RequestError(
                    "The parameters cannot be read.",
                    code=INVALID,
                    cure=f"Send at most {_MOST} of them, form-encoded in UTF-8.",
                ) from None
            for name, value in pairs:
                self._values.setdefault(name, []).append(value)

    def given(self, name: str) -> bool:
        """Whether the parameter was sent, empty or not."""
        return name in self._values

    def without(self, *names: str) -> Fields:
        """The same, as if ``names`` had not been sent."""
        fields = Fields()
        fields._values = {name: values for name, values in self._values.items() if name not in names}
        return fields

    def names(self) -> Collection[str]:
        """Every name that was sent."""
        return self._values.keys()

    def pairs(self) -> list[tuple[str, str]]:
        """Everything that was sent."""
        return [(name, value) for name, values in self._values.items() for value in values]

    def text(self, name: str, default: str = "", *, code: int = INVALID, limit: int = LONGEST) -> str:
        """The value, the first one when there are several."""
        value = self._values.get(name, [default])[0]
        if len(value) > limit:
            raise RequestError(f"{name} is longer than {limit} characters.", code=code)
        return value

    def needed(self, name: str, *, code: int = INVALID, limit: int = LONGEST) -> str:
        """The value; it must not be missing or empty."""
        value = self.text(name, code=code, limit=limit)
        if not value.strip():
            raise RequestError(f"The required parameter {name} is missing.", code=code)
        return value

    def many(self, name: str) -> list[str]:
        """Every value of a parameter that may be repeated; words in one value count one by one."""
        values = self._values.get(name, [])
        return [word for value in values for word in value.replace(",", " ").split()]

    def words(
        self, name: str, known: Collection[str], default: Collection[str], code: int = INVALID
    ) -> frozenset[str]:
        """The values of a repeated parameter, all of which must be known; ``default`` without any."""
        words = self.many(name)
        for word in words:
            if word not in known:
                raise self._bad(name, word, f"one of {', '.join(known)}", code)
        return frozenset(words or default)

    def choice(self, name: str, known: Collection[str], default: str = "", *, code: int = INVALID) -> str:
        """A value out of ``known``; an empty one is ``default``."""
        value = self.text(name).strip() or default
        if value and value not in known:
            raise self._bad(name, value, f"one of {', '.join(known)}", code)
        return value

    def method(self, name: str, default: str = "POST", *, code: int = 21403) -> str:
        """GET or POST."""
        value = self.text(name).strip().upper() or default
        if value not in ("GET", "POST"):
            raise self._bad(name, value, "GET or POST", code)
        return value

    def address(self, name: str, *, code: int = 21402) -> str:
        """An absolute http or https URL; empty when it is not given."""
        value = self.text(name, code=code).strip()
        if value and not web_address(value):
            raise self._bad(name, value, "an absolute http or https URL", code)
        return value

    def flag(self, name: str, default: bool | None = None, *, code: int = INVALID) -> bool | None:
        """True or false; ``default`` when it is not given."""
        value = self.text(name).strip().lower()
        if not value:
            return default
        if value not in ("true", "false"):
            raise self._bad(name, value, "true or false", code)
        return value == "true"

    def whole(self, name: str, default: int, low: int, high: int, *, code: int = INVALID) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self.text(name).strip()
        if not value:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 12 and low <= int(value) <= high):
            raise self._bad(name, value, f"a whole number from {low} to {high}", code)
        return int(value)

    def span(self, name: str) -> Span | None:
        """The stretch of time that ``name``, ``name<`` and ``name>`` ask for together; None when none is given.

        A day alone, or its midnight as helper libraries write a day, means all of it, and its first moment in
        an inequality; both ends are included.
        """
        low: datetime | None = None
        high: datetime | None = None
        for suffix in ("", "<", "<=", ">", ">="):
            if not self.text(name + suffix).strip():
                continue
            date, day = self._date(name + suffix)
            if suffix.startswith("<"):
                low, high = low, _least(high, date + timedelta(seconds=1))
            elif suffix.startswith(">"):
                low = _most(low, date)
            else:
                low = _most(low, date)
                high = _least(high, date + (timedelta(days=1) if day else timedelta(seconds=1)))
        return None if low is None and high is None else Span(low, high)

    def _date(self, name: str) -> tuple[datetime, bool]:
        value = self.text(name).strip()
        try:
            date = datetime.fromisoformat(value)
            date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
            date + timedelta(days=2)
        except (ValueError, OverflowError):
            raise self._bad(
                name, value, "a date such as 2009-07-06 or 2009-07-06T12:00:00Z", INVALID
            ) from None
        return date, date.time() == time()

    def _bad(self, name: str, value: str, wanted: str, code: int) -> RequestError:
        return RequestError(f"{name} {value[:200]!r} is not {wanted}.", code=code)


def web_address(text: str) -> bool:
    """Whether ``text`` is an absolute http or https URL."""
    try:
        _WEB.read(text)
    except BadValue:
        return False
    return "://" in text


def _most(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else max(one, other)


def _least(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)
