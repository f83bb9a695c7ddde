"""Findings as an editor shows them: how far each reaches, and the edit that would mend it.

Lines and columns count from 1, lengths in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voicelab.twiml.cursor import offset_of
from voicelab.twiml.findings import Finding

__all__ = ["Edit", "Marked", "mark"]

_WORD = re.compile(r"</?[\w:.\-]+|[\w:.\-]+|\S")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """``length`` characters at a place become ``text``."""

    line: int
    column: int
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding, how many characters from its place it is about, and what would mend it, if anything is near."""

    finding: Finding
    length: int
    edits: tuple[Edit, ...] = ()


def mark(source: str, finding: Finding) -> Marked:
    """Where ``finding`` stands in ``source``, and its edits."""
    offset = offset_of(source, finding.place.line, finding.place.column)
    word = _WORD.match(source, offset)
    length = len(word[0]) if word else 1
    if not finding.instead:
        return Marked(finding, length)
    spans = _spans(source, offset, finding)
    return Marked(finding, length, tuple(_edit(source, *span, finding.instead) for span in spans))


def _spans(source: str, offset: int, finding: Finding) -> Iterator[tuple[int, int]]:
    """The begins and ends of what is wrong: an attribute's name or its value, an element's name in both its tags."""
    if finding.attribute is None:
        yield from _names(source, offset, finding.element)
        return
    written = re.compile(r"([\w:.\-]+)(\s*=\s*)?(?:\"([^\"<]*)\"|'([^'<]*)')?").match(source, offset)
    if written is None or written[1] != finding.attribute:
        return
    known = 'mean "' in finding.cure  # the value is wrong, not the name
    group = 1 if not known else 3 if written[3] is not None else 4
    if written.start(group) >= 0:
        yield written.span(group)


def _names(source: str, offset: int, name: str) -> Iterator[tuple[int, int]]:
    tags = re.compile(rf"<(/?)({re.escape(name)})(?![\w:.\-])[^<>]*?(/?)>")
    depth = 0
    for tag in tags.finditer(source, offset):
        closes, alone = bool(tag[1]), bool(tag[3])
        if depth == 0 and tag.start() != offset:
            return
        depth += 0 if alone else -1 if closes else 1
        if tag.start() == offset or (closes and depth == 0):
            yield tag.span(2)
        if depth <= 0:
            return


def _edit(source: str, start: int, end: int, text: str) -> Edit:
    begin, line = 0, 1
    for ending in _LINE_END.finditer(source, 0, start):
        begin, line = ending.end(), line + 1
    return Edit(line, start - begin + 1, end - start, text)
