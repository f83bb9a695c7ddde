"""A chart drawn from documents: every verb a step, every action, redirect and dialled party a way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from voicelab.flow.chart import Box, Chart, Section, Step
from voicelab.twiml.check import examine
from voicelab.twiml.document import Element

__all__ = ["Reader", "path_of"]

_FIELD = re.compile(r"\{\{\s*(?:#e\s+)?([A-Za-z_][\w.\-]*)\s*\}\}")
_PARTIES = {
    "Number": "",
    "Client": "client:",
    "Conference": "conference ",
    "Queue": "queue ",
    "Sip": "",
    "Application": "app:",
    "Task": "task ",
}
_ASIDE = {"url": "first hears", "waitUrl": "while waiting"}  # what a party hears before it is connected
_MOST = 44  # characters of a step's words


def path_of(url: str) -> str:
    """What stands after the host of an address."""
    return urlsplit(url).path or url


class Reader:
    """Reads documents into a chart. ``base`` is the lab's address, below which ``/twiml/NAME`` is a document."""

    def __init__(self, base: str, documents: Mapping[str, str], webhooks: Mapping[str, str]) -> None:
        self.chart = Chart()
        self._base = base.rstrip("/")
        self._documents = documents
        self._webhooks = webhooks
        for name, source in documents.items():
            box = Box(self.document_key(name), name, "document")
            self.chart.boxes[box.key] = box
            self.section(box, "", source)
        for path, words in webhooks.items():
            box = self.box_of(f"{self._base}/webhooks{path}")
            box.note = words
        for name, source in documents.items():
            self.draw_ways(self.chart.boxes[self.document_key(name)], source)

    def document_key(self, name: str) -> str:
        """The key of a document's box: its address."""
        return f"{self._base}/twiml/{name}"

    # --- boxes ----------------------------------------------------------------------------------------------
    def box_of(self, url: str) -> Box:
        """The box of an address, made when there is none yet."""
        key = unquote(url.split("#")[0].split("?")[0])
        known = self.chart.boxes.get(key)
        if known is not None:
            return known
        path = path_of(key)
        own = key.startswith(self._base + "/")
        if own and path.startswith("/twiml/"):
            box = Box(key, path.removeprefix("/twiml/"), "missing", note="There is no such document.")
        elif own and path.startswith("/webhooks/"):
            words = self._webhooks.get(path.removeprefix("/webhooks"), "No kernel serves it.")
            box = Box(key, path.removeprefix("/webhooks"), "webhook", note=words)
        else:
            box = Box(key, path if path != key else key, "address", note=urlsplit(key).netloc)
        self.chart.boxes[key] = box
        return box

    def party(self, name: str, kind: str = "party") -> Box:
        """The box of somebody who is called, or of something that calls."""
        key = f"{kind} {name}"
        made = Box(key, name, "entry" if kind == "entry" else "party")
        return self.chart.boxes.setdefault(key, made)

    def section(self, box: Box, caption: str, source: str) -> Section:
        """The section of ``box`` for a document, made when it has none."""
        for known in box.sections:
            if known.source == source and (not caption or known.caption == caption):
                return known
        section = Section(caption, source=source)
        document = examine(source).document
        if document is None:
            box.note = "It cannot be read: the check says why."
        else:
            section.steps = [_step(element, depth) for element, depth in _verbs(document.root)]
        box.sections.append(section)
        return section

    # --- ways -----------------------------------------------------------------------------------------------
    def draw_ways(self, box: Box, source: str) -> None:
        """The ways out of a document that stands in ``box``."""
        document = examine(source).document
        section = self.section(box, "", source)
        if document is None:
            return
        elements = [element for element, _ in _verbs(document.root)]
        for element, step in zip(elements, section.steps, strict=True):
            for label, url in _ways(element):
                for when, end in self._ends(box, url):
                    self.chart.way(box, step, end, when or label)
            for noun in (element, *element.children):
                self._parties(box, step, noun)

    def _parties(self, box: Box, step: Step, noun: Element) -> None:
        if noun.name in ("Dial", "Enqueue") and noun.text:
            who = noun.text if noun.name == "Dial" else f"queue {noun.text}"
            self.chart.way(box, step, self.party(who))
        elif step.verb == "Dial" and noun.name in _PARTIES and noun.text:
            self.chart.way(box, step, self.party(_PARTIES[noun.name] + noun.text))
        for attribute, label in _ASIDE.items():
            url = noun.attributes.get(attribute, "").strip()
            if url and step.verb in ("Dial", "Enqueue"):
                for _, end in self._ends(box, url):
                    self.chart.way(box, step, end, label)

    def _ends(self, box: Box, url: str) -> Iterator[tuple[str, Box]]:
        """The boxes an address leads to, each with the values of its ``{{Fields}}`` that lead there."""
        if not url:
            yield "", box
            return
        absolute = urljoin(box.key, url)
        if not _FIELD.search(absolute):
            yield "", self.box_of(absolute)
            return
        pattern = "".join(
            "(.+)" if number % 2 else re.escape(part) for number, part in enumerate(_FIELD.split(absolute))
        )
        found = False
        for name in self._documents:
            match = re.fullmatch(pattern, self.document_key(name))
            if match:
                found = True
                yield " ".join(match.groups()), self.chart.boxes[self.document_key(name)]
        if not found:
            yield "", self.box_of(absolute)


def _verbs(root: Element) -> Iterator[tuple[Element, int]]:
    for child in root.children:
        yield child, 0
        if child.name == "Gather":
            yield from ((inner, 1) for inner in child.children)


def _ways(element: Element) -> Iterator[tuple[str, str]]:
    """When and where the call goes on from a verb; an empty address is the document itself."""
    action = element.attributes.get("action")
    match element.name:
        case "Redirect":
            yield "", element.text
        case "Gather":
            yield ("always" if element["actionOnEmptyResult"] else "on input"), action or ""
        case "Record":
            yield "when recorded", action or ""
        case "Dial" | "Enqueue" | "Connect" | "Pay" | "Refer":
            if action is not None:
                yield "afterwards", action


def _step(element: Element, depth: int) -> Step:
    return Step(element.name, _words(element), element.place.line, element.place.column, depth)


def _words(element: Element) -> str:
    match element.name:
        case "Say":
            text = element.plain_text
            return f"“{text if len(text) <= _MOST else text[: _MOST - 1] + '…'}”" if text else ""
        case "Play":
            digits = element.attributes.get("digits")
            return f"keys {digits}" if digits else path_of(element.text).rpartition("/")[2]
        case "Gather":
            wanted = element.attributes.get("input", "dtmf")
            keys = element.attributes.get("numDigits")
            digits = f"{keys} digit{'' if keys == '1' else 's'}" if keys else "digits"
            return "words" if wanted == "speech" else f"words or {digits}" if "speech" in wanted else digits
        case "Pause":
            return f"{element.attributes.get('length', '1')} s"
        case "Redirect":
            return "" if element.text else "this document again"
        case "Reject":
            return element.attributes.get("reason", "")
        case _:
            return ""
