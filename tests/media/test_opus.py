"""Opus both ways, by libopus and by PyAV: each decodes what the other encoded, and neither takes rubbish for sound."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pytest
from spectrum import frames, level, main_frequency, purity, sine

from voicelab.media.frames import FRAME, RATE
from voicelab.media.libopus import (
    BITRATE,
    COMPLEXITY,
    SET_BITRATE,
    SET_COMPLEXITY,
    LibopusDecoder,
    LibopusEncoder,
    libopus,
)
from voicelab.media.webrtc_opus import PyavDecoder, PyavEncoder, opus_decoder, opus_encoder

ENCODERS = [LibopusEncoder, PyavEncoder]
DECODERS = [LibopusDecoder, PyavDecoder]


def test_the_wheel_of_pyav_brings_a_libopus() -> None:
    """Then it is used: a quarter of the cost."""
    library = libopus()
    assert library is not None and b"opus" in library.opus_get_version_string()
    assert isinstance(opus_decoder(), LibopusDecoder) and isinstance(opus_encoder(), LibopusEncoder)


def test_the_encoder_is_set_as_it_was_told() -> None:
    """The settings are variadic arguments, which some processors pass otherwise than the others."""
    library, encoder = libopus(), LibopusEncoder()
    assert library is not None and library.opus_encoder_ctl.argtypes == [ctypes.c_void_p, ctypes.c_int]
    for asked, value in ((SET_BITRATE + 1, BITRATE), (SET_COMPLEXITY + 1, COMPLEXITY)):
        told = ctypes.c_int32()
        assert library.opus_encoder_ctl(encoder._state, asked, ctypes.byref(told)) == 0
        assert told.value == value


def test_without_a_libopus_pyav_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicelab.media.webrtc_opus.libopus", lambda: None)
    assert isinstance(opus_decoder(), PyavDecoder) and isinstance(opus_encoder(), PyavEncoder)
    monkeypatch.setattr("voicelab.media.libopus.libopus", lambda: None)
    with pytest.raises(OSError, match="no libopus"):
        LibopusDecoder()


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("decoder", DECODERS)
def test_a_tone_arrives_at_its_frequency_and_level(encoder: Any, decoder: Any) -> None:
    tone = sine(440, 2)
    encode, decode = encoder().encode, decoder().decode
    heard = np.concatenate([decode(encode(frame)) for frame in frames(tone)])
    assert abs(len(heard) - len(tone)) <= FRAME
    middle = heard[RATE // 2 : RATE // 2 + RATE]
    assert main_frequency(middle) == pytest.approx(440, abs=2) and purity(middle, 440) > 0.99
    assert level(middle) == pytest.approx(level(tone), rel=0.1)


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"\xff" * 40, bytes(range(256)) * 40])
def test_rubbish_is_no_sound_and_harms_nothing(decoder: Any, rubbish: bytes) -> None:
    decode = decoder().decode
    assert len(decode(rubbish)) <= RATE * 120 // 1000
    quiet = LibopusEncoder().encode(np.zeros(FRAME, np.int16))
    assert len(decode(quiet)) in (FRAME, 0)  # PyAV's resampler may hold the first back


def test_a_frame_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="37 samples"):
        LibopusEncoder().encode(np.zeros(37, np.int16))
