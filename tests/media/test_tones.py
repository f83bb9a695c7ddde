"""Tones of the network have the frequencies and cadences of their countries."""

import numpy as np
import pytest
from spectrum import level, main_frequency

from voicelab.media.frames import RATE, Samples
from voicelab.media.tones import COUNTRIES, KEYS, beep, busy_cycle, dtmf, ringback_cycle

RING_TONES = """
at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt ru se sg th uk us us-old
tw ve za
"""


def _samples(sound: object) -> Samples:
    samples = getattr(sound, "samples", None)
    assert isinstance(samples, np.ndarray)
    return samples


def _power_at(samples: Samples, frequency: float) -> float:
    at = np.arange(len(samples)) / RATE
    return float(abs(np.exp(-2j * np.pi * frequency * at) @ samples) * 2 / len(samples))


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_key_is_two_tones(key: str) -> None:
    """ITU-T Q.23."""
    samples = _samples(dtmf(key))[: RATE // 10]
    low, high = KEYS[key]
    assert _power_at(samples, low) == pytest.approx(8192, rel=0.1)
    assert _power_at(samples, high) == pytest.approx(8192, rel=0.1)


def test_the_beep_is_a_quarter_second_of_1000_hertz() -> None:
    assert beep().duration == 0.25
    assert main_frequency(_samples(beep())) == pytest.approx(1000, abs=4)


def test_all_countries_of_ring_tone_have_their_own_tones() -> None:
    """TwiML Dial: the list of ringTone."""
    assert set(COUNTRIES) == set(RING_TONES.split())
    for country in COUNTRIES:
        ring, busy = _samples(ringback_cycle(country)), _samples(busy_cycle(country))
        assert 2 <= len(ring) / RATE <= 6, country
        assert level(ring[: RATE // 10]) > 1000, "a cycle begins with the tone"
        assert level(ring[-RATE // 10 :]) == 0, "and ends with the pause"
        assert 0.4 <= len(busy) / RATE <= 1.5, country


@pytest.mark.parametrize(
    ("country", "tones", "on", "off"),
    [
        ("us", (440, 480), 2.0, 4.0),
        ("de", (425,), 1.0, 4.0),
        ("fr", (440,), 1.5, 3.5),
        ("uk", (400, 450), 0.4, 0.2),
    ],
)
def test_ringing_tones(country: str, tones: tuple[int, ...], on: float, off: float) -> None:
    """ITU-T E.180 supplement 2."""
    ring = _samples(ringback_cycle(country))
    sounding, pause = ring[: round(on * RATE)], ring[round(on * RATE) : round((on + off) * RATE)]
    for frequency in tones:
        assert _power_at(sounding, frequency) > 2500
    assert level(pause) == 0


def test_a_modulated_tone_has_its_sidebands() -> None:
    """South Africa: 400 Hz modulated with 33 Hz."""
    ring = _samples(ringback_cycle("za"))[: round(0.4 * RATE)]
    assert _power_at(ring, 400) > 2500
    assert _power_at(ring, 367) > 1000
    assert _power_at(ring, 433) > 1000


def test_an_unknown_country_rings_as_the_us() -> None:
    assert ringback_cycle("atlantis").duration == ringback_cycle("us").duration == 6.0
