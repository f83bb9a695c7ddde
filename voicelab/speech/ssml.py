"""The inside of a Say as a script for an engine: text and SSML become sentences and exact silences.

The elements are Twilio's: break, emphasis, lang, p, phoneme, prosody, s, say-as, sub, w. No entity or DTD is
ever expanded, nesting and size are capped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from voicelab.errors import DocumentError
from voicelab.speech.engines import base
from voicelab.speech.letters import SPELL
from voicelab.speech.normalise import clean, expand, say_as
from voicelab.speech.phonemes import from_x_sampa
from voicelab.speech.prosody import emphasis, pitch, rate, volume
from voicelab.speech.spoken import Break, Piece, Script, Sentence, Span, Style

__all__ = ["COMMA", "MAX_BREAK", "PARAGRAPH", "SENTENCE", "parse", "plain"]

COMMA, SENTENCE, PARAGRAPH = 0.20, 0.45, 0.75
"""Seconds of silence after a clause, a sentence and a paragraph."""

MAX_BREAK = 10.0
"""The longest break, seconds: Amazon Polly's limit."""

MAX_SILENCE = 600.0
"""Seconds of breaks in one Say, at most."""

MAX_SENTENCE = 400  # characters
MAX_DEPTH = 64
MAX_CHARACTERS = 64 * 1024
MAX_REMARKS = 20

