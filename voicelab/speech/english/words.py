"""English abbreviations, acronyms, single letters, symbols, web and postal addresses as words."""

from __future__ import annotations

import re
from re import Match

from voicelab.speech.english.numbers import cardinal, digits
from voicelab.speech.letters import SPELL, spelled

__all__ = [
    "ACRONYM", "AMPERSAND", "LETTERS", "LONE_LETTER", "SPACED", "SYMBOL", "SYMBOLS", "URL", "WORD", "abbreviation",
    "acronym", "ampersand", "letters", "lone_letter", "postal_address", "symbol", "web_address",
]  # fmt: skip

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
_ANY_WORD = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
WORD = re.compile(rf"(?<![\w.])(?:{_ANY_WORD})(?!\w)")
_NUMBER_WORD = frozenset({"no.", "No."})  # only before a figure: "no." may end a sentence
_ADDRESS = {
    "st": "Street", "ave": "Avenue", "av": "Avenue", "blvd": "Boulevard", "rd": "Road", "dr": "Drive",
    "ln": "Lane", "ct": "Court", "pl": "Place", "sq": "Square", "hwy": "Highway", "pkwy": "Parkway",
    "apt": "Apartment", "ste": "Suite", "fl": "Floor", "n": "North", "s": "South", "e": "East", "w": "West",
    "ne": "Northeast", "nw": "Northwest", "se": "Southeast", "sw": "Southwest", "po": spelled("PO"),
    "ny": "New York", "ca": "California", "tx": "Texas", "fl.": "Florida", "wa": "Washington",
    "dc": spelled("DC"), "ma": "Massachusetts", "il": "Illinois", "nj": "New Jersey", "pa": "Pennsylvania",
}  # fmt: skip
URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
    r"\.(?:com|org|net|edu|gov|io|co|uk|de|fr|info|us|ca|au|dev|app|ai)\b(?:/[^\s<>\"]{0,2000})?",
    re.IGNORECASE,
)
LETTERS = re.compile(r"(?<![\w'.])(?:[A-Z](?:[ ,.-]{1,2}(?=[A-Z](?![\w'])))){1,40}[A-Z](?![\w'])")
CAPITAL = re.compile("[A-Z]")
LONE_LETTER = re.compile(
    r"\b(press|option|letter|plan|section|gate|grade|group|type|room|suite|appendix|vitamin|platform|zone|terminal"
    r"|concourse|building|apartment|line|key|say|class|hepatitis|annex|unit|wing|column|lot|part|exhibit)"
    r" ([A-Za-z])(?![\w'])",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"(?<![\w.])([A-Z]{2,6})(s?)(?![\w'])")
AMPERSAND = re.compile(r"(?<![\w&])([A-Z]{1,3})&([A-Z]{1,3})(?![\w&])")
SYMBOLS = {
    "&": " and ", "@": " at ", "=": " equals ", "+": " plus ", "%": " percent ", "©": " copyright ", "™": "",
    "®": "", "°": " degrees ", "½": " one half ", "¼": " one quarter ", "¾": " three quarters ", "×": " times ",
    "÷": " divided by ", "~": " about ", "^": " ", "_": " ", "|": ", ", "\\": " ", "[": "(", "]": ")", "{": "(",
    "}": ")", "<": " less than ", ">": " greater than ", "$": " dollars ", "£": " pounds ", "€": " euros ",
    "•": ", ", "→": " to ", "`": "", "/": " ", "#": " pound ", "*": " star ",
}  # fmt: skip
SPACED = re.compile(r" +([,.;:!?])")
SYMBOL = re.compile("[" + re.escape("".join(SYMBOLS)) + "]")
_SPOKEN_LIST = "NASA NATO PIN SIM SCUBA LASER RADAR RAM ROM GIF ASAP CAPTCHA OPEC UNICEF SWAT"
_SPELLED_LIST = """
AM PM ID IT US UK EU UN TV PC CD DVD API FAQ IVR SMS MMS PDF URL USB VIP CEO CFO CTO HR IP PR QA UI UX AI ATM DMV
DNA EMS ETA FBI GPS HMO HTML HTTP IBM ICU IRS ISP KPI LLC MRI NFL NBA PBX PO RSVP RTP SDK SIP SQL SSN SUV TLS UPS
USA VPN VAT WWW XML
"""
_SPOKEN_ACRONYMS = frozenset(_SPOKEN_LIST.split())
_SPELLED_ACRONYMS = frozenset(_SPELLED_LIST.split())


def abbreviation(match: Match[str]) -> str:
    """``Dr.`` as 'Doctor'; ``No.`` only before a figure, ``St.`` as Saint before a name."""
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


def web_address(match: Match[str]) -> str:
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


def acronym(match: Match[str]) -> str:
    """Capitals that are letters to be said by name, unless they are a word or somebody is shouting."""
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


def postal_address(text: str) -> str:
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
    return text


def ampersand(match: Match[str]) -> str:
    """``AT&T``, letter by letter."""
    return f"{spelled(match[1])} and {spelled(match[2])}"


def letters(match: Match[str]) -> str:
    """``A B C`` or ``A.B.C``: letters by their names."""
    return CAPITAL.sub(rf"{SPELL}\g<0>", match.group().replace(".", " "))


def lone_letter(match: Match[str]) -> str:
    """``plan A``: a letter, not the article."""
    return f"{match[1]} {SPELL}{match[2].upper()}"


def symbol(match: Match[str]) -> str:
    """A sign by its name."""
    return SYMBOLS[match.group()]
