"""Rows of the documented attribute tables, each with what proves it: a value, the default, a bad value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from voicelab.twiml.check import Examined, examine
from voicelab.twiml.document import Element
from voicelab.twiml.grammar import ELEMENTS, children_of, spec

HOMES = {"Say": "VoiceResponse", "Sip": "Dial", "Queue": "Dial", "Parameter": "Stream"}
WORDS = {
    "Number": "+14155550123",
    "WhatsApp": "+14155550123",
    "Sip": "sip:kate@example.com",
    "SipUri": "sip:kate@example.com",
    "ReferSip": "sip:kate@example.com",
    "Dial": "+14155550123",
    "Play": "/music.wav",
    "Redirect": "/next",
}
NEEDED = {
    "Stream": {"url": "wss://example.com/s"},
    "ConversationRelay": {"url": "wss://example.com/s"},
    "Parameter": {"name": "n"},
    "Config": {"name": "n"},
    "Header": {"name": "x-n"},
}


@dataclass(frozen=True)
class Row:
    """``documented`` is the row in words; ``bad`` gets ``code``, at ``level``, and the default instead."""

    attribute: str
    documented: str
    written: str
    value: Any
    default: Any = None
    bad: str | None = None
    code: int = 12200
    level: str = "warning"
    beside: Mapping[str, str] | None = None


def home_of(key: str) -> str:
    """The key of an element that this one may stand in."""
    if key in HOMES:
        return HOMES[key]
    return next(parent for parent, entry in ELEMENTS.items() if key in entry.children)


def write(key: str, attributes: Mapping[str, str], inside: str | None = None) -> str:
    """A document with this element in it, and what its surroundings need."""
    attributes = {**NEEDED.get(key, {}), **attributes}
    name = spec(key).name
    if inside is None:
        inside = WORDS.get(key, "words" if spec(key).text is not None else "")
        if spec(key).children and not spec(key).text:
            inside = ""
    xml = f"<{name}{''.join(f' {a}={quoteattr(v)}' for a, v in attributes.items())}>{inside}</{name}>"
    parent = key
    while parent != "VoiceResponse":
        parent = home_of(parent)
        outer = spec(parent)
        needed = "".join(f' {a}="{v}"' for a, v in NEEDED.get(parent, {}).items())
        xml = f"<{outer.name}{needed}>{xml}</{outer.name}>"
    return xml


def find(key: str, examined: Examined) -> Element:
    """The element of this key in a checked document."""
    assert examined.document is not None, examined.findings
    return next(e for e in examined.document.root.walk() if e.spec is not None and e.spec.key == key)


def prove(key: str, row: Row) -> None:
    """The value is read, the default holds without it, a bad one is found with its code at its place."""
    beside = dict(row.beside or {})
    good = examine(write(key, {**beside, row.attribute: row.written}))
    element = find(key, good)
    assert element[row.attribute] == row.value and type(element[row.attribute]) is type(row.value)
    assert element.given(row.attribute)
    assert [found for found in good.findings if found.attribute == row.attribute] == []

    absent = find(key, examine(write(key, beside)))
    if row.attribute not in NEEDED.get(key, {}):
        assert absent[row.attribute] == row.default and not absent.given(row.attribute)

    if row.bad is None:
        return
    source = write(key, {**beside, row.attribute: row.bad})
    examined = examine(source)
    found = [finding for finding in examined.findings if finding.attribute == row.attribute]
    assert [(finding.code, finding.level) for finding in found] == [(row.code, row.level)]
    assert found[0].place.column == source.index(f" {row.attribute}=") + 2 and found[0].place.line == 1
    assert found[0].cure and row.attribute in found[0].message
    broken = find(key, examined)
    if row.level == "warning":
        assert (
            broken[row.attribute] == row.default and not broken.given(row.attribute) and broken.fault is None
        )
    elif row.code == 11100:
        assert broken[row.attribute] == row.bad and broken.fault is None  # it fails when it is asked for
    else:
        assert broken.fault == found[0]
        assert examined.document is not None and examined.document.verbs[0].fault == found[0]


def assert_complete(table: Mapping[str, Sequence[Row]]) -> None:
    """Every attribute of these elements that is still documented has its row."""
    for key, rows in table.items():
        known = {attribute.name for attribute in spec(key).attributes.values() if not attribute.legacy}
        assert {row.attribute for row in rows} == known, key
        assert children_of(spec(key)) is not None


def cases(table: Mapping[str, Sequence[Row]]) -> list[tuple[str, Row]]:
    """The rows with their element's key, for parametrising."""
    return [(key, row) for key, rows in table.items() for row in rows]


def identify(value: object) -> str:
    """The name of a case."""
    return value.attribute if isinstance(value, Row) else str(value)


def status(events: tuple[str, ...] = ("initiated", "ringing", "answered", "completed")) -> list[Row]:
    """The rows of statusCallback (URL, none), its method (POST), its events (completed)."""
    return [
        Row("statusCallback", "URL; none", "/s", "/s", None, "ftp://x/", 11100, "error"),
        Row("statusCallbackMethod", "GET or POST; POST", "GET", "GET", "POST", "PUT"),
        Row("statusCallbackEvent", "a list; completed", " ".join(events), events, ("completed",), "over"),
    ]


def recording_status(code: int = 13621, level: str = "error") -> list[Row]:
    """The rows of recordingStatusCallback (URL, none), its method (POST), its events (completed)."""
    return [
        Row("recordingStatusCallback", "URL; none", "/r", "/r", None, "ftp://x/", 13256),
        Row("recordingStatusCallbackMethod", "GET or POST; POST", "get", "GET", "POST", "PUT"),
        Row(
            "recordingStatusCallbackEvent",
            "in-progress completed absent; completed",
            "in-progress absent",
            ("in-progress", "absent"),
            ("completed",),
            "done",
            code,
            level,
        ),
        Row("recordingConfigurationId", "an identifier", "RC1", "RC1"),
    ]
