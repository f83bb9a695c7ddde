"""What calls and tests add to a chart: answers of webhooks, digits on ways, the lit path, what was never reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from voicelab.calls.events import DocumentStarted, Event, VerbEnded, VerbStarted, WebhookStarted
from voicelab.flow.chart import NEVER, Box, Chart, Section, Step, Way
from voicelab.flow.reading import Reader, path_of

__all__ = ["NOT_ASKED", "mark_reached", "watch"]

NOT_ASKED = ", not asked yet."
"""What ends a webhook's note until it has answered."""

_MOST_ANSWERS = 5
_VAGUE = ("on input", "always", "when recorded", "afterwards", "")


def watch(reader: Reader, events: Iterable[Event], *, light: bool = False) -> str:
    """Enter a call: what webhooks answered, which digits led where; with ``light`` the path it took is lit.

    Returns the key of the box where it began, empty when no document ran.
    """
    chart, first, turn = reader.chart, "", 0
    boxes: dict[int, tuple[Box, Section]] = {}
    steps: dict[int, tuple[Box, Step]] = {}
    left: tuple[Box, Step] | None = None
    why = ""
    for event in events:
        match event:
            case WebhookStarted(parameters=parameters):
                why = parameters.get("Digits") or parameters.get("SpeechResult", "")[:24]
            case DocumentStarted():
                box, section = _place(reader, event, why)
                boxes[event.document] = box, section
                first = first or box.key
                if left is not None:
                    _take(chart, left, box, why, light)
                box.lit = box.lit or light
                left, why = None, ""
            case VerbStarted():
                here = boxes.get(event.document)
                step = _step_of(here[1], event) if here is not None else None
                if here is not None and step is not None:
                    steps[event.verb_id] = here[0], step
                    if light:
                        turn += 1
                        step.turns.append(turn)
                        _light_parties(chart, step)
            case VerbEnded(outcome=outcome) if outcome.startswith("go to"):
                left = steps.get(event.verb_id, left)
    return first


def _place(reader: Reader, event: DocumentStarted, why: str) -> tuple[Box, Section]:
    """The box and section of a document that ran."""
    if not event.url:
        box = reader.chart.boxes.setdefault(event.source, Box(event.source, "TwiML of the call", "document"))
        section = reader.section(box, "", event.source)
    else:
        box = reader.box_of(event.url)
        if box.kind == "document":
            return box, box.sections[0]
        if len(box.sections) >= _MOST_ANSWERS and not any(s.source == event.source for s in box.sections):
            box.note = "It has answered more than fits here."
            return box, Section("", source=event.source)
        known = next((section for section in box.sections if section.source == event.source), None)
        section = known or reader.section(box, f"answered {why}" if why else "answered", event.source)
        box.note = box.note.removesuffix(NOT_ASKED)
    reader.draw_ways(box, event.source)
    return box, section


def _step_of(section: Section, event: VerbStarted) -> Step | None:
    """The step that ran: values filled into a document may have moved it along its line."""
    here = [step for step in section.steps if step.line == event.line and step.verb == event.verb]
    return min(here, key=lambda step: abs(step.column - event.column), default=None)


def _take(chart: Chart, left: tuple[Box, Step], end: Box, why: str, light: bool) -> None:
    start, step = left
    ways = [way for way in chart.ways if way.step is step and way.end is end]
    way = next((way for way in ways if why and why in way.label.split(", ")), None)
    vague = next((way for way in ways if way.label in _VAGUE), None)
    if way is None and why and vague is not None and step.verb == "Gather":
        vague.label = why  # what was pressed says more than that something was
        way = vague
    elif way is None and why and ways:
        way = ways[0]
        if why not in way.label:
            way.label = f"{way.label}, {why}"
    way = way or vague or (ways[0] if ways else chart.way(start, step, end, why))
    way.lit += light


def _light_parties(chart: Chart, step: Step) -> None:
    for way in chart.ways:
        if way.step is step and way.end.kind == "party":
            way.lit += 1
            way.end.lit = True


# --- tests ----------------------------------------------------------------------------------------------------
def mark_reached(chart: Chart, coverage: Mapping[str, Any]) -> None:
    """Mark what no test has reached. ``coverage`` is what ``--voicelab-coverage`` writes.

    A document that the chart does not have is added with the verbs that the data knows.
    """
    by_path = {path_of(box.key): box for box in chart.boxes.values() if box.kind != "party"}
    own = {place["document"] for place in coverage.values()}
    for document in sorted(own):
        places = [place for place in coverage.values() if place["document"] == document]
        box = by_path.get(urlsplit(document).path or document)
        if box is None:
            title = urlsplit(document).path or document
            steps = [
                Step(place["verb"], place.get("text", ""), place["line"], place["column"]) for place in places
            ]
            box = chart.boxes[document] = Box(
                document, title, "address", [Section("", steps)], "from the tests"
            )
        for step in box.steps:
            known = [p for p in places if (p["line"], p["verb"]) == (step.line, step.verb)]
            place = min(known, key=lambda p: abs(p["column"] - step.column), default=None)
            step.missing = _missing(place) if place is not None else [NEVER]
            for way in chart.ways:
                if way.step is step and way.start is box:
                    way.missed = _missed(way, place)
    for box in chart.boxes.values():
        if box.kind in ("document", "webhook") and all(step.missing is None for step in box.steps):
            for step in box.steps:
                step.missing = [NEVER]
            for way in chart.ways:
                way.missed = way.missed or (way.start is box and way.step is not None)
    for way in chart.ways:
        way.missed = way.missed or way.end.unreached


def _missing(place: Mapping[str, Any]) -> list[str]:
    if not place["ran"]:
        return [NEVER]
    words = [f"no test with: {name}" for name, count in place["branches"].items() if not count]
    if place["action"] and not place["action_requested"] and "no test with: input" not in words:
        words.append("no test asked its action")
    return words


def _missed(way: Way, place: Mapping[str, Any] | None) -> bool:
    if place is None or not place["ran"]:
        return True
    branches = place["branches"]
    if way.step is not None and way.step.verb in ("Gather", "Record") and branches:
        return not branches.get("input", branches.get("recorded", 0))
    return bool(place["action"]) and way.label in _VAGUE and not place["action_requested"]
