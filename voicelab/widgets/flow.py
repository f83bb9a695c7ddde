"""``lab.flow`` in the page: the flow's picture, lit by ``/observe`` along the way that calls take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from voicelab.errors import VoiceLabError
from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["FlowWidget"]


class FlowWidget(LiveWidget):
    """A flow as an SVG with the places of its steps; the page lights them from the lab's events.

    ``draw()`` gives the SVG as the lab is now. It is asked again, on the thread that handles comm messages, when a
    call came to something that the picture does not have. ``call_sid`` is the one call to follow, empty for all.
    """

    _esm = bundle("flow")

    svg = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    call_sid = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, draw: Callable[[], str], about: str, call_sid: str, *, credentials: Credentials
    ) -> None:
        super().__init__(credentials, svg=draw(), about=about, call_sid=call_sid)
        self._draw = draw

    def page_says(self, content: dict[str, Any], buffers: list[Any]) -> None:
        """The page met something new in a call: draw the flow again."""
        if content.get("type") == "redraw":
            try:
                self.svg = self._draw()
            except VoiceLabError:
                pass  # the lab is gone; the page says so itself

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return "Flow", "Run the cell again to see it live."
