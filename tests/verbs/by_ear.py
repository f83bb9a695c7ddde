"""What parties hear, read off the spectrum, in tests that render their sound."""

from __future__ import annotations

import wave
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicelab.media.frames import RATE
from voicelab.media.tones import tone
from voicelab.testing import TestLab
from voicelab.testing.party import Party

__all__ = ["CALLEE", "CALLER", "Tapped", "channels_of", "has", "hums"]

CALLER, CALLEE = 600, 1000  # Hz: who sounds how


class Tapped:
    """What a party hears and sends from now on, one row of samples each."""

    def __init__(self, party: Party) -> None:
        self.heard: list[NDArray[np.int16]] = []
        assert party.leg is not None
        self.stop = party.leg.tap(lambda heard, sent: self.heard.append(heard.copy()))

    def has(self, frequency: float) -> bool:
        return has(np.concatenate(self.heard), frequency)


def has(samples: NDArray[np.int16], frequency: float) -> bool:
    """Whether a tone is there: a fiftieth of all power, in what is no silence."""
    if len(samples) < RATE // 10 or np.abs(samples).max() < 300:
        return False
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(power[np.abs(at - frequency) < 10].sum() / power.sum()) > 0.02


def hums(frequency: float, seconds: float = 2.0) -> Any:
    """A script of a party that sounds a tone."""

    async def script(party: Party) -> None:
        await party.sound(tone([frequency], seconds))

    return script


def channels_of(lab: TestLab, sid: str) -> NDArray[np.int16]:
    """A recording's samples, one column a channel."""
    record = lab.lab.journal.recordings[sid]
    with wave.open(str(lab.lab.switchboard.equipment.recordings / (record.path or ""))) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return samples.reshape(-1, file.getnchannels())
