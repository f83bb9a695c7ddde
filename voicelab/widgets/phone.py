"""A softphone in a cell: the official SDK in the page, its configuration and state here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from voicelab.errors import LabError
from voicelab.widgets.bundle import bundle
from voicelab.widgets.live import Credentials, LiveWidget

__all__ = ["PhoneWidget"]

_LONGEST_RECORDING = 16 * 1024 * 1024


class PhoneWidget(LiveWidget):
    """A phone named ``identity`` that calls ``to``.

    ``voice`` is ``microphone``, ``typed`` (the lab says what is typed into the phone), ``silence``, or the
    path of a WAV file, whose sound the phone speaks once a call is answered. A page that cannot have the
    microphone chooses ``typed`` by itself, or ``silence`` with a lab that has no voice, and ``error`` says why;
    ``voice_choice`` stays what was asked for, and is taken again once it can be had.
    ``transport_choice`` is how its sound is to travel: ``webrtc`` (UDP), ``websocket``, or ``auto``: the page
    tries UDP and takes what works; ``transport`` is what it took.
    ``status`` is one of ``closed`` (no page shows it), ``connecting``, ``ready``, ``calling``, ``ringing``,
    ``incoming``, ``in-call``, ``reconnecting`` and ``failed``; ``error`` says in words what is wrong. The
    phone may be driven from a cell; it then behaves as if its buttons were used.
    LabError for a transport or a voice that is none, or a recording over 16 MB.
    """

    _esm = bundle("phone")

    identity = traitlets.Unicode().tag(sync=True)
    to = traitlets.Unicode().tag(sync=True)
    voice = traitlets.Unicode("microphone").tag(sync=True)
    voice_choice = traitlets.Unicode("microphone").tag(sync=True)
    status = traitlets.Unicode("closed").tag(sync=True)
    call_sid = traitlets.Unicode().tag(sync=True)
    transport = traitlets.Unicode().tag(sync=True)
    transport_choice = traitlets.Unicode("auto").tag(sync=True)
    muted = traitlets.Bool(False).tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        identity: str,
        *,
        credentials: Credentials,
        to: str = "",
        voice: str = "microphone",
        transport: str = "auto",
    ) -> None:
        if transport not in ("auto", "webrtc", "websocket"):
            raise LabError(
                f"A phone's sound cannot travel by {transport!r}.",
                cure='Use transport="auto", "webrtc" or "websocket".',
            )
        self._recording: bytes | None = None
        if voice not in ("microphone", "typed", "silence"):
            self._recording = _read_recording(voice)
            voice = "wav"
        super().__init__(
            credentials,
            identity=identity,
            to=to,
            voice=voice,
            voice_choice=voice,
            transport_choice=transport,
        )

    def page_says(self, content: dict[str, Any], buffers: list[Any]) -> None:
        """The page asks for the recording that this phone speaks."""
        if content.get("type") == "recording" and self._recording is not None:
            self.send({"type": "recording"}, [self._recording])

    def dial(self, to: str | None = None) -> None:
        """Call ``to``, or what the phone's To field says. Waits in the page until the phone is ready."""
        if to is not None:
            self.to = to
        self.tell_page(type="dial", to=self.to)

    def answer(self) -> None:
        """Answer the call that rings here."""
        self.tell_page(type="answer")

    def reject(self) -> None:
        """Reject the call that rings here."""
        self.tell_page(type="reject")

    def hang_up(self) -> None:
        """End the call."""
        self.tell_page(type="hang-up")

    def press(self, digits: str) -> None:
        """Press keys: digits, ``*``, ``#``; ``w`` waits for half a second."""
        self.tell_page(type="press", digits=digits)

    def say(self, text: str) -> None:
        """Let the lab say ``text`` for this phone in its call, as if it had been typed there."""
        self.tell_page(type="say", text=text)

    def mute(self, muted: bool = True) -> None:
        """Mute the phone, or unmute it."""
        self.tell_page(type="mute", muted=muted)

    def stand_in(self) -> tuple[str, str]:
        """What a reader without a kernel sees."""
        calls = f" that calls {self.to}" if self.to else ""
        return f"Phone {self.identity}", f"A softphone{calls}. Run the cell again to use it."


def _read_recording(path: str) -> bytes:
    file = Path(path)
    if not file.is_file():
        raise LabError(
            f"The phone's voice is {path!r}: neither a way of speaking nor a file.",
            cure='Use voice="microphone", voice="typed", voice="silence", or the path of a WAV file.',
        )
    if file.stat().st_size > _LONGEST_RECORDING:
        raise LabError(f"{path} is over 16 MB.", cure="Use a shorter recording, or 8 kHz mono.")
    return file.read_bytes()
