"""How rows of the grammar's table are written: elements, kinds of attributes, and attributes that several share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from voicelab.twiml.addresses import Address
from voicelab.twiml.entry import SCHEMA, Attribute, ElementSpec, Support, TextSlot
from voicelab.twiml.limits import limit_of
from voicelab.twiml.values import Choice, Flag, Kind, Listed, Text, Value, Whole

__all__ = [
    "AMD",
    "CARDS",
    "ENCODINGS",
    "KEYS_PLAYED",
    "KEYS_SENT",
    "RECOGNISERS",
    "RECORD",
    "RINGTONES",
    "SSML_ALL",
    "SSML_INLINE",
    "TRACKS",
    "TRIM",
    "Family",
    "attribute",
    "choice",
    "flag",
    "legacy",
    "listed",
    "method",
    "recording_status",
    "screen",
    "simulated",
    "status",
    "text",
    "url",
]


class Family(dict[str, ElementSpec]):
    """A part of the table: elements by their key, in their order."""

    def add(
        self,
        key: str,
        doc: str,
        *attributes: Attribute | Iterable[Attribute],
        name: str | None = None,
        children: str = "",
        text: TextSlot | None = None,
        support: tuple[Support, str] = ("real", ""),
        misplaced: int = SCHEMA,
    ) -> None:
        """Write an element's row; ``children`` are the keys of what may stand inside, with spaces between."""
        flat: list[Attribute] = []
        for item in attributes:
            flat.extend([item] if isinstance(item, Attribute) else item)
        assert key not in self and len({attribute.name for attribute in flat}) == len(flat), key
        self[key] = ElementSpec(
            key=key,
            name=name or key,
            doc=doc,
            attributes={attribute.name: _limited(key, attribute) for attribute in flat},
            children=tuple(children.split()),
            text=text,
            support=support[0],
            says=support[1],
            misplaced=misplaced,
        )


def _limited(key: str, attribute: Attribute) -> Attribute:
    """The attribute with what a lab does not do with it."""
    if attribute.legacy:
        return replace(attribute, support="refused", says="Nobody documents it any more.")
    support, says = limit_of(key, attribute.name)
    return replace(attribute, support=support, says=says) if support is not None else attribute


def simulated(sentence: str) -> tuple[Support, str]:
    """The support of an element whose far end is pretended; the sentence says what is pretended."""
    return ("simulated", sentence)


def attribute(
    name: str, kind: Kind, doc: str, default: Value = None, code: int = SCHEMA, **more: Any
) -> Attribute:
    """An attribute of any kind."""
    return Attribute(name, kind, doc, default, code, **more)


def url(name: str, doc: str, default: str | None = None, code: int = 11100) -> Attribute:
    """An address, absolute or relative to the document."""
    return Attribute(name, Address(), doc, default, code)


def method(name: str, of: str, code: int = SCHEMA, default: str = "POST") -> Attribute:
    """The HTTP method of the attribute ``of``."""
    return Attribute(name, METHOD, f"The HTTP method {of} is requested with.", default, code)


def flag(name: str, default: bool | None, doc: str, code: int = SCHEMA, **more: Any) -> Attribute:
    """One of the words true and false."""
    return Attribute(name, Flag(), doc, default, code, **more)


def text(name: str, doc: str, longest: int | None = None, default: str | None = None) -> Attribute:
    """Any text, of at most ``longest`` characters."""
    return Attribute(name, Text(longest=longest), doc, default)


def choice(
    name: str, options: str, default: str | None, doc: str, code: int = SCHEMA, **older: str
) -> Attribute:
    """One of ``options``, with spaces between; ``older`` names other spellings of them."""
    return Attribute(name, Choice(tuple(options.split()), older), doc, default, code)


def listed(name: str, options: str, default: str, doc: str, code: int = SCHEMA) -> Attribute:
    """Several of ``options``, with spaces between, as they stand in the document."""
    return Attribute(name, Listed(tuple(options.split())), doc, tuple(default.split()), code)


def legacy(name: str, doc: str = "", code: int = SCHEMA, kind: Kind | None = None) -> Attribute:
    """An attribute that the schema knows and nobody documents any more."""
    doc = doc or "Known to Twilio's schema, no longer documented; the lab ignores it."
    return Attribute(name, kind or Text(), doc, None, code, legacy=True)


