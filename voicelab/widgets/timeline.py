"""``call.timeline``, the inspector: the page draws it from ``/observe``; old sound comes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from voicelab.errors import LabError, VoiceLabError
from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["TimelineWidget"]

_BINS = 20_000
_PART = 60.0  # seconds of sound in one message: a whole hour would be 115 MB


class TimelineWidget(LiveWidget):
    """Everything that happened in the call ``call_sid`` on one time axis, live and afterwards.

    ``envelope(bins)`` gives the whole call's peaks as ``GET /lab/v1/calls/SID/envelope`` does, ``audio(skip,
    seconds)`` a part of its sound as the bytes of a WAV file; both are asked when the page needs them, on the
    thread that handles comm messages.
    """

    _esm = bundle("timeline")

    call_sid = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        call_sid: str,
        *,
        credentials: Credentials,
        envelope: Callable[[int], Mapping[str, Any]] | None = None,
        audio: Callable[[float, float], bytes] | None = None,
    ) -> None:
        super().__init__(credentials, call_sid=call_sid)
        self._envelope = envelope
        self._audio = audio
        self._sound_began: float | None = None

    def page_says(self, content: dict[str, Any], buffers: list[Any]) -> None:
        """The page asks for the call's sound, or for a picture of it."""
        if content.get("type") == "envelope" and self._envelope is not None:
            try:
                self.send({**self._envelope(_BINS), "type": "envelope"})
            except VoiceLabError:
                pass  # a call in which nothing ever sounded has no envelope
        elif content.get("type") == "audio":
            self._send_audio(_number(content.get("from")))

    def _send_audio(self, begin: float) -> None:
        """A minute of the call's sound from ``begin`` seconds of the call on; its sound begins when it is answered."""
        try:
            if self._audio is None or self._envelope is None:
                raise LabError("This timeline was made without a way to fetch the call's sound.")
            if self._sound_began is None:
                self._sound_began = float(self._envelope(1)["start"])
            skip = max(0.0, begin - self._sound_began)
            sound = self._audio(skip, _PART)
            self.send({"type": "audio", "start": self._sound_began + skip, "from": begin}, [sound])
        except VoiceLabError as error:
            self.send({"type": "audio", "from": begin, "error": error.message, "cure": error.cure})

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        return f"Timeline of call {self.call_sid}", "What happened in the call. Run the cell again to see it."


def _number(value: Any) -> float:
    """A number of seconds that a page sent."""
    return float(value) if isinstance(value, int | float) and value > 0 else 0.0
