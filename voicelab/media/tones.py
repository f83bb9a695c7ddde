"""Tones of the telephone network, as sounds: keys, the beep, ringing and busy tones by country.

Frequencies and cadences: ITU-T Q.23 (keys), ITU-T E.180 supplement 2 (national tones).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voicelab.media.frames import RATE, Sound

__all__ = ["KEYS", "beep", "dtmf", "tone"]

KEYS = {
    key: (low, high)
    for low, row in zip((697, 770, 852, 941), ("123A", "456B", "789C", "*0#D"), strict=True)
    for high, key in zip((1209, 1336, 1477, 1633), row, strict=True)
}
"""The two frequencies (Hz) of each key."""

EDGE = 0.004  # seconds over which a tone swells and dies, against clicks


def tone(frequencies: Sequence[float], seconds: float, *, level: float = 0.25) -> Sound:
    """A sum of sines of equal level, ``level`` of full scale each, with soft edges."""
    at = np.arange(round(seconds * RATE)) / RATE
    wave = np.zeros(len(at))
    for frequency in frequencies:
        wave += np.sin(2 * np.pi * frequency * at)
    edge = min(round(EDGE * RATE), len(at) // 2)
    if edge:
        ramp = np.linspace(0.0, 1.0, edge, endpoint=False)
        wave[:edge] *= ramp
        wave[-edge:] *= ramp[::-1]
    return Sound.of(np.clip(wave * level * 32767, -32767, 32767).astype(np.int16))


def dtmf(key: str, *, on: float = 0.1, off: float = 0.1) -> Sound:
    """A key's sound and the pause after it. KeyError for what is not a key."""
    sound = tone(KEYS[key], on, level=0.25)
    assert sound.samples is not None
    return Sound.of(np.concatenate((sound.samples, np.zeros(round(off * RATE), np.int16))))


def beep() -> Sound:
    """The beep before a recording: 1000 Hz, a quarter of a second."""
    return tone([1000], 0.25)
