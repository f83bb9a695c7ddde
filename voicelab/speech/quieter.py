"""Less noise in a party's sound, for recognisers that noise makes deaf (a Wiener filter over 32 ms windows).

The noise is learnt while nobody speaks. Where there is next to none, the sound passes unchanged: the filter would
only take away from the words.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from voicelab.speech.spoken import Samples

__all__ = ["Quieter"]

_SIZE = 256
_HOP = _SIZE // 2
_FLOOR = 0.1  # of what a band keeps: silence that is too deep sounds, to a recogniser, like a consonant
_NEW = 0.1  # of the newest window in what is known of the noise
_OLD_GAIN = 0.95  # decision-directed: how much the last window's verdict counts
_UNSURE = 12  # windows, 0.2 s: so late a word's soft beginning is noticed at the latest
_QUIET = 25.0  # root mean square of noise (of 32768, -62 dBFS) below which nothing is filtered


class Quieter:
    """Sound in, sound out, 128 samples (16 ms) later."""

    def __init__(self) -> None:
        self._window = np.sqrt(np.hanning(_SIZE + 1)[:_SIZE])
        self._unsure: deque[NDArray[np.float64]] = deque()  # what may turn out to be the beginning of a word
        self._rest: NDArray[np.float64] = np.zeros(0)
        self._tail: NDArray[np.float64] = np.zeros(_HOP)
        self._noise: NDArray[np.float64] = np.zeros(_SIZE // 2 + 1)  # power by band
        self._learnt = 0  # windows of it
        self._speech: NDArray[np.float64] = np.zeros(_SIZE // 2 + 1)  # power by band, in the last window

    def feed(self, samples: Samples, *, speech: bool) -> Samples:
        """Take sound (int16, 8000 a second, any length); ``speech`` is whether somebody may be speaking in it."""
        sound = np.concatenate([self._rest, samples.astype(np.float64)])
        out: list[NDArray[np.float64]] = [np.zeros(0)]
        while len(sound) >= _SIZE:
            out.append(self._pass(sound[:_SIZE], speech))
            sound = sound[_HOP:]
        self._rest = sound
        return np.concatenate(out).clip(-32768, 32767).astype(np.int16)

    def _pass(self, sound: NDArray[np.float64], speech: bool) -> NDArray[np.float64]:
        spectrum = np.fft.rfft(sound * self._window)
        power = np.abs(spectrum) ** 2
        self._learn(power, speech)
        if self._noise.mean() > _QUIET**2 * _SIZE / 2:
            noise = self._noise + 1e-3
            ratio = _OLD_GAIN * self._speech / noise + (1 - _OLD_GAIN) * np.maximum(power / noise - 1, 0)
            spectrum = spectrum * np.maximum(ratio / (1 + ratio), _FLOOR)
        self._speech = np.abs(spectrum) ** 2
        piece = np.fft.irfft(spectrum, _SIZE) * self._window
        out = piece[:_HOP] + self._tail
        self._tail = piece[_HOP:]
        return out

    def _learn(self, power: NDArray[np.float64], speech: bool) -> None:
        if speech:
            self._unsure.clear()
            return
        self._unsure.append(power)
        if len(self._unsure) > _UNSURE:
            old = self._unsure.popleft()
            self._learnt += 1
            self._noise += max(_NEW, 1 / self._learnt) * (old - self._noise)
