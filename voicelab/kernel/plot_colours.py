"""The colours of a call's picture, and a figure that is legible on a light page and on a dark one.

No colour can be read both on white and on JupyterLab's dark page (a contrast of 4.5 needs a luminance of at most
0.183 on the one and at least 0.200 on the other), so theme "auto" is two pictures, of which the page shows the one
that suits it. A file cannot know its page: a PNG is drawn on white, an SVG brings the dark colours along.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

__all__ = ["CallFigure", "Colours", "Theme", "colours_of"]

Theme: TypeAlias = Literal["auto", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Colours:
    """What each part of the picture is drawn in; no two of one theme are the same."""

    page: str
    ink: str
    faint: str
    caller: str
    lab: str
    verb: str
    verb_ink: str
    digit: str
    warning: str


_LIGHT = Colours(
    page="#ffffff",
    ink="#3c4048",
    faint="#e4e6ea",
    caller="#2f6bd8",
    lab="#12825c",
    verb="#e8f0fe",
    verb_ink="#1a4fa8",
    digit="#fefefe",
    warning="#b4430f",
)
_DARK = Colours(
    page="#17191e",
    ink="#b6bac3",
    faint="#2c2f36",
    caller="#6aa2ff",
    lab="#34c795",
    verb="#1e2f4d",
    verb_ink="#a9c7ff",
    digit="#0b1526",
    warning="#f0874f",
)
_TURNED = {getattr(_LIGHT, field.name): getattr(_DARK, field.name) for field in fields(Colours)}


def colours_of(theme: Theme) -> Colours:
    """What a picture in this theme is drawn in, before it is known which page it stands on."""
    return _DARK if theme == "dark" else _LIGHT


class CallFigure(Figure):
    """A matplotlib Figure that shows itself on a cell's last line, with or without ``%matplotlib inline``.

    In theme "auto" a notebook's page shows it in the page's own theme, and an SVG file in its reader's.
    """

    def __init__(self, theme: Theme, **how: Any) -> None:
        super().__init__(**how)
        self._theme = theme

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, dict[str, int]]]:
        width, height = (round(side * 80) for side in self.get_size_inches())
        picture = self._png()
        shown: dict[str, Any] = {"image/png": picture}
        if self._theme == "auto":
            page = self.get_facecolor()
            _turn(self, _TURNED)
            self.set_facecolor("none")
            by_night = self._png()
            _turn(self, {dark: light for light, dark in _TURNED.items()})
            self.set_facecolor(page)
            shown["text/html"] = _for_both(picture, by_night, width, height)
        return shown, {"image/png": {"width": width, "height": height}}

    def _png(self) -> bytes:
        file = io.BytesIO()
        canvas: Any = FigureCanvasAgg(self)
        canvas.print_png(file, pil_kwargs={"compress_level": 2})
        return file.getvalue()

    def savefig(self, fname: Any, **how: Any) -> None:
        """As matplotlib's; an SVG in theme "auto" is light or dark as its reader's browser is."""
        kind = how.get("format") or ("" if hasattr(fname, "write") else Path(fname).suffix[1:])
        if self._theme != "auto" or str(kind).lower() != "svg":
            super().savefig(fname, **how)
            return
        written = io.StringIO()
        super().savefig(written, **{**how, "format": "svg"})
        svg = written.getvalue().replace("<svg ", '<svg class="voicelab-plot" ', 1)
        svg = svg.replace("<defs>", f'<style type="text/css">{_SVG_STYLE}</style>\n <defs>', 1)
        if not hasattr(fname, "write"):
            Path(fname).write_text(svg, encoding="utf-8")
        elif isinstance(fname, io.TextIOBase):
            fname.write(svg)
        else:
            fname.write(svg.encode())


def _turn(figure: Figure, colours: Mapping[str, str]) -> None:
    """Give what is drawn in one of these colours the other one. What a user has drawn in others stays."""
    drawn: Any  # what these have in common matplotlib does not say
    for drawn in figure.findobj(lambda artist: isinstance(artist, Line2D | Text | PolyCollection)):
        many = isinstance(drawn, PolyCollection)
        before = drawn.get_facecolor()[:1] if many else [drawn.get_color()]
        for colour in before:
            if turned := colours.get(to_hex(colour)):
                (drawn.set_facecolor if many else drawn.set_color)(turned)


# JupyterLab's, Notebook's and VS Code's word first, then the reader's wish. Where styles are not let in (GitHub, a
# notebook that is not trusted) the picture on white stands alone.
def _style(picture: str, rules: Mapping[str, str]) -> str:
    """Rules that hold for parts of the picture on a dark page."""
    known = "".join(
        f"[data-jp-theme-light=false] {picture} {part},.vscode-dark {picture} {part}{{{rule}!important}}"
        for part, rule in rules.items()
    )
    free = f"{picture}:not([data-jp-theme-light=true] *,.vscode-light *)"
    wished = "".join(f"{free} {part}{{{rule}!important}}" for part, rule in rules.items())
    return f"{known}@media(prefers-color-scheme:dark){{{wished}}}"


_HTML_STYLE = ".voicelab-plot img{max-width:100%;height:auto}" + _style(
    ".voicelab-plot", {".vl-by-day": "display:none", ".vl-by-night": "display:inline"}
)
_SVG_STYLE = _style(
    ".voicelab-plot",
    {
        f'[style*="{kind}: {light}"]': f"{kind}:{dark}"
        for light, dark in _TURNED.items()
        for kind in ("fill", "stroke")
    },
)


def _for_both(by_day: bytes, by_night: bytes, width: int, height: int) -> str:
    """Both pictures, of which the page shows one."""

    def image(picture: bytes, name: str) -> str:
        data = base64.b64encode(picture).decode()
        return (
            f'<img class="vl-by-{name}" width="{width}" height="{height}" alt="The picture of a call" '
            f'src="data:image/png;base64,{data}"{" hidden" if name == "night" else ""}>'
        )

    pictures = image(by_day, "day") + image(by_night, "night")
    return f'<style>{_HTML_STYLE}</style><div class="voicelab-plot">{pictures}</div>'
