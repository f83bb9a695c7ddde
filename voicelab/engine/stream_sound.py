"""A stream's sound as its server wants it: the encoding and the rate that the Stream noun names.

Source: Twilio's "Media Streams" (mu-law at 8000 Hz, where nothing else is asked for) and the helper library's
audioFormat and sampleRate.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from voicelab.media.frames import RATE, Samples
from voicelab.media.g711 import alaw_decode, alaw_encode, ulaw_decode, ulaw_encode
from voicelab.media.resample import Decimator, Interpolator

__all__ = ["StreamSound"]


def _linear(samples: Samples) -> bytes:
    return samples.astype("<i2").tobytes()


def _samples(sound: bytes) -> Samples:
    return np.frombuffer(sound, "<i2").astype(np.int16)


_ENCODERS: dict[str, Callable[[Samples], bytes]] = {
    "audio/x-mulaw": ulaw_encode,
    "audio/x-alaw": alaw_encode,
    "audio/x-l16": _linear,
}
_DECODERS: dict[str, tuple[int, Callable[[bytes], Samples]]] = {  # bytes a sample, and how they are read
    "audio/x-mulaw": (1, ulaw_decode),
    "audio/x-alaw": (1, alaw_decode),
    "audio/x-l16": (2, _samples),
}


class StreamSound:
    """One track's way to the server, or the server's way back; ``rate`` is a multiple of 8000 Hz.

    L16 is signed, little endian. What comes at the end of a payload and is no whole sample waits for the next one.
    """

    def __init__(self, encoding: str, rate: int) -> None:
        self._factor = rate // RATE
        self._encode = _ENCODERS[encoding]
        self._width, self._decode = _DECODERS[encoding]
        self._up = Interpolator(self._factor) if self._factor > 1 else None
        self._down = Decimator(self._factor) if self._factor > 1 else None
        self._rest = b""

    def encode(self, samples: Samples) -> bytes:
        """Samples at 8000 Hz for the server."""
        return self._encode(samples if self._up is None else self._up.feed(samples))

    def decode(self, sound: bytes) -> Samples:
        """The server's next bytes as samples at 8000 Hz."""
        sound = self._rest + sound
        whole = len(sound) // (self._width * self._factor) * self._width * self._factor
        self._rest = sound[whole:]
        samples = self._decode(sound[:whole])
        return samples if self._down is None else self._down.feed(samples)

    def clear(self) -> None:
        """Forget what waits for the rest of its sample."""
        self._rest = b""
