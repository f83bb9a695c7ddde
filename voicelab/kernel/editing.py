"""``lab.editor``: an editor of a document, with the phone that its Call button opens below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from voicelab.kernel import panels
from voicelab.kernel.sheet_html import document_html, document_text
from voicelab.widgets.opening import STAND_IN_MIME, Stack

if TYPE_CHECKING:
    from voicelab.kernel.lab import Lab
    from voicelab.widgets.phone import PhoneWidget

__all__ = ["FIRST", "DocumentEditor", "caller_phone"]

FIRST = "<Response>\n  <Say>Hello.</Say>\n</Response>"
"""What a new document begins with."""

_IDENTITY = "caller"


def caller_phone(lab: Lab, to: str) -> PhoneWidget:
    """The phone that a Call button opens."""
    return lab.phone(_IDENTITY, to=to)


class DocumentEditor(Stack):
    """An editor of a lab's document. Its Call button opens a phone below and dials.

    It is an ordinary widget, for layouts too. ``source`` is the document as the lab has it; setting it, or
    ``lab.twiml[name]``, changes what the editor shows.
    """

    def __init__(
        self,
        lab: Lab,
        name: str,
        on_done: Callable[[], object] | None = None,
        call: Callable[[], PhoneWidget] | None = None,
    ) -> None:
        self._dial = call
        self._lab = lab
        self._name = name
        self._phone: PhoneWidget | None = None
        self.editor = panels.document_editor(lab._connection, name, lab.twiml[name], self.call, on_done)
        super().__init__([self.editor])

    @property
    def name(self) -> str:
        """The document's name."""
        return self._name

    @property
    def source(self) -> str:
        """The document as the lab has it."""
        return self._lab.twiml[self._name]

    @source.setter
    def source(self, document: Any) -> None:
        self._lab.twiml[self._name] = document

    def call(self) -> PhoneWidget:
        """Open a phone below, unless one is open, and call the document."""
        if self._dial is not None:
            return self._dial()
        if self._phone is None:
            self._phone = caller_phone(self._lab, self._name)
            self.children = [self.editor, self._phone]
        self._phone.dial(self._name)
        return self._phone

    def __repr__(self) -> str:
        return document_text(self._name, self.editor.source, self.editor.findings)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        data: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        source = self.source
        findings = self._lab.twiml.findings(self._name)
        return {
            **data,
            STAND_IN_MIME: {"title": f"Editor of {self._name}"},
            "text/plain": document_text(self._name, source, findings),
            "text/html": document_html(self._name, source, findings),
        }
