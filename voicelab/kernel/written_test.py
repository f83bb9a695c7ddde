"""A test as text, as ``call.as_test()`` writes it: a str that a cell shows as its lines, not as one long literal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from voicelab.kernel import html

__all__ = ["WrittenTest"]


class WrittenTest(str):
    """The text of a pytest function, or of a scenario. A str in everything; ``save`` writes it to a file."""

    __slots__ = ()

    def save(self, path: str | Path) -> Path:
        """Write it to a file, replacing what is there; returns the path."""
        path = Path(path)
        path.write_text(self, encoding="utf-8")
        return path

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self).rstrip())

    def _repr_html_(self) -> str:
        return html.page(f'<div class="vl-card">{html.block(str(self))}</div>')
