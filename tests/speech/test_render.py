"""Scripts made into sound: level, band, exact silence, pace and pitch, by looking at the samples."""

from collections.abc import Callable

import numpy as np
import pytest

from voicelab.speech.estimate import estimate
from voicelab.speech.level import TARGET, active_level
from voicelab.speech.render import script_of
from voicelab.speech.resample import resample
from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.voices import Choice

Say = Callable[..., Samples]
SENTENCE = "Please hold while we connect you to the next agent."


def pitch(samples: Samples) -> float:
    """The median fundamental, Hz, by autocorrelation of voiced 40 ms."""
    found = []
    sound = samples.astype(float)
    for start in range(0, len(sound) - 640, 160):
        part = sound[start : start + 640]
        if np.mean(part**2) < 1e5:
            continue
        spectrum = np.fft.rfft(part * np.hanning(640), 4096)
        correlation = np.fft.irfft(np.abs(spectrum) ** 2)
        lags = correlation[RATE // 350 : RATE // 60] / correlation[0]
        if lags.max() > 0.4:
            found.append(RATE / (RATE // 350 + int(np.argmax(lags))))
    return float(np.median(found))


def test_speech_has_the_level_and_the_band_of_a_telephone(say: Say) -> None:
    sound = say(SENTENCE).astype(np.float32) / 32768
    assert active_level(sound, RATE) == pytest.approx(TARGET, rel=0.06)
    assert np.abs(sound).max() < 1.0
    power = np.abs(np.fft.rfft(sound)) ** 2
    frequency = np.fft.rfftfreq(len(sound), 1 / RATE)
    assert power[frequency > 3950].sum() < 1e-6 * power.sum()
    assert power[(frequency > 200) & (frequency < 3400)].sum() > 0.7 * power.sum()


def test_voices_have_one_level(say: Say) -> None:
    woman, man = (
        say(SENTENCE, voice).astype(np.float32) / 32768 for voice in ("hibari:heart", "hibari:heart-low")
    )
    assert active_level(woman, RATE) == pytest.approx(active_level(man, RATE), rel=0.08)


def test_a_break_is_exact_to_the_sample(say: Say) -> None:
    without, with_break = say('One.<break time="0ms"/>Two.'), say('One.<break time="1s"/>Two.')
    assert len(with_break) - len(without) == RATE
    quiet = np.flatnonzero(np.convolve(np.abs(with_break) < 1, np.ones(RATE), "valid") >= RATE)
    assert len(quiet)


def test_ends_are_trimmed(say: Say) -> None:
    sound = np.abs(say(SENTENCE).astype(int))
    loud = np.flatnonzero(sound > sound.max() / 60)
    assert loud[0] < 0.06 * RATE
    assert len(sound) - loud[-1] < 0.12 * RATE


def test_rate_changes_the_length(say: Say) -> None:
    plain = len(say(SENTENCE))
    slow = len(say(f'<prosody rate="50%">{SENTENCE}</prosody>'))
    fast = len(say(f'<prosody rate="150%">{SENTENCE}</prosody>'))
    assert slow / plain == pytest.approx(2.0, rel=0.1)
    assert fast / plain == pytest.approx(1 / 1.5, rel=0.12)


def test_pitch_moves_the_fundamental_and_not_the_length(say: Say) -> None:
    plain, high = say(SENTENCE), say(f'<prosody pitch="+25%">{SENTENCE}</prosody>')
    assert pitch(high) / pitch(plain) == pytest.approx(1.25, rel=0.06)
    assert abs(len(high) - len(plain)) < 0.03 * RATE


def test_the_man_is_lower_than_the_woman(say: Say) -> None:
    assert pitch(say(SENTENCE, "hibari:heart-low")) < 0.75 * pitch(say(SENTENCE))


def test_volume_is_in_decibels(say: Say) -> None:
    sound = say(f'{SENTENCE}<break time="1s"/><prosody volume="-12dB">{SENTENCE}</prosody>').astype(
        np.float32
    )
    half = len(sound) // 2
    ratio = active_level(sound[:half] / 32768, RATE) / active_level(sound[half:] / 32768, RATE)
    assert 20 * np.log10(ratio) == pytest.approx(12, abs=1)


def test_silent_prosody_is_silent_and_keeps_its_time(say: Say) -> None:
    sound = say(f'<prosody volume="silent">{SENTENCE}</prosody>')
    assert len(sound) > RATE
    assert not sound.any()


def test_a_letter_is_not_the_article(say: Say) -> None:
    """'A B C.' was said as 'a bee see' with the article: the marked letter is longer."""
    assert len(say("Plan A.")) != len(say("Plan a plan."))
    assert estimate(script_of("A B C", "A B C", Choice("hibari:heart", "en-US"))) == pytest.approx(
        len(say("A B C")) / RATE, abs=0.4
    )


def test_no_words_are_no_sound(say: Say) -> None:
    assert len(say("...")) == 0


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 48000])
def test_resampling_keeps_the_tone_and_folds_nothing_back(rate: int) -> None:
    seconds = np.arange(rate) / rate
    kept = resample(np.sin(2 * np.pi * 1000 * seconds).astype(np.float32), rate, RATE)
    assert len(kept) == RATE
    middle = slice(RATE // 4, 3 * RATE // 4)
    ideal = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)
    assert np.abs(kept - ideal)[middle].max() < 1e-3
    folded = resample(np.sin(2 * np.pi * 5000 * seconds).astype(np.float32), rate, RATE)
    assert np.abs(folded[middle]).max() < 1e-3
