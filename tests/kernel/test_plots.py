"""``call.plot()``: FACE.md "waveform of each leg, verb spans, digits, events"."""

import base64
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import etree
from matplotlib.colors import to_rgb
from PIL import Image

from voicelab.calls.events import (
    CallEnded,
    CallStatusChanged,
    DigitPressed,
    Event,
    Notified,
    VerbEnded,
    VerbStarted,
    WebhookStarted,
)
from voicelab.kernel.plots import CallFigure, Theme, draw_call

SID = "CA1"


def menu_call() -> list[Event]:
    return [
        CallStatusChanged(SID, 0.3, "in-progress"),
        VerbStarted(SID, 1.0, 1, "Gather", {}, "", 2, 3, 1),
        VerbStarted(SID, 1.1, 2, "Say", {}, "Costs $5 or $6.", 3, 5, 1, 1),
        VerbEnded(SID, 4.0, 2, "continue"),
        DigitPressed(SID, 6.0, "1", "rtp"),
        VerbEnded(SID, 6.1, 1, "go to /ivr"),
        WebhookStarted(SID, 6.2, 1, "POST", "http://127.0.0.1:8/webhooks/ivr", "action", {}, ""),
        Notified(SID, 7.0, 12200, "warning", "Gather has no attribute timout."),
        VerbStarted(SID, 8.0, 3, "Pause", {}, "", 4, 3, 1),
        CallEnded(SID, 10.0, "completed", 9.7, "the caller hung up"),
    ]


def loud_between(start: float, end: float, length: float = 10.0, rate: int = 50) -> list[list[float]]:
    at = np.arange(0, length, 1 / rate)
    level = np.where((at >= start) & (at < end), 0.8, 0.0)
    return np.column_stack([-level, level]).tolist()


def envelope() -> dict[str, object]:
    return {
        "rate": 50,
        "start": 0.0,
        "inbound": loud_between(5, 7),
        "outbound": loud_between(1, 4),
    }


def words(figure: CallFigure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def line(figure: CallFigure, name: str) -> np.ndarray:
    (found,) = [line for line in figure.axes[0].lines if line.get_gid() == name]
    return np.asarray(found.get_xydata())


def test_each_side_is_drawn_when_it_is_loud() -> None:
    figure = draw_call(menu_call(), envelope())
    for track, start, end in (("inbound", 5.0, 7.0), ("outbound", 1.0, 4.0)):
        strokes = line(figure, track).reshape(-1, 3, 2)
        tall = strokes[np.ptp(strokes[:, :2, 1], axis=1) > 1.0, 0, 0]
        assert (tall.min(), tall.max()) == pytest.approx((start, end), abs=0.03)


def test_verbs_are_spans_nested_ones_below_and_the_running_one_lasts_to_the_end() -> None:
    figure = draw_call(menu_call(), envelope())
    (boxes,) = [box for box in figure.axes[0].collections if box.get_gid() == "verbs"]
    corners = [path.vertices for path in boxes.get_paths()]
    spans = [(box[:, 0].min(), box[:, 0].max()) for box in corners]
    assert spans == [pytest.approx(span, abs=0.03) for span in ((1.0, 6.1), (1.1, 4.0), (8.0, 10.0))]
    assert corners[1][:, 1].min() > corners[0][:, 1].max()
    assert corners[2][:, 1].min() == corners[0][:, 1].min()


def test_what_runs_while_another_verb_does_stands_below_it() -> None:
    """A wait document's Say during a Dial is nested in no verb of its own document."""
    events = [
        VerbStarted(SID, 1.0, 1, "Dial", {}, "", 2, 3, 1),
        VerbStarted(SID, 1.1, 2, "Say", {}, "You are the first.", 2, 3, 2),
        VerbEnded(SID, 3.0, 2, "continue"),
        VerbEnded(SID, 9.0, 1, "continue"),
        VerbStarted(SID, 9.1, 3, "Hangup", {}, "", 3, 3, 1),
        CallEnded(SID, 10.0, "completed", 9.7, "the lab hung up"),
    ]
    (boxes,) = [box for box in draw_call(events, envelope()).axes[0].collections if box.get_gid() == "verbs"]
    dial, say, hangup = (path.vertices[:, 1] for path in boxes.get_paths())
    assert say.min() > dial.max() and hangup.min() == dial.min()


def test_keys_events_and_verbs_are_named() -> None:
    said = words(draw_call(menu_call(), envelope(), title="CA1"))
    assert {"1", "12200", "POST /webhooks/ivr", "in-progress", "Gather", "Say “Costs $5 or $6.”"} <= set(said)


@pytest.mark.parametrize("seconds", [0.2, 3.9, 75.0, 3600.0])
def test_the_times_below_it_are_of_one_form(seconds: float) -> None:
    """Whole seconds and parts of them stand beside each other on a short call's axis."""
    figure = draw_call([CallEnded(SID, seconds, "completed", seconds, "the lab hung up")], envelope())
    figure.axes[0].set_xlim(0, seconds)
    figure.draw_without_rendering()
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert len(set(labels)) == len(labels) > 3
    assert all(re.fullmatch(r"\d+:\d\d(\.\d+)?", label) for label in labels), labels


def test_a_call_without_sound_or_events_is_drawn_too() -> None:
    """A call that failed before anybody spoke."""
    figure = draw_call([], {"rate": 50, "start": 0.0, "inbound": [], "outbound": []})
    data, _ = figure._repr_mimebundle_()
    assert Image.open(io.BytesIO(data["image/png"])).width > 600


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True), ("auto", False)])
def test_themes(theme: Theme, dark: bool) -> None:
    """A PNG has a page of its own: it may be looked at anywhere."""
    data, _ = draw_call(menu_call(), envelope(), theme=theme)._repr_mimebundle_()
    corner = Image.open(io.BytesIO(data["image/png"])).convert("RGBA").getpixel((1, 1))
    assert corner[3] == 255 and (sum(corner[:3]) < 150) is dark
    assert ("text/html" in data) is (theme == "auto")


