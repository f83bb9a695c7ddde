"""Parties that each make a tone of their own, and who hears whom, read off the spectrum of what each is given.

Everything is rendered, in virtual time. Tones lie between the semitones of the hold music and apart from the
lab's own tones (beeps, ringing).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from voicelab.media.frames import FRAME, RATE, Frame, Sound
from voicelab.testing import TestCall, TestLab
from voicelab.testing.party import Party

__all__ = ["Voices", "loudness", "recorded", "voices_in"]

FREQUENCIES = {"alice": 355.0, "bob": 610.0, "carol": 1030.0, "dave": 1490.0, "erin": 1930.0}
AMPLITUDE = 4000.0
HEARD = AMPLITUDE / 4
SILENT = AMPLITUDE / 200
OTHER = 60.0  # root mean square of what is no party's tone: music, speech, beeps

_SECONDS = 7200.0


def loudness(samples: NDArray[np.int16], frequency: float) -> float:
    """The amplitude of a frequency in the samples."""
    at = np.arange(len(samples)) / RATE
    window = np.hanning(len(samples))
    return float(2 * abs(np.sum(samples * window * np.exp(-2j * np.pi * frequency * at))) / window.sum())


def voices_in(samples: NDArray[np.int16]) -> set[str]:
    """Whose tones are in the samples; ``other`` when there is something else. None may be half there."""
    found, rest = set(), samples.astype(np.float64)
    at = np.arange(len(samples)) / RATE
    for name, frequency in FREQUENCIES.items():
        size = loudness(samples, frequency)
        if size > HEARD:
            found.add(name)
            waves = np.stack([np.cos(2 * np.pi * frequency * at), np.sin(2 * np.pi * frequency * at)])
            rest -= np.linalg.lstsq(waves.T, rest, rcond=None)[0] @ waves
        else:
            assert size < SILENT or np.sqrt(np.mean(rest**2)) > OTHER, f"{name} is half there: {size:.0f}"
    if np.sqrt(np.mean(rest**2)) > OTHER:
        found.add("other")
    return found


def recorded(path: Path) -> NDArray[np.int16]:
    """A recording's samples: (samples, channels)."""
    samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    assert rate == RATE
    return samples


class Voices:
    """Parties by name; each makes its tone from the moment it is added."""

    def __init__(self, lab: TestLab) -> None:
        lab.render = True
        self.lab = lab
        self._heard: dict[str, list[Frame]] = {}
        self._tones: set[asyncio.Task[None]] = set()

    def add(self, name: str, party: TestCall | Party, *, tone: bool = True) -> None:
        """Let a party speak (in its tone), once it is answered, and keep what it hears."""
        person = party.party if isinstance(party, TestCall) else party
        frames = self._heard.setdefault(name, [])

        async def begin() -> None:
            await person.or_gone(person.on_line.wait())
            assert person.leg is not None
            person.leg.tap(lambda heard, _: frames.append(heard))
            if tone:
                at = np.arange(round(60 * RATE)) / RATE
                wave = (AMPLITUDE * np.sin(2 * np.pi * FREQUENCIES[name] * at)).astype(np.int16)
                self._tones.add(asyncio.create_task(_forever(person, Sound.of(wave))))

        self.lab.together(begin())

    def heard(self, name: str, seconds: float = 0.8) -> NDArray[np.int16]:
        """The last seconds that a party was given to hear."""
        frames = self._heard[name][-round(seconds * RATE / FRAME) :]
        return np.concatenate(frames)

    def since(self, name: str, mark: int) -> NDArray[np.int16]:
        """What a party was given since a mark."""
        return np.concatenate(self._heard[name][mark:])

    def mark(self, name: str) -> int:
        """Now, for :meth:`since`."""
        return len(self._heard[name])

    def who_hears_whom(self, names: Iterable[str] | None = None) -> dict[str, set[str]]:
        """Let a second pass: whose tones each party heard in it."""
        self.lab.waits(1.0)
        return {name: voices_in(self.heard(name)) for name in names or self._heard}


async def _forever(person: Party, sound: Sound) -> None:
    assert person.leg is not None
    while not person.gone.done():
        await person.leg.play(sound)
