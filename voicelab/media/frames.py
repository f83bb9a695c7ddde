"""Twenty milliseconds of sound, and sounds that know their length.

Everything inside the lab is mono, signed 16 bit, 8000 samples a second: what a telephone call carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["FRAME", "FRAME_SECONDS", "RATE", "SILENCE", "Frame", "Samples", "Sound"]

RATE = 8000
FRAME = 160
FRAME_SECONDS = FRAME / RATE

Samples: TypeAlias = NDArray[np.int16]
Frame: TypeAlias = NDArray[np.int16]  # shape (FRAME,)

SILENCE: Frame = np.zeros(FRAME, np.int16)
SILENCE.flags.writeable = False


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A finite sound. ``samples`` is None when it is not rendered and only its length is known."""

    duration: float  # seconds
    samples: Samples | None = None

    @classmethod
    def of(cls, samples: Samples) -> Sound:
        """A rendered sound of these samples, at RATE."""
        return cls(len(samples) / RATE, samples)

    @classmethod
    def silence(cls, seconds: float) -> Sound:
        """Rendered silence."""
        return cls.of(np.zeros(round(seconds * RATE), np.int16))
