"""A TwiML document as a tree whose elements and attributes know their line and column, and back to text.

Reading is expat's: it alone knows columns. Entities and DTDs are refused, never expanded; size and depth have
limits. The tree as read holds what was written; the tree that :func:`voicelab.twiml.check.examine` gives also
holds typed values and defaults, read with ``element["timeout"]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from voicelab.errors import DocumentError, Place
from voicelab.twiml.advice import explain, wrong_root
from voicelab.twiml.entry import ElementSpec
from voicelab.twiml.findings import Finding, short
from voicelab.twiml.source import MOST_BYTES, Source, decode, source_of

__all__ = ["MOST_BYTES", "MOST_DEEP", "Document", "Element", "parse", "serialise", "source_of"]

MOST_DEEP = 64
"""How deep elements may nest."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Element:
    """One element: its name, its attributes as written, its content, its place.

    ``content`` holds text and elements in order, ``children`` the elements alone, ``text`` the element's own
    character data, trimmed. A checked element also has its ``spec`` and typed values, and ``fault`` if an
    error in it, or below it, stops the document here.
    """

    name: str
    attributes: Mapping[str, str]
    content: tuple[str | Element, ...]
    children: tuple[Element, ...]
    text: str
    source: Source
    offset: int
    text_offset: int
    spec: ElementSpec | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    valid: frozenset[str] = frozenset()
    fault: Finding | None = None

    def __repr__(self) -> str:
        return f"<{self.name}> at {self.place}"

    @property
    def place(self) -> Place:
        """Where its ``<`` stands."""
        return self.source.place(self.offset)

    @property
    def text_place(self) -> Place:
        """Where its first own text stands."""
        return self.source.place(self.text_offset)

    @property
    def attribute_places(self) -> Mapping[str, Place]:
        """Where the name of each attribute stands."""
        return self.source.attribute_places(self.offset)

    def __getitem__(self, name: str) -> Any:
        """The typed value of an attribute: what was written if it is valid, else the default.

        An int, bool, str, float, a tuple for list attributes, or None where nothing is written and there is
        no default. KeyError for a name that the grammar does not have on this element.
        """
        if self.spec is None:
            raise KeyError(f"<{self.name}> has not been checked: take it from examine(...).document")
        if name in self.values:
            return self.values[name]
        if name not in self.spec.defaults:
            raise KeyError(f"<{self.name}> has no attribute {name}")
        return self.spec.defaults[name]

    def given(self, name: str) -> bool:
        """Whether a valid value was written for this attribute."""
        return name in self.valid

    def child(self, name: str) -> Element | None:
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def inner_xml(self) -> str:
        """What is inside, as XML: for Say, its text with the SSML in it."""
        return "".join(escape(item) if isinstance(item, str) else item.xml for item in self.content).strip()

    @property
    def xml(self) -> str:
        """The element as XML, as written but for comments."""
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes.items())
        if not self.content:
            return f"<{self.name}{attributes}/>"
        inside = "".join(escape(item) if isinstance(item, str) else item.xml for item in self.content)
        return f"<{self.name}{attributes}>{inside}</{self.name}>"

    @property
    def plain_text(self) -> str:
        """All text inside without markup, blanks run together."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for item in self.content:
            if isinstance(item, str):
                yield item
            else:
                yield from item._texts()


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its root element, and the text it was read from."""

    root: Element
    source: str = field(repr=False)

    @property
    def verbs(self) -> tuple[Element, ...]:
        """The verbs, in order."""
        return self.root.children


@dataclass(slots=True)
class _Open:
    """An element that is being read."""

    name: str
    attributes: Mapping[str, str]
    offset: int
    content: list[str | Element] = field(default_factory=list)
    text_offset: int = -1


