"""English: numbers, dates, times, money, telephone numbers, addresses and letters as words.

Every rule is one pattern that reads its text once (no nested repetition), so that long or hostile text costs
time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from voicelab.speech.letters import SPELL, spelled
from voicelab.speech.numbers import cardinal, decimal, digits, ordinal, year

__all__ = ["expand", "say_date", "say_fraction", "say_telephone", "say_time", "say_unit"]

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
# In running text only the units that are not also a word or a letter.
_UNITS_IN_TEXT = "|".join(
    re.escape(unit)
    for unit in sorted(_UNITS, key=len, reverse=True)
    if unit not in ("m", "g", "in", "l", "w", "v", "foot", "sec", "min")
)

_WORDS = {
    "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Dr.": "Doctor", "Prof.": "Professor", "Jr.": "Junior",
    "Sr.": "Senior", "St.": "Street", "Ave.": "Avenue", "Blvd.": "Boulevard", "Rd.": "Road", "Ln.": "Lane",
    "Hwy.": "Highway", "Apt.": "Apartment", "Ste.": "Suite", "Dept.": "Department", "Inc.": "Incorporated",
    "Corp.": "Corporation", "Ltd.": "Limited", "Co.": "Company", "Bros.": "Brothers", "ext.": "extension",
    "Ext.": "extension", "approx.": "approximately", "etc.": "et cetera", "e.g.": "for example",
    "i.e.": "that is", "vs.": "versus", "no.": "number", "No.": "number", "Mon.": "Monday", "Tue.": "Tuesday",
    "Tues.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday", "Thurs.": "Thursday", "Fri.": "Friday",
    "Sat.": "Saturday", "Sun.": "Sunday", "w/o": "without", "w/": "with",
}  # fmt: skip
_WORD = re.compile(
    "(?<![\\w.])(?:" + "|".join(re.escape(w) for w in sorted(_WORDS, key=len, reverse=True)) + ")(?!\\w)"
)
_NUMBER_WORD = frozenset({"no.", "No."})  # only before a figure: "no." may end a sentence

_ADDRESS = {
    "st": "Street", "ave": "Avenue", "av": "Avenue", "blvd": "Boulevard", "rd": "Road", "dr": "Drive",
    "ln": "Lane", "ct": "Court", "pl": "Place", "sq": "Square", "hwy": "Highway", "pkwy": "Parkway",
    "apt": "Apartment", "ste": "Suite", "fl": "Floor", "n": "North", "s": "South", "e": "East", "w": "West",
    "ne": "Northeast", "nw": "Northwest", "se": "Southeast", "sw": "Southwest", "po": spelled("PO"),
    "ny": "New York", "ca": "California", "tx": "Texas", "fl.": "Florida", "wa": "Washington",
    "dc": spelled("DC"), "ma": "Massachusetts", "il": "Illinois", "nj": "New Jersey", "pa": "Pennsylvania",
}  # fmt: skip

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:com|org|net|edu|gov|io|co|uk|de|fr|info|us|ca|au|dev|app|ai)\b(?:/[^\s<>\"]{0,2000})?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.+-])(?:"
    r"\+\d(?:[ ().-]{0,2}\d){6,16}"
    r"|(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"
    r"|(?:1[ .-])?\(\d{3}\) ?\d{3}[ .-]?\d{4}"
    r"|\d{3}-\d{4}"
    r")(?![\w-]|\.\d)"
)
_TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AaPp])\.?[Mm]\b\.?)?(?!\d)")
_HOUR = re.compile(r"\b(1[0-2]|0?[1-9])\s?([AaPp])\.?[Mm]\b(?:\.(?=\s+[a-z\d]|$))?")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%])(?:(,?) (\d{{4}})\b)?")
_DAY_MONTH = re.compile(rf"\b(the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})(?:(,?) (\d{{4}})\b)?")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})(,?) (\d{{4}})\b")
_MONEY = re.compile(
    rf"(?:([$£€¥₹])\s?|\b(USD|EUR|GBP)\s)({_NUMBER})(?:\s?(hundred|thousand|million|billion|trillion|[kKMB]\b))?(?!\w)"
)
_MEASURE = re.compile(rf"(?<![\w.])(-?)({_NUMBER})\s?({_UNITS_IN_TEXT})(?!\w)", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_FRACTION = re.compile(r"(?<![\w./])(?:(\d+) )?(\d{1,3})/(\d{1,3})(?![\w/])")
_RANGE = re.compile(rf"(?<![\w.-])({_NUMBER})\s?[–-]\s?({_NUMBER})(?![\w-])")
_DECADE = re.compile(r"\b(1[89]|20)(\d)0s\b")
_YEAR_AFTER = re.compile(
    r"\b(in|since|of|year|by|from|until|till|after|before|during|to|and|copyright|summer|winter|spring|fall|autumn)"
    r" (1[1-9]\d{2}|20\d{2})\b(?![,.]?\d|%| [a-z]+s\b)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w.])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{2,24}(?![\w])")
_PLAIN = re.compile(rf"(?<![\w.])([-−+]?)({_NUMBER})(?!\d)")
_LEFT_OVER = re.compile(r"\d+")
_LETTERS = re.compile(r"(?<![\w'.])(?:[A-Z](?:[ ,.-]{1,2}(?=[A-Z](?![\w'])))){1,40}[A-Z](?![\w'])")
_CAPITAL = re.compile("[A-Z]")
_LONE_LETTER = re.compile(
    r"\b(press|option|letter|plan|section|gate|grade|group|type|room|suite|appendix|vitamin|platform|zone|terminal"
    r"|concourse|building|apartment|line|key|say|class|hepatitis|annex|unit|wing|column|lot|part|exhibit)"
    r" ([A-Za-z])(?![\w'])",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<![\w.])([A-Z]{2,6})(s?)(?![\w'])")
_AMPERSAND = re.compile(r"(?<![\w&])([A-Z]{1,3})&([A-Z]{1,3})(?![\w&])")
_SYMBOLS = {
    "&": " and ", "@": " at ", "=": " equals ", "+": " plus ", "%": " percent ", "©": " copyright ", "™": "",
    "®": "", "°": " degrees ", "½": " one half ", "¼": " one quarter ", "¾": " three quarters ", "×": " times ",
    "÷": " divided by ", "~": " about ", "^": " ", "_": " ", "|": ", ", "\\": " ", "[": "(", "]": ")", "{": "(",
    "}": ")", "<": " less than ", ">": " greater than ", "$": " dollars ", "£": " pounds ", "€": " euros ",
    "•": ", ", "→": " to ", "`": "", "/": " ", "#": " pound ", "*": " star ",
}  # fmt: skip
_SPACED = re.compile(r" +([,.;:!?])")
_SYMBOL = re.compile("[" + re.escape("".join(_SYMBOLS)) + "]")

# Read as words although they are all capitals and have few vowels, or look like words but are not.
_SPOKEN_ACRONYMS = frozenset(
    [
        "NASA",
        "NATO",
        "PIN",
        "SIM",
        "SCUBA",
        "LASER",
        "RADAR",
        "RAM",
        "ROM",
        "GIF",
        "ASAP",
        "CAPTCHA",
        "OPEC",
        "UNICEF",
        "SWAT",
    ]
)
_SPELLED_ACRONYMS = frozenset(
    [
        "AM",
        "PM",
        "ID",
        "IT",
        "US",
        "UK",
        "EU",
        "UN",
        "TV",
        "PC",
        "CD",
        "DVD",
        "API",
        "FAQ",
        "IVR",
        "SMS",
        "MMS",
        "PDF",
        "URL",
        "USB",
        "VIP",
        "CEO",
        "CFO",
        "CTO",
        "HR",
        "IP",
        "PR",
        "QA",
        "UI",
        "UX",
        "AI",
        "OK",
        "ATM",
        "DMV",
        "DNA",
        "EMS",
        "ETA",
        "FBI",
        "GPS",
        "HMO",
        "HTML",
        "HTTP",
        "IBM",
        "ICU",
        "IRS",
        "ISP",
        "KPI",
        "LLC",
        "MRI",
        "NFL",
        "NBA",
        "PBX",
        "PO",
        "RSVP",
        "RTP",
        "SDK",
        "SIP",
        "SQL",
        "SSN",
        "SUV",
        "TLS",
        "UPS",
        "USA",
        "VPN",
        "VAT",
        "WWW",
        "XML",
        "ZIP",
    ]
) - {"ZIP", "OK"}


def expand(text: str, language: str) -> str:
    """English text with everything in it as words a voice cannot read wrongly.

    ``12345`` is one number and ``1 2 3`` is read figure by figure, as the platform does. Letters to be said by
    name carry the mark :data:`~voicelab.speech.letters.SPELL`.
    """
    if text.isalpha():
        return text  # most words of most documents stop here
    day_first = not language.endswith(("-US", "-CA")) and language != "en"
    if "&" in text:
        text = _AMPERSAND.sub(lambda m: f"{spelled(m[1])} and {spelled(m[2])}", text)
    if "." in text or "w/" in text:
        text = _WORD.sub(_abbreviation, text)
    if "." in text[:-1]:
        text = _URL.sub(_address, text)
    if any(character.isdigit() for character in text):
        for needed, pattern, reading in _FIGURES:
            if needed in text:
                text = pattern.sub(reading, text)
        if "/" in text:
            text = _SLASHED.sub(lambda m: _slashed(m, day_first), text)
        for needed, pattern, reading in _MORE_FIGURES:
            if needed in text:
                text = pattern.sub(reading, text)
    text = _LETTERS.sub(
        lambda m: re.sub("[A-Z]", lambda letter: SPELL + letter.group(), m.group().replace(".", " ")), text
    )
    text = _LONE_LETTER.sub(lambda m: f"{m[1]} {SPELL}{m[2].upper()}", text)
    text = _ACRONYM.sub(_acronym, text)
    text = _SYMBOL.sub(lambda m: _SYMBOLS[m.group()], text)
    return _SPACED.sub(r"\1", text)


# --- what each pattern becomes ------------------------------------------------------------------------------
def _abbreviation(match: Match[str]) -> str:
    word = match.group()
    after = match.string[match.end() : match.end() + 2]
    if word in _NUMBER_WORD and not after.strip()[:1].isdigit():
        return word
    if word == "St." and after[1:].isupper():
        return "Saint"
    if word == "w/" and not after[:1].strip():
        return "with"
    ends = not after.strip() and match.end() == len(match.string) and word.endswith(".")
    return _WORDS[word] + ("." if ends else "")


def _address(match: Match[str]) -> str:
    """A web or e-mail address: ``https://example.com/a`` as 'example dot com slash a'."""
    found = match.group()
    address = found.rstrip(".,;:!?)")
    tail = found[len(address) :]
    address = re.sub(r"^https?://", "", address, flags=re.IGNORECASE)
    address = re.sub(r"^www\.", spelled("www") + " dot ", address, flags=re.IGNORECASE)
    for symbol, word in ((".", "dot"), ("@", "at"), ("/", "slash"), ("-", "dash"), ("_", "underscore")):
        address = address.replace(symbol, f" {word} ")
    for symbol, word in (
        ("?", "question mark"),
        ("=", "equals"),
        ("&", "and"),
        ("#", "hash"),
        (":", "colon"),
    ):
        address = address.replace(symbol, f" {word} ")
    address = re.sub(r"\b(io|us|uk|de|fr|tv|ai|ca|au)\b", lambda m: spelled(m.group()), address)
    return " ".join(address.split()) + tail


