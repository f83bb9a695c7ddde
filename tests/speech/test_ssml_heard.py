"""The ten elements of SSML as they sound: length, pitch, level and silence measured, words understood.

Row proved: SSML of TWIML.md 'Say', element by element; ``test_ssml`` proves how each is read.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from voicelab.speech.level import active_level
from voicelab.speech.recognise import Listening
from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.ssml import PARAGRAPH, SENTENCE

Say = Callable[..., Samples]
WORDS = "Please hold the line for the next agent."


def level(samples: Samples) -> float:
    return 20 * float(np.log10(active_level(samples.astype(np.float32) / 32768, RATE)))


def pitch(samples: Samples) -> float:
    """The median fundamental, Hz, by autocorrelation of voiced 40 ms."""
    found = []
    sound = samples.astype(float)
    for start in range(0, len(sound) - 640, 160):
        part = sound[start : start + 640]
        if np.mean(part**2) < 1e5:
            continue
        correlation = np.fft.irfft(np.abs(np.fft.rfft(part * np.hanning(640), 4096)) ** 2)
        lags = correlation[RATE // 350 : RATE // 60] / correlation[0]
        if lags.max() > 0.4:
            found.append(RATE / (RATE // 350 + int(np.argmax(lags))))
    return float(np.median(found))


def longest_silence(samples: Samples) -> float:
    """Seconds of the longest stretch of nothing at all."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 1)
    return float(np.diff(loud).max(initial=0)) / RATE


def understood(samples: Samples, *hints: str) -> str:
    listening = Listening("en-US", hints, silence=0.7)
    line = np.concatenate([np.zeros(RATE // 2, np.int16), samples, np.zeros(RATE, np.int16)])
    events = [
        event for start in range(0, len(line), 160) for event in listening.feed(line[start : start + 160])
    ]
    return (events[-1] if events and events[-1].kind == "final" else listening.finish()).text


@pytest.mark.proves("SsmlBreak", "time", "strength")
@pytest.mark.parametrize(
    ("attribute", "seconds"), [('time="800ms"', 0.8), ('strength="x-strong"', PARAGRAPH)]
)
def test_break(say: Say, attribute: str, seconds: float) -> None:
    """break@time, @strength: silence of that length."""
    heard = longest_silence(say(f"One moment<break {attribute}/>please."))
    assert heard == pytest.approx(seconds, abs=0.25) and heard >= seconds


@pytest.mark.proves("SsmlEmphasis", "level")
def test_emphasis(say: Say) -> None:
    """emphasis@level: louder and slower, or softer and quicker."""
    strong, moderate, plain, reduced = (
        say(f'<emphasis level="{how}">{WORDS}</emphasis>' if how else WORDS)
        for how in ("strong", "moderate", "", "reduced")
    )
    assert level(strong) > level(moderate) + 0.5 > level(plain) + 1 > level(reduced) + 2
    assert len(strong) > len(moderate) > len(plain) > len(reduced)
    assert pitch(strong) > pitch(plain) > pitch(reduced)


@pytest.mark.proves("SsmlProsody", "rate", "pitch", "volume")
def test_prosody(say: Say) -> None:
    """prosody@rate, @pitch, @volume: length, fundamental, level."""
    plain = say(WORDS)
    assert len(say(f'<prosody rate="x-slow">{WORDS}</prosody>')) / len(plain) == pytest.approx(
        1 / 0.6, rel=0.12
    )
    assert pitch(say(f'<prosody pitch="-20%">{WORDS}</prosody>')) / pitch(plain) == pytest.approx(
        0.8, rel=0.06
    )
    soft = say(f'{WORDS}<break time="1s"/><prosody volume="-9dB">{WORDS}</prosody>')
    half = len(soft) // 2
    assert level(soft[:half]) - level(soft[half:]) == pytest.approx(9, abs=1)


@pytest.mark.proves("SsmlP")
@pytest.mark.proves("SsmlS")
def test_paragraph_and_sentence(say: Say) -> None:
    """P and s: a paragraph is followed by a longer silence than a sentence."""
    paragraph = longest_silence(say("<p>One moment.</p><p>Thank you.</p>"))
    sentence = longest_silence(say("<s>One moment</s><s>Thank you</s>"))
    assert paragraph == pytest.approx(PARAGRAPH, abs=0.2) and sentence == pytest.approx(SENTENCE, abs=0.2)
    assert paragraph > sentence > longest_silence(say("One moment thank you."))


@pytest.mark.proves("SsmlSub", "alias")
def test_sub(say: Say) -> None:
    """sub@alias: the alias is heard, not the text."""
    heard = understood(say('<sub alias="technical support">billing</sub>.'), "technical support", "billing")
    assert heard == "technical support"


@pytest.mark.proves("SsmlPhoneme", "alphabet", "ph")
@pytest.mark.parametrize(
    ("alphabet", "sounds"), [("ipa", "ˈbɪlɪŋ"), ("x-sampa", '"bIlIN')], ids=["ipa", "x-sampa"]
)
def test_phoneme(say: Say, alphabet: str, sounds: str) -> None:
    """phoneme@alphabet, @ph: the sounds are heard, whatever the text."""
    said = say(f"<phoneme alphabet='{alphabet}' ph='{sounds}'>operator</phoneme>.")
    assert understood(said, "billing", "operator", "technical support") == "billing"


@pytest.mark.proves("SsmlSayAs", "interpret-as")
def test_say_as(say: Say) -> None:
    """say-as@interpret-as: figures one by one, or as a number."""
    figures = "$OOV_CLASS_DIGIT_SEQUENCE"
    digits = say('<say-as interpret-as="digits">4715</say-as>.')
    number = say('<say-as interpret-as="cardinal">4715</say-as>.')
    assert understood(digits, figures) == "4715"
    assert len(number) > 1.15 * len(digits)  # four thousand seven hundred fifteen
    assert understood(number, figures) != "4715"


@pytest.mark.proves("SsmlW", "role")
def test_w(say: Say) -> None:
    """w@role: the verb's past sounds as red, its present as reed, wherever they stand; noun and verb differ."""

    def heard(role: str, word: str, *hints: str) -> str:
        return understood(say(f'<w role="amazon:{role}">{word}</w>.'), *hints)

    assert heard("VBD", "read", "red", "reed") == "red"
    assert heard("VB", "read", "red", "reed") == "reed"
    past, present = (say(f'I have <w role="amazon:{role}">read</w> it.') for role in ("VBD", "VB"))
    assert len(past) != len(present) or not np.array_equal(past, present)
    verb, noun = (say(f'<w role="amazon:{role}">record</w>.') for role in ("VB", "NN"))
    assert len(verb) != len(noun) or not np.array_equal(verb, noun)


@pytest.mark.proves("SsmlLang", "xml:lang")
def test_lang(say: Say) -> None:
    """lang@xml:lang: the text is spoken, in the lab's own voice where none speaks the language."""
    said = say('Welcome. <lang xml:lang="fr-FR">Bonjour tout le monde.</lang>')
    alone = say("Welcome.")
    assert len(said) > len(alone) + RATE and level(said[len(alone) :]) == pytest.approx(level(said), abs=3)
