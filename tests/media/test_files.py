"""Sound files of every kind become 8 kHz mono; what is no sound is 13420; recordings become WAV and MP3."""

import io

import numpy as np
import pytest
import soundfile
from spectrum import level, main_frequency, purity, sine

from voicelab.errors import DocumentError
from voicelab.media import files
from voicelab.media.files import decode, encode_mp3, encode_wav
from voicelab.media.frames import RATE
from voicelab.media.g711 import ulaw_encode


def _file(rate: int, kind: str, subtype: str | None, *, channels: int = 2, frequency: float = 1000) -> bytes:
    sound = sine(frequency, 2.0, rate=rate) / 32768
    out = io.BytesIO()
    data = np.stack([sound] * channels, axis=1) if channels > 1 else sound
    soundfile.write(out, data, rate, format=kind, subtype=subtype)
    return out.getvalue()


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 24000, 44100, 48000])
@pytest.mark.parametrize(("kind", "subtype"), [("WAV", "PCM_16"), ("MP3", None), ("AIFF", "PCM_16")])
def test_any_rate_keeps_its_pitch_and_length(rate: int, kind: str, subtype: str | None) -> None:
    """Play takes audio/mpeg, audio/wav, audio/aiff."""
    sound = decode(_file(rate, kind, subtype), "audio/mpeg")
    assert len(sound) / RATE == pytest.approx(2.0, abs=0.15)
    assert main_frequency(sound) == pytest.approx(1000, abs=2)
    assert purity(sound[1600:-1600], 1000) > 0.99


@pytest.mark.parametrize(
    "subtype", ["PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW", "IMA_ADPCM", "GSM610"]
)
def test_every_wav_is_taken(subtype: str) -> None:
    sound = decode(_file(8000, "WAV", subtype, channels=1), "audio/x-wav")
    assert main_frequency(sound) == pytest.approx(1000, abs=2)
    assert level(sound) == pytest.approx(8000 / 2**0.5, rel=0.1)


@pytest.mark.parametrize(
    "content_type", ["audio/basic", "audio/ulaw", "audio/x-ulaw; rate=8000", "AUDIO/ULAW"]
)
def test_mu_law_without_a_header(content_type: str) -> None:
    assert main_frequency(decode(ulaw_encode(sine(700, 1.0)), content_type)) == pytest.approx(700, abs=2)


def test_gsm_without_a_header_and_au_with_one() -> None:
    raw = io.BytesIO()
    soundfile.write(raw, sine(700, 1.0), RATE, format="RAW", subtype="GSM610")
    assert main_frequency(decode(raw.getvalue(), "audio/x-gsm")) == pytest.approx(700, abs=5)
    assert main_frequency(decode(_file(8000, "AU", "ULAW", channels=1), "audio/basic")) == pytest.approx(
        1000, abs=2
    )


def test_what_a_telephone_cannot_carry_is_filtered_out_not_folded_down() -> None:
    """6 kHz at 16 kHz would come out as 2 kHz without a low-pass."""
    sound = decode(_file(16000, "WAV", "PCM_16", frequency=6000), "audio/wav")
    assert np.abs(sound[800:-800]).max() < 4
    assert np.abs(decode(_file(44100, "WAV", "PCM_16", frequency=3300), None)[800:-800]).max() > 7800


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"", "audio/wav", "empty"),
        (b"<html><body>404</body></html>", "text/html", "HTML"),
        (b'  {"error": 1}', "application/json", "text"),
        (b"\0" * 5000, "audio/mpeg", "not sound"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "audio/wav", "not sound"),
        (b"ID3\x04" + b"\xff" * 900, "audio/mpeg", "not sound"),
        (encode_wav(np.zeros(0, np.int16)), "audio/wav", "no sound in it"),
    ],
)
def test_what_is_not_sound_is_13420_and_says_why(body: bytes, content_type: str, words: str) -> None:
    """13420 Play: Invalid Content-Type."""
    with pytest.raises(DocumentError, match=words) as caught:
        decode(body, content_type)
    assert caught.value.code == 13420
    assert "<_io" not in str(caught.value)


def test_size_and_length_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST", 1)
    with pytest.raises(DocumentError, match="longer than an hour"):
        decode(_file(44100, "WAV", "PCM_16"), "audio/wav")
    with pytest.raises(DocumentError, match="longer than an hour"):
        decode(bytes(2 * RATE), "audio/ulaw")
    monkeypatch.setattr(files, "LARGEST", 1000)
    with pytest.raises(DocumentError, match="limit"):
        decode(bytes(1001), "audio/ulaw")


def test_a_rate_that_nobody_uses_is_refused_or_approximated() -> None:
    assert main_frequency(decode(_file(44099, "WAV", "PCM_16"), None)) == pytest.approx(1000, abs=2)
    with pytest.raises(DocumentError, match="sample rate"):
        decode(_file(500, "WAV", "PCM_16"), None)


def test_recordings_as_wav_and_mp3() -> None:
    sound = sine(440, 2.0)
    assert (decode(encode_wav(sound), "audio/wav") == sound).all()
    stereo = np.stack((sound, sine(1000, 2.0)), axis=1)
    read, rate = soundfile.read(io.BytesIO(encode_wav(stereo, channels=2)), dtype="int16")
    assert rate == RATE
    assert (read == stereo).all()
    both = soundfile.read(io.BytesIO(encode_mp3(stereo)), dtype="int16")[0]
    assert purity(both[1600:-1600, 0], 440) > 0.999
    assert purity(both[1600:-1600, 1], 1000) > 0.999
    mp3 = encode_mp3(sound)
    assert len(mp3) < len(sound)
    assert main_frequency(decode(mp3, "audio/mpeg")) == pytest.approx(440, abs=2)