def say_telephone(text: str) -> str:
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


def say_time(text: str) -> str:
    """A time of day, or minutes and seconds written with one and two strokes (1' 30'')."""
    match = _TIME.search(text)
    if match:
        return text[: match.start()] + _time(match) + text[match.end() :]
    match = _HOUR.search(text)
    if match:
        return text[: match.start()] + _hour(match) + text[match.end() :]
    span = re.fullmatch(r"\s*(?:(\d{1,4})')?\s*(?:(\d{1,4})(?:\"|''))?\s*", text)
    if span and (span[1] or span[2]):
        parts = [_counted(span[1], "minutes")] if span[1] else []
        return " and ".join(parts + ([_counted(span[2], "seconds")] if span[2] else []))
    return expand(text, "en-US")


def _time(match: Match[str]) -> str:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if hour > 24 or minute > 59 or second > 59:
        return match.group()
    words = cardinal(hour)
    if minute:
        words += (" oh " if minute < 10 else " ") + cardinal(minute)
    elif not match[4] and not match[3]:
        words += " o'clock" if 1 <= hour <= 12 else " hundred"
    if second:
        words += f" and {_counted(str(second), 'seconds')}"
    if match[4]:
        words += " " + spelled(match[4] + "m") + _closing(match)
    return words


def _hour(match: Match[str]) -> str:
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


