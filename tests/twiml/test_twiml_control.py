"""Redirect, Reject, Hangup, Echo, Sms and Refer: their attributes, as the TwiML pages have them."""

import pytest
from attribute_rows import Row, assert_complete, cases, find, identify, prove, write

from voicelab.twiml.check import examine

TABLE = {
    "Redirect": [Row("method", "GET or POST; POST", "GET", "GET", "POST", "PUT", 13710)],
    "Reject": [Row("reason", "rejected or busy; rejected", "busy", "busy", "rejected", "tired", 13810)],
    "Hangup": [],
    "Echo": [],
    "Sms": [
        Row("to", "a number; the caller", "+14155550123", "+14155550123", None, "bob", 14101),
        Row("from", "a number; the one called", "+14155550123", "+14155550123"),
        Row("action", "URL; none", "/a", "/a", None, "ftp://x/", 11100, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "x", 14104),
        Row("statusCallback", "URL; none", "/s", "/s", None, "ftp://x/", 14105),
    ],
    "Refer": [
        Row("action", "URL; none", "/a", "/a", None, "ftp://x/", 11100, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "x"),
    ],
}


@pytest.mark.parametrize(("key", "row"), cases(TABLE), ids=identify)
def test_attribute(key: str, row: Row) -> None:
    """Redirect: method. Reject: reason. Sms and Refer: action, method and callbacks."""
    prove(key, row)


def test_every_attribute_has_a_row() -> None:
    assert_complete(TABLE)


def test_an_empty_redirect_is_this_document() -> None:
    """An empty URL is the current document's."""
    assert find("Redirect", examine("<Response><Redirect/></Response>")).text == ""


def test_text_payload_is_trimmed() -> None:
    """Text payload is trimmed, since the pages indent it."""
    assert find("Redirect", examine(write("Redirect", {}, "\n   /next\n  "))).text == "/next"


@pytest.mark.parametrize("verb", ["Hangup", "Reject"])
def test_parameters_ride_along(verb: str) -> None:
    """Reject and Hangup take Parameters, by the helper library."""
    examined = examine(f'<Response><{verb}><Parameter name="a" value="b"/></{verb}></Response>')
    assert examined.findings == ()
    assert find("Parameter", examined)["name"] == "a"


def test_text_in_a_verb_that_takes_none_is_ignored() -> None:
    examined = examine("<Response><Hangup>extra</Hangup></Response>")
    assert [(finding.code, finding.level) for finding in examined.findings] == [(None, "warning")]
    assert find("Hangup", examined).text == ""


def test_a_message_needs_words() -> None:
    """14103: invalid body."""
    assert [finding.code for finding in examine(write("Sms", {}, "")).findings] == [14103]


def test_refer_needs_a_sip_uri() -> None:
    assert [finding.code for finding in examine(write("ReferSip", {}, "")).findings] == [13243]
    assert examine(write("ReferSip", {}, "sip:alice@example.com")).findings == ()
