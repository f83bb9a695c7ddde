"""Levels of all legs that somebody watches: one matrix operation a tick, however many legs there are."""

from __future__ import annotations

import logging
from typing import Protocol

import numpy as np

from voicelab.media.frames import FRAME, Frame
from voicelab.media.leg import MeterListener

__all__ = ["Metered", "Meters"]

_log = logging.getLogger(__name__)


class Metered(Protocol):
    """A leg whose level is watched."""

    heard: Frame
    said: Frame
    meter_listeners: list[MeterListener]


class Meters:
    """Tells the listeners of each leg the peaks, 0..1, of what was heard and said in this tick."""

    def __init__(self) -> None:
        self._legs: list[Metered] = []

    def add(self, leg: Metered) -> None:
        """Watch a leg."""
        if leg not in self._legs:
            self._legs.append(leg)

    def remove(self, leg: Metered) -> None:
        """Watch a leg no more. Idempotent."""
        if leg in self._legs:
            self._legs.remove(leg)

    def watch(self) -> None:
        """Take the levels of this tick: called when all parties have received and sent."""
        legs = tuple(self._legs)
        if not legs:
            return
        frames = np.concatenate([frame for leg in legs for frame in (leg.heard, leg.said)]).reshape(-1, FRAME)
        # the lowest sample has no positive counterpart in 16 bits: it counts as the highest
        highest = np.maximum(frames.max(axis=1), -np.maximum(frames.min(axis=1), -32767))
        peaks = (highest / 32767).tolist()
        for number, leg in enumerate(legs):
            inbound, outbound = peaks[2 * number : 2 * number + 2]
            for listener in tuple(leg.meter_listeners):
                try:
                    listener(inbound, outbound)
                except Exception:
                    _log.exception("a meter listener failed and is removed")
                    leg.meter_listeners.remove(listener)
