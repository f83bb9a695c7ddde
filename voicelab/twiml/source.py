"""The text of a document: from bytes of any encoding, and from byte offsets to lines and columns."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from voicelab.errors import DocumentError, Place

__all__ = ["MOST_BYTES", "Source", "decode", "in_utf8", "source_of"]

MOST_BYTES = 64 * 1024
"""The largest document, in bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")
# the encodings XML is met in; Python has codecs (punycode, rot13 ...) that no document is written in
_ENCODINGS = re.compile(
    r"utf_?(8|16|32)(_[bl]e)?(_sig)?|ascii|us_ascii|latin_?1|iso_?8859_?\d+|iso8859_\d+|cp\d{3,4}|windows_\d{4}"
    r"|koi8_[rtu]|mac_roman|shift_jis\w*|euc_\w+|gb2312|gbk|gb18030|big5\w*|iso2022_\w+|tis_620"
)


def _unreadable(message: str, cure: str, place: Place | None = None) -> DocumentError:
    return DocumentError(message, code=12100, cure=cure, place=place or Place(1, 1))


def in_utf8(source: bytes, charset: str) -> bytes:
    """A document in the encoding that its HTTP answer named, as UTF-8, unless it says for itself what it is in.

    A mark or a declaration in the document counts for more; bytes that are not in ``charset`` stay as they are.
    """
    own = any(source.startswith(mark) for mark, _ in _BOMS) or _DECLARED.match(source)
    if own or not charset or not _ENCODINGS.fullmatch(charset.lower().replace("-", "_")):
        return source
    try:
        return source.decode(charset).encode()
    except (UnicodeDecodeError, LookupError):
        return source


def decode(source: str | bytes) -> str:
    """The text of a document, without a byte order mark.

    The encoding is that of the mark, else the declared one, else UTF-8. Raises :class:`DocumentError` 11750
    for more than 64 kB, 12100 for an encoding that is unknown or not the one the bytes are in.
    """
    size = len(source) if isinstance(source, bytes) else _size(source)
    if size > MOST_BYTES:
        raise DocumentError(
            f"The document has more than {MOST_BYTES} bytes.",
            code=11750,
            cure="Split it, and go on with <Redirect>.",
            place=Place(1, 1),
        )
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    encoding = next((name for mark, name in _BOMS if source.startswith(mark)), None)
    if encoding is None:
        declared = _DECLARED.match(source)
        encoding = _known(declared[1].decode("ascii")) if declared else "utf-8"
    try:
        return source.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = source[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(encoding, "replace")) + 1
        raise _unreadable(
            f"The document is not in {encoding.upper()}: byte 0x{source[error.start]:02X} has no meaning there.",
            "Save or send it in UTF-8.",
            Place(line, column),
        ) from None


def _size(text: str) -> int:
    if len(text) > MOST_BYTES:
        return len(text)
    try:
        return len(text.encode())
    except UnicodeEncodeError as error:
        before = text[: error.start]
        raise _unreadable(
            "The document has half of a surrogate pair in it, which is no character.",
            "Remove it, or write the whole character.",
            Place(before.count("\n") + 1, error.start - before.rfind("\n")),
        ) from None


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name.replace("-", "_")
    except LookupError:
        found = ""
    if not _ENCODINGS.fullmatch(found):
        raise _unreadable(f'The encoding "{name}" is not known.', 'Use encoding="UTF-8".')
    if found.startswith(("utf_16", "utf_32")):
        return "utf-8"  # bytes in which the declaration can be read as ASCII are neither
    return found


_LINE_END = re.compile(rb"\r\n?|\n")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"'<]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_NAME = re.compile(rb"<[^\s/>]+")


class Source:
    """A document's text as UTF-8, and the lines in it. Columns count characters, from 1."""

    __slots__ = ("_lines", "raw")

    def __init__(self, text: str) -> None:
        self.raw = text.encode()
        self._lines: list[int] | None = None

    def place(self, offset: int) -> Place:
        """The line and column of a byte offset."""
        if self._lines is None:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self.raw))]
        offset = max(0, min(offset, len(self.raw)))
        line = bisect_right(self._lines, offset)
        start = self._lines[line - 1]
        return Place(line, len(self.raw[start:offset].decode("utf-8", "ignore")) + 1)

    def attribute_places(self, offset: int) -> Mapping[str, Place]:
        """Where the name of each attribute of the start tag at ``offset`` stands."""
        places: dict[str, Place] = {}
        match = _TAG_NAME.match(self.raw, offset)
        while match is not None:
            match = _ATTRIBUTE.match(self.raw, match.end())
            if match is not None:
                places[match[1].decode()] = self.place(match.start(1))
        return places


def source_of(thing: Any) -> str:
    """The TwiML text of what people hand over.

    That is text, UTF-8 bytes, a ``VoiceResponse`` of the twilio library, an lxml or ElementTree element, or
    a :class:`~voicelab.twiml.document.Document`. Raises TypeError for anything else, :class:`DocumentError`
    for bytes that cannot be decoded.
    """
    if isinstance(thing, str):
        return str(thing)
    if isinstance(thing, bytes | bytearray | memoryview):
        return decode(bytes(thing))
    if callable(getattr(thing, "to_xml", None)):  # twilio.twiml.TwiML
        return str(thing.to_xml())
    if isinstance(thing, ElementTree.Element | ElementTree.ElementTree):
        root = thing.getroot() if isinstance(thing, ElementTree.ElementTree) else thing
        return ElementTree.tostring(root, encoding="unicode")
    if type(thing).__module__.startswith("lxml."):
        from lxml import etree

        return str(etree.tostring(thing, encoding="unicode"))
    if isinstance(getattr(thing, "source", None), str):
        return str(thing.source)
    raise TypeError(
        f"A TwiML document is text, a twilio VoiceResponse or an lxml element, not {type(thing).__name__}."
    )
