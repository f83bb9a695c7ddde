"""The output of ``%%twiml`` as a widget: the document, its findings at their lines, its flow, Edit and Call buttons."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.opening import STAND_IN_MIME, Unrecorded

__all__ = ["CellWidget"]


class CellWidget(Unrecorded, anywidget.AnyWidget):
    """Shows the document ``name``; ``findings`` are as ``voicelab check --json`` gives them.

    ``outline`` is its flow, a row a step: depth, name, summary, line. ``on_call`` is called when somebody clicks
    Call, ``on_edit`` for Edit, on the thread that handles comm messages.
    """

    _esm = bundle("cell")

    name = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    outline: traitlets.List[Any] = traitlets.List().tag(sync=True)
    served_at = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        name: str,
        source: str,
        findings: Sequence[Mapping[str, Any]] = (),
        *,
        outline: Sequence[Mapping[str, Any]] = (),
        served_at: str = "",
        on_call: Callable[[], object] | None = None,
        on_edit: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(
            name=name,
            source=source,
            findings=[dict(item) for item in findings],
            outline=[dict(row) for row in outline],
            served_at=served_at,
        )
        self._acts = {"call": on_call, "edit": on_edit}
        self.on_msg(self._hear)

    def _hear(self, _widget: Any, content: Any, _buffers: list[Any]) -> None:
        act = self._acts.get(str(content.get("type"))) if isinstance(content, dict) else None
        if act is not None:
            act()

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
