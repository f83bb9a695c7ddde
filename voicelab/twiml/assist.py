"""Help at a cursor: what may be written here, and what the word here means; all of it from the grammar table.

The text may be broken, as text is while it is written. Lines and columns count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from voicelab.twiml.addresses import Address
from voicelab.twiml.cursor import Cursor, cursor_at, offset_of
from voicelab.twiml.entry import Attribute, ElementSpec, Support
from voicelab.twiml.grammar import RESPONSE, children_of
from voicelab.twiml.values import Listed

__all__ = ["Completion", "Hover", "complete", "hover"]

_WORD = re.compile(r"[\w:.\-]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be written: ``insert`` goes in place of the ``replaces`` characters before the cursor."""

    label: str
    kind: Literal["element", "attribute", "value", "closing"]
    insert: str
    detail: str
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class Hover:
    """What a word means: a heading, a few sentences, and the ``length`` characters from line and column it is about."""

    title: str
    text: str
    line: int
    column: int
    length: int


def complete(source: str, line: int, column: int, addresses: Sequence[str] = ()) -> list[Completion]:
    """What may be written at the cursor, best first; nothing where nothing may.

    ``addresses`` are what is served here, as this document would name it: offered where an address may stand.
    """
    cursor = cursor_at(source, offset_of(source, line, column))
    match cursor.spot:
        case "text":
            return _elements(cursor, "<")
        case "element":
            return _elements(cursor, "")
        case "closing":
            inner = cursor.path[-1:]
            return [
                _closing(name, name + ">", len(cursor.word)) for name in inner if name.startswith(cursor.word)
            ]
        case "attribute":
            return _attributes(cursor)
        case "value":
            return _values(cursor, addresses)
        case _:
            return []


def _closing(name: str, insert: str, replaces: int) -> Completion:
    return Completion(f"/{name}", "closing", insert, f"closes <{name}>", replaces)


def _elements(cursor: Cursor, lead: str) -> list[Completion]:
    parent, word = cursor.parent, cursor.word
    if not cursor.path:
        candidates = [RESPONSE] if not cursor.rooted and _fits(RESPONSE.name, word) else []
    else:
        candidates = [
            spec for spec in (children_of(parent).values() if parent else ()) if _fits(spec.name, word)
        ]
    found = [
        Completion(spec.name, "element", lead + spec.name, _with_support(spec.doc, spec.support), len(word))
        for spec in candidates
    ]
    if cursor.path and not word:
        name = cursor.path[-1]
        found.append(_closing(name, f"{lead}/{name}>", 0))
    return found


def _attributes(cursor: Cursor) -> list[Completion]:
    spec = cursor.spec
    return [
        Completion(attribute.name, "attribute", f'{attribute.name}=""', _detail(attribute), len(cursor.word))
        for attribute in (spec.attributes.values() if spec else ())
        if attribute.name not in cursor.written
        and not attribute.legacy
        and _fits(attribute.name, cursor.word)
    ]


def _values(cursor: Cursor, addresses: Sequence[str]) -> list[Completion]:
    spec = cursor.spec
    attribute = spec.attributes.get(cursor.attribute) if spec else None
    if attribute is None:
        return []
    if isinstance(attribute.kind, Address) and "http" in attribute.kind.schemes and attribute.kind.relative:
        fitting = [each for each in addresses if _fits(each, cursor.word)]
        return [Completion(each, "value", each, "", len(cursor.word)) for each in fitting]
    word, taken = cursor.word, frozenset[str]()
    if isinstance(attribute.kind, Listed):
        *earlier, word = re.split(r"[\s,]+", cursor.word)
        taken = frozenset(earlier)
    usual = attribute.default if isinstance(attribute.default, tuple) else (_written(attribute),)
    return [
        Completion(offer, "value", offer, "default" if offer in usual else "", len(word))
        for offer in attribute.kind.offers
        if offer not in taken and _fits(offer, word)
    ]


def _fits(name: str, word: str) -> bool:
    return name.lower().startswith(word.lower())


def _with_support(doc: str, support: Support | None) -> str:
    return (
        doc
        if support in (None, "real")
        else f"{doc} ({'simulated' if support == 'simulated' else 'no effect'})"
    )


def _written(attribute: Attribute) -> str:
    """The default as it would be written."""
    default = attribute.default
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return " ".join(default)
    return "" if default is None else str(default)


def _detail(attribute: Attribute) -> str:
    usual = _written(attribute)
    return attribute.doc + (f" Default: {usual}." if usual else "")


# --- hover ------------------------------------------------------------------------------------------------------
def hover(source: str, line: int, column: int) -> Hover | None:
    """What the word at the cursor means, or None when it is no element, attribute or value of the language."""
    offset = offset_of(source, line, column)
    word = next((match for match in _WORD.finditer(source) if match.start() <= offset <= match.end()), None)
    if word is None:
        return None
    cursor = cursor_at(source, word.end())
    if cursor.spot in ("element", "closing"):
        path = cursor.path if cursor.spot == "element" else cursor.path[:-1]
        spec = Cursor("element", 0, path, word[0]).spec
        told = (f"<{spec.name}>", _about_element(spec)) if spec else None
    else:
        spec = cursor.spec
        name = cursor.attribute if cursor.spot == "value" else word[0]
        attribute = spec.attributes.get(name) if spec and cursor.spot in ("attribute", "value") else None
        told = (f"{name} of <{cursor.element}>", _about_attribute(attribute)) if attribute else None
    if told is None:
        return None
    before = source[: word.start()]
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return Hover(told[0], told[1], line, word.start() - start + 1, len(word[0]))


def _about_element(spec: ElementSpec) -> str:
    parts = [spec.doc]
    if spec.says:
        parts.append(spec.says)
    if spec.text is not None:
        parts.append(f"Text: {spec.text.kind.expected}.")
    if spec.children:
        parts.append(f"Inside: {', '.join(children_of(spec))}.")
    names = [attribute.name for attribute in spec.attributes.values() if not attribute.legacy]
    if names:
        parts.append(f"Attributes: {', '.join(names)}.")
    return "\n".join(parts)


def _about_attribute(attribute: Attribute) -> str:
    parts = [attribute.doc, f"Value: {attribute.kind.expected}."]
    usual = _written(attribute)
    if attribute.same_as:
        parts.append(f"Default: that of {attribute.same_as}.")
    elif usual:
        parts.append(f"Default: {usual}.")
    if attribute.code:
        parts.append(f"A bad value is error {attribute.code}.")
    return "\n".join(parts)
