"""The picture of a whole call: what each side said, the verbs that ran, keys and events, on one time axis.

Drawn from the envelope and the events, never from the samples, so that an hour is as quick as a minute; with
matplotlib's objects, never pyplot, which is not safe on the threads where widgets call.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from voicelab.calls.events import (
    CallEnded,
    CallStatusChanged,
    ConferenceJoined,
    DigitPressed,
    Event,
    Notified,
    RecordingEnded,
    RecordingStarted,
    SpeechHeard,
    VerbEnded,
    VerbStarted,
    WebhookStarted,
)
from voicelab.kernel.plot_colours import CallFigure, Colours, Theme, colours_of

__all__ = ["CallFigure", "Theme", "draw_call"]

_MOST_LABELS = 24  # an hour-long menu has more verbs than a figure has room for names
_CHARACTER_INCHES = 0.075


@dataclass(frozen=True, slots=True)
class _Row:
    """One lane of the picture, from ``top`` down over ``height`` (axis units; the axis grows downward)."""

    name: str
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_call(
    events: Sequence[Event],
    envelope: Mapping[str, Any],
    *,
    title: str = "",
    theme: Theme = "auto",
    width: float = 11.0,
) -> CallFigure:
    """Draw a call on one pair of axes, whose lanes are named on the left.

    ``envelope`` is ``{"rate", "start", "inbound": [[low, high], ...], "outbound": ...}``, values -1..1,
    ``rate`` pairs a second; ``width`` is in inches.
    """
    colours = colours_of(theme)
    spans, depth = _verb_spans(events)
    end = _end_of(events, envelope)
    rows = _lanes(events=1.0, verbs=0.95 * (depth + 1), digits=0.95, caller=2.1, lab=2.1)
    bottom = rows["lab"].top + rows["lab"].height
    height = 0.34 * bottom + 0.75
    figure = CallFigure(theme, figsize=(width, height), dpi=120, facecolor=colours.page)
    left, right, foot, head = 0.75 / width, 0.2 / width, 0.35 / height, 0.4 / height
    axes = figure.add_axes((left, foot, 1 - left - right, 1 - foot - head), facecolor="none")
    axes.set_xlim(0.0, end)
    axes.set_ylim(bottom, 0.0)
    _dress(axes, rows.values(), colours)
    room = (end / (width * (1 - left - right))) * _CHARACTER_INCHES
    _draw_wave(axes, rows["caller"], envelope, "inbound", colours.caller)
    _draw_wave(axes, rows["lab"], envelope, "outbound", colours.lab)
    _draw_verbs(axes, rows["verbs"], spans, depth, end, room, colours)
    _draw_digits(axes, rows["digits"], events, room, colours)
    _draw_events(axes, rows["events"], events, end, room, colours)
    if title:
        # a y of its own: else matplotlib measures every label to place the title above them
        axes.set_title(title, loc="left", color=colours.ink, fontsize=9.5, pad=8, y=1.0)
    return figure


def _lanes(**heights: float) -> dict[str, _Row]:
    rows, top = {}, 0.0
    for name, height in heights.items():
        rows[name] = _Row(name, top, height)
        top += height + 0.1
    return rows


def _time_label(seconds: float, _: object = None) -> str:
    whole = round(seconds)
    if abs(seconds - whole) > 1e-6:  # as the whole ones beside it, with its fraction
        return f"{int(seconds // 60)}:{seconds % 60:06.3f}".rstrip("0")
    return f"{whole // 60}:{whole % 60:02d}"


@dataclass(slots=True)
class _Span:
    start: float
    end: float | None
    row: int
    label: str


def _verb_spans(events: Sequence[Event]) -> tuple[list[_Span], int]:
    """The verbs as spans, each one row below the verb it is nested in or runs during, and the deepest row."""
    spans: dict[int, _Span] = {}
    running: dict[int, _Span] = {}
    for event in events:
        if isinstance(event, VerbStarted):
            parent = spans.get(event.parent_id) if event.parent_id is not None else None
            parent = parent or next(reversed(running.values()), None)  # a wait document's verb, during a Dial
            words = f" “{event.text}”" if event.text else ""
            span = _Span(event.at, None, parent.row + 1 if parent else 0, f"{event.verb}{words}")
            spans[event.verb_id] = running[event.verb_id] = span
        elif isinstance(event, VerbEnded) and event.verb_id in spans:
            spans[event.verb_id].end = event.at
            running.pop(event.verb_id, None)
    return list(spans.values()), max((span.row for span in spans.values()), default=0)


def _end_of(events: Sequence[Event], envelope: Mapping[str, Any]) -> float:
    """Where the axis ends: the last event or the last sound."""
    pairs = max(len(envelope.get("inbound") or ()), len(envelope.get("outbound") or ()))
    sound = float(envelope.get("start") or 0.0) + pairs / float(envelope.get("rate") or 1.0)
    last = max((event.at for event in events if not isinstance(event, CallEnded)), default=0.0)
    ended = max((event.at for event in events if isinstance(event, CallEnded)), default=0.0)
    return max(sound if pairs else 0.0, last, ended, 0.5)


def _dress(axes: Axes, rows: Collection[_Row], colours: Colours) -> None:
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_yticks([row.middle for row in rows], [row.name for row in rows])
    axes.xaxis.set_major_locator(MaxNLocator(9, steps=[1, 2, 3, 6, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(_time_label))
    axes.tick_params(length=0, labelcolor=colours.ink, labelsize=8.5)
    axes.grid(True, axis="x", color=colours.faint, linewidth=0.8)
    axes.set_axisbelow(True)
    # Neither axis has a name. Without a place of its own for it, matplotlib measures all labels to find one.
    axes.xaxis.set_label_coords(0.5, 0.0)
    axes.yaxis.set_label_coords(0.0, 0.5)


def _draw_wave(axes: Axes, row: _Row, envelope: Mapping[str, Any], track: str, colour: str) -> None:
    axes.axhline(row.middle, color=colour, linewidth=0.6, alpha=0.5)
    pairs = np.asarray(envelope.get(track) or np.zeros((0, 2)), np.float32).reshape(-1, 2)
    if not len(pairs):
        return
    scale = row.height / 2
    at = float(envelope.get("start") or 0.0) + np.arange(len(pairs)) / float(envelope["rate"])
    above = row.middle - np.maximum(pairs[:, 1], 0.004) * scale
    below = row.middle - np.minimum(pairs[:, 0], -0.004) * scale
    _strokes(axes, at, above, below, colour, 0.9, track)


def _draw_verbs(
    axes: Axes, row: _Row, spans: Sequence[_Span], depth: int, end: float, room: float, colours: Colours
) -> None:
    if not spans:
        return
    storey = row.height / (depth + 1)
    starts = np.array([span.start for span in spans])
    ends = np.array([end if span.end is None else span.end for span in spans])
    ends = np.maximum(ends - end / 500, starts + end / 600)  # a gap after each; the shortest is seen too
    tops = row.top + np.array([span.row for span in spans]) * storey
    feet = tops + storey * 0.88
    corners: Any = np.stack([starts, tops, ends, tops, ends, feet, starts, feet], axis=1).reshape(-1, 4, 2)
    boxes = PolyCollection(corners, facecolor=colours.verb, edgecolor="none", gid="verbs")
    axes.add_collection(boxes, autolim=False)
    named = 0
    for span, start, stop, top in zip(spans, starts, ends, tops, strict=True):
        letters = int((stop - start) / room) - 1
        if letters >= 3 and named < _MOST_LABELS:
            named += 1
            short = span.label if len(span.label) <= letters else span.label[: letters - 1] + "…"
            _write(axes, start + room / 2, top + storey * 0.46, short, colours.verb_ink)


def _draw_digits(axes: Axes, row: _Row, events: Sequence[Event], room: float, colours: Colours) -> None:
    """A key is a disc with its name; keys too close together, or too many, for that are strokes."""
    discs: list[float] = []
    strokes: list[float] = []
    pressed = [event for event in events if isinstance(event, DigitPressed)]
    free = float("-inf") if len(pressed) <= 2 * _MOST_LABELS else float("inf")
    for event in pressed:
        if event.at >= free:
            discs.append(event.at)
            _write(
                axes, event.at, row.middle, event.digit, colours.digit, ha="center", weight="bold", zorder=5
            )
            free = event.at + room * 2.2
        else:
            strokes.append(event.at)
    line, *_ = axes.plot(
        discs, [row.middle] * len(discs), "o", markersize=12, markeredgewidth=0, color=colours.caller
    )
    line.set_gid("digits")
    line.set_clip_on(False)
    at = np.array(strokes)
    _strokes(axes, at, row.middle - 0.3, row.middle + 0.3, colours.caller, 1.0, "digits")


def _draw_events(
    axes: Axes, row: _Row, events: Sequence[Event], end: float, room: float, colours: Colours
) -> None:
    """Name what happened where there is room for the name; where there is none, a short stroke below."""
    told = [(event.at, *words) for event in events if (words := _tell(event))]
    taken: list[tuple[float, float]] = []
    marks: dict[tuple[str, bool], list[float]] = {}
    for at, label, wrong in sorted(told, key=lambda entry: not entry[2]):  # what is wrong has the first pick
        colour = colours.warning if wrong else colours.ink
        length = room * (len(label) + 1.5)
        named = False
        for side, start, stop in (("left", at, at + length), ("right", at - length, at)):
            free = all(stop <= other[0] or start >= other[1] for other in taken)
            if free and start >= 0 and stop <= end and len(taken) < _MOST_LABELS:
                taken.append((start, stop))
                nudge = room * (0.5 if side == "left" else -0.5)
                _write(axes, at + nudge, row.middle, label, colour, ha=side)
                named = True
                break
        marks.setdefault((colour, named), []).append(at)
    for (colour, tall), places in marks.items():
        top = row.top + (0.2 if tall else row.height - 0.25)
        _strokes(
            axes, np.array(places), top, row.top + row.height - (0.2 if tall else 0.0), colour, 1.2, "events"
        )


def _strokes(
    axes: Axes,
    at: NDArray[Any],
    above: NDArray[Any] | float,
    below: NDArray[Any] | float,
    colour: str,
    width: float,
    name: str,
) -> None:
    """Upright strokes as one line with gaps: a hundred times cheaper to draw than a collection of lines."""
    if not len(at):
        return
    gap = np.full(len(at), np.nan)
    x = np.stack([at, at, gap], axis=1).ravel()
    y = np.stack([np.broadcast_to(above, at.shape), np.broadcast_to(below, at.shape), gap], axis=1)
    axes.plot(x, y.ravel(), color=colour, linewidth=width, solid_capstyle="butt", gid=name)


def _write(axes: Axes, x: float, y: float, words: str, colour: str, **how: Any) -> None:
    # parse_math: a document may say "$5"
    axes.text(
        x, y, words, color=colour, fontsize=8, va="center_baseline", clip_on=True, parse_math=False, **how
    )


def _tell(event: Event) -> tuple[str, bool] | None:
    """An event in a word or two, and whether it is about something wrong; None for one that is not drawn."""
    match event:
        case CallStatusChanged(status="queued" | "initiated"):
            return None
        case CallStatusChanged(status=status):
            return status, status in ("failed", "busy", "no-answer")
        case WebhookStarted(method=method, url=url):
            return f"{method} {'/' + url.split('/', 3)[3] if url.count('/') > 2 else url}".split("?")[
                0
            ], False
        case Notified(code=code, level=level):
            return f"{code or level}", True
        case SpeechHeard(text=text, final=True):
            return f"“{text}”", False
        case ConferenceJoined(name=name):
            return f"joins {name}", False
        case RecordingStarted():
            return "recording", False
        case RecordingEnded(duration=duration):
            return f"recorded {duration:.1f} s", False
        case _:
            return None
