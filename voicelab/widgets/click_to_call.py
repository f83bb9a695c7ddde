"""Click-to-call in a cell: one button; the lab rings an agent, then the customer."""

from __future__ import annotations

import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["ClickToCallWidget"]


class ClickToCallWidget(LiveWidget):
    """Rings ``agent``; when it answers, ``customer``. The page's token allows this one call and no other.

    ``call_sid`` is the agent's call, ``status`` its status in Twilio's words; both are empty before the first click.
    """

    _esm = bundle("click_to_call")

    customer = traitlets.Unicode().tag(sync=True)
    agent = traitlets.Unicode().tag(sync=True)
    call_sid = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, customer: str, agent: str, *, credentials: Credentials) -> None:
        super().__init__(credentials, customer=customer, agent=agent)

    def click(self) -> None:
        """Place the call, as if the button had been clicked."""
        self.tell_page(type="click")

    def hang_up(self) -> None:
        """End the call that was clicked last, for both sides."""
        self.tell_page(type="hang-up")

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return f"Call {self.customer}", f"{self.agent} rings first. Run the cell again to use it."
