"""libopus itself, by ctypes: the library that PyAV's wheel carries, or the system's.

FFmpeg's wrapper decodes at 48 kHz only, so that each frame costs a long decode and a resampling; libopus decodes at
the telephone's 8 kHz for a quarter of that. Where none is found, PyAV does it (see :mod:`voicelab.media.webrtc_opus`).
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np

from voicelab.media.frames import RATE, SILENCE, Samples

__all__ = ["LibopusDecoder", "LibopusEncoder", "libopus"]

LONGEST = RATE * 120 // 1000  # samples of the longest packet that Opus knows
APPLICATION_AUDIO = 2049  # half of what "voip" costs, and as good at this rate
SET_BITRATE, SET_COMPLEXITY = 4002, 4010  # from opus_defines.h, which has not changed them since 1.0
BITRATE = 32000
COMPLEXITY = 2  # of 10: at 8 kHz more is not heard
LARGEST_PACKET = 1275


@cache
def libopus() -> Any | None:
    """The library, or None where there is none that can be used."""
    for path in [*_carried(), ctypes.util.find_library("opus")]:
        if path is None:
            continue
        try:
            library = ctypes.CDLL(str(path))
            library.opus_decoder_create.restype = library.opus_encoder_create.restype = ctypes.c_void_p
            library.opus_get_version_string.restype = ctypes.c_char_p
            # variadic: Apple's processors pass what follows the named arguments in another place
            library.opus_encoder_ctl.argtypes = [ctypes.c_void_p, ctypes.c_int]
        except (OSError, AttributeError):
            continue
        return library
    return None


def _carried() -> list[Path]:
    """What PyAV's wheels bring along: beside the package on Linux and Windows, inside it on macOS."""
    package = Path(av.__file__).parent
    folders = package.parent / "av.libs", package / ".dylibs"
    return [path for folder in folders for path in sorted(folder.glob("*opus*"))]


class LibopusDecoder:
    """Decodes one stream at 8 kHz. OSError where there is no libopus."""

    def __init__(self) -> None:
        self._library = _needed()
        self._state = ctypes.c_void_p(_made(self._library.opus_decoder_create, RATE, 1))
        self._sound = np.empty(LONGEST, np.int16)
        self._at = self._sound.ctypes.data_as(ctypes.c_void_p)

    def decode(self, data: bytes) -> Samples:
        """The samples of one packet; none when it is not Opus."""
        if not data:
            return SILENCE[:0]
        count = self._library.opus_decode(self._state, data, len(data), self._at, LONGEST, 0)
        return self._sound[: max(0, count)].copy()

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            self._library.opus_decoder_destroy(state)


class LibopusEncoder:
    """Encodes one stream at 8 kHz. OSError where there is no libopus."""

    def __init__(self) -> None:
        self._library = _needed()
        self._state = ctypes.c_void_p(_made(self._library.opus_encoder_create, RATE, 1, APPLICATION_AUDIO))
        for setting, value in ((SET_BITRATE, BITRATE), (SET_COMPLEXITY, COMPLEXITY)):
            if error := self._library.opus_encoder_ctl(self._state, setting, ctypes.c_int(value)):
                raise OSError(f"libopus says {error}.")
        self._packet = ctypes.create_string_buffer(LARGEST_PACKET)

    def encode(self, frame: Samples) -> bytes:
        """One packet of 20 ms. ValueError for a frame of another length."""
        sound = frame.tobytes()
        size = self._library.opus_encode(self._state, sound, len(frame), self._packet, LARGEST_PACKET)
        if size < 0:
            raise ValueError(f"{len(frame)} samples are no frame for Opus.")
        return self._packet.raw[:size]

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            self._library.opus_encoder_destroy(state)


def _needed() -> Any:
    library = libopus()
    if library is None:
        raise OSError("There is no libopus on this machine.")
    return library


def _made(create: Any, *arguments: int) -> int:
    error = ctypes.c_int()
    state = create(*arguments, ctypes.byref(error))
    if not state or error.value:
        raise OSError(f"libopus says {error.value}.")
    return int(state)
