"""``call.scope``: the last ten seconds of one call, both ways, drawn in the page from ``/observe``."""

from __future__ import annotations

import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["ScopeWidget"]


class ScopeWidget(LiveWidget):
    """A live waveform of caller and lab with the verbs that run, for the call ``call_sid``."""

    _esm = bundle("scope")

    call_sid = traitlets.Unicode().tag(sync=True)

    def __init__(self, call_sid: str, *, credentials: Credentials) -> None:
        super().__init__(credentials, call_sid=call_sid)

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return f"Scope of call {self.call_sid}", "The call's live waveform. Run the cell again to see it."
