"""What went wrong in a text that is not well-formed XML, and how to mend it: expat's word, made useful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pyexpat import errors as expat
from typing import Final

from voicelab.errors import DocumentError, Place
from voicelab.twiml.findings import short
from voicelab.twiml.source import Source

__all__ = ["explain", "wrong_root"]

_CODE: Final = 12100
_NAMED_ENTITIES = {
    "nbsp": "&#160;",
    "copy": "&#169;",
    "eacute": "&#233;",
    "ndash": "&#8211;",
    "mdash": "&#8212;",
}
_PAGE = "The URL answers with a page for people; often it is an error page or a login."
_HTML = re.compile(rb"\s*(<!doctype\s+html|<html)[\s>]", re.IGNORECASE)
_IN_TAG = re.compile(r"<([^\s<>/]+)[^<>]*$")


def _number(message: str) -> int:
    return expat.codes[message]


_EMPTY = _number(expat.XML_ERROR_NO_ELEMENTS)
_INVALID = _number(expat.XML_ERROR_INVALID_TOKEN)
_SYNTAX = _number(expat.XML_ERROR_SYNTAX)
_UNCLOSED = _number(expat.XML_ERROR_UNCLOSED_TOKEN)
_MISMATCH = _number(expat.XML_ERROR_TAG_MISMATCH)
_TWICE = _number(expat.XML_ERROR_DUPLICATE_ATTRIBUTE)
_JUNK = _number(expat.XML_ERROR_JUNK_AFTER_DOC_ELEMENT)
_ENTITY = _number(expat.XML_ERROR_UNDEFINED_ENTITY)
_LATE_DECLARATION = _number(expat.XML_ERROR_MISPLACED_XML_PI)
_CDATA = _number(expat.XML_ERROR_UNCLOSED_CDATA_SECTION)
_CHAR = _number(expat.XML_ERROR_BAD_CHAR_REF)


def wrong_root(name: str, place: Place) -> DocumentError:
    """12102: the root is not ``<Response>``."""
    message = f"The root element is <{name}>; it must be <Response>."
    if name.lower() == "html":
        message = "This is an HTML page, not TwiML."
        cure = _PAGE
    elif name.lower() == "response":
        cure = f"Names are case-sensitive: write <Response>, not <{name}>."
    else:
        cure = "Put everything inside <Response> ... </Response>."
    return DocumentError(message, code=12102, cure=cure, place=place)


def explain(code: int, source: Source, offset: int, opened: Sequence[tuple[str, Place]]) -> DocumentError:
    """The error for expat's ``code`` at byte ``offset``, with the elements ``opened`` and not closed there."""
    if _HTML.match(source.raw):
        return _error(source, 0, "This is an HTML page, not TwiML.", _PAGE)
    before = source.raw[max(0, offset - 4000) : offset].decode("utf-8", "ignore")
    after = source.raw[offset : offset + 400].decode("utf-8", "ignore")
    place = source.place(offset)
    if code == _MISMATCH:
        return _mismatch(source, offset, before, after, opened)
    if code == _EMPTY:
        return _ended(source, place, opened)
    if code in {_INVALID, _UNCLOSED, _ENTITY}:
        found = _ampersand(source, offset, before, after) or _tag(source, offset, before, after)
        if found is not None:
            return found
    message, cure = _plain(code, before, after)
    return DocumentError(message, code=_CODE, cure=cure, place=place)


def _error(source: Source, offset: int, message: str, cure: str) -> DocumentError:
    return DocumentError(message, code=_CODE, cure=cure, place=source.place(offset))


def _mismatch(
    source: Source, offset: int, before: str, after: str, opened: Sequence[tuple[str, Place]]
) -> DocumentError:
    lead = before.rfind("</") if not after.startswith("</") else len(before)
    closing = re.match(r"</\s*([^\s>]*)", (before + after)[max(lead, 0) :])
    name = closing[1] if closing else "?"
    at = offset - len(before[lead:].encode()) if 0 <= lead < len(before) else offset
    if not opened:
        return _error(source, at, f"</{name}> closes nothing.", f"Remove it, or open <{name}> before it.")
    top, where = opened[-1]
    if name.lower() == top.lower():
        cure = f"Names are case-sensitive: write </{top}>."
    elif not any(name == other for other, _ in opened):
        cure = f"Write </{top}>, or remove it: no <{name}> is open here."
    else:
        cure = f"Close <{top}> with </{top}> before </{name}>; elements nest, they do not overlap."
    return _error(source, at, f"</{name}> does not close <{top}>, which was opened at {where}.", cure)


