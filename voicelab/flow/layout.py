"""Where everything of a chart stands: boxes in columns from left to right, ways in the channels between them.

Ways run upright and level only, in channels and below the boxes, so that none crosses a box. All ways to one box
share a track in each channel and one lane below, so that many of them look like one road with many entries.
Pixels throughout.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from voicelab.flow.chart import Box, Chart, Step, Way
from voicelab.flow.lettering import width_of, wrapped

__all__ = ["HEAD", "SIZE", "Layout", "PlacedBox", "PlacedStep", "PlacedWay", "lay_out"]

SIZE = 12.0  # of letters
HEAD = 30.0
WIDTH = 240.0
PARTY = 170.0
_LINE = 16.0
_EXIT = 20.0  # between two ways that leave one step
_GAP = 26.0  # between two boxes of a column
_TRACK = 9.0
_EDGE = 16.0
_MOST_LABEL = 16  # characters


@dataclass
class PlacedStep:
    """A step's row: its lines of words, the first beside the verb's name, and what no test reached."""

    step: Step
    y: float
    height: float
    lines: list[str]
    missing: list[str]


@dataclass
class PlacedBox:
    """A box on the picture; ``captions`` are the lines above its sections, by their y."""

    box: Box
    column: int
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    rows: list[PlacedStep] = field(default_factory=list)
    captions: list[tuple[float, str]] = field(default_factory=list)
    title: str = ""
    note: list[str] = field(default_factory=list)

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width


@dataclass
class PlacedWay:
    """A way: the corners of its line, where its label stands, and its label cut to size."""

    way: Way
    corners: list[tuple[float, float]]
    label: str
    label_at: tuple[float, float]


@dataclass
class Layout:
    """A finished picture's measures."""

    boxes: list[PlacedBox]
    ways: list[PlacedWay]
    width: float
    height: float


def lay_out(chart: Chart) -> Layout:
    """Place a chart's boxes and ways."""
    return _Drawing(chart).done()


def short_label(label: str) -> str:
    """A way's label, cut to what fits beside it."""
    return label if len(label) <= _MOST_LABEL else label[: _MOST_LABEL - 1] + "…"


