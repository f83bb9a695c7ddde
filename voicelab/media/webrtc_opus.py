"""Opus at the telephone's 8 kHz: by libopus where it can be had, else by PyAV (which aiortc brings).

PyAV encodes at 8 kHz, decodes at 48 kHz and is brought down to 8: the same sound for three times the work.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np

from voicelab.media.frames import RATE, SILENCE, Samples
from voicelab.media.libopus import BITRATE, COMPLEXITY, LibopusDecoder, LibopusEncoder, libopus
from voicelab.media.resample import Decimator

__all__ = ["PyavDecoder", "PyavEncoder", "opus_decoder", "opus_encoder"]

CLOCK = 48000
LONGEST_PACKET = 1275 * 6


def opus_decoder() -> LibopusDecoder | PyavDecoder:
    """A decoder for one stream."""
    return LibopusDecoder() if libopus() else PyavDecoder()


def opus_encoder() -> LibopusEncoder | PyavEncoder:
    """An encoder for one stream."""
    return LibopusEncoder() if libopus() else PyavEncoder()


class PyavDecoder:
    """Decodes one stream."""

    def __init__(self) -> None:
        self._context: Any = av.CodecContext.create("libopus", "r")
        self._context.format = "s16"
        self._context.layout = "mono"
        self._context.sample_rate = CLOCK
        self._decimator = Decimator(CLOCK // RATE)

    def decode(self, data: bytes) -> Samples:
        """The samples of one packet; none when it is not Opus."""
        if not data or len(data) > LONGEST_PACKET:
            return SILENCE[:0]
        try:
            frames = self._context.decode(av.Packet(data))
        except av.FFmpegError:
            return SILENCE[:0]
        sounds = [
            self._decimator.feed(np.frombuffer(frame.planes[0], np.int16, frame.samples)) for frame in frames
        ]
        return np.concatenate(sounds) if len(sounds) != 1 else sounds[0]


class PyavEncoder:
    """Encodes one stream."""

    def __init__(self) -> None:
        context: Any = av.CodecContext.create("libopus", "w")
        context.format = "s16"
        context.layout = "mono"
        context.sample_rate = RATE
        context.time_base = Fraction(1, RATE)
        context.bit_rate = BITRATE
        context.options = {
            "application": "audio",  # half of what "voip" costs, and as good at this rate
            "frame_duration": "20",
            "compression_level": str(COMPLEXITY),
        }
        self._context = context
        self._at = 0

    def encode(self, frame: Samples) -> bytes:
        """One packet of 20 ms."""
        sound = av.AudioFrame(format="s16", layout="mono", samples=len(frame))
        sound.planes[0].update(frame.tobytes())
        sound.sample_rate = RATE
        sound.pts = self._at
        self._at += len(frame)
        return b"".join(bytes(packet) for packet in self._context.encode(sound))
