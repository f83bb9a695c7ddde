"""Taking out and putting in whole pitch periods: how sound is shortened, lengthened and made up unheard."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from voicelab.media.frames import Samples

__all__ = ["LAG", "SPAN", "crossfade", "longer", "period", "pitch_lag", "shorter"]

SHORTEST_LAG = 20  # 400 Hz
LAG = 160  # the longest: 20 ms, 50 Hz, and a whole frame
WINDOW = 160
SPAN = WINDOW + LAG  # samples needed to find a lag
NEARLY = 0.97  # of the best likeness: then a whole frame is taken, which keeps packets and ticks in step


def pitch_lag(sound: Samples, *, frame: bool = False) -> int:
    """The lag (samples) at which the last 20 ms are most like what came before; ``sound`` has SPAN or more.

    With ``frame`` a whole frame is preferred when it does nearly as well, as it does in silence.
    """
    x = sound[-SPAN:].astype(np.float32)
    last = x[LAG:]
    # row k is the window that ends LAG - k samples before the end
    rows = sliding_window_view(x, WINDOW)[: LAG - SHORTEST_LAG + 1]
    energy = np.einsum("ij,ij->i", rows, rows) + 1.0
    likeness = (rows @ last) / np.sqrt(energy)
    best = int(np.argmax(likeness))
    if frame and likeness[0] >= NEARLY * likeness[best]:
        best = 0
    return LAG - best


def crossfade(out: Samples, into: Samples) -> Samples:
    """From one sound into another of the same length."""
    ramp: NDArray[np.float32] = np.linspace(0.0, 1.0, len(out), endpoint=False, dtype=np.float32)
    return np.rint(out + (into.astype(np.float32) - out) * ramp).astype(np.int16)


def shorter(sound: Samples) -> Samples:
    """The sound with one pitch period less near its beginning; it must have SPAN samples or more."""
    lag = pitch_lag(sound[:SPAN], frame=True)
    return np.concatenate((crossfade(sound[:lag], sound[lag : 2 * lag]), sound[2 * lag :]))


def longer(before: Samples, sound: Samples) -> Samples:
    """``sound``, which goes on where ``before`` ends, with one pitch period put in between.

    ``before`` has SPAN samples or more, ``sound`` LAG or more.
    """
    lag = pitch_lag(before, frame=True)
    return np.concatenate((crossfade(sound[:lag], before[-lag:]), sound))


def period(sound: Samples) -> Samples:
    """The last pitch period of a sound of SPAN samples or more."""
    return sound[-pitch_lag(sound) :].copy()
