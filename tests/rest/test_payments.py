"""Payments, Siprec sessions and message subscriptions of a live call. Rows: Twilio's resources of these names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from field_tables import check
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from voicelab.calls.events import MessageReceived
from voicelab.testing import TestLab

LONG = '<Response><Say>hello</Say><Pause length="600"/></Response>'
CARD = "4111111111111111"


class Listener:
    """An application that keeps what it is told."""

    def __init__(self, voicelab: TestLab) -> None:
        self.told: list[dict[str, str]] = []
        self.raw: list[tuple[str, bytes, dict[str, str]]] = []
        self.url = voicelab.lab.publish(self.app, name="listener")

    def app(self, environ: Any, start_response: Any) -> list[bytes]:
        from urllib.parse import parse_qsl

        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if "json" in environ["CONTENT_TYPE"]:
            self.told.append(json.loads(body))
        else:
            self.told.append(dict(parse_qsl(body.decode(), keep_blank_values=True)))
        headers = {"signature": environ["HTTP_X_TWILIO_SIGNATURE"], "type": environ["CONTENT_TYPE"]}
        self.raw.append((environ["QUERY_STRING"], body, headers))
        start_response("204 No Content", [])
        return []


def begun(voicelab: TestLab, **changes: Any) -> tuple[Any, Any, Listener]:
    """A live call, its payment through the official library, and who is told."""
    listener, call = Listener(voicelab), voicelab.dial(LONG)
    voicelab.waits(1)
    payment = voicelab.twilio.calls(call.sid).payments.create(
        **{"idempotency_key": "one", "status_callback": listener.url} | changes
    )
    return call, payment, listener


def capture(voicelab: TestLab, call: Any, payment: Any, listener: Listener, what: str, keys: str) -> None:
    voicelab.twilio.calls(call.sid).payments(payment.sid).update(
        idempotency_key=what, status_callback=listener.url, capture=what
    )
    call.presses(keys)
    voicelab.waits(1)


def test_a_card_is_keyed_in_piece_by_piece_and_charged(voicelab: TestLab) -> None:
    call, payment, listener = begun(voicelab, charge_amount=9.99, postal_code=False)
    assert payment.sid.startswith("PK") and payment.call_sid == call.sid
    for what, keys in (
        ("payment-card-number", CARD),
        ("expiration-date", "1231"),
        ("security-code", "123"),
    ):
        capture(voicelab, call, payment, listener, what, keys)
    done = voicelab.twilio.calls(call.sid).payments(payment.sid)
    done.update(idempotency_key="end", status_callback=listener.url, status="complete")
    voicelab.waits(1)
    last = listener.told[-1]
    assert last["Result"] == "success" and last["PaymentConfirmationCode"].startswith("simulated")
    assert (last["PaymentCardNumber"], last["PaymentCardType"]) == ("x" * 12 + "1111", "visa")
    assert (last["ExpirationDate"], last["SecurityCode"], last["Required"]) == ("1231", "xxx", "")
    assert last["ChargeAmount"] == "9.99" and last["Sid"] == payment.sid
    assert not any(CARD in str(told) for told in listener.told)
    assert [told.get("Capture") for told in listener.told if "PartialResult" not in told] == [
        None,
        "payment-card-number",
        "payment-card-number",
        "expiration-date",
        "expiration-date",
        "security-code",
        "security-code",
        None,
    ]
    with pytest.raises(TwilioRestException) as caught:
        done.update(idempotency_key="again", status_callback=listener.url, status="cancel")
    assert caught.value.code == 64021


def test_what_is_wrong_is_told_and_keyed_in_again(voicelab: TestLab) -> None:
    call, payment, listener = begun(voicelab)
    capture(voicelab, call, payment, listener, "payment-card-number", "4111111111111112")
    assert listener.told[-1]["ErrorType"] == "invalid-card-number"
    call.presses("123*" + CARD)  # a star begins anew
    voicelab.waits(1)
    assert "ErrorType" not in listener.told[-1] and listener.told[-1]["PaymentCardType"] == "visa"
    capture(voicelab, call, payment, listener, "payment-card-number-matcher", "4000000000000002")
    assert listener.told[-1]["ErrorType"] == "input-matching-failed"
    capture(voicelab, call, payment, listener, "expiration-date", "12")
    voicelab.waits(6)
    assert listener.told[-1]["ErrorType"] == "timeout"
    with pytest.raises(TwilioRestException) as caught:
        voicelab.twilio.calls(call.sid).payments(payment.sid).update(
            idempotency_key="end", status_callback=listener.url, status="complete"
        )
    assert (caught.value.status, caught.value.code) == (400, 64019)


def test_a_bank_account_a_declined_card_and_a_token(voicelab: TestLab) -> None:
    call, payment, listener = begun(voicelab, payment_method="ach-debit")
    capture(voicelab, call, payment, listener, "bank-routing-number", "110000000")
    capture(voicelab, call, payment, listener, "bank-account-number", "000123456789#")
    ended = voicelab.twilio.calls(call.sid).payments(payment.sid)
    ended.update(idempotency_key="end", status_callback=listener.url, status="complete")
    voicelab.waits(1)
    assert listener.told[-1]["PaymentToken"].startswith("simulated-token")
    assert listener.told[-1]["BankAccountNumber"] == "xxxxxxxx6789"
    other = voicelab.twilio.calls(call.sid).payments.create(
        idempotency_key="two", status_callback=listener.url, postal_code=False, security_code=False
    )
    capture(voicelab, call, other, listener, "payment-card-number", "4000000000000002")
    capture(voicelab, call, other, listener, "expiration-date", "1231")
    voicelab.twilio.calls(call.sid).payments(other.sid).update(
        idempotency_key="end", status_callback=listener.url, status="complete"
    )
    voicelab.waits(1)
    assert (listener.told[-1]["Result"], listener.told[-1]["PayErrorCode"]) == (
        "payment-connector-error",
        "64012",
    )


def test_the_same_key_is_the_same_payment_and_a_hang_up_ends_it(voicelab: TestLab) -> None:
    call, payment, listener = begun(voicelab)
    again = voicelab.twilio.calls(call.sid).payments.create(
        idempotency_key="one", status_callback=listener.url
    )
    assert again.sid == payment.sid
    call.hangs_up()
    assert call.ended("completed")
    voicelab.waits(1)
    assert listener.told[-1]["Result"] == "caller-hung-up"
    with pytest.raises(TwilioRestException) as caught:
        voicelab.twilio.calls(call.sid).payments.create(idempotency_key="x", status_callback=listener.url)
    assert caught.value.code == 21220


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"IdempotencyKey": ""}, 64020),
        ({"IdempotencyKey": "k" * 256}, 64020),
        ({"StatusCallback": ""}, 64020),
        ({"StatusCallback": "no address"}, 64020),
        ({"ChargeAmount": "much"}, 64003),
        ({"ChargeAmount": "-1"}, 64003),
        ({"PaymentMethod": "cash"}, 64013),
        ({"TokenType": "gold"}, 64006),
        ({"BankAccountType": "consumer-checking"}, 64017),
        ({"ValidCardTypes": "visa library"}, 64020),
        ({"MinPostalCodeLength": "x"}, 64020),
        ({"PostalCode": "perhaps"}, 64020),
        ({"Timeout": "0"}, 64020),
        ({"Input": "voice"}, 64020),
    ],
)
def test_bad_parameters_of_a_payment(voicelab: TestLab, changes: dict[str, str], code: int) -> None:
    call = voicelab.dial(LONG)
    voicelab.waits(1)
    form = {"IdempotencyKey": "one", "StatusCallback": "http://app.test/pay"} | changes
    status, data = ask(voicelab, "POST", f"Calls/{call.sid}/Payments.json", form)
    assert (status, data["code"]) == (400, code)


@pytest.mark.parametrize(
    ("form", "code"),
    [({}, 64018), ({"Capture": "shoe-size"}, 64020), ({"Capture": "bank-account-number"}, 64021)],
)
def test_bad_updates_of_a_payment(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    call, payment, listener = begun(voicelab)
    form = {"IdempotencyKey": "two", "StatusCallback": listener.url} | form
    path = f"Calls/{call.sid}/Payments/{payment.sid}.json"
    status, data = ask(voicelab, "POST", path, form)
    assert (status, data["code"]) == (400, code)
    status, data = ask(
        voicelab, "POST", path.replace(payment.sid, "PK" + "0" * 32), form | {"Status": "cancel"}
    )
    assert status == 404 or code == 64020
    status, data = ask(voicelab, "POST", path, {"Status": "cancel", "IdempotencyKey": "3"} | form)
    if "Capture" not in form:
        assert status == 202 and check("payment", data)


def test_a_siprec_session_is_started_and_stopped(voicelab: TestLab) -> None:
    listener, call = Listener(voicelab), voicelab.dial(LONG)
    voicelab.waits(1)
    path = f"Calls/{call.sid}/Siprec.json"
    form = {"Name": "mine", "Parameter1.Name": "a", "Parameter1.Value": "b", "StatusCallback": listener.url}
    status, data = ask(voicelab, "POST", path, form)
    assert (status, check("siprec", data)["status"]) == (200, "in-progress")
    assert ask(voicelab, "POST", path, form)[1]["code"] == 20409  # the name is taken
    stopped = voicelab.twilio.calls(call.sid).siprec("mine").update(status="stopped")
    assert (stopped.sid, stopped.status) == (data["sid"], "stopped")
    voicelab.waits(1)
    assert [told["SiprecEvent"] for told in listener.told] == ["siprec-started", "siprec-stopped"]
    assert voicelab.twilio.calls(call.sid).siprec.create().name.startswith("SR")
    assert any("Simulated" in notice.message for notice in call.notifications)
    with pytest.raises(TwilioRestException) as caught:
        voicelab.twilio.calls(call.sid).siprec("other").update(status="stopped")
    assert caught.value.status == 404


def test_messages_of_the_page_are_told_as_json_that_is_signed(voicelab: TestLab) -> None:
    """A POST or GET request of type application/json; bodySHA256 in the address"""
    listener, call = Listener(voicelab), voicelab.dial(LONG)
    voicelab.waits(1)
    live = voicelab.twilio.calls(call.sid)
    subscription = live.user_defined_message_subscriptions.create(
        callback=listener.url + "?agent=7", idempotency_key="one"
    )
    again = live.user_defined_message_subscriptions.create(callback=listener.url, idempotency_key="one")
    assert subscription.sid.startswith("ZY") and again.sid == subscription.sid

    def message(content: Any) -> None:
        voicelab.lab.loop.call_soon(
            lambda: call._placed.call.emit(
                MessageReceived, direction="inbound", content=content, message_type="user-defined-message"
            )
        )
        voicelab.waits(1)

    message({"colour": "grün"})
    (told,), ((query, body, headers),) = listener.told, listener.raw
    assert json.loads(told["Content"]) == {"colour": "grün"} and told["CallSid"] == call.sid
    assert headers["type"] == "application/json" and query.startswith("agent=7&bodySHA256=")
    validator = RequestValidator(voicelab.rest.tenant.account.auth_token)
    assert validator.validate(f"{listener.url}?{query}", body.decode(), headers["signature"])
    assert not validator.validate(f"{listener.url}?{query}", body.decode() + " ", headers["signature"])
    live.user_defined_messages.create(content='{"to": "the page"}')  # is not told back
    live.user_defined_message_subscriptions(subscription.sid).delete()
    message("unheard")
    assert len(listener.told) == 1
    with pytest.raises(TwilioRestException) as caught:
        live.user_defined_message_subscriptions(subscription.sid).delete()
    assert caught.value.status == 404
    status, data = ask(
        voicelab, "POST", f"Calls/{call.sid}/UserDefinedMessageSubscriptions.json", {"Callback": "nowhere"}
    )
    assert (status, data["code"]) == (400, 21402)
