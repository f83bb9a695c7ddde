"""English dates and times of day as words."""

from __future__ import annotations

import re
from re import Match

from voicelab.speech.english.numbers import cardinal, ordinal, year
from voicelab.speech.letters import spelled

__all__ = [
    "DAY_MONTH", "DECADE", "HOUR", "ISO", "MONTH_DAY", "MONTH_YEAR", "SLASHED", "TIME", "YEAR_AFTER", "by_format",
    "day_month", "decade", "hour", "iso", "month_day", "month_year", "slashed", "time",
]  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH_BY_NAME = (
    {name.lower(): i for i, name in enumerate(MONTHS, 1)}
    | {name[:3].lower(): i for i, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
_MONTH = "|".join([*MONTHS, *(rf"{name[:3]}\b\.?" for name in MONTHS), r"Sept\b\.?"])
TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AaPp])\.?[Mm]\b\.?)?(?!\d)")
HOUR = re.compile(r"\b(1[0-2]|0?[1-9])\s?([AaPp])\.?[Mm]\b(?:\.(?=\s+[a-z\d]|$))?")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%])(?:(,?) (\d{{4}})\b)?")
DAY_MONTH = re.compile(rf"\b(the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})(?:(,?) (\d{{4}})\b)?")
MONTH_YEAR = re.compile(rf"\b({_MONTH})(,?) (\d{{4}})\b")
DECADE = re.compile(r"\b(1[89]|20)(\d)0s\b")
YEAR_AFTER = re.compile(
    r"\b(in|since|of|year|by|from|until|till|after|before|during|to|and|copyright|summer|winter|spring|fall|autumn)"
    r" (1[1-9]\d{2}|20\d{2})\b(?![,.]?\d|%| [a-z]+s\b)",
    re.IGNORECASE,
)


def time(match: Match[str]) -> str:
    """``10:30 pm``, ``17:05``, ``9:00:05``."""
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if hour > 24 or minute > 59 or second > 59:
        return match.group()
    words = cardinal(hour)
    if minute:
        words += (" oh " if minute < 10 else " ") + cardinal(minute)
    elif not match[4] and not match[3]:
        words += " o'clock" if 1 <= hour <= 12 else " hundred"
    if second:
        words += f" and {cardinal(second)} {'second' if second == 1 else 'seconds'}"
    if match[4]:
        words += " " + spelled(match[4] + "m") + _closing(match)
    return words


def hour(match: Match[str]) -> str:
    """``5pm``, ``9 a.m.``."""
    return f"{cardinal(int(match[1]))} {spelled(match[2] + 'm')}"


def _closing(match: Match[str]) -> str:
    """The full stop of 'p.m.' when it also ends the sentence."""
    return (
        "." if match.group().endswith(".") and not match.string[match.end() :].lstrip()[:1].islower() else ""
    )


def _date(day: int, month: int, when: str = "") -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)}" + (f", {year(int(when))}" if when else "")


def _century(short: str) -> str:
    return short if len(short) != 2 else ("19" if int(short) > 50 else "20") + short


def slashed(match: Match[str], day_first: bool) -> str:
    """``03/04/2025``, by the country's order."""
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
    return _date(day, month, _century(match[3])) or match.group()


def iso(match: Match[str]) -> str:
    """``2024-12-25``."""
    return _date(int(match[3]), int(match[2]), match[1]) or match.group()


def _month_number(name: str) -> int:
    return _MONTH_BY_NAME[name.rstrip(".").lower()]


def month_day(match: Match[str]) -> str:
    """``March 5, 2024``."""
    return _date(int(match[2]), _month_number(match[1]), match[4] or "") or match.group()


def day_month(match: Match[str]) -> str:
    """``5 May 2024``."""
    day = int(match[2])
    if not 1 <= day <= 31:
        return match.group()
    words = f"the {ordinal(day)} of {MONTHS[_month_number(match[3]) - 1]}"
    return words + (f", {year(int(match[5]))}" if match[5] else "")


def month_year(match: Match[str]) -> str:
    """``June 2024``."""
    return f"{MONTHS[_month_number(match[1]) - 1]} {year(int(match[3]))}"


def decade(match: Match[str]) -> str:
    """``1990s``."""
    tens = {"1": "tens", "2": "twenties", "3": "thirties", "4": "forties", "5": "fifties", "6": "sixties"}
    tens |= {"7": "seventies", "8": "eighties", "9": "nineties", "0": "hundreds"}
    if match[1] + match[2] == "200":
        return "two thousands"
    return f"{cardinal(int(match[1]))} {tens[match[2]]}"


def by_format(text: str, form: str, day_first: bool) -> str | None:
    """A date by its ``format`` (mdy, dmy, ymd, md, dm, ym, my, d, m, y, yyyymmdd)."""
    numbers = re.findall(r"\d+", text)
    names = re.findall(r"[A-Za-z]{3,}", text)
    if form == "yyyymmdd" or (not form and len(numbers) == 1 and len(numbers[0]) == 8):
        packed = re.search(r"([\d?]{4})([\d?]{2})([\d?]{2})", text)
        if packed:
            return _packed_date(*packed.groups())
        form = "ymd"
    if names or not numbers:
        return None
    if not form:
        form = "ymd" if len(numbers[0]) == 4 else ("dmy" if day_first else "mdy")
        form = form[: len(numbers)] if len(numbers) < 3 else form
    if len(numbers) != len(form):
        return None
    found = dict(zip(form, numbers, strict=True))
    day, month, when = (found.get(part, "") for part in "dmy")
    when = _century(when)
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31) or len(when) > 4:
        return None
    return _spoken_date(day, month, when)


def _packed_date(when: str, month: str, day: str) -> str:
    """yyyymmdd, where question marks stand for what is not known."""
    return _spoken_date(*("" if "?" in part else part for part in (day, month, when)))


def _spoken_date(day: str, month: str, when: str) -> str:
    words = []
    if month and 1 <= int(month) <= 12:
        words.append(MONTHS[int(month) - 1])
    if day and 1 <= int(day) <= 31:
        words.append(ordinal(int(day)) if words else f"the {ordinal(int(day))}")
    spoken = " ".join(words)
    if when:
        spoken += (", " if day and month else " " if spoken else "") + year(int(when))
    return spoken