def parse(source: str | bytes) -> Document:
    """Read a document.

    Raises :class:`DocumentError` with the place and a cure: 11750 for more than 64 kB, 12100 for what is not
    well-formed, has a DTD or nests too deep, 12102 for a root that is not ``<Response>``.
    """
    text = decode(source)
    src = Source(text)
    root = _read(src)
    if root.name != "Response":
        raise wrong_root(root.name, root.place)
    return Document(root, text)


def _read(source: Source) -> Element:
    parser = ParserCreate("utf-8")
    parser.buffer_text = False  # text comes in pieces, each with its own place
    stack: list[_Open] = []
    done: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) >= MOST_DEEP:
            raise DocumentError(
                f"<{name}> is nested {MOST_DEEP + 1} levels deep.",
                code=12100,
                cure=f"A document nests at most {MOST_DEEP} levels.",
                place=source.place(parser.CurrentByteIndex),
            )
        stack.append(_Open(name, attributes, parser.CurrentByteIndex))

    def text(data: str) -> None:
        top = stack[-1]
        if top.text_offset < 0 and not data.isspace():
            blank = len(data) - len(data.lstrip())
            top.text_offset = parser.CurrentByteIndex + len(data[:blank].encode())
        top.content.append(data)

    def end(name: str) -> None:
        top = stack.pop()
        element = _close(top, source)
        if stack:
            stack[-1].content.append(element)
        else:
            done.append(element)

    def doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
        at = parser.CurrentByteIndex
        if name.lower() == "html":
            raise wrong_root("html", source.place(0))
        raise DocumentError(
            "A document type declaration (<!DOCTYPE ...>) is not allowed in TwiML.",
            code=12100,
            cure="Remove it; entities other than &amp; &lt; &gt; &quot; &apos; do not exist in TwiML.",
            place=source.place(max(source.raw.rfind(b"<!DOCTYPE", 0, at + 9), 0)),
        )

    def declaration(version: str, encoding: str | None, standalone: int) -> None:
        if not re.fullmatch(r"1\.[0-9]+", version):
            raise DocumentError(
                f"The XML declaration names version {short(version, 20)}; there is XML 1.0.",
                code=12100,
                cure='Write <?xml version="1.0" encoding="UTF-8"?>, or leave it out.',
                place=source.place(0),
            )

    parser.XmlDeclHandler = declaration
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(source.raw, True)
    except ExpatError as error:
        opened = [(item.name, source.place(item.offset)) for item in stack]
        raise explain(error.code, source, parser.ErrorByteIndex, opened) from None
    return done[0]


def _close(top: _Open, source: Source) -> Element:
    if not top.content:
        return Element(top.name, top.attributes, (), (), "", source, top.offset, top.offset)
    content: list[str | Element] = []
    run: list[str] = []
    for item in top.content:
        if isinstance(item, str):
            run.append(item)
        else:
            if run:
                content.append("".join(run))
                run.clear()
            content.append(item)
    if run:
        content.append("".join(run))
    return Element(
        top.name,
        top.attributes,
        tuple(content),
        tuple([item for item in content if type(item) is Element]),
        "".join([item for item in content if type(item) is str]).strip(),
        source,
        top.offset,
        top.text_offset if top.text_offset >= 0 else top.offset,
    )


def serialise(document: Document) -> str:
    """The document as tidy XML: one element a line where there is no text beside it. Comments are not kept."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    _write(document.root, 0, lines)
    return "\n".join(lines) + "\n"


def _write(element: Element, depth: int, lines: list[str]) -> None:
    indent = "  " * depth
    if not element.children or element.text:
        whole = element.xml if element.children else _leaf(element)
        lines.append(indent + whole)
        return
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    lines.append(f"{indent}<{element.name}{attributes}>")
    for child in element.children:
        _write(child, depth + 1, lines)
    lines.append(f"{indent}</{element.name}>")


def _leaf(element: Element) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    if not element.text:
        return f"<{element.name}{attributes}/>"
    return f"<{element.name}{attributes}>{escape(element.text)}</{element.name}>"
