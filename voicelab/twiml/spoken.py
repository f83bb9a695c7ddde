"""Kinds of value about speech: languages, voices, hints to a recogniser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from voicelab.twiml.values import BadValue, Kind, Value

__all__ = ["Hints", "Language", "Voice"]

# ISO 639-1, and the three-letter codes that speech services use
_TONGUES = frozenset(
    str.split(
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
        "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
        "ie ig ii ik io is it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt "
        "lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt "
        "qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
        "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu arb cmn fil nar yue "
    )
)
_LANGUAGE = re.compile(
    r"([A-Za-z]{2,3})([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?([-_][A-Za-z0-9]{1,8})*"
)
_LANGUAGES = (
    "en-US en-GB en-AU en-CA en-IN es-ES es-MX es-US fr-FR fr-CA de-DE it-IT pt-BR pt-PT nl-NL da-DK sv-SE nb-NO"
    " fi-FI pl-PL ru-RU tr-TR uk-UA ar-XA he-IL hi-IN id-ID ja-JP ko-KR th-TH vi-VN cmn-CN zh-TW yue-HK"
)


@dataclass(frozen=True, slots=True)
class Language(Kind):
    """A language tag (BCP 47), such as ``en-US``; ``others`` are words of the service itself."""

    others: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """The tag as written."""
        text = text.strip()
        if text in self.others:
            return text
        match = _LANGUAGE.fullmatch(text)
        if match is None:
            raise BadValue("malformed")
        if match[1].lower() not in _TONGUES:
            raise BadValue("unknown")
        return text

    @property
    def expected(self) -> str:
        """What a tag looks like."""
        return 'a language tag such as "en-US" or "de-DE"' + "".join(f', or "{word}"' for word in self.others)

    @property
    def offers(self) -> tuple[str, ...]:
        """The languages most asked for."""
        return (*self.others, *_LANGUAGES.split())

    def to_json(self) -> dict[str, Any]:
        """The type, and what to offer."""
        return {"type": "language", "suggestions": [*self.offers]}


_VOICES = (
    "man woman alice Polly.Joanna Polly.Joanna-Neural Polly.Matthew Polly.Matthew-Neural Polly.Amy Polly.Amy-Neural"
    " Polly.Brian Polly.Emma Polly.Danielle-Generative Polly.Ruth-Generative Polly.Celine Polly.Lea-Neural"
    " Polly.Mathieu Polly.Marlene Polly.Vicki-Neural Polly.Hans Polly.Daniel-Neural Polly.Lucia Polly.Enrique"
    " Polly.Lupe-Neural Polly.Bianca Polly.Camila-Neural Google.en-US-Standard-C Google.en-US-Neural2-F"
    " Google.en-US-Chirp3-HD-Aoede Google.en-GB-Neural2-A Google.de-DE-Neural2-B Google.es-ES-Neural2-A"
    " Google.fr-FR-Neural2-A"
)
_VOICE = re.compile(
    r"man|woman|alice|Polly\.[A-Z][A-Za-z]+(-(Neural|Generative|Long-Form))?"
    r"|Google\.[a-z]{2,3}(-[A-Za-z0-9]+){1,6}|ElevenLabs\.\S+"
)


@dataclass(frozen=True, slots=True)
class Voice(Kind):
    """A voice as Say names it: ``man``, ``woman``, ``alice``, ``Polly.*``, ``Google.*``."""

    def read(self, text: str) -> Value:
        """The name as written."""
        text = text.strip()
        if not _VOICE.fullmatch(text):
            raise BadValue("unknown")
        return text

    @property
    def expected(self) -> str:
        """The families of names."""
        return '"man", "woman", or a voice such as "Polly.Joanna-Neural" or "Google.en-US-Neural2-F"'

    @property
    def offers(self) -> tuple[str, ...]:
        """The voices most asked for."""
        return tuple(_VOICES.split())

    def to_json(self) -> dict[str, Any]:
        """The type, and what to offer."""
        return {"type": "voice", "suggestions": [*self.offers]}


@dataclass(frozen=True, slots=True)
class Hints(Kind):
    """Phrases a caller may say, separated by commas: at most 500, of at most 100 characters each."""

    def read(self, text: str) -> Value:
        """The phrases as written."""
        phrases = text.split(",")
        if len(phrases) > 500 or any(len(phrase.strip()) > 100 for phrase in phrases):
            raise BadValue("long")
        return text.strip()

    @property
    def expected(self) -> str:
        """The limits."""
        return "phrases separated by commas, at most 500, each of at most 100 characters"

    def to_json(self) -> dict[str, Any]:
        """The type."""
        return {"type": "hints"}
