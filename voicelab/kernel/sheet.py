"""The output of a ``%%twiml`` cell: the document, what is wrong at its line, a Call button, a phone below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from voicelab.client import Json
from voicelab.kernel import html, panels

if TYPE_CHECKING:
    from voicelab.kernel.lab import Lab
    from voicelab.widgets.phone import PhoneWidget

__all__ = ["DocumentSheet", "document_html", "document_text"]

_IDENTITY = "caller"
_TOKENS = re.compile(
    r"(?P<comment><!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>)|(?P<tag></?[\w:]+|/?>)"
    r"|(?P<attribute>[\w:]+)(?==)|(?P<text>[^<>]+?(?=[<>]|\s[\w:]+=)|.)",
    re.DOTALL,
)


class DocumentSheet:
    """A published document in a cell's output. Its Call button opens a phone below and dials."""

    def __init__(self, lab: Lab, name: str, source: str, findings: Sequence[Json]) -> None:
        self.name = name
        self.source = source
        self.findings = list(findings)
        self._lab = lab
        self._box: Any = None
        self._phone: PhoneWidget | None = None

    def call(self) -> PhoneWidget:
        """Open a phone below, unless one is open, and call the document."""
        box = self._widgets()
        if self._phone is None:
            self._phone = self._lab.phone(_IDENTITY, to=self.name)
            box.children = (*box.children, self._phone)
        self._phone.dial(self.name)
        return self._phone

    def _widgets(self) -> Any:
        if self._box is None:
            from ipywidgets import VBox

            cell = panels.document_cell(self.name, self.source, self.findings, self.call)
            self._box = VBox([cell])
        return self._box

    def __repr__(self) -> str:
        return document_text(self.name, self.source, self.findings)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = self._widgets()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {
            **data,
            "text/plain": repr(self),
            "text/html": document_html(self.name, self.source, self.findings),
        }, metadata


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
    style = "margin:8px 0 0;white-space:pre-wrap;font:12.5px/1.6 var(--jp-code-font-family,monospace)"
    body = f'<div style="{style}">{"".join(rows)}</div>'
    return html.card(name, _count(findings), body)


def _highlight(source: str) -> str:
    """Tags and attribute names in colours that read on light and dark pages; a token never spans lines."""
    pieces = []
    for match in _TOKENS.finditer(source):
        kind, text = match.lastgroup, match.group()
        style = {"tag": "color:#3b7ddd", "attribute": "color:#b8741a", "comment": "opacity:.6"}.get(
            kind or ""
        )
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
