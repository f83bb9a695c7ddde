"""Letters said by their names."""

from __future__ import annotations

__all__ = ["SPELL", "letter_ipa", "spelled"]

SPELL = "\ue000"
"""Put before a letter that is to be said by its name: 'A' in 'plan A' is not the article."""

_NAMES = {
    "a": "ˈeɪ", "b": "bˈi", "c": "sˈi", "d": "dˈi", "e": "ˈi", "f": "ˈɛf", "g": "dʒˈi", "h": "ˈeɪtʃ",
    "i": "ˈaɪ", "j": "dʒˈeɪ", "k": "kˈeɪ", "l": "ˈɛl", "m": "ˈɛm", "n": "ˈɛn", "o": "ˈoʊ", "p": "pˈi",
    "q": "kjˈu", "r": "ˈɑɹ", "s": "ˈɛs", "t": "tˈi", "u": "jˈu", "v": "vˈi", "w": "dˈʌbᵊlju", "x": "ˈɛks",
    "y": "wˈaɪ", "z": "zˈi",
}  # fmt: skip


def letter_ipa(letter: str) -> str:
    """The name of an English letter in IPA; empty for anything else."""
    return _NAMES.get(letter.lower(), "")


def spelled(letters: str, between: str = " ") -> str:
    """Letters marked to be said one by one."""
    return between.join(SPELL + letter.upper() for letter in letters)
