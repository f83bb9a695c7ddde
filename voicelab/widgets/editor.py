"""``lab.editor``: a document in an editor. The page publishes what is written to the lab itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["EditorWidget"]


class EditorWidget(LiveWidget):
    """An editor of the document ``name``: completion, hover text, squiggles, undo, a Call button.

    The page talks to the lab, so a busy kernel stops neither help nor publishing. ``source`` and ``findings`` are
    what stood there last, for readers without a kernel; to change the document from Python, publish it.
    ``on_call`` is called when somebody presses Call, ``on_done`` when somebody closes the editor.
    """

    _esm = bundle("editor")

    name = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    served_at = traitlets.Unicode().tag(sync=True)
    closes = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        name: str,
        source: str,
        *,
        credentials: Credentials,
        served_at: str = "",
        on_call: Callable[[], object] | None = None,
        on_done: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(
            credentials, name=name, source=source, served_at=served_at, closes=on_done is not None
        )
        self._on_call = on_call
        self._on_done = on_done

    def page_says(self, content: dict[str, Any], buffers: list[Any]) -> None:
        """A button was pressed."""
        act = {"call": self._on_call, "done": self._on_done}.get(str(content.get("type")))
        if act is not None:
            act()

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees above the document."""
        return f"Editor of {self.name}", "Run the cell again to edit it."
