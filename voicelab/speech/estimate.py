"""How long a voice will take to say something, without saying it.

A sum over the sounds of the words (hibari's own dictionary, read once) with a cost for commas, for very short
and for long sentences. The milliseconds were fitted to 1770 sentences that hibari spoke (five-fold error:
95% within 0.21 s for telephone prompts, 0.38 s with prose of up to 13 s). Other engines keep their own pace.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache, lru_cache
from importlib.resources import files

from voicelab.speech.letters import letter_ipa
from voicelab.speech.phonemes import to_misaki
from voicelab.speech.render import gap
from voicelab.speech.spoken import RATE, Break, Script, Sentence

__all__ = ["estimate"]

_SOUND = {
    "A": 111, "I": 145, "O": 119, "W": 92, "Y": 105, "b": 43, "d": 45, "f": 47, "h": 47, "i": 88, "j": -6,
    "k": 60, "l": 54, "m": 54, "n": 63, "p": 52, "s": 65, "t": 35, "u": 108, "v": 51, "w": 42, "z": 89, "æ": 103,
    "ð": 55, "ŋ": 42, "ɑ": 98, "ɔ": 124, "ə": 76, "ɛ": 90, "ɜ": 85, "ɡ": 21, "ɪ": 97, "ɹ": 44, "ɾ": 33, "T": 33,
    "ʃ": 76, "ʊ": 78, "ʌ": 74, "ʒ": 121, "ʔ": 53, "ʤ": 104, "ʧ": 52, "ˈ": 52, "ˌ": 40, "θ": 56, "ᵊ": 67, "ᵻ": 105,
    "ɐ": 76,
}  # fmt: skip
_WORD, _LETTER, _UNKNOWN, _UNKNOWN_CHARACTER, _UNKNOWN_VOWEL = 8, 27, 326, 58, -68
_SENTENCE, _MISSING_WORD, _WORD_BEYOND = -119, 114, 19
_FEW, _MANY = 4, 18
_INSIDE = {",": 114, ";": 110, ":": 110, "—": 110, "–": 110, "-": 16}
_AT_END = {"!": -51, "?": 31, ".": -1}
_WITHOUT_END = -98
_SHORTEST = 0.08

_TOKEN = re.compile("\ue000.|[A-Za-z']+|[^\\W\\d_a-zA-Z]+")
_VOWELS = re.compile("[aeiouy]+")
_SUFFIXES = (
    ("'s", "z"), ("s", "z"), ("es", "ᵻz"), ("ed", "d"), ("ing", "ɪŋ"), ("d", "d"), ("ly", "li"), ("er", "əɹ"),
    ("est", "ᵻst"),
)  # fmt: skip
_PACE = {
    "pico:en-GB": 1.13, "pico:en-US": 1.13, "pico:de-DE": 0.72, "pico:es-ES": 0.85, "pico:fr-FR": 0.61,
    "pico:it-IT": 1.0,
}  # fmt: skip
"""What other voices take for what would be a second of hibari's; fitted to a few sentences, good to a second."""


def estimate(script: Script, voice: str = "") -> float:
    """Seconds that ``voice`` (engine:voice) takes for a script, breaks and pauses included."""
    pace = _PACE.get(voice, 1.0)
    total = 0.0
    for index, piece in enumerate(script.pieces):
        if isinstance(piece, Break):
            total += piece.seconds
            continue
        total += pace * _sentence(piece)
        if index + 1 < len(script.pieces) and isinstance(script.pieces[index + 1], Sentence):
            total += gap(piece)
    return round(total * RATE) / RATE


def _sentence(sentence: Sentence) -> float:
    cost = words = 0
    text = sentence.text.rstrip()
    for span in sentence.spans:
        if span.ipa:
            cost += _sounds(to_misaki(span.ipa)[0])
            words += 1
            continue
        tokens = _TOKEN.findall(span.text)
        words += len(tokens)
        cost += sum(map(_word, tokens))
    if not words:
        return 0.0
    cost += _SENTENCE + _MISSING_WORD * max(0, _FEW - words) + _WORD_BEYOND * max(0, words - _MANY)
    body = text.rstrip(".!?,;:\"')")
    cost += sum(body.count(mark) * pause for mark, pause in _INSIDE.items())
    cost += _AT_END.get(text[-1:], _WITHOUT_END)
    return max(_SHORTEST, cost / 1000) / sentence.style.rate


@lru_cache(maxsize=16384)
def _word(token: str) -> int:
    """Milliseconds of a word or of a letter said by name."""
    if token[0] == "\ue000":
        return _WORD + _LETTER + _sounds(to_misaki(letter_ipa(token[1]))[0])
    word = token.lower()
    sounds = _pronounced(word)
    if sounds:
        return _WORD + _sounds(sounds)
    vowels = len(_VOWELS.findall(word))
    return _WORD + _UNKNOWN + _UNKNOWN_CHARACTER * min(len(word), 60) + _UNKNOWN_VOWEL * vowels


def _sounds(misaki: str) -> int:
    return sum(_SOUND.get(sound, 0) for sound in misaki)


def _pronounced(word: str) -> str:
    """A word in misaki letters by the dictionary, directly or under a common ending; '' when it is not there."""
    known = _looked_up(word)
    if known:
        return known
    for suffix, sounds in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < 2:
            continue
        doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else ""
        for candidate in (stem, stem + "e", doubled):
            if candidate and (known := _looked_up(candidate)):
                return known + sounds
    return ""


def _looked_up(word: str) -> str:
    lexicon = _lexicon()
    known = lexicon.get(word) or lexicon.get(word.capitalize())
    return known["DEFAULT"] if isinstance(known, dict) else known or ""


@cache
def _lexicon() -> dict[str, str | dict[str, str]]:
    """The dictionary of hibari of American English: 90 000 words, a tenth of a second, once."""
    packed = files("hibari").joinpath("assets", "lexicon_us_gold.json.gz").read_bytes()
    lexicon: dict[str, str | dict[str, str]] = json.loads(gzip.decompress(packed))
    return lexicon
