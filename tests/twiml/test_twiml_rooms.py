"""Conference, Enqueue, Queue and Leave: their attributes, as the TwiML pages have them."""

import pytest
from attribute_rows import Row, assert_complete, cases, find, identify, prove, recording_status, write

from voicelab.twiml.check import examine

SID = "CA" + "0123456789abcdef" * 2
EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
TABLE = {
    "Conference": [
        Row("muted", "true or false; false", "true", True, False, "x", 13230),
        Row("beep", "true false onEnter onExit; true", "onEnter", "onEnter", "true", "x", 13235),
        Row("startConferenceOnEnter", "true or false; true", "false", False, True, "x", 13232),
        Row("endConferenceOnExit", "true or false; false", "true", True, False, "x", 13231, "error"),
        Row("waitUrl", "URL or empty; the built-in music", "", "", None, "ftp://x/", 13233),
        Row("waitMethod", "GET or POST; POST", "GET", "GET", "POST", "HEAD", 13234, beside={"waitUrl": "/w"}),
        Row("maxParticipants", "2 to 250; 250", "2", 2, 250, "251"),
        Row(
            "record",
            "do-not-record or record-from-start",
            "true",
            "record-from-start",
            "do-not-record",
            "x",
            13217,
        ),
        Row(
            "trim",
            "trim-silence or do-not-trim; trim-silence",
            "do-not-trim",
            "do-not-trim",
            "trim-silence",
            "x",
            13239,
            "error",
        ),
        Row("coach", "the SID of a call in the room", SID, SID, None, "bob", 13240, "error"),
        Row(
            "participantLabel", "128 characters, no /, no SID", "agent", "agent", None, "a/b", 16023, "error"
        ),
        Row("jitterBufferSize", "large medium small off; large", "off", "off", "large", "x"),
        Row("region", "a region", "ie1", "ie1", None, "mars"),
        Row("statusCallback", "URL; none", "/s", "/s", None, "ftp://x/", 11100, "error"),
        Row("statusCallbackMethod", "GET or POST; POST", "GET", "GET", "POST", "x"),
        Row("statusCallbackEvent", "start ... announcement; none", " ".join(EVENTS), EVENTS, (), "over"),
        *recording_status(),
        Row("eventCallbackUrl", "URL; deprecated", "/e", "/e", None, "ftp://x/", 11100, "error"),
    ],
    "Enqueue": [
        Row("action", "URL; none, the next verb runs", "/q", "/q", None, "ftp://x/", 14203, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "x", 14201, "error"),
        Row("waitUrl", "URL or empty; the built-in music", "/w", "/w", None, "ftp://x/", 14202, "error"),
        Row("waitUrlMethod", "GET or POST; POST", "GET", "GET", "POST", "x", 14206, "error"),
        Row("maxQueueSize", "callers", "5", 5, None, "0"),
        Row("workflowSid", "a TaskRouter SID", "WW1", "WW1"),
    ],
    "Task": [Row("priority", "a number", "1", 1, None, "x"), Row("timeout", "seconds", "4", 4, None, "-1")],
    "Queue": [
        Row("url", "URL; none", "/u", "/u", None, "ftp://x/", 14211, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "x", 14210, "error"),
        Row("reservationSid", "a TaskRouter SID", "WR1", "WR1"),
        Row("postWorkActivitySid", "a TaskRouter SID", "WA1", "WA1"),
    ],
    "Leave": [],
}


@pytest.mark.parametrize(("key", "row"), cases(TABLE), ids=identify)
def test_attribute(key: str, row: Row) -> None:
    """The tables of Conference, Enqueue and Queue; 13231, 13239, 13240 and all of 142xx are errors."""
    prove(key, row)


def test_every_attribute_has_a_row() -> None:
    assert_complete(TABLE)


def test_the_built_in_music_is_fetched_with_get() -> None:
    """waitMethod: POST, GET for the built-in."""
    assert find("Conference", examine(write("Conference", {})))["waitMethod"] == "GET"


@pytest.mark.parametrize(
    ("key", "text", "code", "level"),
    [
        ("Conference", "", 13237, "warning"),
        ("Enqueue", "", 14204, "error"),
        ("Enqueue", "q" * 65, 14205, "error"),
        ("Queue", "", 14212, "error"),
        ("Queue", "q" * 65, 14213, "error"),
    ],
)
def test_names_of_rooms_and_queues(key: str, text: str, code: int, level: str) -> None:
    """14204, 14205: a queue's name has 1 to 64 characters; 14212, 14213 for the noun; 13237 for a room."""
    examined = examine(write(key, {}, text))
    assert [(finding.code, finding.level) for finding in examined.findings] == [(code, level)]
    assert (find(key, examined).fault is not None) is (level == "error")


def test_a_task_needs_no_queue_name() -> None:
    """Enqueue with a workflow, or a Task inside, goes to TaskRouter."""
    assert examine(write("Enqueue", {"workflowSid": "WW1"}, "")).findings == ()
    assert examine(write("Enqueue", {}, '<Task>{"skill": "a"}</Task>')).findings == ()
    assert [finding.code for finding in examine(write("Enqueue", {}, "<Task>foo</Task>")).findings] == [None]


@pytest.mark.parametrize("label", ["x" * 129, SID])
def test_labels_that_are_too_long_or_a_sid(label: str) -> None:
    """16023: must not exceed 128 characters, must not be a CallSid, must not contain /."""
    found = examine(write("Conference", {"participantLabel": label})).findings
    assert [(finding.code, finding.level) for finding in found] == [(16023, "error")]
