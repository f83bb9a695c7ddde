"""Sound files: any of those the platform plays into samples, and samples into WAV or MP3.

Source: Twilio's "TwiML Voice: Play" (the content types it takes); files are read and written by libsndfile.
"""

from __future__ import annotations

import io
from typing import Any, Literal

import numpy as np
import soundfile
from numpy.typing import NDArray

from voicelab.errors import DocumentError
from voicelab.media.frames import RATE, Samples
from voicelab.media.g711 import ulaw_decode
from voicelab.media.recorder import wav_header
from voicelab.media.resample import Resampler

__all__ = ["LARGEST", "LONGEST", "decode", "encode_mp3", "encode_wav"]

LARGEST = 40 * 1024 * 1024  # bytes of a file
LONGEST = 3600  # seconds of sound
BLOCK = 1 << 16
RATES = range(1000, 384_001)

_RAW_ULAW = ("audio/ulaw", "audio/x-ulaw", "audio/x-mulaw", "audio/pcmu", "audio/mulaw")
_GSM = ("audio/gsm", "audio/x-gsm")


def _unplayable(why: str) -> DocumentError:
    return DocumentError(
        f"the file is not sound that can be played: {why}.",
        code=13420,
        cure="Play takes MP3, WAV, AIFF, GSM and mu-law files.",
    )


def decode(body: bytes, content_type: str | None) -> Samples:
    """The sound of a file as samples at 8 kHz, mono; channels are averaged.

    The content decides; ``content_type`` only for files without a header (mu-law, GSM). DocumentError 13420
    for what is not sound, is empty, larger than 40 MB or longer than an hour. Takes time: run it off the loop.
    """
    if len(body) > LARGEST:
        raise _unplayable(
            f"it has {len(body) // (1024 * 1024)} MB, and {LARGEST // (1024 * 1024)} MB is the limit"
        )
    if not body:
        raise _unplayable("it is empty")
    kind = (content_type or "").partition(";")[0].strip().lower()
    headed = body[:4] in (b".snd", b"RIFF", b"RIFX", b"FORM", b"fLaC", b"OggS", b"caff")
    if not headed and (kind in _RAW_ULAW or kind == "audio/basic"):
        if len(body) > LONGEST * RATE:
            raise _unplayable("it is longer than an hour")
        return ulaw_decode(body)
    raw: dict[str, Any] = {}
    if not headed and kind in _GSM:
        raw = {"format": "RAW", "subtype": "GSM610", "samplerate": RATE, "channels": 1}
    try:
        with soundfile.SoundFile(io.BytesIO(body), **raw) as file:
            return _read(file)
    except (soundfile.SoundFileError, ValueError, TypeError, RuntimeError, MemoryError) as error:
        text = body[:256].lstrip().lower()
        if text.startswith((b"<", b"{")):
            raise _unplayable("it is text, such as an HTML page") from None
        why = getattr(error, "error_string", None) or str(error)
        raise _unplayable(why.rstrip(".")) from None


def _read(file: Any) -> Samples:
    if file.samplerate not in RATES:
        raise _unplayable(f"its sample rate is {file.samplerate} Hz")
    resampler = Resampler(file.samplerate) if file.samplerate != RATE else None
    parts: list[Samples] = []
    frames = 0
    while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
        frames += len(block)
        if frames > LONGEST * file.samplerate:
            raise _unplayable("it is longer than an hour")
        mono = block.mean(axis=1, dtype=np.float32)
        parts.append(_to_int16(resampler.feed(mono) if resampler else mono))
    if resampler:
        parts.append(_to_int16(resampler.finish()))
    sound = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    if not len(sound):
        raise _unplayable("it has no sound in it")
    return sound


def _to_int16(x: NDArray[np.float32]) -> Samples:
    return np.rint(np.clip(np.nan_to_num(x) * 32768, -32768, 32767)).astype(np.int16)


def encode_wav(samples: Samples, *, channels: Literal[1, 2] = 1) -> bytes:
    """A WAV file (PCM16, 8 kHz); ``samples`` has shape (n,) or, interleaved, (n, channels)."""
    data = np.ascontiguousarray(samples, "<i2").tobytes()
    return wav_header(len(data), channels) + data


def encode_mp3(samples: Samples) -> bytes:
    """An MP3 file at 8 kHz; ``samples`` has shape (n,) or (n, channels)."""
    out = io.BytesIO()
    # as floats: libsndfile 1.2.2 makes noise of two channels of 16 bit integers
    sound = samples.astype(np.float32) / np.float32(32768)
    soundfile.write(out, sound, RATE, format="MP3", subtype="MPEG_LAYER_III")
    return out.getvalue()
