"""From an engine's sample rate to the telephone's, over a whole utterance at once."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray

from voicelab.speech.spoken import RATE

__all__ = ["resample", "to_telephone"]

PASS = 0.925  # of the lower half rate: 3700 Hz at 8000
_STEP = 256


def resample(samples: NDArray[np.float32], rate: int, to: int) -> NDArray[np.float32]:
    """Resample a finished sound of shape (n,) from ``rate`` to ``to`` samples a second.

    A single transform of the whole sound: the band is cut by a raised cosine from ``PASS`` of the lower half
    rate up to that half rate, so nothing folds back. The sound may not end abruptly (it would wrap around);
    half a filter of padding takes care of what little does.
    """
    if rate == to or not len(samples):
        return samples.astype(np.float32, copy=False)
    common = gcd(rate, to)
    block = rate // common * _STEP
    length = len(samples)
    padded = -(-(length + rate // 50) // block) * block
    spectrum = np.fft.rfft(samples, padded)
    out_length = padded // rate * to if padded % rate == 0 else padded * to // rate
    nyquist = min(rate, to) / 2
    frequency = np.fft.rfftfreq(padded, 1 / rate)
    keep = min(len(spectrum), out_length // 2 + 1)
    edge = np.clip((frequency[:keep] - PASS * nyquist) / (nyquist * (1 - PASS)), 0.0, 1.0)
    spectrum = spectrum[:keep] * (0.5 + 0.5 * np.cos(np.pi * edge))
    out = np.fft.irfft(spectrum, out_length) * (out_length / padded)
    return out[: -(-length * to // rate)].astype(np.float32)


def to_telephone(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Resample to 8000 samples a second."""
    return resample(samples, rate, RATE)
