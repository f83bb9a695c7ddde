"""Payments of a live call, taken piece by piece. Source: Twilio's "Payments resource". The processor is simulated."""

from __future__ import annotations

import re
from typing import Any

from voicelab.clock import now
from voicelab.engine.call import Call
from voicelab.engine.paying import CAPTURES, Payment
from voicelab.errors import RequestError
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, answer, created
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date
from voicelab.verbs.pay_steps import ACH, CARD, Answers

__all__ = ["ROUTES"]

_AMOUNT = re.compile(r"\d{1,7}(?:\.\d{1,2})?")
_CARDS = ("visa", "mastercard", "amex", "maestro", "discover", "optima", "jcb", "diners-club", "enroute")
_DEFAULT_CARDS = ("visa", "mastercard", "amex")
_ACCOUNTS = ("consumer-checking", "consumer-savings", "commercial-checking")
_KEY = 255  # characters
_BAD = 64020


async def create_payment(ask: Ask) -> RestResponse:
    """Begin a payment; the same IdempotencyKey again is the same payment."""
    tenant, fields = ask.tenant, ask.fields
    await tenant.call_record(ask["CallSid"])  # a wrong SID is said first
    key, callback = _key_and_callback(fields)
    method = fields.choice("PaymentMethod", ("credit-card", "ach-debit"), "credit-card", code=64013)
    settings = _settings(fields, method)
    answers = Answers(
        tuple(fields.words("ValidCardTypes", _CARDS, _DEFAULT_CARDS, _BAD)) or _DEFAULT_CARDS,
        fields.whole("MinPostalCodeLength", 5, 1, 20, code=_BAD),
        now(),
    )
    steps = list(ACH) if method == "ach-debit" else list(CARD)
    for name, field in (("security-code", "SecurityCode"), ("postal-code", "PostalCode")):
        if fields.flag(field, True, code=_BAD) is False and name in steps:
            steps.remove(name)
    timeout = fields.whole("Timeout", 5, 1, 600, code=_BAD)
    call = await tenant.answered_call(ask["CallSid"])
    payment = call.payments.get(key)
    if payment is None:
        assert call.side is not None and call.side.leg is not None
        payment = call.payments[key] = Payment(
            call, call.side.leg, method, steps, settings, callback, timeout, answers
        )
    return created(_payment_json(tenant, call, payment))


async def update_payment(ask: Ask) -> RestResponse:
    """Ask for the next piece, complete the payment, or cancel it."""
    tenant, fields = ask.tenant, ask.fields
    await tenant.call_record(ask["CallSid"])  # a wrong SID is said first
    key, callback = _key_and_callback(fields)
    capture = fields.choice("Capture", CAPTURES, code=_BAD)
    status = fields.choice("Status", ("complete", "cancel"), code=_BAD)
    if not capture and not status:
        raise RequestError("Neither Capture nor Status is given.", code=64018)
    call = await tenant.live_call(ask["CallSid"])
    payment = next((one for one in call.payments.values() if one.sid == ask["Sid"]), None)
    if payment is None:
        raise not_found("payment", ask["Sid"])
    if key not in payment.heard:
        if status == "cancel":
            payment.cancel(callback)
        elif status == "complete":
            payment.complete(callback)
        else:
            payment.capture(capture, callback)
        payment.heard.add(key)
    return answer(_payment_json(tenant, call, payment), 202)


def _key_and_callback(fields: Fields) -> tuple[str, str]:
    key = fields.needed("IdempotencyKey", code=_BAD, limit=_KEY)
    fields.needed("StatusCallback", code=_BAD)
    return key, fields.address("StatusCallback", code=_BAD)


def _settings(fields: Fields, method: str) -> dict[str, str]:
    """What callbacks repeat of the request."""
    amount = fields.text("ChargeAmount", code=64003).strip()
    if amount and not _AMOUNT.fullmatch(amount):
        raise RequestError(f"ChargeAmount {amount[:50]!r} is no amount such as 9.99.", code=64003)
    settings = {
        "PaymentConnector": fields.text("PaymentConnector", limit=200).strip() or "Default",
        "ChargeAmount": "" if amount in ("0", "0.0", "0.00") else amount,
        "Currency": fields.text("Currency", limit=10).strip().lower() or "usd",
        "Description": fields.text("Description", limit=1000),
        "TokenType": fields.choice("TokenType", ("one-time", "reusable", "payment-method"), code=64006),
    }
    kind = fields.choice("BankAccountType", _ACCOUNTS, code=_BAD)
    if kind and method != "ach-debit":
        raise RequestError("BankAccountType needs PaymentMethod=ach-debit.", code=64017)
    if method == "ach-debit":
        settings["BankAccountType"] = kind or _ACCOUNTS[0]
    fields.choice("Input", ("dtmf",), code=_BAD)
    return {name: value for name, value in settings.items() if value}


def _payment_json(tenant: Tenant, call: Call, payment: Payment) -> dict[str, Any]:
    return {
        "sid": payment.sid,
        "account_sid": tenant.sid,
        "call_sid": call.sid,
        "date_created": date(payment.date_created),
        "date_updated": date(payment.date_updated),
        "uri": tenant.uri("Calls", call.sid, "Payments", payment.sid),
    }


ROUTES = [
    Route("POST", "Calls/{CallSid}/Payments", create_payment),
    Route("POST", "Calls/{CallSid}/Payments/{Sid}", update_payment),
]
