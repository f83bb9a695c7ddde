"""Rows of the grammar's table: paying."""

from __future__ import annotations

from voicelab.twiml.rows import CARDS, Family, attribute, choice, flag, listed, method, simulated, text, url
from voicelab.twiml.spoken import Language
from voicelab.twiml.values import Decimal, Whole

__all__ = ["PAYING"]

PAYING = Family()

PAYING.add(
    "Pay",
    "Asks for a card or bank account by keys and hands it to a payment processor.",
    listed("input", "dtmf", "dtmf", "How the caller enters it."),
    url("action", "Where the outcome goes, and where the next document comes from.", code=64016),
    choice(
        "bankAccountType",
        "consumer-checking consumer-savings commercial-checking commercial-savings",
        None,
        "The kind of bank account.",
        64020,
    ),
    url("statusCallback", "Where each step is reported."),
    method("statusCallbackMethod", "statusCallback"),
    attribute("timeout", Whole(1, unit="seconds"), "How long to wait for keys.", 5),
    attribute("maxAttempts", Whole(1), "How often each question is asked.", 3),
    flag("securityCode", True, "Whether the security code is asked for."),
    text("postalCode", "Whether the postal code is asked for, or the code itself.", default="true"),
    attribute("minPostalCodeLength", Whole(0), "The shortest postal code."),
    text("paymentConnector", "The connector to the processor.", default="Default"),
    choice("paymentMethod", "ach-debit credit-card", "credit-card", "What the caller pays with.", 64020),
    choice("tokenType", "one-time reusable payment-method", "reusable", "The token to make.", 64020),
    attribute(
        "chargeAmount", Decimal(0), "The amount to charge; without it only a token is made.", None, 64003
    ),
    text("currency", "The currency of the amount.", default="usd"),
    text("description", "What the payment is for."),
    listed("validCardTypes", CARDS, "visa mastercard amex", "The cards that are taken."),
    attribute("language", Language(), "The language of the questions.", "en-US"),
    children="Prompt Parameter",
    support=simulated(
        "Its questions are asked for real; no processor is, nothing is charged, the token is made up."
    ),
)
PAYING.add(
    "Prompt",
    "What is said for one step of a Pay, in place of the usual question.",
    choice(
        "for",
        "payment-card-number expiration-date security-code postal-code payment-processing bank-account-number"
        " bank-routing-number",
        None,
        "The step.",
    ),
    listed(
        "errorType",
        "timeout invalid-card-number invalid-card-type invalid-date invalid-security-code invalid-postal-code"
        " invalid-bank-account-number invalid-bank-routing-number internal-error input-matching-failed",
        "",
        "The mistakes after which it is said.",
    ),
    listed("cardType", CARDS, "", "The cards for which it is said."),
    listed("attempt", "1 2 3 4 5 6 7 8 9 10", "", "The attempts at which it is said."),
    flag("requireMatchingInputs", False, "Whether the answer must be entered twice."),
    children="Say Play Pause",
)
