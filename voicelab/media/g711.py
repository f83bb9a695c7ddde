"""G.711: eight bits a sample, by table. Bit exact with the C code that ``audioop`` used to carry.

Source: ITU-T G.711; the tables hold what its reference code (16 bit in, 16 bit out) gives for every value.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from voicelab.media.frames import Samples

__all__ = ["alaw_decode", "alaw_encode", "ulaw_decode", "ulaw_encode"]

Octets: TypeAlias = NDArray[np.uint8]


def _segments(magnitude: NDArray[np.int64], ends: list[int]) -> NDArray[np.int64]:
    return np.searchsorted(np.array(ends), magnitude, side="left")


def _build_ulaw_encoder() -> Octets:
    linear = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int64) >> 2
    mask = np.where(linear < 0, 0x7F, 0xFF)
    magnitude = np.minimum(np.abs(linear), 8159) + 33
    segment = _segments(magnitude, [0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF, 0x1FFF])
    code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F)
    return (np.where(segment >= 8, 0x7F, code) ^ mask).astype(np.uint8)


def _build_ulaw_decoder() -> Samples:
    code = ~np.arange(256, dtype=np.int64) & 0xFF
    magnitude = (((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)
    return np.where(code & 0x80, 0x84 - magnitude, magnitude - 0x84).astype(np.int16)


def _build_alaw_encoder() -> Octets:
    linear = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int64) >> 3
    mask = np.where(linear >= 0, 0xD5, 0x55)
    magnitude = np.where(linear >= 0, linear, -linear - 1)
    segment = _segments(magnitude, [0x1F, 0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF])
    code = (segment << 4) | ((magnitude >> np.maximum(segment, 1)) & 0x0F)
    return (np.where(segment >= 8, 0x7F, code) ^ mask).astype(np.uint8)


def _build_alaw_decoder() -> Samples:
    code = np.arange(256, dtype=np.int64) ^ 0x55
    segment = (code & 0x70) >> 4
    magnitude = ((code & 0x0F) << 4) + np.where(segment == 0, 8, 0x108)
    magnitude <<= np.maximum(segment - 1, 0)
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


_ULAW_ENCODER = _build_ulaw_encoder()
_ULAW_DECODER = _build_ulaw_decoder()
_ALAW_ENCODER = _build_alaw_encoder()
_ALAW_DECODER = _build_alaw_decoder()


def ulaw_encode(samples: Samples) -> bytes:
    """Samples as mu-law, one byte each."""
    return _ULAW_ENCODER.take(samples.view(np.uint16)).tobytes()


def ulaw_decode(data: bytes) -> Samples:
    """The samples that mu-law ``data`` stands for."""
    return _ULAW_DECODER.take(np.frombuffer(data, np.uint8))


def alaw_encode(samples: Samples) -> bytes:
    """Samples as A-law, one byte each."""
    return _ALAW_ENCODER.take(samples.view(np.uint16)).tobytes()


def alaw_decode(data: bytes) -> Samples:
    """The samples that A-law ``data`` stands for."""
    return _ALAW_DECODER.take(np.frombuffer(data, np.uint8))