def _slashed(match: Match[str], day_first: bool) -> str:
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
    return _date(day, month, _century(match[3])) or match.group()


def _iso(match: Match[str]) -> str:
    return _date(int(match[3]), int(match[2]), match[1]) or match.group()


def _month_number(name: str) -> int:
    return _MONTH_BY_NAME[name.rstrip(".").lower()]


def _month_day(match: Match[str]) -> str:
    return _date(int(match[2]), _month_number(match[1]), match[4] or "") or match.group()


def _day_month(match: Match[str]) -> str:
    day = int(match[2])
    if not 1 <= day <= 31:
        return match.group()
    words = f"the {ordinal(day)} of {MONTHS[_month_number(match[3]) - 1]}"
    return words + (f", {year(int(match[5]))}" if match[5] else "")


def _month_year(match: Match[str]) -> str:
    return f"{MONTHS[_month_number(match[1]) - 1]} {year(int(match[3]))}"


def _money(match: Match[str]) -> str:
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


def _counted(number: str, unit: str) -> str:
    if number == "1":
        first, _, rest = unit.partition(" ")
        single = _SINGULAR.get(first) or (first[:-1] if first.endswith("s") else first)
        if first in ("degrees", "meters", "kilometers", "miles") or not rest:
            unit = f"{single} {rest}".strip()
    return f"{decimal(number.replace(',', ''))} {unit}"