def _ended(source: Source, place: Place, opened: Sequence[tuple[str, Place]]) -> DocumentError:
    if not source.raw.strip():
        return DocumentError(
            "The document is empty.",
            code=_CODE,
            cure="Answer at least <Response/>, which ends the call.",
            place=Place(1, 1),
        )
    if opened:
        top, where = opened[-1]
        return DocumentError(
            f"The document ends before <{top}>, opened at {where}, is closed.",
            code=_CODE,
            cure="Add " + "".join(f"</{name}>" for name, _ in reversed(opened[-5:])) + " at the end.",
            place=place,
        )
    return DocumentError(
        "There is no element in the document.",
        code=_CODE,
        cure="Put <Response> ... </Response> into it.",
        place=place,
    )


def _ampersand(source: Source, offset: int, before: str, after: str) -> DocumentError | None:
    open_at = re.search(r"&[^;\s<>&\"']*$", before)
    if open_at is None and not after.startswith("&"):
        return None
    lead = open_at[0] if open_at else ""
    at = offset - len(lead.encode())
    name = re.match(r"&([A-Za-z][A-Za-z0-9]*);", lead + after)
    if name is not None:
        instead = _NAMED_ENTITIES.get(name[1], "the character itself")
        return _error(
            source,
            at,
            f"&{name[1]}; is not known in XML.",
            f"Only &amp; &lt; &gt; &quot; &apos; are; write {instead}.",
        )
    if re.match(r"&#", lead + after):
        return None
    return _error(
        source,
        at,
        "An & stands for itself here; in XML it begins an entity.",
        "Write &amp; for every & in text and in URLs, as in ?a=1&amp;b=2.",
    )


def _tag(source: Source, offset: int, before: str, after: str) -> DocumentError | None:
    quoted = re.search(
        r"<([^\s<>/]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)\s([^\s=<>\"']+)\s*=\s*([\"'])[^\"']*$", before
    )
    if quoted is not None and after.startswith("<"):
        return _error(
            source,
            offset - len(before[quoted.start(4) :].encode()),
            f"The value of {quoted[3]} in <{quoted[1]}> is never closed, or has a < in it.",
            f"Close it with {quoted[4]}; a < inside is written &lt;.",
        )
    tag = _IN_TAG.search(before)
    if tag is None:
        return None
    if re.search(r"=\s*$", before):
        return _error(
            source,
            offset,
            f"The value of an attribute of <{tag[1]}> is not in quotes.",
            "Put straight quotes around it." if after[:1] in "“”‘’«" else 'Write name="value".',
        )
    valueless = re.search(r"\s([A-Za-z][\w:.\-]*)\s*$", before)
    if valueless is not None:
        return _error(
            source,
            offset - len(before[valueless.start(1) :].encode()),
            f"The attribute {valueless[1]} of <{tag[1]}> has no value.",
            f'Write {valueless[1]}="...".',
        )
    if re.search(r"[\"']$", before) and re.match(r"[A-Za-z]", after):
        return _error(source, offset, f"Two attributes of <{tag[1]}> touch.", "Put a blank between them.")
    return _error(
        source, offset, f"The tag <{tag[1]}> is not well-formed.", "See what stands just before here."
    )


def _plain(code: int, before: str, after: str) -> tuple[str, str]:
    start = (before + after).lstrip()
    if code == _LATE_DECLARATION:
        return (
            "Something stands before the XML declaration.",
            "<?xml ...?> must be the very first characters: remove the blanks or lines before it, or leave it out.",
        )
    if code == _JUNK:
        rest = after.strip()
        if rest.startswith("<"):
            return (
                "There is a second root element after the first.",
                "A document has one root: put everything inside one <Response> ... </Response>.",
            )
        return (
            f"There is text after the root element: {short(rest, 30)}.",
            "Remove it, or put it inside a verb.",
        )
    if code == _TWICE:
        return ("An attribute is written twice in one tag.", "Keep one of them.")
    if code == _CDATA:
        return ("A <![CDATA[ section is never closed.", "Close it with ]]>.")
    if code == _CHAR:
        return ("A character reference stands for no character allowed in XML.", "Remove it.")
    if code in {_SYNTAX, _INVALID} and not start.startswith("<"):
        if start.startswith(("{", "[")):
            return ("This is JSON, not XML.", "Answer with TwiML, and with the content type text/xml.")
        return (f"This is not XML: it begins with {short(start, 20)}.", "TwiML begins with <Response>.")
    if code == _UNCLOSED:
        return ("A tag, comment or declaration is never finished.", "Close it with >, --> or ?>.")
    if after[:1] == "<" or before.endswith("<"):
        return ("A < stands for itself here; in XML it begins a tag.", "Write &lt;.")
    if after[:1] and (after[0] < " " or after[0] in "\ufffe\uffff"):
        return (f"The character U+{ord(after[0]):04X} is not allowed in XML.", "Remove it.")
    return (
        f"The document is not well-formed XML near {short(after, 20)}.",
        "See what stands just before here.",
    )
