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
from urllib.parse import urlsplit

__all__ = [
    "Address",
    "BadValue",
    "Choice",
    "Decimal",
    "Flag",
    "Hints",
    "Kind",
    "Language",
    "Listed",
    "Reason",
    "SipAddress",
    "Telephone",
    "Text",
    "Value",
    "Voice",
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
        if any(character < " " for character in text):
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


# ISO 639-1, and the three-letter codes that speech services use
_TONGUES = frozenset(
    str.split(
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
        "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
        "ie ig ii ik io is it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt "
        "lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt "
        "qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
        "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu arb cmn fil nar yue "
    )
)
_LANGUAGE = re.compile(
    r"([A-Za-z]{2,3})([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?([-_][A-Za-z0-9]{1,8})*"
)
_LANGUAGES = (
    "en-US en-GB en-AU en-CA en-IN es-ES es-MX es-US fr-FR fr-CA de-DE it-IT pt-BR pt-PT nl-NL da-DK sv-SE nb-NO"
    " fi-FI pl-PL ru-RU tr-TR uk-UA ar-XA he-IL hi-IN id-ID ja-JP ko-KR th-TH vi-VN cmn-CN zh-TW yue-HK"
)


@dataclass(frozen=True, slots=True)
class Language(Kind):
    """A language tag (BCP 47), such as ``en-US``; ``others`` are words of the service itself."""

    others: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """The tag as written."""
        text = text.strip()
        if text in self.others:
            return text
        match = _LANGUAGE.fullmatch(text)
        if match is None:
            raise BadValue("malformed")
        if match[1].lower() not in _TONGUES:
            raise BadValue("unknown")
        return text

    @property
    def expected(self) -> str:
        """What a tag looks like."""
        return 'a language tag such as "en-US" or "de-DE"' + "".join(f', or "{word}"' for word in self.others)

    @property
    def offers(self) -> tuple[str, ...]:
        """The languages most asked for."""
        return (*self.others, *_LANGUAGES.split())

    def to_json(self) -> dict[str, Any]:
        """The type, and what to offer."""
        return {"type": "language", "suggestions": [*self.offers]}


_VOICES = (
    "man woman alice Polly.Joanna Polly.Joanna-Neural Polly.Matthew Polly.Matthew-Neural Polly.Amy Polly.Amy-Neural"
    " Polly.Brian Polly.Emma Polly.Danielle-Generative Polly.Ruth-Generative Polly.Celine Polly.Lea-Neural"
    " Polly.Mathieu Polly.Marlene Polly.Vicki-Neural Polly.Hans Polly.Daniel-Neural Polly.Lucia Polly.Enrique"
    " Polly.Lupe-Neural Polly.Bianca Polly.Camila-Neural Google.en-US-Standard-C Google.en-US-Neural2-F"
    " Google.en-US-Chirp3-HD-Aoede Google.en-GB-Neural2-A Google.de-DE-Neural2-B Google.es-ES-Neural2-A"
    " Google.fr-FR-Neural2-A"
)
_VOICE = re.compile(
    r"man|woman|alice|Polly\.[A-Z][A-Za-z]+(-(Neural|Generative|Long-Form))?"
    r"|Google\.[a-z]{2,3}(-[A-Za-z0-9]+){1,6}|ElevenLabs\.\S+"
)


@dataclass(frozen=True, slots=True)
class Voice(Kind):
    """A voice as Say names it: ``man``, ``woman``, ``alice``, ``Polly.*``, ``Google.*``."""

    def read(self, text: str) -> Value:
        """The name as written."""
        text = text.strip()
        if not _VOICE.fullmatch(text):
            raise BadValue("unknown")
        return text

    @property
    def expected(self) -> str:
        """The families of names."""
        return '"man", "woman", or a voice such as "Polly.Joanna-Neural" or "Google.en-US-Neural2-F"'

    @property
    def offers(self) -> tuple[str, ...]:
        """The voices most asked for."""
        return tuple(_VOICES.split())

    def to_json(self) -> dict[str, Any]:
        """The type, and what to offer."""
        return {"type": "voice", "suggestions": [*self.offers]}


@dataclass(frozen=True, slots=True)
class Hints(Kind):
    """Phrases a caller may say, separated by commas: at most 500, of at most 100 characters each."""

    def read(self, text: str) -> Value:
        """The phrases as written."""
        phrases = text.split(",")
        if len(phrases) > 500 or any(len(phrase.strip()) > 100 for phrase in phrases):
            raise BadValue("long")
        return text.strip()

    @property
    def expected(self) -> str:
        """The limits."""
        return "phrases separated by commas, at most 500, each of at most 100 characters"

    def to_json(self) -> dict[str, Any]:
        """The type."""
        return {"type": "hints"}


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
