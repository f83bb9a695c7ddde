"""Request signatures: Twilio's golden vectors (twilio-python tests/unit/test_request_validator.py)."""

import pytest
from twilio.request_validator import RequestValidator

from voicelab.calls import signatures

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}


def test_golden_vector_of_a_form() -> None:
    assert signatures.sign_request(URL, FORM, "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_golden_vector_of_repeated_names() -> None:
    """Repeated names: distinct values sorted."""
    form = {"Sid": "CA123", "SidAccount": "AC123", "Digits": ["5678", "1234", "1234"]}
    assert signatures.sign_request(URL, form, "12345") == "IK+Dwps556ElfBT0I3Rgjkr1wJU="


def test_golden_vector_of_a_json_body() -> None:
    """The caller appends bodySHA256 to the query and signs the URL only."""
    body = b'{"property": "value", "boolean": true}'
    url, signature = signatures.sign_body(URL, body, "12345")
    assert "&bodySHA256=0a1ff763" in url
    assert signature == "a9nBmqA0ju/hNViExpshrM61xv4="
    assert signatures.verify_signature(signature, url, {}, "12345", body=body)
    assert not signatures.verify_signature(signature, url, {}, "12345", body=body + b" ")
    assert not signatures.verify_signature(
        signatures.sign_request(URL, {}, "12345"), URL, {}, "12345", body=body
    )


def test_the_helper_library_agrees() -> None:
    """Empty values are appended as their name only; nothing is percent-encoded."""
    form = {"Speech": "naïve & 50% ✓", "Empty": "", "a": "1", "B": "2"}
    for url in ("http://127.0.0.1:8080/twiml/hi?x=%20y", "http://localhost/ivr", "https://example.com/"):
        signature = signatures.sign_request(url, form, "a-token")
        assert RequestValidator("a-token").validate(url, form, signature)
        assert signatures.verify_signature(signature, url, form, "a-token")


def test_a_fragment_is_not_signed() -> None:
    assert signatures.sign_request(URL + "#rc=2", FORM, "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize("signature", ["", "nonsense", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "é\ud800"])
def test_a_wrong_signature_is_not_genuine(signature: str) -> None:
    assert not signatures.verify_signature(signature, URL, FORM, "12345")
