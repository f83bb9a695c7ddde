"""The output of ``%%twiml`` as a widget: the document, its findings at their lines, a Call button."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import STAND_IN_MIME

__all__ = ["CellWidget"]


class CellWidget(anywidget.AnyWidget):
    """Shows the document ``name``; ``findings`` are as ``voicelab check --json`` gives them.

    ``on_call`` is called when somebody clicks Call, on the thread that handles comm messages.
    """

    _esm = bundle("cell")

    name = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    served_at = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        name: str,
        source: str,
        findings: Sequence[Mapping[str, Any]] = (),
        *,
        served_at: str = "",
        on_call: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(
            name=name, source=source, findings=[dict(item) for item in findings], served_at=served_at
        )
        self._on_call = on_call
        self.on_msg(self._hear)

    def _hear(self, _widget: Any, content: Any, _buffers: list[Any]) -> None:
        if isinstance(content, dict) and content.get("type") == "call" and self._on_call is not None:
            self._on_call()

    def __repr__(self) -> str:
        return f"<TwiML {self.name}: {len(self.findings)} findings>"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The live view, with the document as plain text and HTML for readers that have no kernel."""
        answer = super()._repr_mimebundle_(**kwargs)
        if answer is None:
            return None
        data, metadata = answer if isinstance(answer, tuple) else (answer, {})
        wrong = [
            f"line {item.get('line')}, column {item.get('column')}: {item.get('message')} {item.get('cure')}"
            for item in self.findings
        ]
        words = "\n".join([self.source, *wrong])
        stand_in = {STAND_IN_MIME: {"title": f"TwiML {self.name}"}, "text/plain": words}
        data = {**data, **stand_in, "text/html": f"<pre>{html.escape(words)}</pre>"}
        return data, metadata
