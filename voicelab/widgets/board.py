"""The boards: a conference's participants, and who waits in the queues; live in the page from ``/observe``."""

from __future__ import annotations

import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["ConferenceBoard", "QueueBoard"]


class ConferenceBoard(LiveWidget):
    """Who is in the conference ``name`` and who is talking; mute, hold, kick, announce, end.

    The page's token allows this for this one conference. Nobody needs to be in it yet.
    """

    _esm = bundle("conference")

    name = traitlets.Unicode().tag(sync=True)

    def __init__(self, name: str, *, credentials: Credentials) -> None:
        super().__init__(credentials, name=name)

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return f"Conference {self.name}", "Run the cell again to see who is there."


class QueueBoard(LiveWidget):
    """Who waits in the lab's queues, at which place, since when; take the first, dequeue one."""

    _esm = bundle("queues")

    by = traitlets.Unicode("alice").tag(sync=True)
    """Who takes a caller: the name of a phone, or a number."""

    def __init__(self, *, credentials: Credentials) -> None:
        super().__init__(credentials)

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return "Queues", "Run the cell again to see who waits."
