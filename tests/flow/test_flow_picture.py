"""The picture: nothing overlaps, no way runs through a box, words fit, and it is XML."""

from __future__ import annotations

import random

import pytest
from lxml import etree
from shop import call, reader

from voicelab.flow.chart import Box, Chart, Section, Step
from voicelab.flow.drawing import svg
from voicelab.flow.layout import HEAD, SIZE, Layout, lay_out
from voicelab.flow.lettering import width_of, wrapped
from voicelab.flow.observed import watch

SVG = "{http://www.w3.org/2000/svg}"


def some_chart(seed: int) -> Chart:
    """Boxes with ways between any two of them, to themselves too."""
    chance = random.Random(seed)
    chart = Chart()
    for number in range(chance.randint(1, 14)):
        steps = [
            Step("Gather", "x" * chance.randint(0, 90), n, 1, n % 2) for n in range(chance.randint(0, 6))
        ]
        kind = "document" if steps else "party"
        box = Box(f"b{number}", f"box {number} " * chance.randint(1, 6), kind, [Section("", steps)])
        chart.boxes[box.key] = box
    boxes = list(chart.boxes.values())
    for _ in range(chance.randint(0, 30)):
        start, end = chance.choice(boxes), chance.choice(boxes)
        steps = list(start.steps)
        chart.way(
            start,
            chance.choice(steps) if steps else None,
            end,
            chance.choice(["", "1", "on input", "said nothing at all"]),
        )
    return chart


def shop_chart() -> Chart:
    shop = reader()
    watch(shop, call(), light=True)
    return shop.chart


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Whether two rectangles (left, top, right, bottom) share more than an edge."""
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def boxes_of(layout: Layout) -> list[tuple[float, ...]]:
    return [(p.x, p.y, p.right, p.y + max(p.height, HEAD)) for p in layout.boxes]


CHARTS = [shop_chart, *(lambda seed=seed: some_chart(seed) for seed in range(40))]


@pytest.mark.parametrize("make", CHARTS)
def test_nothing_overlaps(make: object) -> None:
    layout = lay_out(make())  # type: ignore[operator]
    boxes = boxes_of(layout)
    for number, box in enumerate(boxes):
        assert box[0] >= 0 and box[2] <= layout.width and box[1] >= 0 and box[3] <= layout.height
        assert not any(overlap(box, other) for other in boxes[:number])
    for way in layout.ways:
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in way.corners)
        for (x1, y1), (x2, y2) in zip(way.corners, way.corners[1:], strict=False):
            assert x1 == x2 or abs(y1 - y2) < 0.01  # upright or level
            line = (min(x1, x2), min(y1, y2) - 0.5, max(x1, x2), max(y1, y2) + 0.5)
            line = (line[0] - 0.5, line[1], line[2] + 0.5, line[3]) if x1 == x2 else line
            assert not any(overlap(line, box) for box in boxes), (way.way.start.title, way.way.end.title)


@pytest.mark.parametrize("make", CHARTS)
def test_every_label_has_its_place(make: object) -> None:
    layout = lay_out(make())  # type: ignore[operator]
    labels = [
        (x, y - 8.5, x + width_of(way.label, SIZE * 0.92) + 12, y + 8.5)
        for way in layout.ways
        if way.label
        for x, y in [way.label_at]
    ]
    for number, label in enumerate(labels):
        assert not any(overlap(label, other) for other in labels[:number])
        assert not any(overlap(label, box) for box in boxes_of(layout))


@pytest.mark.parametrize("make", CHARTS)
def test_words_stay_in_their_boxes(make: object) -> None:
    for placed in lay_out(make()).boxes:  # type: ignore[operator]
        for row in placed.rows:
            begin = 12 + 16 * row.step.depth
            first = width_of(f"{row.step.verb} ", SIZE, bold=True) + width_of(row.lines[0], SIZE)
            assert begin + first <= placed.width
            assert all(begin + width_of(line, SIZE) <= placed.width for line in row.lines[1:])


@pytest.mark.parametrize("alone", [True, False])
def test_it_is_xml_with_the_words_in_it(alone: bool) -> None:
    root = etree.fromstring(svg(shop_chart(), alone=alone).encode())
    words = " ".join(" ".join(text.itertext()) for text in root.iter(SVG + "text"))
    assert "welcome" in words and "/ivr" in words and "Enqueue" in words
    assert root.get("role") == "img" and root[0].tag == SVG + "title"
    assert (root.find(SVG + "style") is not None) is alone


def test_what_a_document_says_cannot_become_a_part_of_the_page() -> None:
    box = Box("k", "<script>alert(1)</script>", "document", [Section("", [Step("Say", "“</svg>”", 1, 1)])])
    assert "<script" not in svg(Chart({"k": box})) and svg(Chart({"k": box})).count("</svg>") == 1


def test_long_words_are_cut_and_long_texts_end_in_an_ellipsis() -> None:
    assert wrapped("a b", 12, 100, 100, 2) == ["a b"]
    (line,) = wrapped("x" * 500, 12, 100, 100, 1)
    assert line.endswith("…") and width_of(line, 12) <= 100
    lines = wrapped("many words " * 30, 12, 100, 100, 2)
    assert len(lines) == 2 and lines[1].endswith("…")


def columns(chart: Chart) -> dict[str, int]:
    return {placed.box.title: placed.column for placed in lay_out(chart).boxes}


def test_a_call_begins_at_the_left() -> None:
    """Where every menu leads back to another, the one that is only come back to is the first."""
    shop = reader()
    found = columns(shop.chart)
    assert (found["welcome"], found["chosen"], found["menu-2"], found["/ivr"]) == (0, 1, 2, 3)
    assert found["lost"] == 0 and found["nowhere"] == 1
    part = shop.chart.reachable(shop.document_key("menu-3"))
    assert columns(part)["menu-3"] == 0 and columns(part)["welcome"] == 1
