"""Kinds of value that name somebody or something to reach: URLs, telephone numbers, SIP URIs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from voicelab.twiml.values import BadValue, Kind, Value

__all__ = ["Address", "SipAddress", "Telephone"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(//)?")
_NOT_WEB = frozenset({"mailto", "javascript", "tel", "sip", "sips", "data", "client", "file", "urn", "about"})


@dataclass(frozen=True, slots=True)
class Address(Kind):
    """A URL of one of ``schemes``; a relative one where ``relative``; an empty one where ``empty``."""

    schemes: tuple[str, ...] = ("http", "https")
    relative: bool = True
    empty: bool = True

    def read(self, text: str) -> Value:
        """The URL, trimmed, as written."""
        text = text.strip()
        if not text:
            if self.empty:
                return text
            raise BadValue("malformed")
        if len(text.split()) > 1 or not text.isprintable():
            raise BadValue("malformed")
        match = _SCHEME.match(text)
        # "example.com:8080/x" begins like a scheme; only "://" or a well-known name makes it one
        if match and (match[2] or match[1].lower() in {*self.schemes, *_NOT_WEB}):
            if match[1].lower() not in self.schemes:
                raise BadValue("scheme")
            try:
                parts = urlsplit(text)
                sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
            except ValueError:
                sound = False
            if not sound:
                raise BadValue("malformed")
        elif not self.relative:
            raise BadValue("scheme" if match is None else "malformed")
        return text

    @property
    def expected(self) -> str:
        """The schemes, and whether a relative URL will do."""
        schemes = " or ".join(f"{scheme}://" for scheme in self.schemes)
        return f"a URL that begins with {schemes}" + (", or a relative one" if self.relative else "")

    def to_json(self) -> dict[str, Any]:
        """Type and schemes."""
        return {"type": "url", "schemes": [*self.schemes], "relative": self.relative}


_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_NATIONAL = re.compile(r"1?[0-9]{10}")
_PUNCTUATION = re.compile(r"[\s().\-]")


@dataclass(frozen=True, slots=True)
class Telephone(Kind):
    """A telephone number: E.164, or a US national form; punctuation is allowed."""

    def read(self, text: str) -> Value:
        """The number as written, trimmed."""
        text = text.strip()
        digits = _PUNCTUATION.sub("", text)
        if not (_E164.fullmatch(digits) or _NATIONAL.fullmatch(digits)):
            raise BadValue("malformed")
        return text

    @property
    def expected(self) -> str:
        """The two forms."""
        return "a telephone number such as +14155550123 or 415-555-0123"

    def to_json(self) -> dict[str, Any]:
        """The type."""
        return {"type": "telephone"}


_SIP = re.compile(r"(sips?:)?[^\s?@:;]+(:[^\s@?]*)?(@[^\s?;@]+)?(;[^\s?]*)?(\?\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SipAddress(Kind):
    """A SIP URI, with or without ``sip:``, of fewer than 255 characters before its headers."""

    def read(self, text: str) -> Value:
        """The URI as written, trimmed."""
        text = text.strip()
        match = _SIP.fullmatch(text)
        scheme = _SCHEME.match(text)
        if match is None or "//" in text.partition("?")[0] or not (match[1] or match[3]):
            raise BadValue("malformed")
        if scheme and scheme[1].lower() in {"http", "https", "tel", "client", "mailto"}:
            raise BadValue("scheme")
        if len(text.partition("?")[0]) >= 255:
            raise BadValue("long")
        return text

    @property
    def expected(self) -> str:
        """What a SIP URI looks like."""
        return "a SIP URI such as sip:kate@example.com"

    def to_json(self) -> dict[str, Any]:
        """The type."""
        return {"type": "sip"}
