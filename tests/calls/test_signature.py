"""Request signatures: Twilio's golden vectors (twilio-python tests/unit/test_request_validator.py)."""

import pytest
from twilio.request_validator import RequestValidator

from voicelab.calls.signature import sign, sign_body, verify, verify_body

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}


def test_golden_vector_of_a_form() -> None:
    assert sign("12345", URL, FORM) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_golden_vector_of_repeated_names() -> None:
    """Repeated names: distinct values sorted."""
    form = {"Sid": "CA123", "SidAccount": "AC123", "Digits": ["5678", "1234", "1234"]}
    assert sign("12345", URL, form) == "IK+Dwps556ElfBT0I3Rgjkr1wJU="


def test_golden_vector_of_a_json_body() -> None:
    """The caller appends bodySHA256 to the query and signs the URL only."""
    body = b'{"property": "value", "boolean": true}'
    url, signature = sign_body("12345", URL, body)
    assert "&bodySHA256=0a1ff763" in url
    assert signature == "a9nBmqA0ju/hNViExpshrM61xv4="
    assert verify_body("12345", url, body, signature)
    assert not verify_body("12345", url, body + b" ", signature)
    assert not verify_body("12345", URL, body, sign("12345", URL))


def test_the_helper_library_agrees() -> None:
    """Empty values are appended as their name only; nothing is percent-encoded."""
    form = {"Speech": "naïve & 50% ✓", "Empty": "", "a": "1", "B": "2"}
    for url in ("http://127.0.0.1:8080/twiml/hi?x=%20y", "http://localhost/ivr", "https://example.com/"):
        signature = sign("a-token", url, form)
        assert RequestValidator("a-token").validate(url, form, signature)
        assert verify("a-token", url, form, signature)


@pytest.mark.parametrize("signature", ["", "nonsense", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "é\ud800"])
def test_a_wrong_signature_is_not_genuine(signature: str) -> None:
    assert not verify("12345", URL, FORM, signature)
