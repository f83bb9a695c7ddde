"""Dial and its nouns: their attributes, as the TwiML pages have them."""

import pytest
from attribute_rows import Row, assert_complete, cases, find, identify, prove, recording_status, status, write

from voicelab.twiml.check import examine

RECORD = "record-from-answer-dual"
AMD = [
    Row("machineDetection", "Enable or DetectMessageEnd", "Enable", "Enable", None, "On", 21263),
    Row("amdStatusCallback", "URL; none", "/a", "/a", None, "ftp://x/", 11100, "error"),
    Row("amdStatusCallbackMethod", "GET or POST; POST", "GET", "GET", "POST", "x"),
    Row("machineDetectionTimeout", "3 to 60; 30", "3", 3, 30, "2", 21263),
    Row("machineDetectionSpeechThreshold", "1000 to 6000; 2400", "6000", 6000, 2400, "6001", 21263),
    Row("machineDetectionSpeechEndThreshold", "500 to 5000; 1200", "500", 500, 1200, "499", 21263),
    Row("machineDetectionSilenceTimeout", "2000 to 10000; 5000", "2000", 2000, 5000, "1999", 21263),
]


def screen(code: int = 12200) -> list[Row]:
    """The rows of url and method: the document that the called party hears first."""
    return [
        Row("url", "URL; none", "/w", "/w", None, "ftp://x/", 11100, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "PUT", code),
    ]


TABLE = {
    "Dial": [
        Row("action", "URL; none, the next verb runs", "/d", "/d", None, "ftp://x/", 11100, "error"),
        Row("method", "GET or POST; POST", "get", "GET", "POST", "PUT", 13210),
        Row("timeout", "5 to 600; 30", "600", 600, 30, "601", 13212),
        Row("hangupOnStar", "true or false; false", "true", True, False, "yes", 13213),
        Row("timeLimit", "seconds; 14400", "60", 60, 14400, "0", 13216),
        Row("callerId", "a number or client:x; the caller's", "client:bob", "client:bob", None, "bob", 13214),
        Row("record", "do-not-record ... ; do-not-record", RECORD, RECORD, "do-not-record", "maybe", 13217),
        Row(
            "trim",
            "trim-silence or do-not-trim; do-not-trim",
            "trim-silence",
            "trim-silence",
            "do-not-trim",
            "x",
        ),
        *recording_status(),
        Row("recordingTrack", "both inbound outbound; both", "inbound", "inbound", "both", "left"),
        Row("answerOnBridge", "true or false; false", "True", True, False, "1", 13219),
        Row("ringTone", "a country; the carrier's", "us-old", "us-old", None, "zz", 13220),
        Row("sequential", "true or false; false", "true", True, False, "x", 13218),
        Row("referUrl", "URL; none", "/f", "/f", None, "ftp://x/", 11100, "error"),
        Row("referMethod", "GET or POST; POST", "GET", "GET", "POST", "x"),
        Row("events", "call-progress-event", "call-progress-event", ("call-progress-event",), (), "x"),
        Row("passports", "text", "p", "p"),
        Row("callReason", "at most 50 characters", "Your order", "Your order", None, "x" * 51),
    ],
    "Number": [
        Row("sendDigits", "0-9 # * w W", "wwww1928", "wwww1928", None, "1A", 13222),
        *screen(13221),
        *status(),
        Row("byoc", "a trunk SID", "BY1", "BY1"),
        *AMD,
    ],
    "Client": [
        *screen(),
        *status(),
        Row("clientNotificationUrl", "URL; none", "/n", "/n", None, "ftp://x/", 11100, "error"),
    ],
    "Sip": [
        Row("username", "text", "admin", "admin"),
        Row("password", "text", "1234", "1234"),
        *screen(13241),
        *status(),
        *AMD,
    ],
    "SipUri": [
        Row("priority", "a number", "10", 10, None, "x"),
        Row("weight", "a number", "20", 20, None, "-1"),
        Row("username", "text", "u", "u"),
        Row("password", "text", "p", "p"),
    ],
    "Header": [Row("name", "text", "x-a", "x-a"), Row("value", "text", "v", "v")],
    "Sim": [],
    "WhatsApp": [*screen(), *status()],
    "Application": [
        *screen(),
        *status(),
        Row("customerId", "text of at most 256 characters", "c", "c", None, "c" * 257),
        Row("copyParentTo", "true or false; false", "true", True, False, "x"),
    ],
    "Parameter": [Row("name", "text", "n", "n"), Row("value", "text", "v", "v")],
}


@pytest.mark.parametrize(("key", "row"), cases(TABLE), ids=identify)
def test_attribute(key: str, row: Row) -> None:
    """The tables of Dial, Number, Client, Sip, WhatsApp and Application."""
    prove(key, row)


def test_every_attribute_has_a_row() -> None:
    assert_complete(TABLE)


@pytest.mark.parametrize(("old", "new"), [("true", "record-from-answer"), ("false", "do-not-record")])
def test_record_knows_its_older_words(old: str, new: str) -> None:
    """record: true and false are legacy."""
    assert find("Dial", examine(write("Dial", {"record": old})))["record"] == new


