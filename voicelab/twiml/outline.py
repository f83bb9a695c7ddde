"""An outline of a document's flow as plain data: its verbs in order, what they ask, where they go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicelab.errors import Place
from voicelab.twiml.document import Document, Element
from voicelab.twiml.findings import short

__all__ = ["OutlineRow", "outline"]


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row: how deep it is, the element's name, what it does in a few words, where it stands."""

    depth: int
    name: str
    summary: str
    place: Place


def outline(document: Document) -> list[OutlineRow]:
    """The rows of a checked document: each verb, each noun below it, each way on as a row named ``→``."""
    rows: list[OutlineRow] = []
    for verb in document.verbs:
        rows.extend(_rows(verb, 0))
    return rows


_TEXT = {
    "Say",
    "Play",
    "Redirect",
    "Dial",
    "Enqueue",
    "Queue",
    "Number",
    "Client",
    "Conference",
    "Sip",
    "Sms",
    "Room",
}
_SHOWN = {
    "Say": ("voice", "language", "loop"),
    "Play": ("digits", "loop"),
    "Pause": ("length",),
    "Gather": ("input", "numDigits", "finishOnKey", "timeout"),
    "Record": ("maxLength", "finishOnKey", "timeout"),
    "Dial": ("callerId", "timeout", "record", "sequential"),
    "Reject": ("reason",),
    "Stream": ("url", "track"),
    "ConversationRelay": ("url",),
}


def _rows(element: Element, depth: int) -> Iterator[OutlineRow]:
    yield OutlineRow(depth, element.name, _summary(element), element.place)
    if element.name != "Say":
        for child in element.children:
            yield from _rows(child, depth + 1)
    for condition, url in _ways(element):
        yield OutlineRow(depth + 1, "→", f"{condition}: {url}" if condition else url, element.place)


def _summary(element: Element) -> str:
    parts: list[str] = []
    text = element.plain_text if element.name == "Say" else element.text
    if text and element.name in _TEXT:
        parts.append(short(text, 50))
    for name in _SHOWN.get(element.name, ()):
        if element.given(name):
            value = element[name]
            words = " ".join(value) if isinstance(value, tuple) else str(value)
            parts.append(f"{name} {words.lower() if isinstance(value, bool) else words or 'none'}")
    return ", ".join(parts)


def _ways(element: Element) -> Iterator[tuple[str, str]]:
    """Where the call goes after an element, and when."""
    itself = "this document again"
    match element.name:
        case "Redirect":
            yield "", element.text or itself
        case "Gather":
            when = "always" if element["actionOnEmptyResult"] else "on input"
            yield when, element["action"] or itself
        case "Record":
            yield "when recorded", element["action"] or itself
        case "Dial" | "Enqueue" | "Connect" | "Pay" | "Refer":
            if element["action"] is not None:
                yield "afterwards", element["action"] or itself
