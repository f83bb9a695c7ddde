"""A small picture of one rendered call: what each side said, and the verbs and keys above it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from voicelab.calls.events import DigitPressed, Event, Notified, VerbEnded, VerbStarted
from voicelab.engine.hearing import Hearing

__all__ = ["draw"]


def draw(events: Sequence[Event], hearing: Hearing, path: Path) -> None:
    """Draw the call of these events into a PNG file."""
    end = max((event.at for event in events), default=0.0) + 0.1
    figure = Figure(figsize=(min(40.0, 6 + end / 4), 4.2), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    verbs, caller, lab = figure.subplots(3, 1, sharex=True, height_ratios=(1.2, 1, 1))
    ended = {event.verb_id: event.at for event in events if isinstance(event, VerbEnded)}
    for event in events:
        match event:
            case VerbStarted():
                low = 0.5 if event.parent_id is not None else 0.0
                width = ended.get(event.verb_id, end) - event.at
                verbs.broken_barh(
                    [(event.at, max(width, 0.02))], (low, 0.4), facecolor="#cfe0fb", edgecolor="#2f6bd8"
                )
                verbs.text(event.at + 0.02, low + 0.2, event.verb, va="center", fontsize=8, clip_on=True)
            case DigitPressed():
                verbs.text(event.at, 1.05, event.digit, ha="center", fontsize=9, weight="bold")
            case Notified():
                verbs.axvline(event.at, color="#b4430f", linewidth=1)
    verbs.set_ylim(-0.1, 1.3)
    verbs.set_yticks([])
    for axes, name, peaks in ((caller, "caller", hearing.inbound), (lab, "lab", hearing.outbound)):
        heights = np.frombuffer(bytes(peaks), np.uint8) / 255
        seconds = hearing.start + np.arange(len(heights)) / hearing.rate
        axes.fill_between(
            seconds, -heights, heights, linewidth=0, color="#2f6bd8" if name == "caller" else "#12825c"
        )
        axes.set_ylim(-1, 1)
        axes.set_yticks([])
        axes.set_ylabel(name)
    lab.set_xlim(0, end)
    lab.set_xlabel("seconds of call time")
    figure.savefig(path)
