"""Tones of the telephone network, as sounds: keys, the beep, ringing and busy tones by country.

Frequencies and cadences: ITU-T Q.23 (keys), ITU-T E.180 supplement 2 (national tones).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from voicelab.media.frames import RATE, SILENCE, Sound

__all__ = ["COUNTRIES", "KEYS", "beep", "busy_cycle", "dtmf", "keys_of", "ringback_cycle", "tone"]

KEYS = {
    key: (low, high)
    for low, row in zip((697, 770, 852, 941), ("123A", "456B", "789C", "*0#D"), strict=True)
    for high, key in zip((1209, 1336, 1477, 1633), row, strict=True)
}
"""The two frequencies (Hz) of each key."""


def keys_of(digits: str) -> str:
    """Keys and the pauses ``w`` and ``W`` as they are pressed, ``a`` as ``A``. ValueError for anything else."""
    keys = "".join(digit.upper() if digit in "abcd" else digit for digit in digits)
    for key in keys:
        if key not in KEYS and key not in "wW":
            raise ValueError(f"{key!r} is not a key: use 0-9, *, #, A-D, w and W")
    return keys


# Country: ringing tone, busy tone. A cadence is "frequencies/milliseconds" in turn; 0 is silence, + adds
# frequencies, * modulates the first one with the second.
_CADENCES = {
    "at": ("420/1000,0/5000", "420/400,0/400"),
    "au": ("413+438/400,0/200,413+438/400,0/2000", "425/375,0/375"),
    "be": ("425/1000,0/3000", "425/500,0/500"),
    "bg": ("425/1000,0/4000", "425/500,0/500"),
    "br": ("425/1000,0/4000", "425/250,0/250"),
    "ch": ("425/1000,0/4000", "425/500,0/500"),
    "cl": ("400/1000,0/3000", "400/500,0/500"),
    "cn": ("450/1000,0/4000", "450/350,0/350"),
    "cz": ("425/1000,0/4000", "425/330,0/330"),
    "de": ("425/1000,0/4000", "425/480,0/480"),
    "dk": ("425/1000,0/4000", "425/500,0/500"),
    "ee": ("425/1000,0/4000", "425/300,0/300"),
    "es": ("425/1500,0/3000", "425/200,0/200"),
    "fi": ("425/1000,0/4000", "425/300,0/300"),
    "fr": ("440/1500,0/3500", "440/500,0/500"),
    "gr": ("425/1000,0/4000", "425/300,0/300"),
    "hu": ("425/1250,0/3750", "425/300,0/300"),
    "il": ("400/1000,0/3000", "400/500,0/500"),
    "in": ("400*25/400,0/200,400*25/400,0/2000", "400/750,0/750"),
    "it": ("425/1000,0/4000", "425/500,0/500"),
    "jp": ("400*16/1000,0/2000", "400/500,0/500"),
    "lt": ("425/1000,0/4000", "425/350,0/350"),
    "mx": ("425/1000,0/4000", "425/250,0/250"),
    "my": ("425/400,0/200,425/400,0/2000", "425/500,0/500"),
    "nl": ("425/1000,0/4000", "425/500,0/500"),
    "no": ("425/1000,0/4000", "425/500,0/500"),
    "nz": ("400+450/400,0/200,400+450/400,0/2000", "400/500,0/500"),
    "ph": ("425+480/1000,0/4000", "480+620/500,0/500"),
    "pl": ("425/1000,0/4000", "425/500,0/500"),
    "pt": ("425/1000,0/5000", "425/500,0/500"),
    "ru": ("425/1000,0/4000", "425/350,0/350"),
    "se": ("425/1000,0/5000", "425/250,0/250"),
    "sg": ("425*24/400,0/200,425*24/400,0/2000", "425/750,0/750"),
    "th": ("400*50/1000,0/4000", "400/500,0/500"),
    "tw": ("440+480/1000,0/2000", "480+620/500,0/500"),
    "uk": ("400+450/400,0/200,400+450/400,0/2000", "400/375,0/375"),
    "us": ("440+480/2000,0/4000", "480+620/500,0/500"),
    "us-old": ("420*40/2000,0/4000", "600*120/500,0/500"),
    "ve": ("425/1000,0/4000", "425/500,0/500"),
    "za": ("400*33/400,0/200,400*33/400,0/2000", "400/500,0/500"),
}
COUNTRIES = tuple(sorted(_CADENCES))
"""The countries whose tones are known, by the names that Dial's ringTone takes."""

DEPTH = 0.9  # of modulation
LEVEL = 0.1  # of each tone of the network: about -20 dBFS
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


@cache
def beep() -> Sound:
    """The beep before a recording: 1000 Hz, a quarter of a second."""
    return tone([1000], 0.25)


@cache
def ringback_cycle(country: str = "us") -> Sound:
    """One round of a country's ringing tone; play it again and again. An unknown country rings as the US."""
    return _cycle(_CADENCES.get(country, _CADENCES["us"])[0])


@cache
def busy_cycle(country: str = "us") -> Sound:
    """One round of a country's busy tone. An unknown country's is that of the US."""
    return _cycle(_CADENCES.get(country, _CADENCES["us"])[1])


def _cycle(cadence: str) -> Sound:
    parts = []
    for part in cadence.split(","):
        what, milliseconds = part.split("/")
        seconds = int(milliseconds) / 1000
        if what == "0":
            sound = Sound.silence(seconds)
        elif "*" in what:
            carrier, modulator = (float(frequency) for frequency in what.split("*"))
            sidebands = (carrier - modulator, carrier + modulator)
            sound = _added(
                tone([carrier], seconds, level=LEVEL), tone(sidebands, seconds, level=LEVEL * DEPTH / 2)
            )
        else:
            sound = tone([float(frequency) for frequency in what.split("+")], seconds, level=LEVEL)
        parts.append(sound.samples if sound.samples is not None else SILENCE[:0])
    samples = np.concatenate(parts)
    samples.flags.writeable = False
    return Sound.of(samples)


def _added(one: Sound, other: Sound) -> Sound:
    assert one.samples is not None and other.samples is not None
    return Sound.of(one.samples + other.samples)