def _measure(match: Match[str]) -> str:
    return ("minus " if match[1] else "") + _counted(match[2], _UNITS[match[3].lower()])


def say_unit(text: str) -> str | None:
    """A number and its unit, such as ``5ft``; None when it is none."""
    match = re.fullmatch(rf"\s*(-?)({_NUMBER})\s*([^\s\d]{{1,6}})\s*", text)
    if match is None or match[3].lower() not in _UNITS:
        return None
    return _measure(match)


_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def _fraction(match: Match[str]) -> str:
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


def say_fraction(text: str) -> str | None:
    """``2/9`` or ``1+1/2`` as a fraction; None when it is none."""
    match = re.fullmatch(r"\s*(?:(\d+)\s*[+ ]\s*)?(\d{1,9})\s*/\s*(\d{1,9})\s*", text)
    return _fraction(match) if match and int(match[3]) else None


def _range(match: Match[str]) -> str:
    return f"{_figure(match[1])} to {_figure(match[2])}"


def _decade(match: Match[str]) -> str:
    tens = {"1": "tens", "2": "twenties", "3": "thirties", "4": "forties", "5": "fifties", "6": "sixties"}
    tens |= {"7": "seventies", "8": "eighties", "9": "nineties", "0": "hundreds"}
    if match[1] + match[2] == "200":
        return "two thousands"
    return f"{cardinal(int(match[1]))} {tens[match[2]]}"


def _figure(number: str) -> str:
    """A figure in running text: one number, unless it begins with 0 or has more than 15 figures."""
    number = number.replace(",", "")
    whole = number.partition(".")[0]
    if len(whole) > 15 or (len(whole) > 1 and whole[0] == "0" and "." not in number):
        return digits(whole)
    return decimal(number)


def _plain(match: Match[str]) -> str:
    sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match[1], "")
    return sign + _figure(match[2])


def _code(match: Match[str]) -> str:
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


