"""The lab's look in a cell's output: one stylesheet and a few builders, for light and dark pages alike.

Colours come from the page's own text colour, so nothing needs to know the theme: JupyterLab, Notebook, VS Code
and a printed page all work. Nothing here runs a script.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

__all__ = ["block", "card", "code", "dot", "escape", "fact", "muted", "page", "table"]

escape = html.escape

_STYLE = """
.voicelab-out{font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;line-height:1.5;
color:var(--jp-ui-font-color1,inherit);max-width:1100px;
--vl-line:color-mix(in srgb,currentColor 16%,transparent);--vl-soft:color-mix(in srgb,currentColor 62%,transparent);
--vl-wash:color-mix(in srgb,currentColor 5%,transparent);
--vl-green:#12805c;--vl-red:#c4330c;--vl-tag:#1d4fa5;--vl-attribute:#a03d00}
@media(prefers-color-scheme:dark){.voicelab-out{
--vl-green:#3cc493;--vl-red:#ff7d57;--vl-tag:#9fc3ff;--vl-attribute:#ffb072}}
[data-jp-theme-light=true] .voicelab-out{--vl-green:#12805c;--vl-red:#c4330c;--vl-tag:#1d4fa5;--vl-attribute:#a03d00}
[data-jp-theme-light=false] .voicelab-out{--vl-green:#3cc493;--vl-red:#ff7d57;--vl-tag:#9fc3ff;--vl-attribute:#ffb072}
.voicelab-out .vl-card{border:1px solid var(--vl-line);border-radius:12px;padding:12px 16px;margin:4px 2px;
overflow-x:auto}
[data-jp-theme-light=false] .voicelab-out .vl-card{background:var(--jp-layout-color1)}
.voicelab-out .vl-head{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}
.voicelab-out .vl-head b{font-size:14px}
.voicelab-out .vl-soft{color:var(--vl-soft)}
.voicelab-out code{font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:12px;
background:var(--vl-wash);color:inherit;padding:1px 5px;border-radius:4px}
.voicelab-out dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;margin:8px 0 0}
.voicelab-out dt{color:var(--vl-soft);font-weight:400;margin:0;white-space:nowrap;width:auto;float:none}
.voicelab-out dd{margin:0;width:auto;float:none}
.voicelab-out table{border-collapse:collapse;margin:6px 0 2px;color:inherit;background:none;font-size:12.5px;border:0;
table-layout:auto}
.voicelab-out table :is(th,td){text-align:left!important;padding:4px 18px 4px 0!important;background:none!important;
border:0!important;border-bottom:1px solid var(--vl-line)!important;vertical-align:top!important;max-width:none}
.voicelab-out table th{font-weight:400!important;color:var(--vl-soft)}
.voicelab-out table tr{background:none!important}
.voicelab-out .vl-dot{display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--vl-green);
align-self:center}
.voicelab-out .vl-dot.vl-off{background:var(--vl-red)}
.voicelab-out .vl-bad{color:var(--vl-red)}
.voicelab-out .vl-whole{white-space:nowrap}
.voicelab-out audio{height:30px;vertical-align:middle}
"""


def page(body: str) -> str:
    """A fragment that may stand alone as a cell's output: it brings its stylesheet along."""
    return f'<style>{_STYLE}</style><div class="voicelab-out">{body}</div>'


def card(title: str, subtitle: str, body: str, *, alive: bool | None = None) -> str:
    """A bordered card; ``alive`` puts a green or red dot before the title."""
    light = "" if alive is None else dot(alive)
    head = f'<div class="vl-head">{light}<b>{escape(title)}</b>{muted(subtitle)}</div>'
    return page(f'<div class="vl-card">{head}{body}</div>')


def dot(alive: bool) -> str:
    """A green dot, or a red one."""
    return f'<span class="vl-dot{"" if alive else " vl-off"}"></span>'


def block(text: str, around: int = 0) -> str:
    """Text as it stands, in letters of one width, on the card's own ground; ``around`` are pixels above and below."""
    style = f"margin:{around}px 0;overflow-x:auto;background:none"
    return f'<pre style="{style}">{escape(text)}</pre>'


def muted(text: str) -> str:
    """Words in the soft colour."""
    return f'<span class="vl-soft">{escape(text)}</span>' if text else ""


def whole(text: str) -> str:
    """Words in the soft colour that are never broken into lines: a date, a word with a hyphen."""
    return f'<span class="vl-soft vl-whole">{escape(text)}</span>' if text else ""


def code(text: str) -> str:
    """Words in the code font."""
    return f"<code>{escape(text)}</code>"


def fact(name: str, value: str) -> str:
    """One line of a ``<dl>``; ``value`` is HTML."""
    return f"<dt>{escape(name)}</dt><dd>{value}</dd>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are HTML."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
