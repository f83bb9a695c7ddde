"""Keys heard in sound: DTMF by one matrix product a frame.

Windows of 30 ms, rectangular (a tapered one could not tell 697 from 770 Hz), every 10 ms; two hits in a row
make a key. A window is a hit when two frequencies, one of each group, carry most of its power, are of like
level, stand out in their group, and have no second harmonic, which speech has. Source: ITU-T Q.24.
"""

from __future__ import annotations

import numpy as np

from voicelab.media.frames import FRAME, RATE, Frame
from voicelab.media.tones import KEYS

__all__ = ["DtmfDetector"]

WINDOW = 240
HOP = 80
LOW = (697, 770, 852, 941)
HIGH = (1209, 1336, 1477, 1633)
QUIETEST = 80.0  # amplitude of the weaker tone: about -52 dBFS
SHARE = 0.55  # of the window's power in the two tones
TWIST = 10 ** (8 / 10)
STAND_OUT = 10 ** (7 / 10)
HARMONIC = 0.12  # of a tone's power at twice its frequency
HITS = 2
MISSES = 2

_KEY = {pair: key for key, pair in KEYS.items()}


def _basis() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    at = np.arange(WINDOW) / RATE
    frequencies = [*LOW, *HIGH, *(2 * f for f in LOW), *(2 * f for f in HIGH)]
    waves = [np.cos(2 * np.pi * f * at) for f in frequencies] + [
        np.sin(2 * np.pi * f * at) for f in frequencies
    ]
    return (np.array(waves).T * (2 / WINDOW)).astype(np.float32)


_BASIS = _basis()


class DtmfDetector:
    """Detects keys in one party's speech, frame by frame."""

    def __init__(self) -> None:
        self._kept = np.zeros(WINDOW - HOP, np.float32)
        self._candidate = ""
        self._hits = 0
        self._misses = 0
        self._held = ""

    def feed(self, frame: Frame) -> list[str]:
        """The keys that became certain with this frame, each once however long it is held."""
        x = np.concatenate((self._kept, frame)).astype(np.float32, copy=False)
        self._kept = x[-(WINDOW - HOP) :]
        windows = np.stack([x[start : start + WINDOW] for start in range(0, FRAME, HOP)])
        product = windows @ _BASIS
        half = product.shape[1] // 2
        power = product[:, :half] ** 2 + product[:, half:] ** 2  # squared amplitude
        total = np.einsum("ij,ij->i", windows, windows) * (2 / WINDOW)
        found = []
        for row, sum_ in zip(power, total, strict=True):
            key = _key(row, float(sum_))
            if key and key == self._candidate:
                self._hits += 1
            else:
                self._candidate, self._hits = key, 1 if key else 0
            if key and key == self._held:
                self._misses = 0
                continue
            if self._held:
                self._misses += 1
                if self._misses >= MISSES:
                    self._held = ""
            if key and self._hits >= HITS:
                self._held, self._misses = key, 0
                found.append(key)
        return found


def _key(power: np.ndarray[tuple[int], np.dtype[np.float32]], total: float) -> str:
    if total < QUIETEST * QUIETEST:
        return ""
    low, high = int(np.argmax(power[:4])), int(np.argmax(power[4:8]))
    a, b = float(power[low]), float(power[4 + high])
    if min(a, b) < QUIETEST * QUIETEST or a + b < SHARE * total or not 1 / TWIST < a / b < TWIST:
        return ""
    rest = power[:8].copy()
    rest[low] = rest[4 + high] = 0.0
    if rest[:4].max() * STAND_OUT > a or rest[4:].max() * STAND_OUT > b:
        return ""
    if power[8 + low] > HARMONIC * a or power[12 + high] > HARMONIC * b:
        return ""
    return _KEY[LOW[low], HIGH[high]]