METHOD = Choice(("GET", "POST"), folded=True)
TRIM = "trim-silence do-not-trim"
ENCODINGS = {  # other names of them
    **dict.fromkeys(("mulaw", "ulaw", "pcmu", "audio/basic", "audio/pcmu", "audio/mulaw"), "audio/x-mulaw"),
    **dict.fromkeys(("alaw", "pcma", "audio/pcma", "audio/alaw"), "audio/x-alaw"),
    **dict.fromkeys(("l16", "pcm", "linear16", "audio/l16", "audio/pcm", "audio/x-raw"), "audio/x-l16"),
}
TRACKS = "inbound_track outbound_track both_tracks"
KEYS_PLAYED = Text("keys 0-9, A-D, *, #, w (half a second) and W (a second)", r"[0-9A-D*#wW]*")
KEYS_SENT = Text("keys 0-9, *, #, w (half a second) and W (a second)", r"[0-9*#wW]*")
RECORD = (
    "do-not-record record-from-answer record-from-ringing record-from-answer-dual record-from-ringing-dual"
)
CARDS = "visa mastercard amex maestro discover optima jcb diners-club enroute"
RINGTONES = (
    "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt ru se sg th uk us"
    " us-old tw ve za"
)
RECOGNISERS = (
    "default numbers_and_commands phone_call experimental_conversations experimental_utterances googlev2_long"
    " googlev2_short googlev2_telephony googlev2_telephony_short deepgram_nova-2 deepgram_nova-3"
)
SSML_ALL = "SsmlBreak SsmlEmphasis SsmlLang SsmlP SsmlPhoneme SsmlProsody SsmlS SsmlSayAs SsmlSub SsmlW"
SSML_INLINE = "SsmlBreak SsmlEmphasis SsmlLang SsmlPhoneme SsmlProsody SsmlSayAs SsmlSub SsmlW"


def status(
    events: str = "initiated ringing answered completed",
    default: str = "completed",
    what: str = "this call leg",
) -> list[Attribute]:
    """The three attributes of a leg's status callback."""
    return [
        url("statusCallback", f"Where the progress of {what} is reported."),
        method("statusCallbackMethod", "statusCallback"),
        listed("statusCallbackEvent", events, default, f"Which steps of {what} are reported."),
    ]


def recording_status(code: int = SCHEMA) -> list[Attribute]:
    """The attributes of a recording's status callback."""
    return [
        url("recordingStatusCallback", "Where to report what became of the recording.", code=13256),
        method("recordingStatusCallbackMethod", "recordingStatusCallback"),
        listed(
            "recordingStatusCallbackEvent",
            "in-progress completed absent",
            "completed",
            "Which steps of the recording are reported.",
            code,
        ),
        text("recordingConfigurationId", "A recording configuration of the account; the lab has none."),
    ]


AMD = [
    choice(
        "machineDetection",
        "Enable DetectMessageEnd",
        None,
        "Whether to find out if a person or an answering machine answered.",
        21263,
    ),
    url("amdStatusCallback", "Where the verdict of the answering machine detection is reported."),
    method("amdStatusCallbackMethod", "amdStatusCallback"),
    attribute(
        "machineDetectionTimeout", Whole(3, 60, unit="seconds"), "How long the detection may take.", 30, 21263
    ),
    attribute(
        "machineDetectionSpeechThreshold",
        Whole(1000, 6000, unit="milliseconds"),
        "How much speech makes a greeting, and so a machine.",
        2400,
        21263,
    ),
    attribute(
        "machineDetectionSpeechEndThreshold",
        Whole(500, 5000, unit="milliseconds"),
        "How much silence ends the greeting.",
        1200,
        21263,
    ),
    attribute(
        "machineDetectionSilenceTimeout",
        Whole(2000, 10000, unit="milliseconds"),
        "How much silence at the start ends the detection as unknown.",
        5000,
        21263,
    ),
]


def screen(code: int = SCHEMA) -> list[Attribute]:
    """The document that runs on a called leg before the two are joined."""
    return [
        url("url", "A document that runs on the called leg after it answers and before the two are joined."),
        method("method", "url", code),
    ]
