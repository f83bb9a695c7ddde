"""Other sample rates to and from 8 kHz: a low-pass by windowed sinc, in polyphase form.

The filter passes to 3.6 kHz and stops at 4.4 kHz, 90 dB down or better; nothing is left between frames that
would click.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from voicelab.media.frames import RATE, Samples

__all__ = ["Decimator", "Interpolator", "resample"]

HALF = 16  # half the filter, in samples of the lower rate
BETA = 9.0  # Kaiser window: 90 dB
EDGE = 0.98  # where the filter is 6 dB down, as a part of the lower rate's half


@lru_cache(maxsize=64)
def _low_pass(factor: float, phases: int) -> NDArray[np.float32]:
    """Taps of a low-pass at ``EDGE / factor`` of half the rate, spaced ``1 / phases`` samples; sum ``phases``."""
    half = round(HALF * factor * phases)
    at = np.arange(-half, half + 1) / phases
    taps = np.sinc(at * EDGE / factor) * np.kaiser(2 * half + 1, BETA)
    scaled: NDArray[np.float32] = (taps * (phases / taps.sum())).astype(np.float32)
    return scaled


class Decimator:
    """From ``factor`` times 8 kHz down to 8 kHz, frame by frame, 2 ms late."""

    def __init__(self, factor: int) -> None:
        self._factor = factor
        self._taps = _low_pass(factor, 1)
        self._kept = np.zeros(len(self._taps) - 1, np.float32)

    def feed(self, sound: Samples) -> Samples:
        """The next samples; their number should be a multiple of ``factor``."""
        x = np.concatenate((self._kept, sound))
        self._kept = x[len(x) - len(self._kept) :].astype(np.float32)
        windows = sliding_window_view(x.astype(np.float32, copy=False), len(self._taps))[
            self._factor - 1 :: self._factor
        ]
        return _clip(windows @ self._taps)


class Interpolator:
    """From 8 kHz up to ``factor`` times 8 kHz, frame by frame, 2 ms late."""

    def __init__(self, factor: int) -> None:
        taps = _low_pass(1.0, factor)[:-1]
        self._phases = taps.reshape(-1, factor)[::-1].copy()  # row: sample back, column: phase
        self._kept = np.zeros(len(self._phases) - 1, np.float32)

    def feed(self, sound: Samples) -> Samples:
        """The next samples, ``factor`` for each."""
        x = np.concatenate((self._kept, sound)).astype(np.float32, copy=False)
        self._kept = x[len(x) - len(self._kept) :]
        return _clip((sliding_window_view(x, len(self._phases)) @ self._phases).reshape(-1))


def resample(sound: NDArray[np.float32], rate: int, to: int = RATE) -> NDArray[np.float32]:
    """A whole sound brought from ``rate`` to ``to``, one channel, in time with the original."""
    if rate == to or not len(sound):
        return sound
    common = gcd(rate, to)
    up, down = to // common, rate // common
    taps = _low_pass(max(1.0, rate / to), up)
    half = (len(taps) - 1) // 2
    length = -(-len(sound) * up // down)
    reach = half // up + 1
    x = np.concatenate((np.zeros(reach, np.float32), sound, np.zeros(reach + 1, np.float32)))
    out = np.empty(length, np.float32)
    for first in range(min(up, length)):
        # outputs first, first + up, ... all lie at the same phase between two input samples
        position = first * down
        base, phase = position // up, position % up
        mine = _phase(taps, half, reach, phase, up)
        windows = sliding_window_view(x[base:], len(mine))[::down]
        count = len(range(first, length, up))
        out[first::up] = windows[:count] @ mine
    return out


def _phase(taps: NDArray[np.float32], half: int, reach: int, phase: int, up: int) -> NDArray[np.float32]:
    """The taps that input samples -reach..reach around an output at ``phase / up`` samples are weighed with."""
    at = (np.arange(-reach, reach + 1) * up - phase) + half
    inside = (at >= 0) & (at < len(taps))
    return np.where(inside, taps[np.clip(at, 0, len(taps) - 1)], 0).astype(np.float32)


def _clip(x: NDArray[np.float32]) -> Samples:
    return np.rint(np.clip(x, -32768, 32767)).astype(np.int16)
