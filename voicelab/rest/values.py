"""How the REST API writes values: dates in RFC 2822, many numbers as strings, null for what is not known."""

from __future__ import annotations

from datetime import datetime

from voicelab.clock import rfc2822

__all__ = ["API_VERSION", "date", "formatted", "seconds"]

API_VERSION = "2010-04-01"


def date(value: datetime | None) -> str | None:
    """A date such as ``Tue, 31 Aug 2010 20:36:28 +0000``."""
    return None if value is None else rfc2822(value)


def seconds(value: float | None) -> str | None:
    """A length in whole seconds, as a string."""
    return None if value is None else str(round(value))


def formatted(address: str) -> str:
    """An address for people: US numbers as ``(415) 555-0123``, others as they are."""
    if len(address) == 12 and address.startswith("+1") and address[1:].isdigit():
        return f"({address[2:5]}) {address[5:8]}-{address[8:]}"
    return address
