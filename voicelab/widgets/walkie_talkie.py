"""A walkie-talkie in a cell: a phone in a conference that is muted unless its button is held."""

from __future__ import annotations

import traitlets

from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials
from voicelab.widgets.phone import PhoneWidget

__all__ = ["WalkieTalkieWidget"]


class WalkieTalkieWidget(PhoneWidget):
    """``identity`` on ``channel``: the conference ``channel-NAME``. Hold the button or the space bar to talk.

    Voices are those of a phone. ``talking`` says whether the button is held. The walkie-talkie may be driven from a
    cell: ``join()``, ``talk()``, ``talk(False)``, ``leave()``.
    """

    _esm = bundle("walkie_talkie")

    channel = traitlets.Unicode().tag(sync=True)
    room = traitlets.Unicode().tag(sync=True)
    """The conference's name."""
    talking = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        identity: str,
        channel: str = "1",
        *,
        credentials: Credentials,
        voice: str = "microphone",
        transport: str = "auto",
    ) -> None:
        super().__init__(identity, credentials=credentials, voice=voice, transport=transport)
        self.channel = channel
        self.room = f"channel-{channel}"
        self.standing = self._words_stand()

    def join(self) -> None:
        """Go on the channel. Waits in the page until the walkie-talkie is ready."""
        self.tell_page(type="join")

    def leave(self) -> None:
        """Leave the channel."""
        self.tell_page(type="hang-up")

    def talk(self, talking: bool = True) -> None:
        """Press the button, or let it go."""
        self.tell_page(type="talk", talking=talking)

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return f"Walkie-talkie {self.identity}", f"On channel {self.channel}. Run the cell again to use it."
