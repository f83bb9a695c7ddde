"""Rows of the grammar's table: what hears the caller."""

from __future__ import annotations

from voicelab.twiml.entry import SCHEMA
from voicelab.twiml.rows import (
    RECOGNISERS,
    TRIM,
    Family,
    attribute,
    choice,
    flag,
    legacy,
    listed,
    method,
    recording_status,
    url,
)
from voicelab.twiml.spoken import Hints, Language
from voicelab.twiml.values import Text, Whole

__all__ = ["HEARING"]

HEARING = Family()

HEARING.add(
    "Gather",
    "Collects keys or speech from the caller while the prompts inside it play, and hands them to its action.",
    listed("input", "dtmf speech", "dtmf", "What the caller may use: keys, speech, or both.", 13326),
    url(
        "action",
        "Where the input goes, and where the next document comes from; by default this document.",
        "",
    ),
    method("method", "action", 13312),
    attribute(
        "timeout",
        Whole(1, unit="seconds", words={"auto": 5}),
        "How long to wait for the first key or word after the prompts, and between keys.",
        5,
        13313,
        otherwise={"mistyped": SCHEMA},
    ),
    attribute(
        "speechTimeout",
        Whole(1, unit="seconds", words={"auto": "auto"}),
        "How much silence after speech ends the input; by default the timeout.",
        None,
        13327,
        same_as="timeout",
    ),
    attribute("maxSpeechTime", Whole(1, unit="seconds"), "How long the caller may speak.", 60, 13328),
    flag("profanityFilter", True, "Whether swear words are replaced by asterisks.", 13333),
    attribute(
        "finishOnKey",
        Text("one of the keys 0-9, * and #, or nothing", "[0-9*#]?"),
        "The key that ends the input; empty for none.",
        "#",
        13310,
    ),
    attribute("numDigits", Whole(1), "How many keys end the input; unlimited by default.", None, 13314),
    url("partialResultCallback", "Where unfinished speech results are posted while the caller speaks."),
    method("partialResultCallbackMethod", "partialResultCallback", 13329),
    attribute("language", Language(), "The language the caller speaks.", "en-US", 13331),
    attribute("hints", Hints(), "Phrases the caller is likely to say.", None, 13330),
    flag("bargeIn", True, "Whether input stops the prompts.", 13332),
    flag("debug", False, "Whether a notification says what was listened for and what came of it."),
    flag("actionOnEmptyResult", False, "Whether the action is requested even without input.", 13338),
    attribute(
        "speechModel",
        Text(
            'a recogniser such as "default" or "phone_call"',
            r"default|numbers_and_commands|phone_call|experimental_\w+|(googlev2|deepgram)_[\w.\-]+",
            suggestions=tuple(RECOGNISERS.split()),
        ),
        "The recogniser to use; the lab has its own and maps the names.",
        "default",
        13334,
    ),
    flag("enhanced", False, "Formerly the better phone_call recogniser; no effect."),
    legacy("grammar"),
    legacy("grammarUrl"),
    legacy("secure"),
    children="Say Play Pause",
    misplaced=13320,
)
HEARING.add(
    "Record",
    "Records the caller until silence, a key or the time limit, then requests its action.",
    url(
        "action",
        "Where the recording is announced and the next document comes from; by default this document.",
        "",
    ),
    method("method", "action", 13610),
    attribute("timeout", Whole(0, unit="seconds"), "How much silence ends the recording; 0 never.", 5, 13611),
    attribute(
        "finishOnKey",
        Text("keys 0-9, * and #", "[0-9*#]*"),
        "The keys that end the recording; any key by default.",
        "1234567890*#",
        13613,
    ),
    attribute(
        "maxLength",
        Whole(2, 14400, unit="seconds"),
        "How long the recording may get; 120 where it is transcribed.",
        3600,
        13612,
    ),
    flag("playBeep", True, "Whether a beep sounds before the recording.", 13616),
    choice("trim", TRIM, "trim-silence", "Whether silence at both ends is cut off.", 13699),
    recording_status(13621),
    flag(
        "transcribe", False, "Whether the recording is turned into text (English, 2 to 120 seconds).", 13614
    ),
    url("transcribeCallback", "Where the text is posted.", code=13257),
)
