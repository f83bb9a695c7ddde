"""Twilio's voice names and languages, and which voice here stands in for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from voicelab.errors import DocumentError, LabError
from voicelab.speech.engines import Gender, VoiceCard

__all__ = ["BASIC", "LANGUAGES", "POLLY", "Choice", "choose", "known_language"]

BASIC = frozenset({"man", "woman", "alice"})
"""The basic voices; they do not do SSML on the platform: tags are stripped and the text is kept."""

_FEMALE_BASIC = frozenset({"woman", "alice"})

_LANGUAGE_LIST = """
af-ZA am-ET ar-AE ar-XA arb bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-AT de-DE el-GR en-AU en-CA
en-GB en-GB-WLS en-IE en-IN en-NZ en-US en-ZA es-ES es-MX es-US et-EE eu-ES fi-FI fil-PH fr-BE fr-CA fr-FR
gl-ES gu-IN he-IL hi-IN hr-HR hu-HU id-ID is-IS it-IT ja-JP kn-IN ko-KR lt-LT lv-LV ml-IN mr-IN ms-MY nb-NO
nl-BE nl-NL pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE sw-KE ta-IN te-IN th-TH tr-TR uk-UA
ur-IN vi-VN yue-CN yue-HK zh-CN zh-HK zh-TW de-CH en-SG
"""
LANGUAGES = frozenset(_LANGUAGE_LIST.split())
"""Every language that a Say may name (the helper library's list, and the locales of voices it also names)."""

_SHORT = {
    "en": "en-US", "en-uk": "en-GB", "es": "es-ES", "fr": "fr-FR", "de": "de-DE", "it": "it-IT", "pt": "pt-BR",
    "nl": "nl-NL", "pl": "pl-PL", "ru": "ru-RU", "ja": "ja-JP", "ko": "ko-KR", "zh": "zh-CN", "cmn": "cmn-CN",
    "da": "da-DK", "sv": "sv-SE", "no": "nb-NO", "nb": "nb-NO", "fi": "fi-FI", "ca": "ca-ES", "hi": "hi-IN",
    "ar": "arb", "tr": "tr-TR", "cs": "cs-CZ", "el": "el-GR", "hu": "hu-HU", "ro": "ro-RO", "uk": "uk-UA",
}  # fmt: skip
_BY_FOLDED = {name.lower(): name for name in LANGUAGES} | _SHORT

_POLLY_TABLE = """
arb Zeina | ar-AE Hala Zayd+ | ca-ES Arlet | cmn-CN Zhiyu | cs-CZ Jitka | cy-GB Gwyneth | da-DK Naja Mads+ Sofie
de-AT Hannah | de-CH Sabrina | de-DE Marlene Hans+ Vicki Daniel+ | en-AU Nicole Olivia Russell+
en-GB Amy Emma Brian+ Arthur+ | en-GB-WLS Geraint+ | en-IE Niamh | en-IN Aditi Raveena Kajal | en-NZ Aria
en-SG Jasmine | en-US Danielle Gregory+ Ivy Joanna Joey+ Justin+ Kendra Kevin+ Kimberly Matthew+ Patrick+ Ruth
en-US Salli Stephen+ Tiffany | en-ZA Ayanda | es-ES Conchita Enrique+ Lucia Sergio+ Alba Raul+ | es-MX Mia Mía Andres+
es-US Lupe Miguel+ Penelope Pedro+ | fi-FI Suvi | fr-BE Isabelle | fr-CA Chantal Gabrielle Liam+
fr-FR Celine Lea Mathieu+ Remi+ Rémi+ Ambre Florian+ | hi-IN Aditi Kajal | is-IS Dora Karl+
it-IT Carla Bianca Giorgio+ Adriano+ Beatrice Lorenzo+ | ja-JP Mizuki Takumi+ Kazuha Tomoko | ko-KR Seoyeon Jihye
nb-NO Liv Ida | nl-BE Lisa | nl-NL Laura Lotte Ruben+ | pl-PL Ewa Jacek+ Jan+ Maja Ola
pt-BR Camila Ricardo+ Vitoria Vitória Thiago+ | pt-PT Cristiano+ Ines | ro-RO Carmen | ru-RU Maxim+ Tatyana
sv-SE Astrid Elin | tr-TR Filiz Burcu | yue-CN Hiujin
"""


def _polly() -> dict[str, tuple[str, Gender]]:
    table: dict[str, tuple[str, Gender]] = {}
    for entry in re.split(r"[|\n]", _POLLY_TABLE.strip()):
        language, *names = entry.split()
        for name in names:
            table.setdefault(name.rstrip("+"), (language, "male" if name.endswith("+") else "female"))
    return table


POLLY = _polly()
"""Amazon Polly's voices by name: language and gender."""

_SUFFIX = re.compile(r"-(Neural|Generative|Long-?Form)$", re.IGNORECASE)
_GOOGLE = re.compile(
    r"([a-z]{2,3}-[A-Za-z]{2})-(Standard|Wavenet|Neural2|Studio|News|Polyglot|Journey|Casual|Chirp3?-HD|Chirp)"
    r"(?:-([A-Za-z]+))?",
    re.IGNORECASE,
)
_GOOGLE_MEN_LIST = """
b d i j achird algenib algieba alnilam charon enceladus fenrir iapetus orus puck rasalgethi sadachbia
sadaltager schedar umbriel zubenelgenubi
"""
_GOOGLE_MEN = frozenset(_GOOGLE_MEN_LIST.split())
"""Google's letters and names that belong to men in most of its languages."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The voice that will speak."""

    voice: str  # engine:voice
    language: str  # how the words are read, BCP-47: as asked, or the voice's when it cannot
    basic: bool = False  # a basic voice: no SSML
    remark: str = ""  # for the user, when another voice stands in


@dataclass(frozen=True, slots=True)
class _Wanted:
    language: str
    gender: Gender | None


def known_language(language: str) -> str:
    """The proper spelling of a language that Say knows; raises DocumentError 13512 for another."""
    known = _BY_FOLDED.get(language.strip().replace("_", "-").lower())
    if known is None:
        raise DocumentError(
            f"{language!r} is not a language that Say knows.",
            code=13512,
            cure="Use one such as en-US, en-GB, es-ES, fr-FR or de-DE.",
        )
    return known


def choose(voice: str, language: str, cards: Sequence[VoiceCard]) -> Choice:
    """Which of the voices here speaks for the one asked for.

    ``language`` and ``voice`` may be empty: not given. A voice with a language of its own keeps it when the
    language is not given or only the default, en-US. Raises DocumentError 13511 for a voice that neither
    Twilio nor this lab has, 13512 for a language that Say does not know; LabError where nobody can speak.
    """
    if not cards:
        raise LabError(
            "There is no voice here.",
            cure="Install VoiceLab again; `voicelab doctor --only speech` says what is wrong.",
        )
    return _choose(voice.strip(), language.strip(), tuple(cards))


@lru_cache(maxsize=512)
def _choose(voice: str, language: str, cards: tuple[VoiceCard, ...]) -> Choice:
    asked = known_language(language) if language else ""
    folded = voice.lower()
    for card in cards:
        if folded == card.name.lower():
            spoken = asked or card.language
            return Choice(card.name, _read_as(card, spoken), remark=_foreign(card, spoken))
    if not voice or folded in BASIC:
        gender: Gender = "female" if folded in _FEMALE_BASIC else "male"
        wanted = _Wanted(asked or "en-US", gender)
        card = _nearest(wanted, cards)
        read_as = _read_as(card, wanted.language)
        return Choice(card.name, read_as, folded in BASIC, _foreign(card, wanted.language))
    own = _own(voice, cards)
    spoken = own.language if asked in ("", "en-US") else asked
    card = _nearest(_Wanted(spoken, own.gender), cards)
    words = [f"{voice} is not in this lab: {_named(card)} speaks instead."]
    if spoken.partition("-")[0] != own.language.partition("-")[0]:
        words.append(f"On the platform {voice} speaks {own.language}, not {spoken}: this Say may fail there.")
    foreign = _foreign(card, spoken)
    if foreign:
        words.append(foreign)
    return Choice(card.name, _read_as(card, spoken), remark=" ".join(words))


def _own(voice: str, cards: Sequence[VoiceCard]) -> _Wanted:
    """Language and gender of a voice by its name on the platform."""
    provider, dot, name = voice.partition(".")
    if dot and provider.lower() == "polly":
        facts = _POLLY_FOLDED.get(_SUFFIX.sub("", name).lower())
        if facts is not None:
            return _Wanted(*facts)
    elif dot and provider.lower() == "google":
        match = _GOOGLE.fullmatch(name)
        if match and (known := _BY_FOLDED.get(match[1].lower())):
            letter = (match[3] or "").lower()
            return _Wanted(known, "male" if letter in _GOOGLE_MEN else "female" if letter else None)
    here = ", ".join(card.name for card in cards)
    raise DocumentError(
        f"{voice!r} is not a voice that Say knows.",
        code=13511,
        cure=f"Use man, woman, Polly.Joanna, Google.en-US-Standard-C and the like; in this lab also {here}.",
    )


_POLLY_FOLDED = {name.lower(): facts for name, facts in POLLY.items()}


def _nearest(wanted: _Wanted, cards: Sequence[VoiceCard]) -> VoiceCard:
    """The same language before the same country, that before the same gender; else the first, by gender."""
    base = wanted.language.partition("-")[0]

    def distance(card: VoiceCard) -> tuple[bool, bool, bool]:
        return (
            card.language.partition("-")[0] != base,
            card.language != wanted.language,
            wanted.gender is not None and card.gender != wanted.gender,
        )

    same = [card for card in cards if card.language.partition("-")[0] == base]
    if same:
        return min(same, key=distance)
    house = [card for card in cards if card.name.partition(":")[0] == cards[0].name.partition(":")[0]]
    return next((card for card in house if wanted.gender in (None, card.gender)), cards[0])


def _named(card: VoiceCard) -> str:
    return f"{card.name} ({card.about})" if card.about else card.name


def _read_as(card: VoiceCard, language: str) -> str:
    same = card.language.partition("-")[0] == language.partition("-")[0]
    return language if same else card.language


def _foreign(card: VoiceCard, language: str) -> str:
    """Words for the user when a voice must speak a language or an accent that is not its own."""
    if card.language == language:
        return ""
    if card.language.partition("-")[0] == language.partition("-")[0]:
        return f"No voice here speaks {language}: {card.name} speaks with its own accent, {card.language}."
    extra = ""
    if language.partition("-")[0] in ("de", "es", "fr", "it"):
        extra = " pip install 'voicelab[pico]' adds German, Spanish, French and Italian."
    return f"No voice here speaks {language}: {card.name} reads it as if it were {card.language}.{extra}"
