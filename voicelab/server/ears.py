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


class _Ear:
    """Listening to one leg."""

    def __init__(self, leg: Leg, recognition: Recognition, track: HeardTrack) -> None:
        self._recognition = recognition
        self._track = track
        self._events = aiter(recognition)
        self._untap = leg.tap(self._feed)
        self.remarks: Sequence[str] = recognition.remarks

    def _feed(self, inbound: Frame, outbound: Frame) -> None:
        self._recognition.feed(inbound if self._track == "inbound" else outbound)

    async def next(self) -> Heard:
        """The next thing heard."""
        heard = await anext(self._events)
        return Heard(heard.kind, heard.text, heard.confidence if heard.kind == "final" else None)

    def finish(self) -> None:
        """End the speech now."""
        self._recognition.finish()

    def close(self) -> None:
        """Stop listening."""
        self._untap()
        self._recognition.close()


class ServiceEars:
    """Listens with the recognisers of the speech service."""

    def __init__(self, speech: SpeechService) -> None:
        self._speech = speech

    async def listen(self, leg: Leg, plan: ListenPlan, track: HeardTrack = "inbound") -> _Ear:
        """Begin to listen; LabError when no recogniser here understands the language."""
        recognition = await self._speech.open(
            plan.language, plan.hints, silence=plan.silence, longest=plan.longest, free=plan.free
        )
        return _Ear(leg, recognition, track)