def _acronym(match: Match[str]) -> str:
    letters, plural = match[1], match[2]
    around = match.string[max(0, match.start() - 12) : match.end() + 12]
    shouting = len([c for c in around if c.isupper()]) > len(letters) + 3
    vowels = sum(letter in "AEIOUY" for letter in letters)
    if letters in _SPOKEN_ACRONYMS:
        return letters.capitalize() + plural
    if letters in _SPELLED_ACRONYMS or (vowels == 0 and not shouting) or (vowels == 0 and len(letters) > 3):
        if shouting and letters in ("IT", "US", "PO", "IP", "HR", "AM", "ID"):
            return match.group()
        return spelled(letters) + ("'s" if plural else "")
    return match.group()


def say_date(text: str, form: str, language: str) -> str:
    """A date by its ``format`` (mdy, dmy, ymd, md, dm, ym, my, d, m, y, yyyymmdd)."""
    numbers = re.findall(r"\d+", text)
    names = re.findall(r"[A-Za-z]{3,}", text)
    if form == "yyyymmdd" or (not form and len(numbers) == 1 and len(numbers[0]) == 8):
        packed = re.search(r"([\d?]{4})([\d?]{2})([\d?]{2})", text)
        if packed:
            return _packed_date(*packed.groups())
        form = "ymd"
    if names or not numbers:
        return expand(text, language)
    if not form:
        form = "ymd" if len(numbers[0]) == 4 else ("mdy" if language.endswith("-US") else "dmy")
        form = form[: len(numbers)] if len(numbers) < 3 else form
    if len(numbers) != len(form):
        return expand(text, language)
    found = dict(zip(form, numbers, strict=True))
    day, month, when = (found.get(part, "") for part in "dmy")
    when = _century(when)
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31) or len(when) > 4:
        return expand(text, language)
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


def address(text: str, language: str) -> str:
    """A postal address: abbreviations by their names, house numbers and ZIP codes as people say them."""

    def number(match: Match[str]) -> str:
        found = match.group()
        if len(found) == 5 or found[0] == "0" or len(found) > 5:
            return digits(found)
        if len(found) == 4 and found[2:] != "00":
            tail = f"oh {cardinal(int(found[3]))}" if found[2] == "0" else cardinal(int(found[2:]))
            return f"{cardinal(int(found[:2]))} {tail}"
        if len(found) == 3 and found[1:] != "00":
            tail = f"oh {cardinal(int(found[2]))}" if found[1] == "0" else cardinal(int(found[1:]))
            return f"{cardinal(int(found[0]))} {tail}"
        return cardinal(int(found))

    def word(match: Match[str]) -> str:
        return _ADDRESS.get(match[1].lower(), match[1])

    text = re.sub(r"\b([A-Za-z]{1,4})\b\.?(?!')", word, text)
    text = re.sub(r"(?<![\w-])\d+(?![\w])", number, text)
    return expand(text, language)


_Reading = Callable[[Match[str]], str]
# A character that must be there, the pattern, its reading; in this order.
_FIGURES: tuple[tuple[str, re.Pattern[str], _Reading], ...] = (
    ("-", _ISO, _iso),
    ("", _PHONE, lambda m: say_telephone(m.group())),
    (":", _TIME, _time),
    ("", _HOUR, _hour),
)
_MORE_FIGURES: tuple[tuple[str, re.Pattern[str], _Reading], ...] = (
    (" ", _MONTH_DAY, _month_day),
    (" ", _DAY_MONTH, _day_month),
    (" ", _MONTH_YEAR, _month_year),
    ("", _MONEY, _money),
    ("0s", _DECADE, _decade),
    ("", _ORDINAL, lambda m: ordinal(int(m[1].replace(",", "")[:15]))),
    ("", _MEASURE, _measure),
    ("/", _FRACTION, _fraction),
    ("-", _RANGE, _range),
    ("–", _RANGE, _range),
    (" ", _YEAR_AFTER, lambda m: f"{m[1]} {year(int(m[2]))}"),
    ("#", re.compile(r"#(?=\d)"), lambda _: "number "),
    ("", _CODE, _code),
    ("", _PLAIN, _plain),
    ("", _LEFT_OVER, lambda m: " " + _figure(m.group()) + " "),
)
