"""Phoneme alphabets: X-SAMPA to IPA, and IPA to the letters that hibari's model was trained on (misaki's)."""

from __future__ import annotations

import re

__all__ = ["from_x_sampa", "to_misaki"]

_X_SAMPA = {
    "A": "ɑ", "{": "æ", "6": "ɐ", "Q": "ɒ", "V": "ʌ", "O": "ɔ", "E": "ɛ", "@": "ə", "3": "ɜ", "3`": "ɝ",
    "@`": "ɚ", "I": "ɪ", "U": "ʊ", "Y": "ʏ", "2": "ø", "9": "œ", "&": "ɶ", "1": "ɨ", "}": "ʉ", "M": "ɯ",
    "7": "ɤ", "8": "ɵ", "@\\": "ɘ", "3\\": "ɞ", "T": "θ", "D": "ð", "S": "ʃ", "Z": "ʒ", "N": "ŋ", "J": "ɲ",
    "L": "ʎ", "R": "ʁ", "r\\": "ɹ", "r\\`": "ɻ", "4": "ɾ", "B": "β", "G": "ɣ", "C": "ç", "X": "χ", "P": "ʋ",
    "F": "ɱ", "H": "ɥ", "W": "ʍ", "K": "ɬ", "?": "ʔ", "p\\": "ɸ", "h\\": "ɦ", "x\\": "ɧ", "s\\": "ɕ",
    "z\\": "ʑ", "j\\": "ʝ", "t`": "ʈ", "d`": "ɖ", "n`": "ɳ", "s`": "ʂ", "z`": "ʐ", "l`": "ɭ", "r`": "ɽ",
    "5": "ɫ", '"': "ˈ", "%": "ˌ", ":": "ː", ":\\": "ˑ", "_h": "ʰ", "_j": "ʲ", "'": "ʲ", "_w": "ʷ", "=": "̩",
    "_=": "̩", "~": "̃", "_~": "̃", "-": "", "|": "", "||": "", "_": "", "g": "ɡ", ".": "",
}  # fmt: skip
_X_SAMPA_TOKEN = re.compile("|".join(re.escape(token) for token in sorted(_X_SAMPA, key=len, reverse=True)))

# Longest first: misaki writes the English diphthongs and affricates with one letter each.
_MISAKI = {
    "eɪ": "A", "aɪ": "I", "aʊ": "W", "oʊ": "O", "əʊ": "O", "ɔɪ": "Y", "ɔʏ": "Y", "t͡ʃ": "ʧ", "d͡ʒ": "ʤ",
    "tʃ": "ʧ", "dʒ": "ʤ", "ɝ": "ɜɹ", "ɚ": "əɹ", "ɜː": "ɜɹ", "eə": "ɛɹ", "ɪə": "ɪɹ", "ʊə": "ʊɹ", "r": "ɹ",
    "g": "ɡ", "e": "ɛ", "a": "æ", "o": "O", "ɒ": "ɑ", "ɐ": "ɐ", "ɫ": "l", "ɾ": "T", "ʔ": "t", "x": "k",
    "χ": "k", "ç": "h", "ʁ": "ɹ", "ʀ": "ɹ", "ɻ": "ɹ", "ʍ": "w", "ɥ": "w", "ɲ": "nj", "ʎ": "lj", "β": "b",
    "ɸ": "f", "ɣ": "ɡ", "ʋ": "v", "ɱ": "m", "ɦ": "h", "ɕ": "ʃ", "ʑ": "ʒ", "ʂ": "ʃ", "ʐ": "ʒ", "ʈ": "t",
    "ɖ": "d", "ɳ": "n", "ɭ": "l", "ɽ": "T", "ʏ": "ɪ", "y": "u", "ø": "ɜ", "œ": "ɜ", "ɶ": "æ", "ɨ": "ɪ",
    "ʉ": "u", "ɯ": "u", "ɤ": "ʌ", "ɵ": "ʊ", "ɘ": "ə", "ɞ": "ɜ", "c": "k", "ɟ": "ɡ", "l̩": "ᵊl", "n̩": "ᵊn",
    "m̩": "ᵊm", "ː": "", "ˑ": "", "ʰ": "", "ʲ": "j", "ʷ": "w", "̃": "", "̩": "", "̯": "", "͡": "", ".": "",
    "'": "ˈ", "ʼ": "", "|": "", "‖": "", "‿": "", "-": "", "/": "", "\u200d": "",
}  # fmt: skip
_KEPT = frozenset("bdfhjklmnpstvwzðŋɡɹʃʒʤʧθAIOQWYiuæɑɐɔəɛɜɪʊʌᵻᵊˈˌT ")
_MISAKI_TOKEN = re.compile("|".join(re.escape(token) for token in sorted(_MISAKI, key=len, reverse=True)))


def from_x_sampa(text: str) -> str:
    """X-SAMPA as IPA. IPA letters pass through: documents in the field mix the two."""
    return _X_SAMPA_TOKEN.sub(lambda token: _X_SAMPA[token.group()], text)


def to_misaki(ipa: str) -> tuple[str, tuple[str, ...]]:
    """IPA in the model's letters, the nearest English sound for foreign ones, and what had none at all."""
    mapped: list[str] = []
    unknown: list[str] = []
    position = 0
    while position < len(ipa):
        token = _MISAKI_TOKEN.match(ipa, position)
        if token is not None:
            mapped.append(_MISAKI[token.group()])
            position = token.end()
            continue
        letter = ipa[position]
        position += 1
        if letter in _KEPT:
            mapped.append(letter)
        elif not letter.isspace():
            unknown.append(letter)
    return "".join(mapped), tuple(dict.fromkeys(unknown))
