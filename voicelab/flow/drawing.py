"""A laid-out chart as SVG: for a page that has a theme, or standing alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from voicelab.flow.chart import NEVER, Box, Chart
from voicelab.flow.layout import HEAD, SIZE, PlacedBox, PlacedStep, PlacedWay, lay_out
from voicelab.flow.lettering import width_of

__all__ = ["STYLE", "mark_of", "svg"]

_LIGHT = (
    "--f-card:#fff;--f-head:#f1f3f6;--f-line:#c3c9d4;--f-ink:#16181d;--f-soft:#5b6270;--f-way:#7b8494;"
    "--f-lit:#12805c;--f-lit-fill:#def3e9;--f-lit-ink:#fff;--f-miss:#93400a;--f-miss-fill:#fff1d2;"
    "--f-chip:#e9f1fe;--f-chip-ink:#1f4f9f;--f-page:#fff"
)
_DARK = (
    "--f-card:#191b21;--f-head:#262a33;--f-line:#444a58;--f-ink:#eceef2;--f-soft:#a3aab8;--f-way:#8b93a3;"
    "--f-lit:#3cc493;--f-lit-fill:#143529;--f-lit-ink:#04150e;--f-miss:#ffb86b;--f-miss-fill:#3b2f17;"
    "--f-chip:#1d2b45;--f-chip-ink:#a9c8ff;--f-page:#111318"
)
_SHAPES = f"""
.vl-flow text{{font:{SIZE:g}px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:var(--f-ink)}}
.vl-flow .f-title{{font-size:{SIZE * 1.1:g}px;font-weight:650}}.vl-flow .f-verb{{font-weight:600}}
.vl-flow .f-soft{{font-size:{SIZE * 0.92:g}px;fill:var(--f-soft)}}
.vl-flow .f-missing{{font-size:{SIZE * 0.92:g}px;fill:var(--f-miss)}}
.vl-flow .f-box{{fill:var(--f-card);stroke:var(--f-line)}}.vl-flow .f-head{{fill:var(--f-head)}}
.vl-flow .f-box.f-lit{{stroke:var(--f-lit);stroke-width:2}}
.vl-flow .f-box.f-missing{{stroke:var(--f-miss);stroke-dasharray:5 4}}
.vl-flow .f-ran{{fill:var(--f-lit-fill)}}.vl-flow .f-never{{fill:var(--f-miss-fill)}}
.vl-flow .f-way{{fill:none;stroke:var(--f-way);stroke-width:1.3}}
.vl-flow .f-way.f-lit{{stroke:var(--f-lit);stroke-width:2.6}}
.vl-flow .f-way.f-missing{{stroke:var(--f-miss);stroke-dasharray:5 4}}
.vl-flow .f-tip{{fill:var(--f-way)}}.vl-flow .f-tip.f-lit{{fill:var(--f-lit)}}
.vl-flow .f-tip.f-missing{{fill:var(--f-miss)}}
.vl-flow .f-chip{{fill:var(--f-chip)}}.vl-flow .f-chip.f-lit{{fill:var(--f-lit)}}
.vl-flow .f-chip.f-missing{{fill:var(--f-miss-fill)}}
.vl-flow .f-label{{font-size:{SIZE * 0.92:g}px;fill:var(--f-chip-ink)}}
.vl-flow .f-label.f-lit,.vl-flow .f-turn{{fill:var(--f-lit-ink)}}
.vl-flow .f-label.f-missing{{fill:var(--f-miss)}}
.vl-flow .f-turn{{font-size:{SIZE * 0.84:g}px;font-weight:650}}.vl-flow .f-disc{{fill:var(--f-lit)}}
.vl-flow .f-row{{fill:none}}
"""
_LIVE = """
.vl-flow .f-box.f-live{stroke:var(--f-lit);stroke-width:2;stroke-dasharray:none}
.vl-flow .f-row.f-live{fill:var(--f-lit-fill)}
.vl-flow .f-row.f-now{fill:var(--f-lit-fill);stroke:var(--f-lit);stroke-width:1.5}
.vl-flow .f-way.f-live{stroke:var(--f-lit);stroke-width:2.6;stroke-dasharray:none}
.vl-flow .f-tip.f-live,.vl-flow .f-chip.f-live{fill:var(--f-lit)}
.vl-flow .f-label.f-live{fill:var(--f-lit-ink)}
"""
STYLE = (
    f".vl-flow{{{_LIGHT}}}@media(prefers-color-scheme:dark){{.vl-flow{{{_DARK}}}}}"
    f"[data-jp-theme-light=true] .vl-flow{{{_LIGHT}}}[data-jp-theme-light=false] .vl-flow{{{_DARK}}}"
    f".vl-flow{{display:block;max-width:none}}{_SHAPES}{_LIVE}"
)
"""The style of pictures that stand in a page: they follow JupyterLab's theme, else the reader's."""


def svg(chart: Chart, *, alone: bool = False) -> str:
    """The picture. ``alone`` puts its style and a ground of its own into it, so that it may be a file.

    What a page needs to light a path in it stands in ``data-`` attributes: ``data-box`` numbers a box, which has
    ``data-key`` and the ``data-sections`` marks (:func:`mark_of`) of its documents; ``data-step`` numbers a step, with
    ``data-section``, ``data-verb``, ``data-line`` and ``data-column``; a way has ``data-way`` on each of its parts, and
    on its line ``data-from`` (a step), ``data-to`` (a box) and ``data-label``.
    """
    layout = lay_out(chart)
    parts: list[str] = []
    boxes = {box.key: number for number, box in enumerate(chart.boxes.values())}
    steps = {id(row.step): n for n, row in enumerate(row for each in layout.boxes for row in each.rows)}
    numbered = list(enumerate(layout.ways))
    for number, way in sorted(numbered, key=lambda each: each[1].way.lit):
        step = way.way.step
        ends = f'data-from="{"" if step is None else steps[id(step)]}" data-to="{boxes[way.way.end.key]}"'
        parts += _line(way, number, f'{ends} data-label="{escape(way.way.label)}"')
    for placed in layout.boxes:
        parts += _box(placed, boxes[placed.box.key], steps)
    for number, way in numbered:
        parts += _label(way, number)
    size = f'width="{layout.width:.0f}" height="{layout.height:.0f}"'
    # A page's own style may not shrink it: its letters are as small as letters should be
    size += f' style="width:{layout.width:.0f}px;height:{layout.height:.0f}px;max-width:none"'
    view = f'viewBox="0 0 {layout.width:.0f} {layout.height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="vl-flow" role="img" {size} {view}>'
    told = f"<title>Flow: {escape(', '.join(box.title for box in chart.boxes.values()))}</title>"
    ground = ""
    if alone:
        style = f".vl-flow{{{_LIGHT}}}@media(prefers-color-scheme:dark){{.vl-flow{{{_DARK}}}}}{_SHAPES}"
        ground = f'<style>{style}</style><rect width="100%" height="100%" fill="var(--f-page)"/>'
    return f"{head}{told}{ground}{''.join(parts)}</svg>"


def mark_of(source: str) -> str:
    """A document's mark: the FNV-1a hash of its text, which a page computes as well."""
    value = 0x811C9DC5
    for byte in source.encode("utf-8", "surrogatepass"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return f"{value:08x}"


def _mark(lit: bool, missing: bool) -> str:
    return " f-lit" if lit else " f-missing" if missing else ""


# --- boxes ----------------------------------------------------------------------------------------------------
def _about(box: Box, number: int) -> str:
    """What a page must know of a box; one whose key is its document has a mark in place of it."""
    marks = [mark_of(section.source) for section in box.sections]
    key = marks[0] if box.sections and box.sections[0].source == box.key else box.key
    kind = f'data-kind="{box.kind}" data-sections="{" ".join(marks)}"'
    return f'data-box="{number}" data-key="{escape(key)}" {kind}'


def _box(placed: PlacedBox, number: int, steps: Mapping[int, int]) -> Iterator[str]:
    box, x, y = placed.box, placed.x, placed.y
    mark = _mark(box.lit, box.unreached or box.kind == "missing")
    height = max(placed.height, HEAD)
    radius = HEAD / 2 if box.kind in ("party", "entry") else 9
    kind = {"webhook": "webhook ", "missing": "missing: "}.get(box.kind, "")
    yield f"<g {_about(box, number)}><title>{escape(kind + box.title)}</title>"
    yield _rect(x, y, placed.width, height, radius, f"f-box{mark}")
    inner = _rect(x + 1, y + 1, placed.width - 2, HEAD - 2, radius - 1, "f-head")
    yield inner if box.kind not in ("party", "entry") else ""
    yield _text(x + 12, y + HEAD / 2 + 4.5, placed.title, "f-title")
    for number, line in enumerate(placed.note):
        yield _text(x + 12, y + HEAD + 12 + 16 * number, line, "f-soft")
    for at, caption in placed.captions:
        yield f'<path d="M{x + 1:.1f} {y + at + 2:.1f}h{placed.width - 2:.1f}" stroke="var(--f-line)"/>'
        yield _text(x + 12, y + at + 16, caption, "f-soft")
    sections = {id(step): n for n, section in enumerate(box.sections) for step in section.steps}
    for row in placed.rows:
        place = f'data-section="{sections[id(row.step)]}" data-line="{row.step.line}"'
        place += f' data-column="{row.step.column}" data-verb="{escape(row.step.verb)}"'
        yield f'<g data-step="{steps[id(row.step)]}" {place}>'
        yield from _row(placed, row)
        yield "</g>"
    yield "</g>"


def _row(placed: PlacedBox, row: PlacedStep) -> Iterator[str]:
    step, top = row.step, placed.y + row.y
    kind = " f-ran" if step.turns else " f-never" if NEVER in (step.missing or ()) else ""
    yield _rect(placed.x + 5, top + 1, placed.width - 10, row.height - 2, 5, f"f-row{kind}")
    x = placed.x + 12 + 16 * step.depth
    tall = 16 * (len(row.lines) + len(row.missing))
    y = top + (row.height - tall) / 2 + 12
    if step.turns:
        turns = ",".join(map(str, step.turns[:2])) + ("…" if len(step.turns) > 2 else "")
        wide = max(17.0, width_of(turns, SIZE * 0.84, bold=True) + 8)
        yield _rect(x, y - 12.5, wide, 17, 8.5, "f-disc")
        yield _text(x + wide / 2, y, turns, "f-turn", middle=True)
        x += wide + 6
    words = f" {escape(row.lines[0])}" if row.lines[0] else ""
    yield (
        f'<text x="{x:.1f}" y="{y:.1f}"><tspan class="f-verb">{escape(step.verb)}</tspan>{words}'
        f"<title>line {step.line}, column {step.column}</title></text>"
    )
    for number, line in enumerate(row.lines[1:], 1):
        yield _text(x, y + 16 * number, line)
    for number, line in enumerate(row.missing, len(row.lines)):
        yield _text(x, y + 16 * number, line, "f-missing")


# --- ways -----------------------------------------------------------------------------------------------------
def _line(placed: PlacedWay, number: int, about: str) -> Iterator[str]:
    mark = _mark(bool(placed.way.lit), placed.way.missed)
    yield f'<path data-way="{number}" {about} class="f-way{mark}" d="{_rounded(placed.corners)}"/>'
    (before, _), (x, y) = placed.corners[-2:]
    back = -7 if x > before else 7
    yield f'<path data-way="{number}" class="f-tip{mark}" d="M{x:.1f} {y:.1f}l{back} -4.5v9z"/>'


def _label(placed: PlacedWay, number: int) -> Iterator[str]:
    if not placed.label:
        return
    mark = _mark(bool(placed.way.lit), placed.way.missed)
    x, y = placed.label_at
    wide = width_of(placed.label, SIZE * 0.92) + 12
    yield f'<g data-way="{number}"><title>{escape(placed.way.label)}</title>'
    yield _rect(x, y - 8.5, wide, 17, 8.5, f"f-chip{mark}")
    yield _text(x + wide / 2, y + 4, placed.label, f"f-label{mark}", middle=True) + "</g>"


def _rounded(corners: Sequence[tuple[float, float]], radius: float = 7.0) -> str:
    """A line through the corners, with the corners rounded."""
    points = [corners[0]]
    for point in corners[1:]:
        if abs(point[0] - points[-1][0]) > 0.05 or abs(point[1] - points[-1][1]) > 0.05:
            points.append(point)
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        room = min(radius, _distance(before, here) / 2, _distance(here, after) / 2)
        start, stop = _toward(here, before, room), _toward(here, after, room)
        path += f"L{start[0]:.1f} {start[1]:.1f}Q{here[0]:.1f} {here[1]:.1f} {stop[0]:.1f} {stop[1]:.1f}"
    return path + f"L{points[-1][0]:.1f} {points[-1][1]:.1f}"


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(a: tuple[float, float], b: tuple[float, float], far: float) -> tuple[float, float]:
    whole = _distance(a, b) or 1.0
    return a[0] + (b[0] - a[0]) * far / whole, a[1] + (b[1] - a[1]) * far / whole


def _rect(x: float, y: float, width: float, height: float, radius: float, name: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} rx="{radius:g}" class="{name}"/>'


def _text(x: float, y: float, words: str, name: str = "", *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    kind = f' class="{name}"' if name else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{kind}{anchor}>{escape(words)}</text>'
