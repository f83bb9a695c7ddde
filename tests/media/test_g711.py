"""G.711 by table against the standard's own rules, value by value."""

import numpy as np

from voicelab.media.g711 import alaw_decode, alaw_encode, ulaw_decode, ulaw_encode

EVERY_SAMPLE = np.arange(65536, dtype=np.uint16).view(np.int16)
EVERY_BYTE = bytes(range(256))


def _ulaw(sample: int) -> int:
    """ITU-T G.711 table 2: 14 bit, bias 33, eight segments, all bits inverted."""
    linear = sample >> 2
    sign = 0x80 if linear >= 0 else 0
    magnitude = min(abs(linear), 8158) + 33
    segment = max(0, magnitude.bit_length() - 6)
    return (((segment << 4) | ((magnitude >> (segment + 1)) & 0xF)) ^ 0x7F) | sign


def _alaw(sample: int) -> int:
    """ITU-T G.711 table 1: 13 bit, eight segments, even bits inverted."""
    linear = sample >> 3
    sign = 0x80 if linear >= 0 else 0
    magnitude = linear if linear >= 0 else -linear - 1
    segment = max(0, magnitude.bit_length() - 5)
    return (((segment << 4) | ((magnitude >> max(segment, 1)) & 0xF)) ^ 0x55) | sign


def test_every_sample_is_coded_as_the_standard_says() -> None:
    """G.711: all 65536 values, both laws."""
    assert list(ulaw_encode(EVERY_SAMPLE)) == [_ulaw(int(sample)) for sample in EVERY_SAMPLE]
    assert list(alaw_encode(EVERY_SAMPLE)) == [_alaw(int(sample)) for sample in EVERY_SAMPLE]


def test_every_byte_survives_decoding_and_coding() -> None:
    """A decoded value codes to the byte it came from; mu-law's second zero (0x7F) becomes the first."""
    assert ulaw_encode(ulaw_decode(EVERY_BYTE)) == EVERY_BYTE.replace(b"\x7f", b"\xff")
    assert alaw_encode(alaw_decode(EVERY_BYTE)) == EVERY_BYTE


def test_known_values() -> None:
    """The ends and the middle of both tables, as audioop gave them."""
    assert ulaw_decode(b"\x00\x80\xff\x7f\x0f").tolist() == [-32124, 32124, 0, 0, -16764]
    assert alaw_decode(b"\x2a\xaa\xd5\x55").tolist() == [-32256, 32256, 8, -8]
    assert ulaw_encode(np.array([0, -1, 32767, -32768], np.int16)) == b"\xff\x7e\x80\x00"
