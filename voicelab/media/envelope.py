"""The outline of a call's sound, for pictures: the lowest and the highest sample of every frame, both ways.

Four bytes a tick (mu-law keeps quiet speech visible at eight bits): an hour is 720 kB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicelab.media.frames import FRAME_SECONDS, SILENCE, Frame
from voicelab.media.g711 import ulaw_decode, ulaw_encode

__all__ = ["Envelope"]

_STILL = ulaw_encode(SILENCE[:2])


class Envelope:
    """Collects the outline of one leg. Its :meth:`tap` is a :data:`voicelab.media.leg.Tap`."""

    rate = round(1 / FRAME_SECONDS)
    """Frames a second."""

    def __init__(self) -> None:
        self._inbound = bytearray()
        self._outbound = bytearray()

    def __len__(self) -> int:
        """Frames collected."""
        return len(self._inbound) // 2

    def tap(self, heard: Frame, said: Frame) -> None:
        """Take in one tick."""
        self._inbound += _outline(heard)
        self._outbound += _outline(said)

    def bins(self, count: int, *, first: int = 0, last: int | None = None) -> NDArray[np.float32]:
        """The outline of frames ``first`` to ``last`` in at most ``count`` bins.

        An array of shape (bins, 2, 2): bin, inbound and outbound, lowest and highest, in -1..1. There are
        no more bins than frames.
        """
        both = np.stack([_values(track, first, last) for track in (self._inbound, self._outbound)], axis=1)
        frames = len(both)
        if not frames or count < 1:
            return np.zeros((0, 2, 2), np.float32)
        starts = np.unique(np.arange(min(count, frames)) * frames // min(count, frames))
        lowest = np.minimum.reduceat(both[:, :, 0], starts, axis=0)
        highest = np.maximum.reduceat(both[:, :, 1], starts, axis=0)
        return np.stack((lowest, highest), axis=2)


def _outline(frame: Frame) -> bytes:
    if frame is SILENCE:
        return _STILL
    return ulaw_encode(np.array((frame.min(), frame.max()), np.int16))


def _values(track: bytearray, first: int, last: int | None) -> NDArray[np.float32]:
    end = None if last is None else 2 * last
    pairs = ulaw_decode(bytes(track[2 * first : end])).reshape(-1, 2)
    return pairs.astype(np.float32) / np.float32(32768)
