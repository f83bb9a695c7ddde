"""Keys heard in sound: found in noise and over speech, and nothing else taken for one. Figures of ITU-T Q.24."""

import numpy as np
import pytest
from spectrum import frames

from voicelab.media.dtmf import DtmfDetector
from voicelab.media.frames import RATE, Samples
from voicelab.media.g711 import ulaw_decode, ulaw_encode
from voicelab.media.tones import KEYS

EVERY_KEY = "123A456B789C*0#D"


def _heard(sound: Samples) -> str:
    detector = DtmfDetector()
    return "".join(key for frame in frames(sound) for key in detector.feed(frame))


def _keys(
    keys: str, on: float, off: float, *, amplitude: float = 6000, twist: float = 0.0, shift: int = 0
) -> Samples:
    parts = [np.zeros(400 + shift)]
    for key in keys:
        low, high = KEYS[key]
        at = np.arange(round(on * RATE)) / RATE
        parts.append(amplitude * np.sin(2 * np.pi * low * at) * 10 ** (-twist / 40))
        parts[-1] += amplitude * np.sin(2 * np.pi * high * at) * 10 ** (twist / 40)
        parts.append(np.zeros(round(off * RATE)))
    return np.concatenate([*parts, np.zeros(800)]).astype(np.int16)


def _noisy(sound: Samples, decibels: float, seed: int) -> Samples:
    power = np.mean(sound[sound != 0].astype(float) ** 2)
    noise = np.random.default_rng(seed).standard_normal(len(sound)) * np.sqrt(power / 10 ** (decibels / 10))
    return np.clip(sound + noise, -32768, 32767).astype(np.int16)


@pytest.mark.parametrize("length", [0.1, 0.05, 0.04])
@pytest.mark.parametrize("shift", [0, 37, 93])
def test_every_key_is_found_once(length: float, shift: int) -> None:
    assert _heard(_keys(EVERY_KEY, length, length, shift=shift)) == EVERY_KEY


@pytest.mark.parametrize("decibels", [20, 10, 5])
def test_keys_are_found_in_noise(decibels: float) -> None:
    for seed in range(4):
        assert _heard(_noisy(_keys(EVERY_KEY, 0.1, 0.1), decibels, seed)) == EVERY_KEY


@pytest.mark.parametrize("twist", [-6, 6])
def test_keys_of_uneven_tones_are_found(twist: float) -> None:
    assert _heard(_keys(EVERY_KEY, 0.08, 0.08, twist=twist)) == EVERY_KEY


def test_quiet_keys_and_keys_in_mu_law_are_found() -> None:
    assert _heard(_keys(EVERY_KEY, 0.1, 0.1, amplitude=300)) == EVERY_KEY
    assert _heard(ulaw_decode(ulaw_encode(_keys(EVERY_KEY, 0.1, 0.1)))) == EVERY_KEY


def test_a_key_held_long_is_one_key_and_the_same_key_twice_is_two() -> None:
    assert _heard(_keys("5", 3.0, 0.1)) == "5"
    assert _heard(_keys("55", 0.1, 0.1)) == "55"


def _voice(seconds: float, seed: int) -> Samples:
    """Something like speech: a pitch that wanders, formants that move, pauses."""
    random = np.random.default_rng(seed)
    length = round(seconds * RATE)
    steps = length // 800 + 2
    at = np.linspace(0, steps - 1, length)
    pitch = np.interp(at, np.arange(steps), random.uniform(80, 260, steps))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    loudness = np.interp(at, np.arange(steps), random.uniform(0, 1, steps) ** 2)
    sound = np.zeros(length)
    formants = [
        np.interp(at, np.arange(steps), random.uniform(low, high, steps))
        for low, high in ((300, 900), (900, 2400))
    ]
    for harmonic in range(1, 20):
        frequency = pitch * harmonic
        gain = sum(np.exp(-(((frequency - formant) / 200) ** 2)) for formant in formants) + 0.02
        sound += np.where(frequency < 3400, gain * np.sin(harmonic * phase), 0)
    return np.clip(sound * loudness * 6000, -32768, 32767).astype(np.int16)


def test_voices_noise_music_and_single_tones_are_no_keys() -> None:
    random = np.random.default_rng(3)
    assert "".join(_heard(_voice(20, seed)) for seed in range(3)) == ""
    assert _heard((random.standard_normal(RATE * 30) * 4000).astype(np.int16)) == ""
    at = np.arange(RATE * 2) / RATE
    for frequency in (440, 697, 770, 941, 1000, 1209, 1336, 2100):
        assert _heard((8000 * np.sin(2 * np.pi * frequency * at)).astype(np.int16)) == "", frequency
    for ringing in ((440, 480), (480, 620), (350, 440), (400, 450)):
        assert _heard(sum((6000 * np.sin(2 * np.pi * f * at)).astype(np.int16) for f in ringing)) == "", (
            ringing
        )


def test_keys_over_a_quiet_voice_are_found() -> None:
    keys = _keys(EVERY_KEY, 0.1, 0.1)
    voice = _voice(len(keys) / RATE + 1, 5)[: len(keys)]
    loud = np.sqrt(np.mean(keys[keys != 0].astype(float) ** 2))
    voice = (voice * (loud / 4 / np.sqrt(np.mean(voice.astype(float) ** 2)))).astype(np.int16)
    assert _heard(np.clip(keys.astype(int) + voice, -32768, 32767).astype(np.int16)) == EVERY_KEY
