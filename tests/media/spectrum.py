"""Sounds to feed in, and what is looked for in those that come out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import FRAME, RATE, Frame, Samples


def sine(frequency: float, seconds: float, *, amplitude: float = 8000.0, rate: int = RATE) -> Samples:
    at = np.arange(round(seconds * rate)) / rate
    return (amplitude * np.sin(2 * np.pi * frequency * at)).astype(np.int16)


def frames(samples: Samples) -> list[Samples]:
    return [samples[start : start + FRAME] for start in range(0, len(samples) - FRAME + 1, FRAME)]


def main_frequency(samples: NDArray[np.int16], rate: int = RATE) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * rate / len(samples)


def purity(samples: NDArray[np.int16], frequency: float, rate: int = RATE) -> float:
    """The part of the power that is within 20 Hz of ``frequency``: 1 for an unbroken tone."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / rate)
    return float(power[np.abs(at - frequency) < 20].sum() / power.sum())


def level(samples: NDArray[np.int16]) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


def quietest(samples: NDArray[np.int16], milliseconds: int = 10, rate: int = RATE) -> float:
    """The level of the quietest stretch: small where a tone has a gap."""
    size = rate * milliseconds // 1000
    return min(level(samples[start : start + size]) for start in range(0, len(samples) - size + 1, size))


class Ear:
    """Keeps what a leg's party says."""

    def __init__(self, leg: AudioLeg) -> None:
        self.frames: list[Frame] = []
        self.remove = leg.tap(lambda heard, said: self.frames.append(heard))

    @property
    def sound(self) -> Samples:
        return np.concatenate(self.frames)
