"""A document as text and as HTML without a script, for readers without a kernel: lines, findings, flow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicelab.client import Json
from voicelab.kernel import html
from voicelab.twiml.check import examine
from voicelab.twiml.outline import outline

__all__ = ["document_html", "document_text", "outline_rows"]

_TOKENS = re.compile(
    r"(?P<comment><!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>)|(?P<tag></?[\w:]+|/?>)"
    r"|(?P<attribute>[\w:]+)(?==)|(?P<text>\s+|[^<>]+?(?=[<>]|\s[\w:]+=)|.)",
    re.DOTALL,
)
_COLOURS = {
    "tag": "color:var(--vl-tag)",
    "attribute": "color:var(--vl-attribute)",
    "comment": "color:var(--vl-soft)",
}


def outline_rows(source: str) -> list[Json]:
    """The flow of a document, a row a step: depth, name, summary, line; none for one that cannot be read."""
    document = examine(source).document
    return [
        {"depth": row.depth, "name": row.name, "summary": row.summary, "line": row.place.line}
        for row in (outline(document) if document is not None else [])
    ]


def document_text(name: str, source: str, findings: Sequence[Json]) -> str:
    """The document as plain text, numbered, each finding below its line."""
    lines = [f"{name}: {_count(findings)}"]
    for number, text in enumerate(source.splitlines(), 1):
        lines.append(f"{number:>4}  {text}")
        lines += [f"      ^ {_words(finding)}" for finding in findings if finding.get("line") == number]
    return "\n".join(lines)


def document_html(name: str, source: str, findings: Sequence[Json]) -> str:
    """The document as HTML with no script, for notebooks that are read without a kernel."""
    rows = []
    for number, line in enumerate(_highlight(source).split("\n"), 1):
        rows.append(f'<div><span class="vl-soft">{number:>3}</span>  {line}</div>')
        rows += [
            f'<div class="vl-bad">     {html.escape(_words(finding))}</div>'
            for finding in findings
            if finding.get("line") == number
        ]
    steps = "".join(
        f'<div style="padding-left:{row["depth"] * 1.4}em">{html.escape(row["name"])} '
        f"{html.muted(row['summary'])}</div>"
        for row in outline_rows(source)
    )
    style = "margin:8px 0 0;white-space:pre-wrap;font:12.5px/1.6 var(--jp-code-font-family,monospace)"
    body = f'<div style="{style}">{"".join(rows)}</div>'
    flow = f'<details style="margin-top:6px"><summary>Flow</summary>{steps}</details>' if steps else ""
    return html.card(name, _count(findings), body + flow)


def _highlight(source: str) -> str:
    """Tags and attribute names in colours that read on light and dark pages; a token never spans lines."""
    pieces = []
    for match in _TOKENS.finditer(source):
        kind, text = match.lastgroup, match.group()
        style = _COLOURS.get(kind or "")
        for part in re.split(r"(\n)", text):
            plain = html.escape(part, quote=False)
            pieces.append(f'<span style="{style}">{plain}</span>' if style and part.strip() else plain)
    return "".join(pieces)


def _words(finding: Json) -> str:
    code = f"{finding['code']} " if finding.get("code") else ""
    return (
        f"{code}line {finding.get('line')}, column {finding.get('column')}: {finding.get('message')} "
        f"{finding.get('cure') or ''}"
    ).rstrip()


def _count(findings: Sequence[Json]) -> str:
    errors = sum(finding.get("level") == "error" for finding in findings)
    counts = ((errors, "error"), (len(findings) - errors, "warning"))
    told = [f"{number} {word}{'s' if number > 1 else ''}" for number, word in counts if number]
    return ", ".join(told)
