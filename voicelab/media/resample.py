"""Other sample rates to and from 8 kHz: a low-pass by windowed sinc, in polyphase form.

The filter loses 0.1 dB at 3.4 kHz, 49 dB at 4.5 kHz and 85 dB or more from 5 kHz on. State is kept from frame
to frame, so there is no click between them.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from numpy.typing import NDArray

from voicelab.media.frames import RATE, Samples

__all__ = ["Decimator", "Interpolator", "Resampler"]

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
        taps = _low_pass(factor, 1)
        whole = -(-len(taps) // factor) * factor
        self._factor = factor
        # a product of two small dense matrices, then sums along diagonals: the filter without strided reads
        self._columns = np.pad(taps, (whole - len(taps), 0)).reshape(-1, factor).T.copy()
        self._kept = np.zeros(whole - factor, np.float32)

    def feed(self, sound: Samples) -> Samples:
        """The next samples; their number is a multiple of ``factor``."""
        x = np.concatenate((self._kept, sound.astype(np.float32)))
        self._kept = x[len(x) - len(self._kept) :]
        products = x.reshape(-1, self._factor) @ self._columns
        row, column = products.strides
        diagonals = as_strided(products, (len(sound) // self._factor, products.shape[1]), (row, row + column))
        return _clip(diagonals.sum(axis=1))


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


class Resampler:
    """From any rate to another, block by block, in time with the original: no delay, no seams."""

    def __init__(self, rate: int, to: int = RATE) -> None:
        ratio = Fraction(to, rate).limit_denominator(1000)
        self._up, self._down = ratio.numerator, ratio.denominator
        taps = _low_pass(max(1.0, rate / to), self._up)
        self._reach = (len(taps) // 2) // self._up + 1
        self._phases = [_phase(taps, self._reach, phase, self._up) for phase in range(self._up)]
        self._x = np.zeros(self._reach, np.float32)  # samples whose outputs are still to come, and before
        self._fed = 0
        self._given = 0

    def feed(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """The next samples; what comes back may lag behind by the filter's reach."""
        self._fed += len(sound)
        self._x = np.concatenate((self._x, sound))
        return self._take((len(self._x) - 2 * self._reach) // self._down)

    def finish(self) -> NDArray[np.float32]:
        """What is left after the last samples."""
        total = -(-self._fed * self._up // self._down)
        left = total - self._given
        rounds = -(-left // self._up)
        self._x = np.concatenate((self._x, np.zeros(rounds * self._down + 2 * self._reach, np.float32)))
        return self._take(rounds)[:left]

    def _take(self, rounds: int) -> NDArray[np.float32]:
        """``rounds`` times ``down`` input samples made into as many times ``up`` output samples."""
        if rounds <= 0:
            return np.zeros(0, np.float32)
        out = np.empty((rounds, self._up), np.float32)
        windows = sliding_window_view(self._x, 2 * self._reach + 1)
        for phase_of in range(self._up):
            base, phase = divmod(phase_of * self._down, self._up)
            out[:, phase_of] = windows[base :: self._down][:rounds] @ self._phases[phase]
        self._x = self._x[rounds * self._down :]
        self._given += rounds * self._up
        return out.reshape(-1)


def _phase(taps: NDArray[np.float32], reach: int, phase: int, up: int) -> NDArray[np.float32]:
    """What the samples -reach..reach around an output ``phase / up`` of a sample after one are weighed with."""
    at = np.arange(-reach, reach + 1) * up - phase + len(taps) // 2
    inside = (at >= 0) & (at < len(taps))
    return np.where(inside, taps[np.clip(at, 0, len(taps) - 1)], 0).astype(np.float32)


def _clip(x: NDArray[np.float32]) -> Samples:
    return np.rint(np.clip(x, -32768, 32767)).astype(np.int16)
