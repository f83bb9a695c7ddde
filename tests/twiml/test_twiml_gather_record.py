"""Gather and Record: their attributes, as the TwiML pages have them."""

import pytest
from attribute_rows import Row, assert_complete, cases, find, identify, prove, recording_status, write

from voicelab.twiml.check import examine

TABLE = {
    "Gather": [
        Row(
            "input",
            "dtmf, speech or both; dtmf",
            "dtmf speech",
            ("dtmf", "speech"),
            ("dtmf",),
            "voice",
            13326,
        ),
        Row("action", "URL; this document", "/next", "/next", "", "ftp://x/", 11100, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "PATCH", 13312),
        Row("timeout", "more than 0; 5", "12", 12, 5, "0", 13313),
        Row("speechTimeout", "more than 0, or auto; the timeout", "auto", "auto", 5, "soon", 13327),
        Row("maxSpeechTime", "more than 0; 60", "30", 30, 60, "0", 13328),
        Row("profanityFilter", "true or false; true", "false", False, True, "no", 13333),
        Row("finishOnKey", "one key or nothing; #", "", "", "#", "12", 13310),
        Row("numDigits", "1 or more; unlimited", "4", 4, None, "0", 13314),
        Row("partialResultCallback", "URL; none", "/p", "/p", None, "ws://x/", 11100, "error"),
        Row("partialResultCallbackMethod", "GET or POST; POST", "GET", "GET", "POST", "x", 13329),
        Row("language", "a language; en-US", "de-DE", "de-DE", "en-US", "12", 13331),
        Row("hints", "500 phrases of 100 characters", "red, green", "red, green", None, "x" * 101, 13330),
        Row("bargeIn", "true or false; true", "false", False, True, "maybe", 13332),
        Row("debug", "true or false", "true", True, False, "x"),
        Row("actionOnEmptyResult", "true or false; false", "true", True, False, "maybe", 13338, "error"),
        Row("speechModel", "a model; default", "googlev2_short", "googlev2_short", "default", "mine", 13334),
        Row("enhanced", "deprecated; false", "true", True, False, "x"),
    ],
    "Record": [
        Row("action", "URL; this document", "/r", "/r", "", "file:///etc/passwd", 11100, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "PUT", 13610),
        Row("timeout", "seconds of silence, 0 never; 5", "0", 0, 5, "-1", 13611),
        Row("finishOnKey", "keys 0-9 * #; any", "*", "*", "1234567890*#", "x", 13613),
        Row("maxLength", "2 to 14400; 3600", "20", 20, 3600, "1", 13612),
        Row("playBeep", "true or false; true", "false", False, True, "loud", 13616),
        Row(
            "trim",
            "trim-silence or do-not-trim; trim-silence",
            "do-not-trim",
            "do-not-trim",
            "trim-silence",
            "x",
            13699,
        ),
        *recording_status(),
        Row("transcribe", "true or false; false", "true", True, False, "si", 13614),
        Row(
            "transcribeCallback",
            "URL; none",
            "/t",
            "/t",
            None,
            "ftp://x/",
            13257,
            "error",
            {"transcribe": "true"},
        ),
    ],
}


@pytest.mark.parametrize(("key", "row"), cases(TABLE), ids=identify)
def test_attribute(key: str, row: Row) -> None:
    """The tables of Gather and Record; Gather's actionOnEmptyResult (13338) and Record's event (13621) are errors."""
    prove(key, row)


def test_every_attribute_has_a_row() -> None:
    assert_complete(TABLE)


def test_a_timeout_that_is_no_number_is_a_schema_warning() -> None:
    """12200: not a whole number where one is expected; 13313 is for numbers out of range."""
    assert [finding.code for finding in examine(write("Gather", {"timeout": "5s"})).findings] == [12200]


def test_timeout_auto_is_taken() -> None:
    """timeout: the pages also know auto; it means the default."""
    gather = find("Gather", examine(write("Gather", {"timeout": "auto"})))
    assert gather["timeout"] == 5 and gather.given("timeout")


def test_speech_timeout_follows_the_timeout() -> None:
    """speechTimeout: by default the timeout."""
    assert find("Gather", examine(write("Gather", {"timeout": "9"})))["speechTimeout"] == 9


def test_speech_timeout_auto_excludes_a_speech_model() -> None:
    """13335: auto is illegal with an explicit speechModel."""
    examined = examine(write("Gather", {"speechTimeout": "auto", "speechModel": "phone_call"}))
    assert [finding.code for finding in examined.findings] == [13335]
    assert find("Gather", examined)["speechTimeout"] == 5


def test_500_hints_and_no_more() -> None:
    """hints: at most 500 entries."""
    assert examine(write("Gather", {"hints": ",".join("a" * 500)})).findings == ()
    assert [found.code for found in examine(write("Gather", {"hints": ",".join("a" * 501)})).findings] == [
        13330
    ]


@pytest.mark.parametrize(
    ("inside", "code"), [("<Dial>+14155550123</Dial>", 13320), ("<Foo/>", 12200), ("words", 12200)]
)
def test_what_may_not_stand_in_a_gather_is_skipped(inside: str, code: int) -> None:
    """13320: invalid nested verb; what is no verb at all is a schema warning."""
    examined = examine(f'<Response><Gather action="/g">{inside}<Say>a</Say></Gather></Response>')
    assert [(finding.code, finding.level) for finding in examined.findings] == [(code, "warning")]
    assert [child.name for child in find("Gather", examined).children] == ["Say"]


def test_a_transcribed_recording_lasts_two_minutes() -> None:
    """maxLength: 120 when transcribing; 13615 for more."""
    assert find("Record", examine(write("Record", {"transcribe": "true"})))["maxLength"] == 120
    examined = examine(write("Record", {"transcribe": "true", "maxLength": "300"}))
    assert [finding.code for finding in examined.findings] == [13615]


def test_transcribe_callback_alone_turns_nothing_on() -> None:
    examined = examine(write("Record", {"transcribeCallback": "/t"}))
    assert [finding.code for finding in examined.findings] == [None]
    assert find("Record", examined)["transcribe"] is False
