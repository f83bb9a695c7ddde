"""Ears on the server: a party's samples to the recogniser in the speech worker, frame by frame.

Implements :class:`voicelab.engine.ears.Ears`.
"""

from __future__ import annotations

from collections.abc import Sequence

from voicelab.engine.ears import HeardTrack
from voicelab.media.frames import Frame
from voicelab.media.leg import Leg
from voicelab.speech.recognition import Recognition
from voicelab.speech.service import SpeechService
from voicelab.verbs.plans import Heard, ListenPlan

__all__ = ["ServiceEars"]


_WAITING = 500
"""Frames kept while a recogniser is made ready: ten seconds."""


_MOST_BEHIND = 120.0
"""Seconds of sound that wait for a recogniser; what is heard so much later is of no use to a call."""


class _Ear:
    """Listening to one leg, from the moment it is made: a recogniser that is late gets what was said before."""

    def __init__(self, leg: Leg, track: HeardTrack) -> None:
        self._track = track
        self._recognition: Recognition | None = None
        self._waiting: list[Frame] = []
        self._untap = leg.tap(self._feed)
        self.remarks: Sequence[str] = ()

    def begin(self, recognition: Recognition) -> None:
        """The recogniser is ready."""
        self._recognition = recognition
        self._events = aiter(recognition)
        self.remarks = recognition.remarks
        for frame in self._waiting:
            recognition.feed(frame)
        self._waiting.clear()

    def _feed(self, inbound: Frame, outbound: Frame) -> None:
        frame = inbound if self._track == "inbound" else outbound
        if self._recognition is not None:
            self._recognition.feed(frame)
            if self._recognition.behind > _MOST_BEHIND:
                self._recognition.lost(
                    f"The recogniser is {_MOST_BEHIND:g} seconds behind: this machine is too busy for it."
                )
        elif len(self._waiting) < _WAITING:
            self._waiting.append(frame.copy())

    async def next(self) -> Heard:
        """The next thing heard."""
        heard = await anext(self._events)
        return Heard(heard.kind, heard.text, heard.confidence if heard.kind == "final" else None)

    def finish(self) -> None:
        """End the speech now."""
        assert self._recognition is not None
        self._recognition.finish()

    def close(self) -> None:
        """Stop listening."""
        self._untap()
        if self._recognition is not None:
            self._recognition.close()


class ServiceEars:
    """Listens with the recognisers of the speech service."""

    def __init__(self, speech: SpeechService) -> None:
        self._speech = speech

    async def listen(self, leg: Leg, plan: ListenPlan, track: HeardTrack = "inbound") -> _Ear:
        """Begin to listen; LabError when no recogniser here understands the language."""
        ear = _Ear(leg, track)
        try:
            recognition = await self._speech.open(
                plan.language,
                plan.hints,
                silence=plan.silence,
                longest=plan.longest,
                free=plan.free,
                again=plan.again,
                denoise=plan.denoise,
            )
        except BaseException:
            ear.close()
            raise
        ear.begin(recognition)
        return ear
