"""Text made ready to be spoken: figures, dates, money, addresses and letters become words, by language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from voicelab.speech import english
from voicelab.speech.english.numbers import digits
from voicelab.speech.letters import SPELL, spelled

__all__ = ["INTERPRETATIONS", "clean", "expand", "say_as"]

_KINDS = (
    "characters spell-out cardinal number ordinal digits fraction unit date time address expletive telephone"
)
INTERPRETATIONS = frozenset(_KINDS.split())
"""What say-as can interpret its text as."""

_SPACES = re.compile(r"\s+")
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "‒": "-", "―": "—", "\u00a0": " ", SPELL: " "}
)
_SYMBOL_NAMES = {
    "#": "pound", "*": "star", "@": "at", ".": "dot", "-": "dash", "_": "underscore", "/": "slash", "&": "and",
    "+": "plus", "%": "percent", "!": "exclamation mark", "?": "question mark", ",": "comma", ":": "colon",
    "$": "dollar", "=": "equals", "(": "open bracket", ")": "close bracket",
}  # fmt: skip


def clean(text: str) -> str:
    """One line: no control characters, one kind of quote, single spaces inside."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text)
    text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    text = "".join(c if unicodedata.category(c)[0] != "C" or c.isspace() else " " for c in text)
    return _SPACES.sub(" ", text)


@lru_cache(maxsize=4096)
def expand(text: str, language: str) -> str:
    """Text as words to be spoken in ``language`` (BCP-47). Languages without a table keep their figures."""
    text = clean(text)
    if _base(language) == "en":
        text = english.expand(text, language)
    return _SPACES.sub(" ", text)


def say_as(kind: str, form: str, text: str, language: str) -> tuple[str, str]:
    """The inside of a ``<say-as interpret-as=kind format=form>`` as words, and a remark or ''.

    A kind nobody knows, or text that is not what it claims to be, is read as plain text with a remark.
    """
    text = clean(text).strip()
    if kind in ("characters", "spell-out"):
        return _characters(text), ""
    if kind == "expletive":
        return "", ""  # the caller puts a beep's length of silence here
    if kind not in INTERPRETATIONS:
        return expand(
            text, language
        ), f"say-as does not know interpret-as={kind!r}; the text was read as it is."
    if kind == "digits":
        words = _characters(text) if any(character.isdecimal() for character in text) else None
    elif _base(language) == "en":
        words = english.read_as(kind, form, text, language)
    else:
        words = _foreign(kind, text)
    if words is None:
        return expand(text, language), f"{text!r} is no {kind}: say-as read it as it is."
    return _SPACES.sub(" ", words), ""


def _foreign(kind: str, text: str) -> str | None:
    """Without a table for a language: figures one by one where that is what is asked, else left alone."""
    if kind == "telephone":
        return " ".join(character for character in text if character.isalnum())
    return text


def _characters(text: str) -> str:
    """Letters by name, figures one by one, symbols by name; a short pause at spaces."""
    groups = []
    for word in text.split():
        named = []
        for character in word:
            if character.isdecimal():
                named.append(digits(str(int(character))))
            elif character.isalpha():
                named.append(spelled(character) if character.isascii() else character)
            elif character in _SYMBOL_NAMES:
                named.append(_SYMBOL_NAMES[character])
        groups.append(" ".join(named))
    return ", ".join(group for group in groups if group)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
