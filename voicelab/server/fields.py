"""The fields of a JSON body: known by name, of the right type, no longer than is sensible."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from voicelab.calls.model import Address, parse_address
from voicelab.errors import RequestError

__all__ = ["LONGEST", "need_room", "read_fields", "read_figure", "read_party"]

LONGEST = 4096
"""Characters of a field that is text, unless a field says otherwise."""

_LARGEST = 1e12  # of a figure
_MOST = 10_000  # documents, applications or numbers of one account


def need_room(things: Collection[str], name: str, what: str) -> None:
    """RequestError 20001 when ``name`` would be one too many of the account's ``things``."""
    if name not in things and len(things) >= _MOST:
        raise RequestError(f"This account has {_MOST} {what} already.", code=20001, cure="Delete some.")


def read_fields(
    data: Mapping[str, Any], texts: Mapping[str, str], numbers: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The fields of ``data`` with defaults for those that are missing.

    ``texts`` and ``numbers`` name the fields and give the defaults. Raises RequestError 20001, naming the field,
    for one that is unknown, of another type, or too long.
    """
    numbers = numbers or {}
    for name in data:
        if name not in texts and name not in numbers:
            known = ", ".join([*texts, *numbers])
            raise RequestError(
                f"There is no field {name[:100]!r} here.", code=20001, cure=f"Fields: {known}."
            )
    fields: dict[str, Any] = {**texts, **numbers}
    for name, value in data.items():
        if value is None:
            continue
        if name in texts:
            if not isinstance(value, str) or len(value) > LONGEST:
                raise RequestError(f"{name} is text of at most {LONGEST} characters.", code=20001)
        elif not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**9:
            raise RequestError(f"{name} is a whole number.", code=20001)
        fields[name] = value
    return fields


def read_party(text: str, cure: str) -> Address:
    """Whom to ring: a number or ``client:NAME``; a bare name is a client. RequestError 21201 for nobody."""
    if not text.strip():
        raise RequestError("It is not said whom to ring.", code=21201, cure=cure)
    address = parse_address(text)
    return Address("client", address.value) if address.kind == "unknown" else address


def read_figure(value: object) -> float | None:
    """A number to reckon with; None for what is none: text, infinity, a whole number of a thousand digits."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST:
        return float(value)
    return None
