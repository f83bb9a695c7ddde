"""Where a cursor stands in a document that may be half written: in a tag, a value, a text, and inside of what.

No parser reads broken XML; this scanner takes what it can get up to the cursor and never fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from voicelab.twiml.entry import ElementSpec
from voicelab.twiml.grammar import RESPONSE, children_of

__all__ = ["Cursor", "Spot", "cursor_at", "offset_of"]

Spot = Literal["text", "element", "closing", "attribute", "value", "nowhere"]

_LINE_END = re.compile(r"\r\n?|\n")
_NAME = r"[^\s=/<>\"']*"
_TAG = re.compile(rf"<(/?)({_NAME})")
_ATTRIBUTE = re.compile(rf"\s*({_NAME})(\s*=\s*)?")
_VALUE = re.compile(r"\"([^\"<]*)(\"?)|'([^'<]*)('?)")
_WRITTEN = re.compile(rf"({_NAME})\s*=\s*[\"']")
_REST_OF_NAME = re.compile(_NAME)


@dataclass(slots=True)
class Cursor:
    """Where the cursor is.

    ``path`` holds the names of the open elements around it, outermost first; ``element`` the tag it is in and
    ``attribute`` the attribute; ``word`` what stands between the start of the name or value and the cursor.
    ``written`` are the attributes the tag has already; ``rooted`` tells that a tag stands before this one.
    """

    spot: Spot
    offset: int
    path: list[str] = field(default_factory=list)
    element: str = ""
    attribute: str = ""
    word: str = ""
    start: int = 0
    written: frozenset[str] = frozenset()
    rooted: bool = False

    @property
    def parent(self) -> ElementSpec | None:
        """The innermost open element, None at the top or inside something unknown."""
        return _follow(self.path)

    @property
    def spec(self) -> ElementSpec | None:
        """The element whose tag the cursor is in, None when it is unknown."""
        return _follow([*self.path, self.element])


def _follow(path: list[str]) -> ElementSpec | None:
    if not path or path[0] != RESPONSE.name:
        return None
    spec = RESPONSE
    for name in path[1:]:
        inner = children_of(spec).get(name)
        if inner is None:
            return None
        spec = inner
    return spec


def offset_of(source: str, line: int, column: int) -> int:
    """The offset of a line and column, both from 1; places outside the text become its nearest end."""
    start = 0
    for _ in range(line - 1):
        end = _LINE_END.search(source, start)
        if end is None:
            return len(source)
        start = end.end()
    end = _LINE_END.search(source, start)
    last = end.start() if end else len(source)
    return max(start, min(start + column - 1, last))


def cursor_at(source: str, offset: int) -> Cursor:
    """What surrounds ``offset`` in ``source``."""
    path: list[str] = []
    position = 0
    rooted = False
    while True:
        opening = source.find("<", position, offset)
        if opening < 0:
            return Cursor("text", offset, path, start=offset, rooted=rooted)
        for start, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")):
            if source.startswith(start, opening):
                closing = source.find(end, opening + len(start))
                position = closing + len(end) if closing >= 0 else len(source) + 1
                break
        else:
            found = _tag(source, opening, offset, path)
            if isinstance(found, Cursor):
                found.rooted = rooted
                return found
            position, rooted = found, True
            continue
        if position > offset:
            return Cursor("nowhere", offset, path, start=offset)


def _tag(source: str, opening: int, offset: int, path: list[str]) -> Cursor | int:
    """Read one tag: the cursor if it is in it, else where the tag ends; ``path`` follows."""
    match = _TAG.match(source, opening, offset)
    if match is None:  # the cursor is right before it
        return Cursor("text", offset, path, start=offset)
    closes, name = bool(match[1]), match[2]
    position = match.end()
    if position == offset:
        return Cursor("closing" if closes else "element", offset, path, name, "", name, match.start(2))
    written: set[str] = set()
    while position < offset:
        character = source[position]
        if character == ">" or character == "<":
            break
        if source.startswith("/>", position):
            return position + 2 if position + 2 <= offset else _between(source, offset, path, name, written)
        attribute = _ATTRIBUTE.match(source, position, offset)
        if attribute is None or attribute.end() == position:
            position += 1
            continue
        position = attribute.end()
        if not attribute[2]:
            if position == offset:
                return _between(source, offset, path, name, written, attribute[1])
            continue
        value = _VALUE.match(source, position, offset)
        if value is None:
            if position == offset:
                return Cursor("nowhere", offset, path, name, attribute[1], start=offset)
            continue
        written.add(attribute[1])
        position = value.end()
        if position == offset and not (value[2] or value[4]):
            word = value[1] if value[1] is not None else value[3]
            start = offset - len(word)
            return Cursor("value", offset, path, name, attribute[1], word, start, frozenset(written))
    if position >= offset:
        return _between(source, offset, path, name, written)
    if closes:
        if name in path:
            del path[len(path) - 1 - path[::-1].index(name) :]
    else:
        _enter(path, name)
    return position + (source[position] == ">")


def _enter(path: list[str], name: str) -> None:
    """Open ``name``; where it may not stand but may further out, what is between was never closed."""
    for depth in range(len(path), 0, -1):
        outer = _follow(path[:depth])
        if outer is not None and name in children_of(outer):
            del path[depth:]
            break
    path.append(name)


def _between(
    source: str, offset: int, path: list[str], element: str, written: set[str], word: str = ""
) -> Cursor:
    """The cursor among the attributes of a tag; those after it count as written too."""
    ends = [end for end in (source.find(">", offset), source.find("<", offset)) if end >= 0]
    after = source[offset : min(ends)] if ends else source[offset:]
    if word and (rest := _REST_OF_NAME.match(after)):
        after = after[rest.end() :]  # the rest of the name that is being written
    names = frozenset(written) | {match[1] for match in _WRITTEN.finditer(after)}
    return Cursor("attribute", offset, path, element, "", word, offset - len(word), names)
