"""English: numbers, dates, times, money, telephone numbers, addresses and letters as words.

Every rule is one pattern that reads its text once (no nested repetition), so that long or hostile text costs
time in proportion to its length. The order of the rules is their precedence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from voicelab.speech.english import amounts, dates, words
from voicelab.speech.english.numbers import decimal, digits, ordinal, year

__all__ = ["expand", "read_as"]

_Reading = Callable[[Match[str]], str]
_Rule = tuple[str, re.Pattern[str], _Reading]  # a character that must be there, the pattern, what it becomes

_WORDS: tuple[_Rule, ...] = (
    ("&", words.AMPERSAND, words.ampersand),
    (".", words.WORD, words.abbreviation),
    ("w/", words.WORD, words.abbreviation),
    (".", words.URL, words.web_address),
)
_FIGURES: tuple[_Rule, ...] = (
    ("-", dates.ISO, dates.iso),
    ("", amounts.PHONE, lambda match: amounts.telephone(match.group())),
    ("", amounts.SERVICE, lambda match: f"{match[1] or ''}{digits(match[2])}"),
    ("-", amounts.GROUPS, amounts.groups),
    (" ", amounts.CARD, amounts.groups),
    (":", dates.TIME, dates.time),
    ("", dates.HOUR, dates.hour),
)
_MORE_FIGURES: tuple[_Rule, ...] = (
    (" ", dates.MONTH_DAY, dates.month_day),
    (" ", dates.DAY_MONTH, dates.day_month),
    (" ", dates.MONTH_YEAR, dates.month_year),
    ("", amounts.MONEY, amounts.money),
    ("0s", dates.DECADE, dates.decade),
    ("", amounts.ORDINAL, lambda match: ordinal(int(match[1].replace(",", "")[:15]))),
    ("", amounts.MEASURE, amounts.measure),
    ("/", amounts.FRACTION, amounts.fraction),
    ("-", amounts.RANGE, amounts.span),
    ("–", amounts.RANGE, amounts.span),
    (" ", dates.YEAR_AFTER, lambda match: f"{match[1]} {year(int(match[2]))}"),
    ("#", re.compile(r"#(?=\d)"), lambda _: "number "),
    ("", amounts.CODE, amounts.code),
    ("", amounts.PLAIN, amounts.plain),
    ("", amounts.LEFT_OVER, lambda match: f" {amounts.figure(match.group())} "),
)
_LETTERS: tuple[_Rule, ...] = (
    ("", words.LETTERS, words.letters),
    (" ", words.LONE_LETTER, words.lone_letter),
    ("", words.ACRONYM, words.acronym),
    ("", words.SYMBOL, words.symbol),
    (" ", words.SPACED, lambda match: match[1]),
)
_FIGURE = re.compile(r"\d")


def expand(text: str, language: str) -> str:
    """English text with everything in it as words a voice cannot read wrongly.

    ``12345`` is one number and ``1 2 3`` is read figure by figure, as the platform does. Letters to be said by
    name carry the mark :data:`~voicelab.speech.letters.SPELL`.
    """
    if text.isalpha() and text.islower():
        return text
    text = _applied(_WORDS, text)
    if _FIGURE.search(text):
        text = _applied(_FIGURES, text)
        if "/" in text:
            text = dates.SLASHED.sub(lambda match: dates.slashed(match, _day_first(language)), text)
        text = _applied(_MORE_FIGURES, text)
    return _applied(_LETTERS, text)


def _applied(rules: tuple[_Rule, ...], text: str) -> str:
    for needed, pattern, reading in rules:
        if needed in text:
            text = pattern.sub(reading, text)
    return text


def _day_first(language: str) -> bool:
    return not language.endswith(("-US", "-CA")) and language != "en"


def read_as(kind: str, form: str, text: str, language: str) -> str | None:
    """The inside of a say-as as words; None when the text is not of that kind.

    ``kind`` is one of cardinal, number, ordinal, telephone, fraction, unit, date, time, address.
    """
    number = text.replace(",", "")
    if kind in ("cardinal", "number"):
        if not re.fullmatch(r"[-+]?\d{1,300}(\.\d{1,300})?", number):
            return None
        return ("minus " if number[0] == "-" else "") + decimal(number.lstrip("-+"))
    if kind == "ordinal":
        found = re.fullmatch(r"(\d{1,18})(?:st|nd|rd|th)?", number)
        return ordinal(int(found[1])) if found else None
    if kind == "telephone":
        return amounts.telephone(text) if _FIGURE.search(text) else None
    if kind == "fraction":
        return amounts.whole_fraction(text)
    if kind == "unit":
        return amounts.whole_measure(text)
    if kind == "date":
        return dates.by_format(text, form.lower(), _day_first(language)) or expand(text, language)
    if kind == "time":
        return _time(text) or expand(text, language)
    return expand(words.postal_address(text), language)


def _time(text: str) -> str | None:
    """Minutes and seconds written with one and two strokes (1' 30''); other times are read in any text."""
    found = re.fullmatch(r"\s*(?:(\d{1,4})')?\s*(?:(\d{1,4})(?:\"|''))?\s*", text)
    if found is None or not (found[1] or found[2]):
        return None
    parts = [amounts.counted(found[1], "minutes")] if found[1] else []
    return " and ".join(parts + ([amounts.counted(found[2], "seconds")] if found[2] else []))