class _Drawing:
    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._out: dict[int, list[Way]] = defaultdict(list)
        for way in chart.ways:
            self._out[id(way.step if way.step is not None else way.start)].append(way)
        columns = _columns(chart)
        self._placed = {key: self._measure(box, columns[key]) for key, box in chart.boxes.items()}
        self._columns: dict[int, list[PlacedBox]] = defaultdict(list)
        for placed in self._placed.values():
            self._columns[placed.column].append(placed)
        self._tracks: dict[int, list[str]] = defaultdict(list)
        self._lanes: list[str] = []

    def done(self) -> Layout:
        if not self._placed:
            return Layout([], [], 0, 0)
        for column in sorted(self._columns):
            self._stack(column)
        self._plan()
        across = self._spread()
        bottom = max(placed.y + placed.height for placed in self._placed.values())
        lanes = {key: bottom + 18 + _TRACK * number for number, key in enumerate(self._lanes)}
        ways = [self._route(way, lanes) for way in self._chart.ways]
        height = bottom + 18 + _TRACK * len(self._lanes) + 4
        return Layout(list(self._placed.values()), ways, across, height)

    # --- boxes ----------------------------------------------------------------------------------------------
    def _measure(self, box: Box, column: int) -> PlacedBox:
        small = box.kind in ("party", "entry")
        width = PARTY if small else WIDTH
        room = width - 24
        title = wrapped(box.title, SIZE * 1.1, room, room, 1)[0]
        placed = PlacedBox(box, column, width, 0.0, title=title)
        y = HEAD
        if box.note:
            placed.note = wrapped(box.note, SIZE * 0.92, room, room, 2)
            y += _LINE * len(placed.note) + 4
        for section in box.sections:
            if section.caption:
                placed.captions.append((y, wrapped(section.caption, SIZE * 0.92, room, room, 1)[0]))
                y += _LINE + 6
            for step in section.steps:
                row = self._row(step, y, room)
                placed.rows.append(row)
                y += row.height
        y = max(y, HEAD + _EXIT * (len(self._out[id(box)]) - 1))
        placed.height = y + (6 if y > HEAD else 0)
        return placed

    def _row(self, step: Step, y: float, room: float) -> PlacedStep:
        inner = room - 16 * step.depth - (24 if step.turns else 0)
        first = inner - width_of(step.verb + " ", SIZE, bold=True)
        lines = wrapped(step.words, SIZE, first, inner, 2) if step.words else [""]
        told = ", ".join(step.missing or ())
        missing = wrapped(told, SIZE * 0.92, inner, inner, 2) if told else []
        tall = _LINE * (len(lines) + len(missing)) + 8
        return PlacedStep(step, y, max(tall, _EXIT * len(self._out[id(step)]) + 4), lines, missing)

    def _stack(self, column: int) -> None:
        """Stand a column's boxes below each other, each as near as can be to what leads to it."""
        boxes = self._columns[column]
        wish: dict[str, float] = {}
        for placed in boxes:
            into = [
                self._exit(way)[1]
                for way in self._chart.ways
                if way.end is placed.box and self._placed[way.start.key].column < column
            ]
            wish[placed.box.key] = sum(into) / len(into) - HEAD / 2 if into else 0.0
        free = 4.0
        for placed in sorted(boxes, key=lambda each: wish[each.box.key]):
            placed.y = max(free, wish[placed.box.key])
            free = placed.y + placed.height + _GAP

    def _exit(self, way: Way) -> tuple[float, float]:
        """Where a way leaves its step."""
        start = self._placed[way.start.key]
        row = next((row for row in start.rows if row.step is way.step), None)
        ways = self._out[id(way.step if way.step is not None else way.start)]
        number = next(i for i, each in enumerate(ways) if each is way)
        if row is None:
            return start.right, start.y + HEAD / 2 + _EXIT * number
        first = row.y + (row.height - _EXIT * (len(ways) - 1)) / 2
        return start.right, start.y + first + _EXIT * number

    # --- channels -------------------------------------------------------------------------------------------
    def _plan(self) -> None:
        """Which boxes need a track in which channel, and which a lane below."""
        ends = sorted(self._chart.boxes.values(), key=lambda box: -self._placed[box.key].y)
        for box in ends:
            here = self._placed[box.key].column
            for way in self._chart.ways:
                if way.end is not box:
                    continue
                start = self._placed[way.start.key].column
                self._track(start, box.key)
                if start + 1 != here and way.start is not box:
                    self._track(here - 1, box.key)
                    if box.key not in self._lanes:
                        self._lanes.append(box.key)

    def _track(self, channel: int, key: str) -> None:
        if key not in self._tracks[channel]:
            self._tracks[channel].append(key)

    def _labels(self, channel: int) -> float:
        """The width of the widest label of the ways that leave a column."""
        labels = [way.label for way in self._chart.ways if self._placed[way.start.key].column == channel]
        return max((width_of(short_label(label), SIZE * 0.92) + 22 for label in labels if label), default=0.0)

    def _spread(self) -> float:
        """Give every column its x; the width of it all."""
        x = 4.0 + (_EDGE + _TRACK * len(self._tracks[-1]) if self._tracks[-1] else 0.0)
        for column in sorted(self._columns):
            for placed in self._columns[column]:
                placed.x = x
            x += max(placed.width for placed in self._columns[column])
            if self._tracks[column]:
                x += self._labels(column) + 10 + _TRACK * len(self._tracks[column]) + _EDGE
        return x + 4.0

    def _track_x(self, channel: int, key: str) -> float:
        number = self._tracks[channel].index(key)
        if channel < 0:
            return 8.0 + _TRACK * number
        column = self._columns[channel]
        left = column[0].x + max(placed.width for placed in column)
        return left + self._labels(channel) + 10 + _TRACK * number

    def _route(self, way: Way, lanes: dict[str, float]) -> PlacedWay:
        start, end = self._placed[way.start.key], self._placed[way.end.key]
        x, y = self._exit(way)
        track = self._track_x(start.column, end.box.key)
        port = end.y + HEAD / 2
        corners = [(x, y), (track, y)]
        if way.start is way.end:
            corners += [(track, port), (end.right, port)]
        elif start.column + 1 == end.column:
            corners += [(track, port), (end.x, port)]
        else:
            lane, up = lanes[end.box.key], self._track_x(end.column - 1, end.box.key)
            corners += [(track, lane), (up, lane), (up, port), (end.x, port)]
        return PlacedWay(way, corners, short_label(way.label), (x + 6, y))


def _columns(chart: Chart) -> dict[str, int]:
    """The column of each box: how many ways lead to it from where a call may begin, at least.

    A call begins where the chart says; else at boxes that no way leads to; where menus lead back to each other, at
    one that only plain redirects lead to, which is how menus come back.
    """
    others = [way for way in chart.ways if way.start is not way.end]
    entered = {way.end.key for way in others}
    asked = {way.end.key for way in others if way.label or way.step is None or way.step.verb != "Redirect"}
    found: dict[str, int] = {}
    for begin in (
        list(chart.starts),
        [key for key in chart.boxes if key not in entered],
        [key for key in chart.boxes if key not in asked],
        list(chart.boxes),
    ):
        for first in begin:
            if first not in found:
                # All together where it is known, one by one where it is a guess
                together = begin if first in chart.starts or first not in entered else [first]
                _walk(chart, [key for key in together if key not in found], found)
    return found


def _walk(chart: Chart, queue: list[str], found: dict[str, int]) -> None:
    found.update(dict.fromkeys(queue, 0))
    while queue:
        key = queue.pop(0)
        for way in chart.ways:
            if way.start.key == key and way.end.key not in found:
                found[way.end.key] = found[key] + 1
                queue.append(way.end.key)
