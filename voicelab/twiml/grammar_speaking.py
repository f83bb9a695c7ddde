"""Rows of the grammar's table: the root, and what speaks, plays and waits."""

from __future__ import annotations

from voicelab.twiml.addresses import Address
from voicelab.twiml.entry import TextSlot
from voicelab.twiml.rows import KEYS_PLAYED, SSML_ALL, SSML_INLINE, Family, attribute, choice, legacy, text
from voicelab.twiml.spoken import Language, Voice
from voicelab.twiml.values import Choice, Text, Whole

__all__ = ["SPEAKING"]

SPEAKING = Family()

SPEAKING.add(
    "VoiceResponse",
    "The root of every document; its verbs run from top to bottom, and the call ends after the last.",
    attribute(
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

SPEAKING.add(
    "Say",
    "Speaks its text to the caller.",
    attribute(
        "voice",
        Voice(),
        "The voice that speaks; the lab maps Twilio's names to the voices it has.",
        "man",
        13511,
    ),
    attribute("language", Language(), "The language the text is spoken in.", "en-US", 13512),
    attribute(
        "loop", Whole(0), "How often the text is spoken; 0 repeats until the caller hangs up.", 1, 13510
    ),
    legacy("rate", code=13513),
    children=SSML_ALL,
    text=TextSlot("message", Text("words to speak", longest=4096), 13521, 13520),
)
SPEAKING.add(
    "Play",
    "Plays a sound file from a URL, or sends keys as DTMF tones.",
    attribute(
        "loop", Whole(0), "How often the sound is played; 0 repeats until the caller hangs up.", 1, 13410
    ),
    attribute(
        "digits",
        KEYS_PLAYED,
        "Keys to send as tones: 0-9 A-D * #, w waits half a second, W one.",
        None,
        13430,
    ),
    text=TextSlot("url", Address(), 11100),
)
SPEAKING.add(
    "Pause",
    "Waits in silence; as the very first verb it delays the answer instead.",
    attribute("length", Whole(1, unit="seconds"), "How long to wait.", 1, 13910),
    legacy("timeout"),
    legacy("until"),
)

SPEAKING.add(
    "SsmlBreak",
    "A pause inside a Say.",
    choice("strength", "none x-weak weak medium strong x-strong", None, "How strong the pause is."),
    attribute(
        "time",
        Text('a time such as "500ms" or "2s"', r"\+?[0-9]+(\.[0-9]+)?(ms|s)"),
        "How long the pause lasts, in ms or s.",
    ),
    name="break",
)
SPEAKING.add(
    "SsmlEmphasis",
    "Words to stress.",
    choice("level", "strong moderate reduced", "moderate", "How much to stress them."),
    name="emphasis",
    children=SSML_INLINE,
    text=TextSlot("words", Text("words")),
)
SPEAKING.add(
    "SsmlLang",
    "Words in another language.",
    attribute("xml:lang", Language(), "The language of the words."),
    name="lang",
    children=SSML_ALL,
    text=TextSlot("words", Text("words")),
)
SPEAKING.add(
    "SsmlP", "A paragraph.", name="p", children=SSML_INLINE + " SsmlS", text=TextSlot("words", Text("words"))
)
SPEAKING.add(
    "SsmlPhoneme",
    "Words with their pronunciation spelled out.",
    choice(
        "alphabet",
        "ipa x-sampa x-amazon-jyutping x-amazon-pinyin x-amazon-pron-kana x-amazon-yomigana",
        "ipa",
        "The alphabet of the pronunciation.",
    ),
    attribute("ph", Text("a pronunciation", shortest=1), "The pronunciation."),
    name="phoneme",
    text=TextSlot("words", Text("words")),
)
SPEAKING.add(
    "SsmlProsody",
    "Words spoken louder, faster or higher.",
    attribute(
        "volume",
        Text(
            'a word such as "loud" or a change such as "-6dB"',
            r"default|silent|x-soft|soft|medium|loud|x-loud|[+-]?[0-9]+(\.[0-9]+)?(dB)?",
            suggestions=("silent", "x-soft", "soft", "medium", "loud", "x-loud", "+6dB", "-6dB"),
        ),
        "How loud, as a word or in decibels.",
    ),
    attribute(
        "rate",
        Text(
            'a word such as "fast" or a percentage such as "85%"',
            r"default|x-slow|slow|medium|fast|x-fast|[+-]?[0-9]+(\.[0-9]+)?%?",
            suggestions=("x-slow", "slow", "medium", "fast", "x-fast", "85%"),
        ),
        "How fast, as a word or in percent of normal.",
    ),
    attribute(
        "pitch",
        Text(
            'a word such as "high" or a change such as "-10%"',
            r"default|x-low|low|medium|high|x-high|[+-]?[0-9]+(\.[0-9]+)?(%|st|Hz)?",
            suggestions=("x-low", "low", "medium", "high", "x-high", "-10%"),
        ),
        "How high, as a word or as a change in percent.",
    ),
    name="prosody",
    children=SSML_ALL,
    text=TextSlot("words", Text("words")),
)
SPEAKING.add("SsmlS", "A sentence.", name="s", children=SSML_INLINE, text=TextSlot("words", Text("words")))
SPEAKING.add(
    "SsmlSayAs",
    "Words to be read as a date, a number, letters and so on.",
    choice(
        "interpret-as",
        "characters spell-out cardinal number ordinal digits fraction unit date time address expletive telephone",
        None,
        "What the words are.",
    ),
    choice("format", "mdy dmy ymd md dm ym my d m y yyyymmdd", None, "The order of the parts of a date."),
    name="say-as",
    text=TextSlot("words", Text("words")),
)
SPEAKING.add(
    "SsmlSub",
    "Words with other words spoken in their place.",
    text("alias", "The words to speak."),
    name="sub",
    text=TextSlot("words", Text("words")),
)
SPEAKING.add(
    "SsmlW",
    "One word, with its part of speech.",
    text("role", "The part of speech, such as amazon:VB."),
    name="w",
    children="SsmlBreak SsmlEmphasis SsmlPhoneme SsmlProsody SsmlSayAs SsmlSub",
    text=TextSlot("words", Text("words")),
)
