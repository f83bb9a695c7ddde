"""Rooms: everybody hears everybody else, in one matrix operation a tick.

Per tick the frames of those who speak are added up once; each speaker then hears the sum less its own part.
A muted party is left out of the sum, one that coaches is added only to what the coached party hears.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import FRAME, SILENCE, Frame
from voicelab.media.leg import Leg
from voicelab.media.recorder import Recording
from voicelab.media.tick import Tick

__all__ = ["Room"]


class _Place:
    """One party's place in a room: what it hears there."""

    def __init__(self, leg: AudioLeg) -> None:
        self.leg = leg
        self.heard: Frame = SILENCE
        self.muted = False
        self.coached: Leg | None = None


class Room:
    """A mix of any number of legs on one tick. Implements :class:`voicelab.media.leg.Mix`."""

    def __init__(self, tick: Tick) -> None:
        self._tick = tick
        self._places: list[_Place] = []
        self._own: NDArray[np.int32] = np.zeros((0, 1), np.int32)  # 1 for those whose sound is in the sum
        self._coaches: list[tuple[int, int]] = []  # rows: who coaches, who is coached
        self._frames: NDArray[np.int16] = np.zeros((0, FRAME), np.int16)
        self._recordings: list[Recording] = []

    def add(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """Let ``leg``'s party hear the others, and be heard. TypeError for a leg without samples."""
        if not isinstance(leg, AudioLeg):
            raise TypeError(f"{type(leg).__name__} has no samples that could be mixed")
        self.remove(leg)
        if not self._places:
            self._tick.add_mixer(self)
        place = _Place(leg)
        self._places.append(place)
        leg.hear(place)
        leg.closed.add_done_callback(lambda _: self.remove(leg))
        self.adjust(leg, muted=muted, coached=coached)

    def adjust(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """A muted party is not heard; one that coaches is heard by ``coached``'s party alone."""
        for place in self._places:
            if place.leg is leg:
                place.muted, place.coached = muted, coached
        self._arrange()

    def remove(self, leg: Leg) -> None:
        """``leg`` hears nothing and is not heard from now on. Nothing when it is not in here."""
        for place in self._places:
            if place.leg is leg:
                place.leg.hear_no_more(place)
        self._places = [place for place in self._places if place.leg is not leg]
        self._arrange()
        if not self._places:
            self._tick.remove_mixer(self)

    def record(self, path: Path) -> Recording:
        """Record what everybody says, mixed, until the take is stopped."""
        recording = Recording(path, channels=1, track="inbound")
        self._recordings.append(recording)
        recording.on_stop = lambda: self._recordings.remove(recording)
        return recording

    def _arrange(self) -> None:
        rows = {id(place.leg): row for row, place in enumerate(self._places)}
        own = [not place.muted and place.coached is None for place in self._places]
        self._own = np.array(own, np.int32).reshape(-1, 1)
        self._coaches = [
            (row, rows[id(place.coached)])
            for row, place in enumerate(self._places)
            if place.coached is not None and not place.muted and id(place.coached) in rows
        ]
        self._frames = np.zeros((len(self._places), FRAME), np.int16)

    def mix(self) -> None:
        """Mix this tick's frames: called between receiving and sending."""
        places = self._places
        if len(places) < 2 and not self._recordings:
            for place in places:
                place.heard = SILENCE
            return
        np.concatenate([place.leg.heard for place in places], out=self._frames.reshape(-1))
        parts = self._frames * self._own
        total = parts.sum(axis=0)
        mixed = total - parts
        for coach, coached in self._coaches:
            mixed[coached] += self._frames[coach]
        np.clip(mixed, -32768, 32767, out=mixed)
        # a new array each tick: taps and transports may look at a frame until the next one comes
        for place, row in zip(places, mixed.astype(np.int16), strict=True):
            place.heard = row
        if self._recordings:
            everybody = np.clip(total, -32768, 32767).astype(np.int16)
            gap = all(place.leg.gap for place in places)
            for recording in tuple(self._recordings):
                recording.feed(everybody, SILENCE, gap=gap)
