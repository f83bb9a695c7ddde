"""How loud a voice is: silence off its ends, one level for all engines, a limiter at the top."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["TARGET", "active_level", "limit", "trim"]

TARGET = 10 ** (-21 / 20)
"""Level of the active parts of speech, against full scale: what telephone prompts are mastered to."""

_WINDOW = 0.010
_LEAD, _TAIL = 0.020, 0.040
_KNEE = 0.7


def _envelope(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """The root mean square of each 10 ms."""
    size = int(rate * _WINDOW)
    count = len(samples) // size
    blocks = samples[: count * size].reshape(count, size)
    power: NDArray[np.float32] = np.sqrt(np.mean(blocks * blocks, axis=1))
    return power


def trim(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Take silence off both ends: what stays below a fiftieth of the loudest 10 ms.

    20 ms stay before the first sound and 40 ms after the last, faded, so that nothing clicks. Silence alone
    gives an empty array.
    """
    envelope = _envelope(samples, rate)
    loudest = float(envelope.max(initial=0.0))
    if loudest < 1e-4:
        return samples[:0]
    loud = np.flatnonzero(envelope > loudest / 50)
    size = int(rate * _WINDOW)
    first = max(0, int(loud[0]) * size - int(rate * _LEAD))
    last = min(len(samples), (int(loud[-1]) + 1) * size + int(rate * _TAIL))
    kept = samples[first:last].copy()
    fade = min(size, len(kept) // 2)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    kept[:fade] *= ramp
    kept[len(kept) - fade :] *= ramp[::-1]
    return kept


def active_level(samples: NDArray[np.float32], rate: int) -> float:
    """Root mean square of the parts that are speech: the 10 ms within 30 dB of the loudest."""
    envelope = _envelope(samples, rate)
    loudest = float(envelope.max(initial=0.0))
    if loudest < 1e-4:
        return 0.0
    active = envelope[envelope > loudest * 10 ** (-30 / 20)]
    return float(np.sqrt(np.mean(active * active)))


def limit(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bend what rises above 0.7 of full scale so that it never reaches full scale; leave the rest alone."""
    magnitude = np.abs(samples)
    if float(magnitude.max(initial=0.0)) <= _KNEE:
        return samples
    room = 1.0 - _KNEE
    bent = _KNEE + room * np.tanh((magnitude - _KNEE) / room)
    return np.where(magnitude > _KNEE, np.sign(samples) * bent, samples).astype(np.float32)
