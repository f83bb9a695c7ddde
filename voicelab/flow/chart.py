"""The flow of an application as data: boxes with steps, and ways from steps to boxes. No drawing here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["NEVER", "Box", "BoxKind", "Chart", "Section", "Step", "Way"]

NEVER = "no test ran it"
"""What is missing of a step that tests have not reached at all."""

BoxKind = Literal["document", "webhook", "address", "party", "entry", "missing"]


@dataclass
class Step:
    """A verb of a document, or of an answer: what it does in a few words, where it stands, how often it ran.

    ``depth`` is 1 for what stands inside a Gather. ``turns`` are the places at which it ran on the lit path, from
    1. ``missing`` says in words what of it no test has reached; None where nobody has looked.
    """

    verb: str
    words: str
    line: int
    column: int
    depth: int = 0
    turns: list[int] = field(default_factory=list)
    missing: list[str] | None = None


@dataclass
class Section:
    """The steps of one document; ``caption`` says when a webhook answered them, empty for a lab's own document."""

    caption: str
    steps: list[Step] = field(default_factory=list)
    source: str = ""


@dataclass
class Box:
    """A document, a webhook with what it answered, or somebody who is called."""

    key: str
    title: str
    kind: BoxKind
    sections: list[Section] = field(default_factory=list)
    note: str = ""
    lit: bool = False

    @property
    def steps(self) -> Iterator[Step]:
        """All of its steps, in order."""
        return (step for section in self.sections for step in section.steps)

    @property
    def unreached(self) -> bool:
        """Whether tests were looked at, and none came here."""
        steps = list(self.steps)
        return bool(steps) and all(step.missing and NEVER in step.missing for step in steps)


@dataclass
class Way:
    """The way from a step (None: from the box itself) to a box: when it is taken, and whether it was.

    ``lit`` counts how often the lit call took it. ``missed`` is true when tests never did.
    """

    start: Box
    step: Step | None
    end: Box
    label: str = ""
    lit: int = 0
    missed: bool = False


@dataclass
class Chart:
    """A flow: its boxes by key, in the order in which they were found, its ways, and where it is known to begin."""

    boxes: dict[str, Box] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    starts: tuple[str, ...] = ()

    def way(self, start: Box, step: Step | None, end: Box, label: str = "") -> Way:
        """The way with this label, made when it is not there yet."""
        for known in self.ways:
            if known.step is step and known.start is start and known.end is end and known.label == label:
                return known
        self.ways.append(Way(start, step, end, label))
        return self.ways[-1]

    def reachable(self, *starts: str) -> Chart:
        """The part that can be reached from these boxes, and those boxes."""
        seen = dict.fromkeys(key for key in starts if key in self.boxes)
        queue = list(seen)
        while queue:
            key = queue.pop(0)
            for way in self.ways:
                if way.start.key == key and way.end.key not in seen:
                    seen[way.end.key] = None
                    queue.append(way.end.key)
        ways = [way for way in self.ways if way.start.key in seen]
        first = tuple(key for key in starts if key in self.boxes)
        return Chart({key: self.boxes[key] for key in seen}, ways, first)

    def text(self) -> str:
        """The flow in words, a line a box and a line a way."""
        lines: list[str] = []
        for box in self.boxes.values():
            lit = " (this call)" if box.lit else ""
            lines.append(f"{box.title}{lit}" + (f": {box.note}" if box.note else ""))
            for step in box.steps:
                missing = f"  [{', '.join(step.missing)}]" if step.missing else ""
                lines.append(f"  {'  ' * step.depth}{step.verb} {step.words}".rstrip() + missing)
                lines += [_words(way, step.depth) for way in self.ways if way.step is step]
            lines += [_words(way, -1) for way in self.ways if way.step is None and way.start is box]
        return "\n".join(lines) or "No documents yet."


def _words(way: Way, depth: int) -> str:
    when = f"{way.label}: " if way.label else ""
    missed = "  [no test went there]" if way.missed else ""
    return f"  {'  ' * (depth + 1)}→ {when}{way.end.title}{missed}"
