"""English numbers in running text, money, measures, fractions and telephone numbers as words."""

from __future__ import annotations

import re
from re import Match

from voicelab.speech.english.numbers import cardinal, decimal, digits, ordinal
from voicelab.speech.letters import spelled

__all__ = [
    "CARD", "CODE", "FRACTION", "GROUPS", "LEFT_OVER", "MEASURE", "MONEY", "ORDINAL", "PHONE", "PLAIN",
    "RANGE", "SERVICE", "code", "counted", "figure", "fraction", "groups", "measure", "money", "plain",
    "span", "telephone", "whole_fraction", "whole_measure",
]  # fmt: skip

_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"), "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"), "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"), "usd": ("dollar", "dollars", "cent", "cents"),
    "eur": ("euro", "euros", "cent", "cents"), "gbp": ("pound", "pounds", "penny", "pence"),
}  # fmt: skip
_UNITS = {
    "km/h": "kilometers per hour", "mph": "miles per hour", "kph": "kilometers per hour", "km": "kilometers",
    "cm": "centimeters", "mm": "millimeters", "m": "meters", "kg": "kilograms", "g": "grams", "mg": "milligrams",
    "lb": "pounds", "lbs": "pounds", "oz": "ounces", "ft": "feet", "foot": "feet", "in": "inches", "mi": "miles",
    "yd": "yards", "ml": "milliliters", "l": "liters", "hz": "hertz", "khz": "kilohertz", "mhz": "megahertz",
    "ghz": "gigahertz", "kb": "kilobytes", "mb": "megabytes", "gb": "gigabytes", "tb": "terabytes",
    "kwh": "kilowatt hours", "kw": "kilowatts", "w": "watts", "v": "volts", "hr": "hours", "hrs": "hours",
    "min": "minutes", "mins": "minutes", "sec": "seconds", "secs": "seconds", "ms": "milliseconds",
    "°c": "degrees Celsius", "°f": "degrees Fahrenheit", "°": "degrees", "%": "percent",
}  # fmt: skip
_SINGULAR = {"feet": "foot", "inches": "inch", "hertz": "hertz"}
_UNITS_IN_TEXT = "|".join(
    re.escape(unit)
    for unit in sorted(_UNITS, key=len, reverse=True)
    if unit not in ("m", "g", "in", "l", "w", "v", "foot", "sec", "min")
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
PHONE = re.compile(
    r"(?<![\w.+-])(?:"
    r"\+\d(?:[ ().-]{0,2}\d){6,16}"
    r"|(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"
    r"|(?:1[ .-])?\(\d{3}\) ?\d{3}[ .-]?\d{4}"
    r"|\d{3}-\d{4}"
    r")(?![\w-]|\.\d)"
)
SERVICE = re.compile(
    r"(?<![\w.$-])((?:dial|call|text) )?(911|(?<=(?:dial|call|text) )(?:[2-8]11|999|988|112|101|111))(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
CARD = re.compile(r"(?<![\w.-])\d{4}(?: \d{4}){3}(?![\w-])")
GROUPS = re.compile(r"(?<![\w.-])\d{1,9}(?:-\d{1,9}){2,8}(?![\w-])|(?<![\w.-])\d{5}-\d{4}(?![\w-])")
MONEY = re.compile(
    rf"(?:([$£€¥₹])\s?|\b(USD|EUR|GBP)\s)({_NUMBER})(?:\s?(hundred|thousand|million|billion|trillion|[kKMB]\b))?(?!\w)"
)
MEASURE = re.compile(rf"(?<![\w.])(-?)({_NUMBER})\s?({_UNITS_IN_TEXT})(?!\w)", re.IGNORECASE)
ORDINAL = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
FRACTION = re.compile(r"(?<![\w./])(?:(\d+) )?(\d{1,3})/(\d{1,3})(?![\w/])")
RANGE = re.compile(rf"(?<![\w.-])({_NUMBER})\s?[–-]\s?({_NUMBER})(?![\w-])")
CODE = re.compile(r"(?<![\w.])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{2,24}(?![\w])")
PLAIN = re.compile(rf"(?<![\w.])([-−+]?)({_NUMBER})(?!\d)")
LEFT_OVER = re.compile(r"\d+")
_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def telephone(text: str) -> str:
    """A telephone number figure by figure, in the groups it is written in; '+1' and ten figures as 3, 3, 4."""
    plus = "plus " if text.strip().startswith("+") else ""
    groups = re.findall(r"\d+", text)
    joined = "".join(groups)
    ten = joined[1:] if len(joined) == 11 and joined[0] == "1" else joined
    if len(ten) == 10 and (len(groups) <= 2 or plus):
        groups = ([joined[0]] if len(joined) == 11 else []) + [ten[:3], ten[3:6], ten[6:]]
    elif len(groups) == 1 and len(joined) > 5:
        groups = [joined[i : i + 3] for i in range(0, len(joined) - 4, 3)] + [
            joined[(len(joined) - 4 + 2) // 3 * 3 :]
        ]
    return plus + ", ".join(digits(group) for group in groups if group)


def money(match: Match[str]) -> str:
    """``$1,234.56`` as dollars and cents, ``$3.5M`` as million dollars."""
    one, many, cent, cents = _CURRENCIES[(match[1] or match[2]).lower()]
    amount = match[3].replace(",", "")
    if match[4]:
        scale = {"k": "thousand", "m": "million", "b": "billion"}.get(match[4].lower(), match[4])
        return f"{decimal(amount)} {scale} {many}"
    whole, point, part = amount.partition(".")
    if point and len(part) != 2:
        return f"{decimal(amount)} {many}"
    words = (
        [f"{cardinal(int(whole))} {one if int(whole) == 1 else many}"]
        if int(whole) or not int(part or 0)
        else []
    )
    if point and int(part):
        words.append(f"{cardinal(int(part))} {cent if int(part) == 1 else cents}")
    return " and ".join(words)


def counted(number: str, unit: str) -> str:
    """A number and its unit, the unit in the singular after 1."""
    if number == "1":
        first, _, rest = unit.partition(" ")
        single = _SINGULAR.get(first) or (first[:-1] if first.endswith("s") else first)
        if first in ("degrees", "meters", "kilometers", "miles") or not rest:
            unit = f"{single} {rest}".strip()
    return f"{decimal(number.replace(',', ''))} {unit}"


def measure(match: Match[str]) -> str:
    """``5kg``, ``72°F``, ``5%``."""
    return ("minus " if match[1] else "") + counted(match[2], _UNITS[match[3].lower()])


def whole_measure(text: str) -> str | None:
    """A number and its unit, such as ``5ft``; None when it is none."""
    match = re.fullmatch(rf"\s*(-?)({_NUMBER})\s*([^\s\d]{{1,6}})\s*", text)
    if match is None or match[3].lower() not in _UNITS:
        return None
    return measure(match)


def fraction(match: Match[str]) -> str:
    """``1/2``, ``2 3/4``; ``24/7``."""
    over, under = int(match[2]), int(match[3])
    if (over, under) == (24, 7):
        return "twenty-four seven"
    if under == 0:
        return f"{cardinal(over)} slash zero"
    if over >= under and not match[1]:
        return f"{cardinal(over)} slash {cardinal(under)}"
    one, many = _PARTS.get(under, (ordinal(under), ordinal(under) + "s"))
    words = f"{cardinal(over)} {one if over == 1 else many}"
    return f"{cardinal(int(match[1]))} and {'a ' + one if over == 1 else words}" if match[1] else words


def whole_fraction(text: str) -> str | None:
    """``2/9`` or ``1+1/2`` as a fraction; None when it is none."""
    match = re.fullmatch(r"\s*(?:(\d+)\s*[+ ]\s*)?(\d{1,9})\s*/\s*(\d{1,9})\s*", text)
    return fraction(match) if match and int(match[3]) else None


def span(match: Match[str]) -> str:
    """``9-5`` as 'nine to five'."""
    return f"{figure(match[1])} to {figure(match[2])}"


def figure(number: str) -> str:
    """A figure in running text: one number, unless it begins with 0 or has more than 15 figures."""
    number = number.replace(",", "")
    whole = number.partition(".")[0]
    if len(whole) > 15 or (len(whole) > 1 and whole[0] == "0" and "." not in number):
        return digits(whole)
    return decimal(number)


def plain(match: Match[str]) -> str:
    """A number that no other rule has claimed, with its sign."""
    sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match[1], "")
    return sign + figure(match[2])


def code(match: Match[str]) -> str:
    """Letters and figures mixed, such as a booking code: letters by name, figures one by one up to four."""
    parts = re.findall(r"[A-Za-z]+|\d+", match.group())
    words = []
    for part in parts:
        if part.isdigit():
            words.append(cardinal(int(part)) if len(part) <= 2 and part[0] != "0" else digits(part))
        elif len(part) <= 3 or part.isupper():
            words.append(spelled(part))
        else:
            words.append(part)
    return " ".join(words)


def groups(match: Match[str]) -> str:
    """Figures in groups (123-45-6789, a card, ZIP+4): one by one, a pause between groups."""
    return ", ".join(digits(group) for group in re.findall(r"\d+", match.group()))