@pytest.mark.parametrize(
    "number", ["+14155550123", "415-555-0123", "(415) 555 0123", "1 415 555 0123", "+10000000000"]
)
def test_numbers_are_e164_or_american(number: str) -> None:
    """US national forms are accepted; any E.164 number is."""
    assert examine(write("Dial", {}, number)).findings == ()
    assert find("Number", examine(write("Number", {}, f"\n  {number}\n "))).text == number


@pytest.mark.parametrize("number", ["not-a-number", "+0123456789", "12", "client:bob", "sip:a@b"])
def test_what_is_no_number_is_a_warning_and_still_dialled(number: str) -> None:
    """13223: the Dial finishes with DialCallStatus=failed."""
    for key in ("Dial", "Number"):
        examined = examine(write(key, {}, number))
        assert [(finding.code, finding.level) for finding in examined.findings] == [(13223, "warning")]
        assert find(key, examined).text == number


def test_conference_and_queue_stand_alone() -> None:
    """13000: Conference cannot be mixed with Number; the one that comes first stays."""
    mixed = "<Number>+14155550123</Number><Conference>r</Conference><Client>a</Client>"
    examined = examine(f"<Response><Dial>{mixed}</Dial></Response>")
    assert [(finding.code, finding.level) for finding in examined.findings] == [(13000, "warning")]
    assert [child.name for child in find("Dial", examined).children] == ["Number", "Client"]
    examined = examine("<Response><Dial><Queue>q</Queue><Client>a</Client></Dial></Response>")
    assert [finding.code for finding in examined.findings] == [13000]
    assert [child.name for child in find("Dial", examined).children] == ["Queue"]


def test_a_dial_rings_ten() -> None:
    """Up to 10 Number, Client or Sip in parallel."""
    examined = examine(f"<Response><Dial>{'<Client>a</Client>' * 12}</Dial></Response>")
    assert [finding.code for finding in examined.findings] == [13215, 13215]
    assert len(find("Dial", examined).children) == 10


@pytest.mark.parametrize(("inside", "code"), [("<Say>a</Say>", 13215), ("<Ninja/>", 12200)])
def test_what_may_not_stand_in_a_dial_is_skipped(inside: str, code: int) -> None:
    """13215: invalid nested element."""
    examined = examine(f"<Response><Dial>{inside}<Client>a</Client></Dial></Response>")
    assert [(finding.code, finding.level) for finding in examined.findings] == [(code, "warning")]
    assert len(find("Dial", examined).children) == 1


def test_a_number_beside_a_noun_is_ignored() -> None:
    examined = examine("<Response><Dial>+14155550123<Client>a</Client></Dial></Response>")
    assert [finding.code for finding in examined.findings] == [None]
    assert find("Dial", examined).text == ""


@pytest.mark.parametrize("caller_id", ["+14155550123", "client:bob", "415-555-0123", "{{From}}"])
def test_caller_ids(caller_id: str) -> None:
    assert examine(write("Dial", {"callerId": caller_id})).findings == ()


def test_a_caller_id_for_sip_is_free_text() -> None:
    """callerId: free text for Sip."""
    dial = find("Dial", examine('<Response><Dial callerId="bob"><Sip>sip:a@b</Sip></Dial></Response>'))
    assert dial["callerId"] == "bob"
    (found,) = examine(
        f'<Response><Dial callerId="{"b" * 300}"><Sip>sip:a@b</Sip></Dial></Response>'
    ).findings
    assert (found.code, found.level, found.attribute) == (13248, "warning", "callerId")


@pytest.mark.parametrize(
    "uri",
    [
        "sip:jack@example.com",
        "kate@example.com",
        "sip:a@b;transport=tls",
        "sip:a@b?x-one=1&amp;User-to-User=2",
        "sip:url",
    ],
)
def test_sip_uris(uri: str) -> None:
    assert examine(write("Sip", {}, uri)).findings == ()


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("http://x", 13243),
        ("bob", 13243),
        ("a b@c", 13243),
        (f"sip:{'a' * 255}@b", 13243),
        ("sip:a@b?Subject=x", 13252),
        (f"sip:a@b?x-a={'1' * 1024}", 13253),
        ("", 13243),
    ],
)
def test_bad_sip_uris(uri: str, code: int) -> None:
    """13243 URI, 13252 header name, 13253 header too long: warnings, all."""
    found = examine(write("Sip", {}, uri)).findings
    assert [(finding.code, finding.level) for finding in found] == [(code, "warning")]


def test_a_client_is_named_by_text_or_identity() -> None:
    """Client: text identity, or Identity and Parameters."""
    assert examine(write("Client", {}, "alice")).findings == ()
    inside = '<Identity>jane</Identity><Parameter name="a" value="1"/>'
    client = find("Client", examine(write("Client", {}, inside)))
    assert [(child.name, child.text) for child in client.children] == [
        ("Identity", "jane"),
        ("Parameter", ""),
    ]
    assert client.children[1]["value"] == "1"
    assert [finding.code for finding in examine(write("Client", {}, "")).findings] == [None]
    assert [finding.code for finding in examine(write("Client", {}, "x" * 257)).findings] == [12200]