_STRENGTHS = {
    "none": 0.0, "x-weak": 0.0, "weak": COMMA, "medium": COMMA, "strong": SENTENCE, "x-strong": PARAGRAPH,
}  # fmt: skip
_TIME = re.compile(r"\+?(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})\s*(ms|s)")
# A sentence ends at . ! ? … and closing quotes before a space; the rest decides whether a dot was an end.
_END = re.compile(r"[.!?…]+[\"')\]”’]*(?=\s)")
_ROLES = {
    "vb": "VB", "vbd": "VBD", "dt": "DT", "in": "IN", "nn": "NN", "jj": "JJ", "default": "DEFAULT", "sense_1": "",
}  # fmt: skip
_EXPLETIVE = 0.4
_ELEMENTS = frozenset(
    {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w", "speak"}
)


def plain(text: str, language: str, remark: str = "") -> Script:
    """Text without markup as a script."""
    builder = _Builder(language)
    builder.write(expand(text, language))
    return Script(builder.finish(), (remark,) if remark else ())


def parse(ssml: str, language: str, others: Mapping[str, str] | None = None) -> Script:
    """The inside of a Say, an XML fragment, as a script in ``language`` (BCP-47).

    ``others`` names a voice for each language that one here speaks, for ``<lang>``, by the language without country.

    What cannot be followed becomes a remark and its text is read as it is. Raises DocumentError 12100 when
    the fragment is not well-formed or declares entities, 13521 when it is longer than 64 k characters.
    """
    if len(ssml) > MAX_CHARACTERS:
        raise DocumentError(f"This Say is {len(ssml)} characters long.", code=13521, cure="4096 is the most.")
    if "<" not in ssml and "&" not in ssml:
        return plain(ssml, language)
    reader = _Reader(language, others or {})
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(f"<speak>{ssml}</speak>", True)
    except expat.ExpatError as fault:
        raise DocumentError(
            f"The inside of this Say is not well-formed XML: {expat.errors.messages[fault.code]}.",
            code=12100,
            cure="Write & as &amp; and < as &lt;, and close every element.",
        ) from None
    return reader.finish()


def _no_doctype(*_: object) -> None:
    raise DocumentError("A Say may not hold a DTD.", code=12100, cure="Remove the DOCTYPE and its entities.")


@dataclass(slots=True)
class _Builder:
    """Collects words into sentences, and sentences and breaks into a script."""

    language: str
    pieces: list[Piece] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    style: Style = field(default_factory=Style)

    def write(self, words: str, ipa: str = "", role: str = "") -> None:
        """Add words in the style of now; plain words are cut into sentences here."""
        if ipa or role:
            self.spans.append(Span(words, ipa, role))
            return
        start = 0
        for match in _END.finditer(words):
            if not _ends(words, match):
                continue
            self._add(words[start : match.end()])
            self.pause(SENTENCE)
            start = match.end()
        self._add(words[start:])

    def _add(self, words: str) -> None:
        if words and (self.spans or words.strip()):
            self.spans.append(Span(words))

    def pause(self, seconds: float) -> None:
        """End the sentence with a pause of its own; it is nothing at the end of the script."""
        self.end_sentence()
        if self.pieces and isinstance(self.pieces[-1], Sentence):
            self.pieces.append(_Rest(seconds))
        elif self.pieces and isinstance(self.pieces[-1], _Rest):
            self.pieces[-1] = _Rest(max(seconds, self.pieces[-1].seconds))

    def silence(self, seconds: float) -> None:
        """Exact silence, in place of a pause that stands there already."""
        self.end_sentence()
        if self.pieces and isinstance(self.pieces[-1], _Rest):
            self.pieces.pop()
        if self.pieces and isinstance(self.pieces[-1], Break):
            seconds += self.pieces.pop().seconds  # type: ignore[union-attr]
        self.pieces.append(Break(seconds))

    def end_sentence(self) -> None:
        """Put the words so far down as one sentence, if a voice can say any of them."""
        spans, self.spans = self.spans, []
        for part in _breaths(spans):
            said = "".join(span.text for span in part)
            if any(span.ipa for span in part) or any(character.isalnum() for character in said):
                self.pieces.append(Sentence(tuple(part), self.style))

    def finish(self) -> tuple[Piece, ...]:
        """The script so far, without a sentence's own pause at its end."""
        self.end_sentence()
        while self.pieces and isinstance(self.pieces[-1], _Rest):
            self.pieces.pop()
        return tuple(Break(piece.seconds) if isinstance(piece, _Rest) else piece for piece in self.pieces)


def _breaths(spans: list[Span]) -> Iterator[list[Span]]:
    """Cut what is too long for one breath: an engine's memory grows with the length of a sentence."""
    part: list[Span] = []
    room = MAX_SENTENCE
    for span in spans:
        rest = span
        while len(rest.text) > room and not rest.ipa:
            head = rest.text[:room]
            cut = max(head.rfind(", ") + 1, head.rfind("; ") + 1) or head.rfind(" ") or room
            cut = cut if cut > 0 else room
            yield [*part, replace(rest, text=rest.text[:cut])]
            part, room, rest = [], MAX_SENTENCE, replace(rest, text=rest.text[cut:])
        part.append(rest)
        room = max(1, room - len(rest.text))
    if part:
        yield part


class _Rest(Break):
    """A pause that a sentence brings with it; a break in its place replaces it."""

    __slots__ = ()


def _ends(words: str, match: re.Match[str]) -> bool:
    """Whether punctuation in the middle of a text ends a sentence."""
    after = words[match.end() :].lstrip()
    if not after:
        return True
    if match.group().startswith(".") and len(match.group()) == 1:
        if after[0].islower():
            return False
        before = words[: match.start()].split()[-2:]
        initial = before[-1:] and before[-1].removeprefix(SPELL)
        if initial and len(initial) == 1 and initial.isupper():  # J. Doe, but not 5 p.m.
            return initial == "M" and len(before) == 2 and before[0] in (f"{SPELL}A", f"{SPELL}P")
    return True


class _Reader:
    """What the XML parser calls."""

    def __init__(self, language: str, others: Mapping[str, str]) -> None:
        self._others = others
        self._builder = _Builder(language)
        self._open: list[tuple[str, Mapping[str, str], Style]] = []
        self._captured: list[str] | None = None  # text of a sub, phoneme, say-as or w
        self._text: list[str] = []
        self._remarks: dict[str, None] = {}
        self._language = language
        self._silent = 0.0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > MAX_DEPTH:
            raise DocumentError(f"SSML is nested deeper than {MAX_DEPTH}.", code=12100, cure="Flatten it.")
        self._flush()
        before = self._builder.style
        self._open.append((name, attributes, before))
        if name not in _ELEMENTS:
            self._remark(f"<{name}> is not SSML that Say knows; its text was read as it is.")
        if self._captured is not None:
            return  # inside a sub or the like only the text counts
        if name in ("sub", "phoneme", "say-as", "w"):
            self._captured = []
        elif name == "break":
            self._silence(self._break(attributes))
        elif name == "p":
            self._builder.pause(PARAGRAPH)
        elif name == "s":
            self._builder.pause(SENTENCE)
        elif name in ("prosody", "emphasis", "lang"):
            self._restyle(self._styled(name, attributes, before))

    def end(self, name: str) -> None:
        self._flush()
        _, attributes, before = self._open.pop()
        if self._captured is not None:
            if not any(opened in ("sub", "phoneme", "say-as", "w") for opened, _, _ in self._open):
                inside, self._captured = "".join(self._captured), None
                self._special(name, attributes, inside)
        elif name == "p":
            self._builder.pause(PARAGRAPH)
        elif name == "s":
            self._builder.pause(SENTENCE)
        elif name in ("prosody", "emphasis", "lang"):
            self._restyle(before)

    def text(self, data: str) -> None:
        self._text.append(data)

    def finish(self) -> Script:
        self._flush()
        return Script(self._builder.finish(), tuple(self._remarks))

    def _flush(self) -> None:
        text, self._text = "".join(self._text), []
        if not text:
            return
        if self._captured is not None:
            self._captured.append(text)
        else:
            self._builder.write(expand(text, self._spoken))

    @property
    def _spoken(self) -> str:
        """The language that is spoken here: that of a lang which somebody here speaks, else the Say's."""
        inner = self._builder.style.language
        return inner if inner and base(inner) in {base(self._language), *self._others} else self._language

    def _restyle(self, style: Style) -> None:
        """Begin to speak in another style; words on both sides of it are still one sentence to the ear."""
        builder = self._builder
        if style != builder.style:
            builder.end_sentence()
            builder.style = style

    def _styled(self, name: str, attributes: Mapping[str, str], style: Style) -> Style:
        if name == "lang":
            language = attributes.get("xml:lang", "").strip()
            if base(language) != base(self._language):
                other = self._others.get(base(language))
                self._remark(
                    f"<lang xml:lang={language!r}> was read by the same voice, as {self._language}."
                    if other is None
                    else f"<lang xml:lang={language!r}> is spoken by {other}; on the platform by the same voice."
                )
            return replace(style, language=language)
        if name == "emphasis":
            return emphasis(style, attributes.get("level", "moderate"), self._remark)
        if "rate" in attributes:
            style = replace(style, rate=rate(attributes["rate"], style.rate, self._remark))
        if "pitch" in attributes:
            style = replace(style, pitch=pitch(attributes["pitch"], style.pitch, self._remark))
        if "volume" in attributes:
            style = replace(style, volume=volume(attributes["volume"], style.volume, self._remark))
        return style

    def _break(self, attributes: Mapping[str, str]) -> float:
        time = attributes.get("time", "").strip()
        if time:
            match = _TIME.fullmatch(time)
            if match is None:
                self._remark(f"{time!r} is no time for a break; write it as 500ms or 1.5s.")
            else:
                seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
                if seconds > MAX_BREAK:
                    self._remark(f"a break of {time} was cut to {MAX_BREAK:g} s, the longest there is.")
                return min(seconds, MAX_BREAK)
        strength = attributes.get("strength", "medium").strip()
        if strength not in _STRENGTHS:
            self._remark(f"{strength!r} is no strength of a break; medium was used.")
        return _STRENGTHS.get(strength, COMMA)

    def _silence(self, seconds: float) -> None:
        if self._silent + seconds > MAX_SILENCE:
            self._remark(
                f"the breaks of this Say are longer than {MAX_SILENCE:g} s together; the rest was left out."
            )
            return
        self._silent += seconds
        self._builder.silence(seconds)

    def _special(self, name: str, attributes: Mapping[str, str], inside: str) -> None:
        write = self._builder.write
        if name == "sub":
            write(expand(attributes.get("alias", inside), self._spoken))
        elif name == "w":
            role = attributes.get("role", "").rpartition(":")[2].lower()
            if role not in _ROLES:
                self._remark(f"<w role={attributes.get('role', '')!r}> is not a role that is known.")
            write(clean(inside), role=_ROLES.get(role, ""))
        elif name == "phoneme":
            self._phoneme(attributes, inside)
        elif name == "say-as":
            kind = attributes.get("interpret-as", "").strip()
            if kind == "expletive":
                self._silence(_EXPLETIVE)
                self._remark("an expletive is a short silence here, not a beep.")
                return
            words, remark = say_as(kind, attributes.get("format", "").strip(), inside, self._spoken)
            if remark:
                self._remark(remark)
            write(words)

    def _phoneme(self, attributes: Mapping[str, str], inside: str) -> None:
        alphabet, sounds = attributes.get("alphabet", "ipa").lower(), attributes.get("ph", "").strip()
        if alphabet == "x-sampa":
            sounds = from_x_sampa(sounds)
        elif alphabet != "ipa":
            self._remark(f"the phoneme alphabet {alphabet!r} is not known here; the text was read as it is.")
            sounds = ""
        if sounds and len(sounds) <= 500:
            self._builder.write(clean(inside).strip() or "x", ipa=sounds)
        else:
            self._builder.write(expand(inside, self._spoken))

    def _remark(self, words: str) -> None:
        if len(self._remarks) < MAX_REMARKS:
            self._remarks[words[:300]] = None