def luminance(colour: Any) -> float:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(ink: Any, behind: Any) -> float:
    low, high = sorted([luminance(ink), luminance(behind)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("theme", "pages"), [("light", ["#ffffff"]), ("dark", ["#17191e", "#111111", "#212121", "#000000"])]
)
def test_all_words_are_legible(theme: Theme, pages: list[str]) -> None:
    """WCAG's 4.5 for text, on the page, a verb's box, a key's disc; three pages are JupyterLab's."""
    figure = draw_call(menu_call(), envelope(), theme=theme, title="CA1")
    figure._repr_mimebundle_()
    axes = figure.axes[0]
    (boxes,) = [box for box in axes.collections if box.get_gid() == "verbs"]
    (discs,) = [line for line in axes.lines if line.get_gid() == "digits"]
    verbs, keys = {"Gather", "Say “Costs $5 or $6.”"}, {"1"}
    seen = set()
    for text in [*axes.texts, axes.title, *axes.get_xticklabels(), *axes.get_yticklabels(), axes._left_title]:
        words = text.get_text()
        behind = (
            [boxes.get_facecolor()[0]] if words in verbs else [discs.get_color()] if words in keys else pages
        )
        for colour in behind:
            assert not words or contrast(text.get_color(), colour) >= 4.5, (words, colour)
        seen.add(words)
    assert {*verbs, *keys, "12200", "in-progress", "caller", "CA1"} <= seen


def test_auto_is_a_picture_for_either_page() -> None:
    """The dark one is what theme "dark" draws, but for its page; afterwards the figure is as it was."""
    figure = draw_call(menu_call(), envelope(), title="CA1")
    data, _ = figure._repr_mimebundle_()
    pictures = re.findall(r'<img class="vl-by-(\w+)".*?base64,([^"]+)"( hidden)?', data["text/html"])
    assert [(name, hidden) for name, _, hidden in pictures] == [("day", ""), ("night", " hidden")]
    by_day, by_night = (base64.b64decode(picture) for _, picture, _ in pictures)
    assert by_day == data["image/png"]
    found = Image.open(io.BytesIO(by_night))
    assert found.getpixel((1, 1))[3] == 0
    dark = draw_call(menu_call(), envelope(), title="CA1", theme="dark")
    whole = Image.open(io.BytesIO(dark._repr_mimebundle_()[0]["image/png"])).convert("RGB")
    on_dark = Image.new("RGBA", found.size, "#17191e")
    on_dark.alpha_composite(found)
    apart = np.abs(np.asarray(on_dark.convert("RGB"), int) - np.asarray(whole, int))
    assert apart.max() <= 8, apart.max()
    assert figure._repr_mimebundle_()[0] == data


def test_what_a_user_adds_keeps_its_colour() -> None:
    figure = draw_call(menu_call(), envelope())
    figure.axes[0].axvline(5.0, color="#ff00ff")
    data, _ = figure._repr_mimebundle_()
    for picture in re.findall(r"base64,([^\"]+)", data["text/html"]):
        pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"), int)
        assert (np.abs(pixels - [255, 0, 255]).sum(axis=2) < 30).any()


def test_it_saves_as_svg(tmp_path: Path) -> None:
    """To a file and to an open one, text or bytes; the dark colours come with it."""
    figure = draw_call(menu_call(), envelope())
    figure.savefig(tmp_path / "call.svg")
    text, raw = io.StringIO(), io.BytesIO()
    figure.savefig(text, format="svg")
    figure.savefig(raw, format="svg")
    for svg in ((tmp_path / "call.svg").read_text("utf-8"), text.getvalue(), raw.getvalue().decode()):
        root = etree.fromstring(svg.encode())
        assert root.xpath("//*[@id='inbound'] and //*[@id='verbs']")
        assert root.get("class") == "voicelab-plot"
        assert "prefers-color-scheme:dark" in root.findtext(".//{*}style", "")


def test_an_hour_of_menus_draws_few_names() -> None:
    """Labels are what a figure costs: an hour-long call must not have more of them than a short one."""
    events: list[Event] = []
    for turn in range(1200):
        events.append(VerbStarted(SID, turn * 3.0, turn, "Say", {}, "hello", 1, 1, 1))
        events.append(DigitPressed(SID, turn * 3.0 + 1, "5", "rtp"))
        events.append(VerbEnded(SID, turn * 3.0 + 2, turn, "continue"))
    level = np.full(800, 0.5)
    pairs = np.column_stack([-level, level]).tolist()
    figure = draw_call(events, {"rate": 800 / 3600, "start": 0, "inbound": pairs, "outbound": pairs})
    assert len(words(figure)) < 60
    assert len(figure.axes[0].lines) < 8


def test_pyplot_is_never_imported() -> None:
    """Module pyplot is not safe on the threads where widgets call."""
    program = "import sys, voicelab.kernel.plots; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
