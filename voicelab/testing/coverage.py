"""Coverage of a flow: which verbs, Gather branches and actions of the application's documents no test reached.

A document is known by the path of its address (and by its text where it has none). Only documents that were
fetched at least once are known: what is behind an action that no test reached is not seen, the action is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from voicelab.calls.events import DocumentStarted, Event, VerbEnded, VerbStarted, WebhookStarted
from voicelab.twiml.check import examine
from voicelab.twiml.document import Element

__all__ = ["FlowCoverage", "Place"]

_BRANCHING = {
    "Gather": ("input", "nothing"),
    "Record": ("recorded", "nothing"),
    "Dial": ("answered", "not answered"),
}
"""The ways on from a verb."""


@dataclass
class Place:
    """A verb in a document: how often it ran, and which of its ways on were taken."""

    document: str
    verb: str
    line: int
    column: int
    text: str = ""
    ran: int = 0
    branches: dict[str, int] = field(default_factory=dict)
    action: str = ""
    action_requested: int = 0

    @property
    def missing(self) -> list[str]:
        """What of it no test has reached, in words."""
        if not self.ran:
            return ["never ran"]
        words = [f"never went on with: {name}" for name, count in self.branches.items() if not count]
        if self.action and not self.action_requested:
            words.append(f"its action {self.action} was never requested")
        return words


class FlowCoverage:
    """What tests have reached, added up over calls."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}

    def add(self, events: Iterable[Event]) -> None:
        """Count the calls that these events tell of."""
        documents: dict[tuple[str, int], str] = {}
        running: dict[tuple[str, int], Place] = {}
        for event in events:
            match event:
                case DocumentStarted():
                    name = _name(event)
                    documents[event.call_sid, event.document] = name
                    self._know(name, event)
                case VerbStarted():
                    document = documents.get((event.call_sid, event.document), "")
                    place = self.places.get(f"{document}:{event.line}:{event.column}")
                    if place is not None:
                        place.ran += 1
                        running[event.call_sid, event.verb_id] = place
                case VerbEnded():
                    place = running.pop((event.call_sid, event.verb_id), None)
                    if place is not None:
                        _went_on(place, event.outcome)
                case WebhookStarted():
                    if event.purpose == "action":
                        for place in self.places.values():
                            if place.action and _path(event.url) == place.action:
                                place.action_requested += 1
                            if place.verb == "Dial" and place.action == _path(event.url):
                                answered = event.parameters.get("DialCallStatus") in ("completed", "answered")
                                place.branches["answered" if answered else "not answered"] += 1

    def _know(self, name: str, event: DocumentStarted) -> None:
        document = examine(event.source.encode()).document
        if document is None:
            return
        for element in _verbs(document.root):
            place = element.place
            key = f"{name}:{place.line}:{place.column}"
            if key not in self.places:
                self.places[key] = Place(
                    name,
                    element.name,
                    place.line,
                    place.column,
                    element.plain_text[:60],
                    branches=dict.fromkeys(_branches(element), 0),
                    action=_path(urljoin(event.url, element.attributes["action"]))
                    if "action" in element.attributes
                    else "",
                )

    # --- what is missing ----------------------------------------------------------------------------------
    @property
    def missing(self) -> list[tuple[Place, str]]:
        """Every place with something that no test has reached, and what."""
        found = [(place, words) for place in self.places.values() for words in place.missing]
        return sorted(found, key=lambda item: (item[0].document, item[0].line, item[0].column))

    @property
    def reached(self) -> tuple[int, int]:
        """How many verbs, branches and actions were reached, and how many there are."""
        done = total = 0
        for place in self.places.values():
            counts = [
                place.ran,
                *place.branches.values(),
                *([place.action_requested] if place.action else []),
            ]
            done += sum(1 for count in counts if count)
            total += len(counts)
        return done, total

    def report(self) -> str:
        """The summary and what is missing, as text."""
        done, total = self.reached
        if not total:
            return "No document ran."
        lines = [f"{done} of {total} verbs, branches and actions reached ({100 * done // total} %)."]
        document = ""
        for place, words in self.missing:
            if place.document != document:
                document = place.document
                lines.append(document)
            text = f" {place.text!r}" if place.text else ""
            lines.append(f"  line {place.line}: <{place.verb}>{text} {words}")
        return "\n".join(lines)

    # --- as data ------------------------------------------------------------------------------------------
    def to_json(self) -> dict[str, Any]:
        """The counts of every place, by ``document:line:column``."""
        return {key: vars(place).copy() for key, place in self.places.items()}

    def merge(self, data: Mapping[str, Any]) -> None:
        """Add the counts of another run."""
        for key, values in data.items():
            other, place = Place(**values), self.places.get(key)
            if place is None:
                self.places[key] = other
                continue
            place.ran += other.ran
            place.action_requested += other.action_requested
            for name, count in other.branches.items():
                place.branches[name] = place.branches.get(name, 0) + count

    def write(self, path: Path) -> None:
        """Write the data as JSON."""
        path.write_text(json.dumps(self.to_json(), indent=1) + "\n")


def _verbs(parent: Element) -> Iterator[Element]:
    for child in parent.children:
        yield child
        if child.name == "Gather":
            yield from child.children


def _branches(element: Element) -> tuple[str, ...]:
    if element.name == "Dial" and "action" not in element.attributes:
        return ()
    return _BRANCHING.get(element.name, ())


def _went_on(place: Place, outcome: str) -> None:
    if place.verb in ("Gather", "Record"):
        first, second = _BRANCHING[place.verb]
        if outcome.startswith("go to"):
            place.branches[first] += 1
        elif outcome == "continue":
            place.branches[second] += 1


def _name(event: DocumentStarted) -> str:
    if event.url:
        return _path(event.url)
    return f"inline {sha256(event.source.encode()).hexdigest()[:8]}"


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
