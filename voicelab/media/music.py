"""Music for those who wait: made here, so that nobody's rights are touched and nothing is fetched."""

from __future__ import annotations

from functools import cache

import numpy as np

from voicelab.media.frames import RATE, Sound

__all__ = ["hold_music"]

_BEAT = 0.5  # seconds
_CHORDS = (  # semitones over A3, a bar of four beats each; each bar breaks its chord upwards and back
    (3, 7, 10, 15),
    (0, 3, 7, 12),
    (-4, 0, 3, 8),
    (-2, 2, 5, 10),
)
_PATTERN = (0, 1, 2, 3, 2, 1, 2, 1)  # eighths


@cache
def hold_music() -> Sound:
    """One round of it, sixteen seconds; play it again and again. Soft, and well below full scale."""
    eighth = round(_BEAT / 2 * RATE)
    bars = [*_CHORDS, *_CHORDS]
    music = np.zeros(len(bars) * len(_PATTERN) * eighth + RATE)
    for bar, chord in enumerate(bars):
        for step, note in enumerate(_PATTERN):
            start = (bar * len(_PATTERN) + step) * eighth
            pluck = _pluck(220.0 * 2 ** (chord[note] / 12), 1.0)
            music[start : start + len(pluck)] += pluck
        bass = _pluck(110.0 * 2 ** (chord[0] / 12), 1.0)
        start = bar * len(_PATTERN) * eighth
        music[start : start + len(bass)] += bass
    music[:RATE] += music[-RATE:]  # what rings on at the end rings into the next round
    return Sound.of((music[:-RATE] * 2200).astype(np.int16))


def _pluck(frequency: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    at = np.arange(round(seconds * RATE)) / RATE
    attack = np.minimum(at / 0.01, 1.0)
    tone = np.sin(2 * np.pi * frequency * at) + 0.3 * np.sin(4 * np.pi * frequency * at)
    return np.asarray(attack * np.exp(-3.5 * at) * tone * np.minimum((seconds - at) / 0.05, 1.0))
