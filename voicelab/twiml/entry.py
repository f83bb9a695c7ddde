"""The shape of an entry in the grammar table: an element, its attributes, its text, and whether it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from voicelab.errors import Level
from voicelab.twiml.values import Kind, Reason, Value

__all__ = ["SCHEMA", "Attribute", "ElementSpec", "Support", "TextSlot", "severity"]

SCHEMA = 12200
"""The code of everything the schema does not know: a warning, the bad piece is skipped."""

Support = Literal["real", "simulated", "refused"]
"""Whether something acts for real, on something that is pretended, or has no effect; the last two are told in words."""

# codes that end the document; every other code a document can have is a warning (Twilio's error catalogue)
_ERRORS = frozenset(
    {11100, 11750, 12100, 12101, 12102, 13201, 13231, 13238, 13239, 13240, 13247, 13257, 13258, 13325, 13338}
    | {13420, 13621, 13801, 14300, 15004, 16023, 16025}
    | {*range(14201, 14207), *range(14210, 14238)}
    | {*range(31900, 31925), 31940, 31941, 31942, 31952, 31960}
    | {*range(64001, 64025), *range(64101, 64200)}
)


def severity(code: int) -> Level:
    """Whether ``code`` ends the document (error) or not (warning)."""
    return "error" if code in _ERRORS else "warning"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its kind of value, its default, the code a bad value gets, one sentence about it.

    ``otherwise`` gives other codes by reason; ``same_as`` names the attribute whose value is the default;
    ``legacy`` marks what Twilio's schema still knows and nobody documents any more; ``support`` differs from
    the element's only where it is given, and then ``says`` is the sentence for it.
    """

    name: str
    kind: Kind
    doc: str
    default: Value = None
    code: int = SCHEMA
    otherwise: Mapping[Reason, int] = field(default_factory=dict)
    same_as: str | None = None
    legacy: bool = False
    support: Support | None = None
    says: str = ""

    def code_for(self, reason: Reason) -> int:
        """The code that a value bad for ``reason`` gets."""
        return self.otherwise.get(reason, self.code)

    def to_json(self) -> dict[str, Any]:
        """The attribute as plain data."""
        default = [*self.default] if isinstance(self.default, tuple) else self.default
        return {
            **self.kind.to_json(),
            "doc": self.doc,
            "expected": self.kind.expected,
            "default": default,
            "sameAs": self.same_as,
            "code": self.code,
            "legacy": self.legacy,
            "support": self.support,
            "says": self.says,
        }


@dataclass(frozen=True, slots=True)
class TextSlot:
    """The text an element takes: what it is, its kind, the code of a bad one, the code of a missing one.

    ``missing`` 0 means that no text is fine.
    """

    name: str
    kind: Kind
    code: int = SCHEMA
    missing: int = 0
    otherwise: Mapping[Reason, int] = field(default_factory=dict)

    def code_for(self, reason: Reason) -> int:
        """The code that a text bad for ``reason`` gets."""
        return self.otherwise.get(reason, self.code)


@dataclass(frozen=True, slots=True, eq=False)
class ElementSpec:
    """One element of the language.

    ``key`` is unique in the table (the helper library's class name); ``name`` is what a document writes.
    ``children`` are keys. ``misplaced`` is the code of a known element where it may not be. ``says`` is the
    sentence for what is simulated. ``defaults`` holds the default of every attribute,
    ``followers`` pairs of an attribute and the other one whose value is its default.
    """

    key: str
    name: str
    doc: str
    attributes: Mapping[str, Attribute]
    children: tuple[str, ...] = ()
    text: TextSlot | None = None
    support: Support = "real"
    says: str = ""
    misplaced: int = SCHEMA
    defaults: Mapping[str, Value] = field(init=False, default_factory=dict)
    followers: tuple[tuple[str, str], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        defaults = {attribute.name: attribute.default for attribute in self.attributes.values()}
        object.__setattr__(self, "defaults", MappingProxyType(defaults))
        followers = [(each.name, each.same_as) for each in self.attributes.values() if each.same_as]
        object.__setattr__(self, "followers", tuple(followers))

    def support_of(self, attribute: str) -> Support:
        """Whether an attribute acts for real, is simulated or refused; KeyError when there is none of this name."""
        return self.attributes[attribute].support or self.support

    def to_json(self) -> dict[str, Any]:
        """The element as plain data."""
        text = self.text and {
            "name": self.text.name,
            "required": bool(self.text.missing),
            "expected": self.text.kind.expected,
            **self.text.kind.to_json(),
        }
        return {
            "name": self.name,
            "doc": self.doc,
            "support": self.support,
            "says": self.says,
            "children": [*self.children],
            "text": text,
            "attributes": {name: attribute.to_json() for name, attribute in self.attributes.items()},
        }
