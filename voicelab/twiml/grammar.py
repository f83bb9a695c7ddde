"""The grammar of TwiML for voice: every verb, noun and SSML element, every attribute, in one table.

Validation, defaults, completion, hovers, documentation and the editor's TypeScript all read this table and
nothing else. Names, nesting and enumerations are those of the official helper libraries (``twilio`` 9.13) and
Twilio's schema; ranges and defaults are those of Twilio's TwiML pages. The keys are the helper library's class
names, since some element names mean two things (``Sip`` in a Dial and in a Refer).

A verb that is new runs when it is written under ``voicelab/verbs`` and has its row in ``verbs/table.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from voicelab.twiml.addresses import Address, SipAddress, Telephone
from voicelab.twiml.entry import SCHEMA, Attribute, ElementSpec, Support, TextSlot
from voicelab.twiml.limits import limit_of
from voicelab.twiml.spoken import Hints, Language, Voice
from voicelab.twiml.values import Choice, Decimal, Flag, Kind, Listed, Text, Value, Whole

__all__ = ["ELEMENTS", "RESPONSE", "VERBS", "children_of", "grammar_json", "names", "spec"]

ELEMENTS: dict[str, ElementSpec] = {}
"""The table: every element by its key."""


# --- how rows are written -----------------------------------------------------------------------------------
def _element(
    key: str,
    doc: str,
    *attributes: Attribute | Iterable[Attribute],
    name: str | None = None,
    children: str = "",
    text: TextSlot | None = None,
    support: tuple[Support, str] = ("real", ""),
    misplaced: int = SCHEMA,
) -> None:
    flat: list[Attribute] = []
    for item in attributes:
        flat.extend([item] if isinstance(item, Attribute) else item)
    assert key not in ELEMENTS and len({attribute.name for attribute in flat}) == len(flat), key
    ELEMENTS[key] = ElementSpec(
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


def _a(name: str, kind: Kind, doc: str, default: Value = None, code: int = SCHEMA, **more: Any) -> Attribute:
    return Attribute(name, kind, doc, default, code, **more)


def _url(name: str, doc: str, default: str | None = None, code: int = 11100) -> Attribute:
    return Attribute(name, Address(), doc, default, code)


def _method(name: str, of: str, code: int = SCHEMA, default: str = "POST") -> Attribute:
    return Attribute(name, _METHOD, f"The HTTP method {of} is requested with.", default, code)


def _flag(name: str, default: bool | None, doc: str, code: int = SCHEMA, **more: Any) -> Attribute:
    return Attribute(name, Flag(), doc, default, code, **more)


def _text(name: str, doc: str, longest: int | None = None, default: str | None = None) -> Attribute:
    return Attribute(name, Text(longest=longest), doc, default)


def _choice(
    name: str, options: str, default: str | None, doc: str, code: int = SCHEMA, **older: str
) -> Attribute:
    return Attribute(name, Choice(tuple(options.split()), older), doc, default, code)


def _list(name: str, options: str, default: str, doc: str, code: int = SCHEMA) -> Attribute:
    return Attribute(name, Listed(tuple(options.split())), doc, tuple(default.split()), code)


def _legacy(name: str, doc: str = "", code: int = SCHEMA, kind: Kind | None = None) -> Attribute:
    doc = doc or "Known to Twilio's schema, no longer documented; the lab ignores it."
    return Attribute(name, kind or Text(), doc, None, code, legacy=True)


_METHOD = Choice(("GET", "POST"), folded=True)
_TRIM = "trim-silence do-not-trim"
_ENCODINGS = {  # other names of them
    **dict.fromkeys(("mulaw", "ulaw", "pcmu", "audio/basic", "audio/pcmu", "audio/mulaw"), "audio/x-mulaw"),
    **dict.fromkeys(("alaw", "pcma", "audio/pcma", "audio/alaw"), "audio/x-alaw"),
    **dict.fromkeys(("l16", "pcm", "linear16", "audio/l16", "audio/pcm", "audio/x-raw"), "audio/x-l16"),
}
_TRACKS = "inbound_track outbound_track both_tracks"
_KEYS_PLAYED = Text("keys 0-9, A-D, *, #, w (half a second) and W (a second)", r"[0-9A-D*#wW]*")
_KEYS_SENT = Text("keys 0-9, *, #, w (half a second) and W (a second)", r"[0-9*#wW]*")
_RECORD = (
    "do-not-record record-from-answer record-from-ringing record-from-answer-dual record-from-ringing-dual"
)
_CARDS = "visa mastercard amex maestro discover optima jcb diners-club enroute"
_RINGTONES = (
    "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt ru se sg th uk us"
    " us-old tw ve za"
)
_RECOGNISERS = (
    "default numbers_and_commands phone_call experimental_conversations experimental_utterances googlev2_long"
    " googlev2_short googlev2_telephony googlev2_telephony_short deepgram_nova-2 deepgram_nova-3"
)
_SSML_ALL = "SsmlBreak SsmlEmphasis SsmlLang SsmlP SsmlPhoneme SsmlProsody SsmlS SsmlSayAs SsmlSub SsmlW"
_SSML_INLINE = "SsmlBreak SsmlEmphasis SsmlLang SsmlPhoneme SsmlProsody SsmlSayAs SsmlSub SsmlW"


def _status(
    events: str = "initiated ringing answered completed",
    default: str = "completed",
    what: str = "this call leg",
) -> list[Attribute]:
    return [
        _url("statusCallback", f"Where the progress of {what} is reported."),
        _method("statusCallbackMethod", "statusCallback"),
        _list("statusCallbackEvent", events, default, f"Which steps of {what} are reported."),
    ]


def _recording_status(code: int = SCHEMA) -> list[Attribute]:
    return [
        _url("recordingStatusCallback", "Where to report what became of the recording.", code=13256),
        _method("recordingStatusCallbackMethod", "recordingStatusCallback"),
        _list(
            "recordingStatusCallbackEvent",
            "in-progress completed absent",
            "completed",
            "Which steps of the recording are reported.",
            code,
        ),
        _text("recordingConfigurationId", "A recording configuration of the account; the lab has none."),
    ]


_AMD = [
    _choice(
        "machineDetection",
        "Enable DetectMessageEnd",
        None,
        "Whether to find out if a person or an answering machine answered.",
        21263,
    ),
    _url("amdStatusCallback", "Where the verdict of the answering machine detection is reported."),
    _method("amdStatusCallbackMethod", "amdStatusCallback"),
    _a(
        "machineDetectionTimeout", Whole(3, 60, unit="seconds"), "How long the detection may take.", 30, 21263
    ),
    _a(
        "machineDetectionSpeechThreshold",
        Whole(1000, 6000, unit="milliseconds"),
        "How much speech makes a greeting, and so a machine.",
        2400,
        21263,
    ),
    _a(
        "machineDetectionSpeechEndThreshold",
        Whole(500, 5000, unit="milliseconds"),
        "How much silence ends the greeting.",
        1200,
        21263,
    ),
    _a(
        "machineDetectionSilenceTimeout",
        Whole(2000, 10000, unit="milliseconds"),
        "How much silence at the start ends the detection as unknown.",
        5000,
        21263,
    ),
]


def _screen(code: int = SCHEMA) -> list[Attribute]:
    return [
        _url("url", "A document that runs on the called leg after it answers and before the two are joined."),
        _method("method", "url", code),
    ]


# --- the root -----------------------------------------------------------------------------------------------
_element(
    "VoiceResponse",
    "The root of every document; its verbs run from top to bottom, and the call ends after the last.",
    _a(
        "version",
        Choice(("2010-04-01", "2008-08-01", "1.0")),
        "Known to Twilio's schema, no longer documented; the lab ignores it.",
        None,
        12101,
        legacy=True,
    ),
    name="Response",
    children=(
        "Say Play Pause Gather Record Dial Redirect Hangup Reject Enqueue Leave Connect Start Stop Echo Refer Pay"
        " Prompt Queue Sms"
    ),
)

# --- speaking, playing, waiting -----------------------------------------------------------------------------
_element(
    "Say",
    "Speaks its text to the caller.",
    _a(
        "voice",
        Voice(),
        "The voice that speaks; the lab maps Twilio's names to the voices it has.",
        "man",
        13511,
    ),
    _a("language", Language(), "The language the text is spoken in.", "en-US", 13512),
    _a("loop", Whole(0), "How often the text is spoken; 0 repeats until the caller hangs up.", 1, 13510),
    _legacy("rate", code=13513),
    children=_SSML_ALL,
    text=TextSlot("message", Text("words to speak", longest=4096), 13521, 13520),
)
_element(
    "Play",
    "Plays a sound file from a URL, or sends keys as DTMF tones.",
    _a("loop", Whole(0), "How often the sound is played; 0 repeats until the caller hangs up.", 1, 13410),
    _a(
        "digits",
        _KEYS_PLAYED,
        "Keys to send as tones: 0-9 A-D * #, w waits half a second, W one.",
        None,
        13430,
    ),
    text=TextSlot("url", Address(), 11100),
)
_element(
    "Pause",
    "Waits in silence; as the very first verb it delays the answer instead.",
    _a("length", Whole(1, unit="seconds"), "How long to wait.", 1, 13910),
    _legacy("timeout"),
    _legacy("until"),
)

_element(
    "SsmlBreak",
    "A pause inside a Say.",
    _choice("strength", "none x-weak weak medium strong x-strong", None, "How strong the pause is."),
    _a(
        "time",
        Text('a time such as "500ms" or "2s"', r"\+?[0-9]+(\.[0-9]+)?(ms|s)"),
        "How long the pause lasts, in ms or s.",
    ),
    name="break",
)
_element(
    "SsmlEmphasis",
    "Words to stress.",
    _choice("level", "strong moderate reduced", "moderate", "How much to stress them."),
    name="emphasis",
    children=_SSML_INLINE,
    text=TextSlot("words", Text("words")),
)
_element(
    "SsmlLang",
    "Words in another language.",
    _a("xml:lang", Language(), "The language of the words."),
    name="lang",
    children=_SSML_ALL,
    text=TextSlot("words", Text("words")),
)
_element(
    "SsmlP", "A paragraph.", name="p", children=_SSML_INLINE + " SsmlS", text=TextSlot("words", Text("words"))
)
_element(
    "SsmlPhoneme",
    "Words with their pronunciation spelled out.",
    _choice(
        "alphabet",
        "ipa x-sampa x-amazon-jyutping x-amazon-pinyin x-amazon-pron-kana x-amazon-yomigana",
        "ipa",
        "The alphabet of the pronunciation.",
    ),
    _a("ph", Text("a pronunciation", shortest=1), "The pronunciation."),
    name="phoneme",
    text=TextSlot("words", Text("words")),
)
_element(
    "SsmlProsody",
    "Words spoken louder, faster or higher.",
    _a(
        "volume",
        Text(
            'a word such as "loud" or a change such as "-6dB"',
            r"default|silent|x-soft|soft|medium|loud|x-loud|[+-]?[0-9]+(\.[0-9]+)?(dB)?",
            suggestions=("silent", "x-soft", "soft", "medium", "loud", "x-loud", "+6dB", "-6dB"),
        ),
        "How loud, as a word or in decibels.",
    ),
    _a(
        "rate",
        Text(
            'a word such as "fast" or a percentage such as "85%"',
            r"default|x-slow|slow|medium|fast|x-fast|[+-]?[0-9]+(\.[0-9]+)?%?",
            suggestions=("x-slow", "slow", "medium", "fast", "x-fast", "85%"),
        ),
        "How fast, as a word or in percent of normal.",
    ),
    _a(
        "pitch",
        Text(
            'a word such as "high" or a change such as "-10%"',
            r"default|x-low|low|medium|high|x-high|[+-]?[0-9]+(\.[0-9]+)?(%|st|Hz)?",
            suggestions=("x-low", "low", "medium", "high", "x-high", "-10%"),
        ),
        "How high, as a word or as a change in percent.",
    ),
    name="prosody",
    children=_SSML_ALL,
    text=TextSlot("words", Text("words")),
)
_element("SsmlS", "A sentence.", name="s", children=_SSML_INLINE, text=TextSlot("words", Text("words")))
_element(
    "SsmlSayAs",
    "Words to be read as a date, a number, letters and so on.",
    _choice(
        "interpret-as",
        "characters spell-out cardinal number ordinal digits fraction unit date time address expletive telephone",
        None,
        "What the words are.",
    ),
    _choice("format", "mdy dmy ymd md dm ym my d m y yyyymmdd", None, "The order of the parts of a date."),
    name="say-as",
    text=TextSlot("words", Text("words")),
)
_element(
    "SsmlSub",
    "Words with other words spoken in their place.",
    _text("alias", "The words to speak."),
    name="sub",
    text=TextSlot("words", Text("words")),
)
_element(
    "SsmlW",
    "One word, with its part of speech.",
    _text("role", "The part of speech, such as amazon:VB."),
    name="w",
    children="SsmlBreak SsmlEmphasis SsmlPhoneme SsmlProsody SsmlSayAs SsmlSub",
    text=TextSlot("words", Text("words")),
)

# --- hearing the caller -------------------------------------------------------------------------------------
_element(
    "Gather",
    "Collects keys or speech from the caller while the prompts inside it play, and hands them to its action.",
    _list("input", "dtmf speech", "dtmf", "What the caller may use: keys, speech, or both.", 13326),
    _url(
        "action",
        "Where the input goes, and where the next document comes from; by default this document.",
        "",
    ),
    _method("method", "action", 13312),
    _a(
        "timeout",
        Whole(1, unit="seconds", words={"auto": 5}),
        "How long to wait for the first key or word after the prompts, and between keys.",
        5,
        13313,
        otherwise={"mistyped": SCHEMA},
    ),
    _a(
        "speechTimeout",
        Whole(1, unit="seconds", words={"auto": "auto"}),
        "How much silence after speech ends the input; by default the timeout.",
        None,
        13327,
        same_as="timeout",
    ),
    _a("maxSpeechTime", Whole(1, unit="seconds"), "How long the caller may speak.", 60, 13328),
    _flag("profanityFilter", True, "Whether swear words are replaced by asterisks.", 13333),
    _a(
        "finishOnKey",
        Text("one of the keys 0-9, * and #, or nothing", "[0-9*#]?"),
        "The key that ends the input; empty for none.",
        "#",
        13310,
    ),
    _a("numDigits", Whole(1), "How many keys end the input; unlimited by default.", None, 13314),
    _url("partialResultCallback", "Where unfinished speech results are posted while the caller speaks."),
    _method("partialResultCallbackMethod", "partialResultCallback", 13329),
    _a("language", Language(), "The language the caller speaks.", "en-US", 13331),
    _a("hints", Hints(), "Phrases the caller is likely to say.", None, 13330),
    _flag("bargeIn", True, "Whether input stops the prompts.", 13332),
    _flag("debug", False, "Whether a notification says what was listened for and what came of it."),
    _flag("actionOnEmptyResult", False, "Whether the action is requested even without input.", 13338),
    _a(
        "speechModel",
        Text(
            'a recogniser such as "default" or "phone_call"',
            r"default|numbers_and_commands|phone_call|experimental_\w+|(googlev2|deepgram)_[\w.\-]+",
            suggestions=tuple(_RECOGNISERS.split()),
        ),
        "The recogniser to use; the lab has its own and maps the names.",
        "default",
        13334,
    ),
    _flag("enhanced", False, "Formerly the better phone_call recogniser; no effect."),
    _legacy("grammar"),
    _legacy("grammarUrl"),
    _legacy("secure"),
    children="Say Play Pause",
    misplaced=13320,
)
_element(
    "Record",
    "Records the caller until silence, a key or the time limit, then requests its action.",
    _url(
        "action",
        "Where the recording is announced and the next document comes from; by default this document.",
        "",
    ),
    _method("method", "action", 13610),
    _a("timeout", Whole(0, unit="seconds"), "How much silence ends the recording; 0 never.", 5, 13611),
    _a(
        "finishOnKey",
        Text("keys 0-9, * and #", "[0-9*#]*"),
        "The keys that end the recording; any key by default.",
        "1234567890*#",
        13613,
    ),
    _a(
        "maxLength",
        Whole(2, 14400, unit="seconds"),
        "How long the recording may get; 120 where it is transcribed.",
        3600,
        13612,
    ),
    _flag("playBeep", True, "Whether a beep sounds before the recording.", 13616),
    _choice("trim", _TRIM, "trim-silence", "Whether silence at both ends is cut off.", 13699),
    _recording_status(13621),
    _flag(
        "transcribe", False, "Whether the recording is turned into text (English, 2 to 120 seconds).", 13614
    ),
    _url("transcribeCallback", "Where the text is posted.", code=13257),
)

# --- calling others -----------------------------------------------------------------------------------------
_element(
    "Dial",
    "Calls other parties and joins the first that answers with the caller.",
    _url(
        "action",
        "Where the outcome goes, and where the next document comes from; by default the next verb runs.",
    ),
    _method("method", "action", 13210),
    _a("timeout", Whole(5, 600, unit="seconds"), "How long the others may ring.", 30, 13212),
    _flag("hangupOnStar", False, "Whether the caller's * key ends the conversation.", 13213),
    _a(
        "timeLimit",
        Whole(1, 14400, unit="seconds"),
        "How long the conversation may last.",
        14400,
        13216,
    ),
    _text("callerId", "Who appears to be calling: a number, or client:NAME; by default the caller."),
    _a(
        "record",
        Choice(tuple(_RECORD.split()), {"true": "record-from-answer", "false": "do-not-record"}),
        "Whether the conversation is recorded, from when, and with one channel or two.",
        "do-not-record",
        13217,
    ),
    _choice("trim", _TRIM, "do-not-trim", "Whether silence at both ends of the recording is cut off."),
    _recording_status(13621),
    _choice("recordingTrack", "both inbound outbound", "both", "Which side is recorded."),
    _flag(
        "answerOnBridge",
        False,
        "Whether the caller keeps hearing real ringing until somebody answers.",
        13219,
    ),
    _choice("ringTone", _RINGTONES, None, "The country whose ringing the caller hears.", 13220),
    _flag("sequential", False, "Whether the targets are tried in turn instead of all at once.", 13218),
    _url("referUrl", "Where the next document comes from when a SIP party asks for a transfer."),
    _method("referMethod", "referUrl"),
    _list("events", "call-progress-event", "", "What of the called leg the caller's SDK gets as messages."),
    _text(
        "passports", "SHAKEN/STIR passports for whoever is called: StirPassportToken, at a number of the lab."
    ),
    _text("callReason", "Why the call is made; a phone in a page shows it while it rings.", 50),
    _legacy("hangupOn"),
    _legacy("ifMachine", code=13211),
    _legacy("transcribe"),
    _legacy("transcribeCallback"),
    _legacy("newCallSid"),
    _legacy("recordingChannels"),
    _legacy("sim"),
    children="Number Client Conference Queue Sip Sim WhatsApp Application",
    text=TextSlot("number", Telephone(), 13223),
    misplaced=13215,
)
_element(
    "Number",
    "A telephone number to call.",
    _a(
        "sendDigits",
        _KEYS_SENT,
        "Keys sent after the other side answers and before the two are joined.",
        None,
        13222,
    ),
    _screen(13221),
    _status(),
    _text("byoc", "The SID of a bring-your-own-carrier trunk; the lab has none."),
    _AMD,
    _legacy("action"),
    text=TextSlot("phone_number", Telephone(), 13223, 13223),
)
_element(
    "Client",
    "A browser or app phone to call, by its identity.",
    _screen(),
    _status(),
    _url("clientNotificationUrl", "Where notifications about the client go."),
    children="Identity Parameter",
    text=TextSlot("identity", Text("an identity", longest=256)),
)
_element(
    "Identity",
    "The identity of a Client that has Parameters beside it.",
    text=TextSlot("client_identity", Text("an identity", longest=256)),
)
_element(
    "Conference",
    "A named room where any number of callers hear each other.",
    _flag("muted", False, "Whether this caller joins muted.", 13230),
    _choice(
        "beep", "true false onEnter onExit", "true", "Which beeps the room hears for this caller.", 13235
    ),
    _flag("startConferenceOnEnter", True, "Whether the conference starts when this caller joins.", 13232),
    _flag("endConferenceOnExit", False, "Whether the conference ends when this caller leaves.", 13231),
    _url("waitUrl", "What is heard until the conference starts; empty for silence.", code=13233),
    _method("waitMethod", "waitUrl", 13234),
    _a("maxParticipants", Whole(2, 250), "How many callers the room takes.", 250),
    _a(
        "record",
        Choice(
            ("do-not-record", "record-from-start"), {"true": "record-from-start", "false": "do-not-record"}
        ),
        "Whether the conference is recorded.",
        "do-not-record",
        13217,
    ),
    _choice(
        "trim", _TRIM, "trim-silence", "Whether silence at both ends of the recording is cut off.", 13239
    ),
    _a(
        "coach",
        Text("the SID of a call in the room", r"CA\w{1,40}"),
        "The call to whisper to; only that call hears this caller.",
        None,
        13240,
    ),
    _a(
        "participantLabel",
        Text("a name without / that is not a call SID", r"(?!CA[0-9a-f]{32}$)[^/]+", 128),
        "A name for this caller, unique in the room.",
        None,
        16023,
    ),
    _choice(
        "jitterBufferSize",
        "large medium small off",
        "large",
        "How late a party's sound may come: 200, 120, 60, 20 ms.",
    ),
    _choice(
        "region",
        "us1 us2 ie1 de1 sg1 br1 au1 jp1",
        None,
        "Where the room is said to be; the first party to say it decides. A lab mixes on this machine.",
    ),
    _status("start end join leave mute hold modify speaker announcement", "", "the conference"),
    _recording_status(13621),
    _url("eventCallbackUrl", "The older name of recordingStatusCallback."),
    _legacy("method"),
    _legacy("url"),
    _legacy("eventCallback"),
    _legacy("eventCallbackMethod"),
    _legacy("whisper"),
    _legacy("coachChannel"),
    _legacy("whisperChannel"),
    _legacy("WhisperChannel"),
    text=TextSlot("name", Text("a room name"), 13237, 13237),
)
_element(
    "Queue",
    "The queue whose first caller is joined with this one.",
    _url("url", "A document that the queued caller hears before the two are joined.", code=14211),
    _method("method", "url", 14210),
    _text("reservationSid", "A TaskRouter reservation; the lab has no TaskRouter."),
    _text("postWorkActivitySid", "A TaskRouter activity; the lab has no TaskRouter."),
    _legacy("callSid"),
    text=TextSlot("name", Text("a queue name", longest=64), 14213, 14212),
)
_element(
    "Sip",
    "A SIP endpoint to call.",
    _text("username", "The user name for SIP authentication."),
    _text("password", "The password for SIP authentication."),
    _screen(13241),
    _status(),
    _AMD,
    _a("sendDigits", _KEYS_SENT, "Keys sent after the endpoint answers.", None, 13242, legacy=True),
    children="SipUri Headers",
    text=TextSlot("sip_url", SipAddress(), 13243),
    support=simulated("Without a SIP trunk nobody is at a SIP address: the call to it fails, aloud."),
)
_element(
    "SipUri",
    "One of several SIP URIs, with its priority.",
    _a("priority", Whole(0, 65535), "Lower is tried first."),
    _a("weight", Whole(0, 65535), "The share among URIs of the same priority."),
    _text("username", "The user name for SIP authentication."),
    _text("password", "The password for SIP authentication."),
    name="Uri",
    text=TextSlot("sip_url", SipAddress(), 13243, 13243),
    support=simulated("Read; without a SIP trunk nobody is there."),
)
_element(
    "Headers",
    "SIP headers to send.",
    children="Header",
    support=simulated("Read; without a SIP trunk nobody gets them."),
)
_element(
    "Header",
    "One SIP header.",
    _text("name", "Its name: x-*, User-to-User, or another that may be set."),
    _text("value", "Its value."),
    support=simulated("Read; without a SIP trunk nobody gets it."),
)
_element(
    "Sim",
    "A SIM card to call, by its SID.",
    text=TextSlot("sim_sid", Text("a SIM SID")),
    support=simulated("There are no SIM cards in a lab: the call to one fails, aloud."),
)
_element(
    "WhatsApp",
    "A WhatsApp number to call.",
    _screen(),
    _status(),
    text=TextSlot("phone_number", Telephone(), 13223, 13223),
    support=simulated("There is no WhatsApp in a lab: the call to it fails, aloud."),
)
_element(
    "Application",
    "Another TwiML application to call.",
    _screen(),
    _status(),
    _text("customerId", "An identifier handed to the application; the account's SID by default.", 256),
    _flag("copyParentTo", False, "Whether the application sees the To of this call."),
    children="ApplicationSid Parameter",
    text=TextSlot("application_sid", Text("an application SID")),
)
_element(
    "ApplicationSid",
    "The SID of an Application that has Parameters beside it.",
    text=TextSlot("sid", Text("an application SID")),
)
_element(
    "Parameter",
    "A name and a value handed to the other side.",
    _text("name", "The parameter's name."),
    _text("value", "The parameter's value."),
)
_element(
    "Config",
    "One setting of the service.",
    _text("name", "The setting's name."),
    _text("value", "The setting's value."),
    support=simulated("Handed on with the settings of its noun; no engine here has such a setting."),
)

# --- queues -------------------------------------------------------------------------------------------------
_element(
    "Enqueue",
    "Puts the caller into a queue, where the wait document repeats until somebody takes the call.",
    _url("action", "Where the outcome goes; by default the next verb runs.", code=14203),
    _method("method", "action", 14201),
    _url("waitUrl", "What the caller hears while waiting; empty for silence.", code=14202),
    _method("waitUrlMethod", "waitUrl", 14206),
    _a("maxQueueSize", Whole(1, 5000), "How many callers the queue takes.", None),
    _text("workflowSid", "A TaskRouter workflow; the lab has no TaskRouter."),
    children="Task",
    text=TextSlot("name", Text("a queue name", longest=64), 14205, 14204),
)
_element(
    "Task",
    "The attributes of a TaskRouter task, as JSON.",
    _a("priority", Whole(0), "The task's priority."),
    _a("timeout", Whole(0, unit="seconds"), "How long the task may wait."),
    text=TextSlot("body", Text("JSON")),
    support=simulated(
        "There is no TaskRouter: a notification shows the task, and the call waits in an ordinary queue."
    ),
)
_element("Leave", "Leaves the queue whose wait document this is.")

# --- going elsewhere ----------------------------------------------------------------------------------------
_element(
    "Redirect",
    "Continues with the document at another URL; verbs after it never run.",
    _method("method", "the URL", 13710),
    text=TextSlot("url", Address(), 11100),
)
_element(
    "Reject",
    "Refuses the call without answering it, if it is the first verb.",
    _choice("reason", "rejected busy", "rejected", "What the caller is told.", 13810),
    children="Parameter",
)
_element("Hangup", "Ends the call.", children="Parameter")
_element("Echo", "Plays the caller's own sound back until the caller hangs up.")
_element(
    "Sms",
    "Sends a text message during the call; an older verb.",
    _a("to", Telephone(), "The number to send to; by default the caller.", None, 14101),
    _text("from", "The number to send from; by default the one that was called."),
    _url("action", "Where the outcome goes, and where the next document comes from.", None),
    _method("method", "action", 14104),
    _url("statusCallback", "Where delivery is reported.", code=14105),
    text=TextSlot("message", Text("a message", longest=1600), 14103, 14103),
    support=simulated("No message is sent; a notification shows what it would have said."),
)
_element(
    "Refer",
    "Asks the SIP phone of the caller to call somebody else.",
    _url("action", "Where the outcome goes, and where the next document comes from."),
    _method("method", "action"),
    children="ReferSip",
    support=simulated("Only a SIP leg can be referred, and a lab has none: 13801, aloud."),
)
_element(
    "ReferSip",
    "The SIP URI that the phone is referred to.",
    _legacy("method"),
    _legacy("url"),
    _legacy("sendDigits"),
    _legacy("statusCallback"),
    _legacy("statusCallbackMethod"),
    _legacy("statusCallbackEvent"),
    _legacy("username"),
    _legacy("password"),
    name="Sip",
    text=TextSlot("sip_url", SipAddress(), 13243, 13243),
    support=simulated("Read; a lab has no SIP leg to refer."),
)

# --- streams and services -----------------------------------------------------------------------------------
_element(
    "Start",
    "Starts work that goes on beside the verbs that follow.",
    _url(
        "action",
        "Where the next document comes from once all inside has begun; by default the next verb runs.",
    ),
    _method("method", "action"),
    children="Stream Recording Transcription Siprec",
    misplaced=14300,
)
_element(
    "Stop",
    "Stops work that Start began, by its name.",
    children="Stream Recording Transcription Siprec",
)
_element(
    "Connect",
    "Hands the call to a service until the service lets it go.",
    _url(
        "action",
        "Where the outcome goes, and where the next document comes from; by default the next verb runs.",
    ),
    _method("method", "action"),
    children="Stream ConversationRelay VirtualAgent Conversation Room Autopilot AiSession ConversationRelaySession",
)
_element(
    "Stream",
    "The call's sound over a WebSocket: one way under Start, both ways under Connect.",
    _text("name", "A name to stop the stream by, unique in the call."),
    _text("connectorName", "The name of a connector of the account; the lab has none."),
    _a(
        "url",
        Address(("wss", "ws"), relative=False, empty=False),
        "The WebSocket the sound goes to; wss:// on Twilio, ws:// too in a lab.",
        None,
        31923,
        otherwise={"scheme": 31922},
    ),
    _choice(
        "track", _TRACKS, "inbound_track", "Whose sound is sent; under Connect always the caller's.", 31941
    ),
    _url("statusCallback", "Where the start, the end and errors of the stream are reported."),
    _method("statusCallbackMethod", "statusCallback"),
    _a(
        "audioFormat",
        Choice(("audio/x-mulaw", "audio/x-alaw", "audio/x-l16"), _ENCODINGS, folded=True),
        "The encoding of the sound, as mediaFormat names it; L16 is signed, little endian.",
        "audio/x-mulaw",
    ),
    _choice("sampleRate", "8000 16000 24000 48000", "8000", "The rate of the sound, in Hz."),
    children="Parameter",
)
_element(
    "Siprec",
    "The call's sound for a recording service over SIP.",
    _text("name", "A name to stop it by."),
    _text("connectorName", "The name of a connector of the account."),
    _choice("track", _TRACKS, "both_tracks", "Whose sound is sent."),
    _url("statusCallback", "Where the start, the end and errors are reported."),
    _method("statusCallbackMethod", "statusCallback"),
    children="Parameter",
    support=simulated("Its callbacks and its SID are real; no SIP leaves the lab and nobody gets the sound."),
)
_element(
    "Recording",
    "Records the call in the background.",
    _text("name", "A name to stop it by."),
    _recording_status(13621),
    _choice("trim", _TRIM, "trim-silence", "Whether silence at both ends is cut off."),
    _choice("track", "inbound outbound both", "both", "Which side is recorded."),
    _choice("channels", "mono dual", "dual", "Whether the sides share a channel."),
)
_element(
    "Transcription",
    "Turns what is said into text while the call goes on.",
    _text("name", "A name to stop it by."),
    _choice("track", _TRACKS, "both_tracks", "Whose speech is transcribed."),
    _url("statusCallbackUrl", "Where the text goes as it comes."),
    _method("statusCallbackMethod", "statusCallbackUrl"),
    _text("inboundTrackLabel", "What the caller's side is called in the text."),
    _text("outboundTrackLabel", "What the other side is called in the text."),
    _flag("partialResults", False, "Whether unfinished text is sent too."),
    _a("languageCode", Language(("multi",)), "The language spoken.", "en-US"),
    _text("transcriptionEngine", "The engine, google or deepgram; the lab has its own.", default="google"),
    _flag("profanityFilter", True, "Whether swear words are replaced by asterisks."),
    _text("speechModel", "The recogniser's model.", default="telephony"),
    _a("hints", Hints(), "Phrases likely to be said."),
    _flag("enableAutomaticPunctuation", True, "Whether the text has punctuation."),
    _text("intelligenceService", "A Conversational Intelligence service; the lab has none."),
    _flag("enableProviderData", False, "Whether the engine's own data is sent along."),
    _text("conversationConfiguration", "A conversation configuration; the lab has none."),
    _text("conversationId", "A conversation to add the text to; the lab has none."),
    children="Config Parameter",
)
_WHOM = Text(
    '"none", "dtmf", "speech" or "any"',
    "none|dtmf|speech|any|true|false",
    suggestions=("none", "dtmf", "speech", "any"),
)
_ON_OFF = Text('"on", "off" or "auto"', "on|off|auto|true|false", suggestions=("on", "off", "auto"))
_element(
    "ConversationRelay",
    "A conversation between the caller's speech and text on a WebSocket of yours.",
    _a(
        "url",
        Address(("wss", "ws"), relative=False, empty=False),
        "The WebSocket that hears what the caller says and answers in text.",
        None,
        64101,
    ),
    _a("language", Language(("multi",)), "The language of both directions.", "en-US"),
    _a("ttsLanguage", Language(("multi",)), "The language spoken to the caller.", None, same_as="language"),
    _a(
        "transcriptionLanguage",
        Language(("multi",)),
        "The language the caller speaks.",
        None,
        same_as="language",
    ),
    _text(
        "ttsProvider",
        "Whose voices: ElevenLabs, Google or Amazon; the lab has its own.",
        default="ElevenLabs",
    ),
    _text("voice", "The voice that speaks."),
    _text(
        "transcriptionProvider",
        "Whose recogniser: Deepgram or Google; the lab has its own.",
        default="Deepgram",
    ),
    _text("speechModel", "The recogniser's model."),
    _flag("profanityFilter", True, "Whether swear words are replaced by asterisks."),
    _flag("dtmfDetection", False, "Whether keys are sent to the WebSocket."),
    _text("welcomeGreeting", "What is said first."),
    _flag("partialPrompts", False, "Whether unfinished prompts are sent too."),
    _a("welcomeGreetingInterruptible", _WHOM, "What may interrupt the greeting.", "any"),
    _a("interruptible", _WHOM, "What may interrupt speech.", "any"),
    _flag("preemptible", False, "Whether new text replaces what is being spoken."),
    _a("hints", Hints(), "Phrases the caller is likely to say."),
    _text("intelligenceService", "A Conversational Intelligence service; the lab has none."),
    _a("reportInputDuringAgentSpeech", _WHOM, "Which input is reported while speech plays.", "none"),
    _a("elevenlabsTextNormalization", _ON_OFF, "Whether ElevenLabs spells numbers out.", "off"),
    _choice("interruptSensitivity", "low medium high", "high", "How easily speech interrupts."),
    _text("debug", "Which debugging messages are sent: debugging, speaker-events, tokens-played."),
    _text(
        "backgroundNoiseReduction", "Whether noise is filtered out before speech is recognised: true, false."
    ),
    _a(
        "speechTimeout",
        Whole(600, 5000, {"auto": "auto"}, "milliseconds"),
        "How much silence ends a prompt.",
        "auto",
    ),
    _flag("deepgramSmartFormat", True, "Whether Deepgram formats numbers and dates."),
    _flag("ignoreBackchannel", False, "Whether a mere yes or uh-huh does not interrupt."),
    _text("events", "Which events are sent."),
    _flag("partialPromptOnHangup", False, "Whether an unfinished prompt is sent when the caller hangs up."),
    _a(
        "eagerEotThreshold",
        Decimal(0.3, 0.9),
        "Sends what was said in advance, as not the last, after this part of the silence that ends a prompt.",
    ),
    _flag("asrSmartFormat", True, "Whether numbers and dates are formatted."),
    _text("ttsTextNormalization", "Whether numbers and dates are spelled out before speaking."),
    _text("ttsLanguageTextNormalization", "Whether that also happens in other languages."),
    _text("elevenlabsLanguageTextNormalization", "Whether ElevenLabs does so in other languages."),
    _text("includeInPrompt", "What is added to each prompt: turn-state or prompt-segments."),
    _text("customerName", "The name of the customer, for Conversational Intelligence."),
    _flag(
        "applicationReconnect",
        False,
        "Whether a lost WebSocket is sought again: 15 s, while 500 messages wait.",
    ),
    _flag("echoPromptFiltering", False, "Whether prompts that echo the agent are dropped."),
    _flag("turnDetection", False, "Whether an unfinished (English) sentence gets more time."),
    children="Language Parameter",
)
_element(
    "Language",
    "The voice and recogniser of one language of a ConversationRelay.",
    _a("code", Language(("multi",)), "The language."),
    _text("ttsProvider", "Whose voices."),
    _text("voice", "The voice."),
    _text("transcriptionProvider", "Whose recogniser."),
    _text("speechModel", "The recogniser's model."),
    _a("hints", Hints(), "Phrases likely to be said."),
    _flag("asrSmartFormat", None, "Whether numbers and dates are formatted."),
    _text("ttsTextNormalization", "Whether numbers and dates are spelled out before speaking."),
    _text("ttsLanguageTextNormalization", "Whether that also happens in other languages."),
)
_element(
    "ConversationRelaySession",
    "A ConversationRelay that is configured elsewhere.",
    _text("connector", "The connector's name."),
    _text("sessionConfiguration", "The session's configuration."),
    support=simulated("There are no connectors: one sentence says so, and the call goes on."),
)
_element(
    "AiSession",
    "A session with an AI service that is configured elsewhere.",
    _text("aiConnector", "The connector's name."),
    _text("aiSessionConfiguration", "The session's configuration."),
    support=simulated("There are no connectors: one sentence says so, and the call goes on."),
)
_element(
    "Conversation",
    "A Twilio Conversation that the call joins.",
    _text("serviceInstanceSid", "The Conversations service."),
    _flag("inboundAutocreation", False, "Whether a conversation is made for a new caller."),
    _a("routingAssignmentTimeout", Whole(0, unit="seconds"), "How long routing may take."),
    _a("inboundTimeout", Whole(0, unit="seconds"), "How long the other side may take."),
    _url("url", "A document to run."),
    _method("method", "url"),
    _a(
        "record",
        Choice((*_RECORD.split(), "true", "false")),
        "Whether the conversation is recorded.",
        "do-not-record",
    ),
    _choice("trim", _TRIM, "trim-silence", "Whether silence at both ends is cut off."),
    [attribute for attribute in _recording_status() if attribute.name != "recordingConfigurationId"],
    _status("call-initiated call-ringing call-answered call-completed", "call-completed"),
    support=simulated(
        "There are no Conversations: a made-up agent is rung, says so in one sentence, and leaves."
    ),
)
_element(
    "VirtualAgent",
    "A Dialogflow agent that talks to the caller.",
    _text("connectorName", "The connector's name."),
    _a("language", Language(), "The language of the agent."),
    _flag("sentimentAnalysis", False, "Whether the caller's mood is judged."),
    _url("statusCallback", "Where the conversation is reported."),
    _method("statusCallbackMethod", "statusCallback"),
    children="Config Parameter",
    support=simulated(
        "There is no agent: one sentence says so, its settings come back in the callback, and the call goes on."
    ),
)
_element(
    "Autopilot",
    "An Autopilot assistant; Twilio has ended the product.",
    text=TextSlot("name", Text("an assistant")),
    support=simulated("Twilio has ended it: one sentence says so, and the call goes on."),
)
_element(
    "Room",
    "A Video room that the call joins.",
    _text("participantIdentity", "Who the caller is in the room."),
    text=TextSlot("name", Text("a room name")),
    support=simulated("There are no video rooms: one sentence says so, and the call goes on."),
)

# --- paying -------------------------------------------------------------------------------------------------
_element(
    "Pay",
    "Asks for a card or bank account by keys and hands it to a payment processor.",
    _list("input", "dtmf", "dtmf", "How the caller enters it."),
    _url("action", "Where the outcome goes, and where the next document comes from.", code=64016),
    _choice(
        "bankAccountType",
        "consumer-checking consumer-savings commercial-checking commercial-savings",
        None,
        "The kind of bank account.",
        64020,
    ),
    _url("statusCallback", "Where each step is reported."),
    _method("statusCallbackMethod", "statusCallback"),
    _a("timeout", Whole(1, unit="seconds"), "How long to wait for keys.", 5),
    _a("maxAttempts", Whole(1), "How often each question is asked.", 3),
    _flag("securityCode", True, "Whether the security code is asked for."),
    _text("postalCode", "Whether the postal code is asked for, or the code itself.", default="true"),
    _a("minPostalCodeLength", Whole(0), "The shortest postal code."),
    _text("paymentConnector", "The connector to the processor.", default="Default"),
    _choice("paymentMethod", "ach-debit credit-card", "credit-card", "What the caller pays with.", 64020),
    _choice("tokenType", "one-time reusable payment-method", "reusable", "The token to make.", 64020),
    _a("chargeAmount", Decimal(0), "The amount to charge; without it only a token is made.", None, 64003),
    _text("currency", "The currency of the amount.", default="usd"),
    _text("description", "What the payment is for."),
    _list("validCardTypes", _CARDS, "visa mastercard amex", "The cards that are taken."),
    _a("language", Language(), "The language of the questions.", "en-US"),
    children="Prompt Parameter",
    support=simulated(
        "Its questions are asked for real; no processor is, nothing is charged, the token is made up."
    ),
)
_element(
    "Prompt",
    "What is said for one step of a Pay, in place of the usual question.",
    _choice(
        "for",
        "payment-card-number expiration-date security-code postal-code payment-processing bank-account-number"
        " bank-routing-number",
        None,
        "The step.",
    ),
    _list(
        "errorType",
        "timeout invalid-card-number invalid-card-type invalid-date invalid-security-code invalid-postal-code"
        " invalid-bank-account-number invalid-bank-routing-number internal-error input-matching-failed",
        "",
        "The mistakes after which it is said.",
    ),
    _list("cardType", _CARDS, "", "The cards for which it is said."),
    _list("attempt", "1 2 3 4 5 6 7 8 9 10", "", "The attempts at which it is said."),
    _flag("requireMatchingInputs", False, "Whether the answer must be entered twice."),
    children="Say Play Pause",
)

# --- reading the table --------------------------------------------------------------------------------------
RESPONSE: ElementSpec = ELEMENTS["VoiceResponse"]
"""The root element."""

VERBS: tuple[str, ...] = RESPONSE.children
"""The names of the verbs, as they may stand in a Response."""

_CHILDREN: dict[str, Mapping[str, ElementSpec]] = {
    key: {ELEMENTS[child].name: ELEMENTS[child] for child in entry.children}
    for key, entry in ELEMENTS.items()
}
_NAMES: frozenset[str] = frozenset(entry.name for entry in ELEMENTS.values())


def spec(key: str) -> ElementSpec:
    """The element with this key; KeyError when the table has none."""
    return ELEMENTS[key]


def children_of(parent: ElementSpec) -> Mapping[str, ElementSpec]:
    """The elements that may stand inside ``parent``, by the name a document writes."""
    return _CHILDREN[parent.key]


def names() -> frozenset[str]:
    """Every element name of the language."""
    return _NAMES


def grammar_json() -> dict[str, Any]:
    """The whole table as plain data, for the editor in TypeScript."""
    return {
        "root": RESPONSE.key,
        "verbs": [*VERBS],
        "elements": {key: entry.to_json() for key, entry in ELEMENTS.items()},
    }
