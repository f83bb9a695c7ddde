"""The output of a ``%%twiml`` cell: the document, what is wrong at its line, its flow; buttons that edit and call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from voicelab.client import Json
from voicelab.kernel import panels
from voicelab.kernel.sheet_html import document_html, document_text, outline_rows

if TYPE_CHECKING:
    from voicelab.kernel.editing import DocumentEditor
    from voicelab.kernel.lab import Lab
    from voicelab.widgets.phone import PhoneWidget

__all__ = ["DocumentSheet"]


class DocumentSheet:
    """A published document in a cell's output. Its Call button opens a phone below and dials, Edit an editor."""

    def __init__(self, lab: Lab, name: str, source: str, findings: Sequence[Json]) -> None:
        self.name = name
        self.source = source
        self.findings = list(findings)
        self._lab = lab
        self._box: Any = None
        self._cell: Any = None
        self._editor: DocumentEditor | None = None
        self._phone: PhoneWidget | None = None

    def call(self) -> PhoneWidget:
        """Open a phone below, unless one is open, and call the document."""
        from voicelab.kernel.editing import caller_phone

        box = self._widgets()
        if self._phone is None:
            self._phone = caller_phone(self._lab, self.name)
            box.children = (*box.children, self._phone)
        self._phone.dial(self.name)
        return self._phone

    def edit(self) -> DocumentEditor:
        """Put an editor in the document's place until its Done button is pressed."""
        from voicelab.kernel.editing import FIRST, DocumentEditor

        box = self._widgets()
        if self._editor is None:
            if self.name not in self._lab.twiml:  # withdrawn since
                self._lab.twiml[self.name] = self.source or FIRST
            self._editor = DocumentEditor(self._lab, self.name, self._done, call=self.call)
        box.children = (self._editor, *box.children[1:])
        return self._editor

    def _done(self) -> None:
        """Show the document again, as it is now."""
        if self.name in self._lab.twiml:
            self.source = self._lab.twiml[self.name]
            self.findings = self._lab.twiml.findings(self.name)
        with self._cell.hold_sync():
            self._cell.source = self.source
            self._cell.findings = self.findings
            self._cell.outline = outline_rows(self.source)
        self._box.children = (self._cell, *self._box.children[1:])

    def _widgets(self) -> Any:
        if self._box is None:
            from voicelab.widgets.opening import Stack

            rows = outline_rows(self.source)
            self._cell = panels.document_cell(
                self.name, self.source, self.findings, rows, self.call, self.edit
            )
            self._box = Stack([self._cell])
        return self._box

    def __repr__(self) -> str:
        return document_text(self.name, self.source, self.findings)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from voicelab.widgets.opening import STAND_IN_MIME  # it brings the widgets along

        bundle = self._widgets()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {
            **data,
            STAND_IN_MIME: {"title": f"TwiML {self.name}"},
            "text/plain": repr(self),
            "text/html": document_html(self.name, self.source, self.findings),
        }, metadata
