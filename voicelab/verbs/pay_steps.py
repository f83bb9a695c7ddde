"""What a Pay asks for: its steps, what counts as a right answer, and how answers are shown. Values and rules only.

Source: Twilio's "TwiML Voice: Pay" and "Prompt"; card numbers are ISO/IEC 7812, routing numbers the ABA's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["ACH", "CARD", "DECLINED", "Answers", "Step", "card_type", "luhn", "routing_number"]

_CARDS: Sequence[tuple[str, Sequence[tuple[int, int]], frozenset[int]]] = (
    ("enroute", ((2014, 2014), (2149, 2149)), frozenset({15})),
    ("amex", ((34, 34), (37, 37)), frozenset({15})),
    ("diners-club", ((300, 305), (36, 36), (38, 39)), frozenset({14})),
    ("jcb", ((3528, 3589),), frozenset({16})),
    ("visa", ((4, 4),), frozenset({13, 16, 19})),
    ("mastercard", ((51, 55), (2221, 2720)), frozenset({16})),
    ("discover", ((6011, 6011), (644, 649), (65, 65)), frozenset({16})),
    ("maestro", ((50, 50), (56, 58), (60, 69)), frozenset(range(12, 20))),
)
"""Card types by their first digits, and how many digits they have."""


DECLINED = "4000000000000002"
"""A number that test processors decline, and this lab's too."""


def card_type(number: str) -> str:
    """The type of a card by its first digits; empty when it is none that is known."""
    for name, ranges, _ in _CARDS:
        for low, high in ranges:
            size = len(str(low))
            if len(number) >= size and low <= int(number[:size]) <= high:
                return name
    return ""


def luhn(number: str) -> bool:
    """Whether the last digit is the right check digit."""
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number))]
    return bool(doubled) and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def routing_number(number: str) -> bool:
    """Whether nine digits are a bank routing number by their weighted sum."""
    weighted = sum(int(digit) * (3, 7, 1)[index % 3] for index, digit in enumerate(number))
    return len(number) == 9 and weighted % 10 == 0 and weighted > 0


@dataclass(slots=True)
class Answers:
    """What was entered so far, and what the answers must be like."""

    valid_cards: Sequence[str] = ()
    shortest_postal_code: int = 5
    today: datetime | None = None
    given: dict[str, str] = field(default_factory=dict)  # by step

    @property
    def card(self) -> str:
        """The type of the card that was entered."""
        return card_type(self.given.get("payment-card-number", ""))


@dataclass(frozen=True, slots=True)
class Step:
    """One question. ``wrong`` gives the error type of an answer, empty for a right one; ``full`` its length."""

    name: str
    parameter: str
    question: str
    error: str  # the words after a wrong answer
    wrong: Callable[[str, Answers], str]
    full: Callable[
        [str, Answers], int
    ]  # so many digits need no finishing key; 0: only the key or time ends it
    masked: bool = True
    shown: int = 0  # last digits that stay visible

    def show(self, digits: str) -> str:
        """The answer as callbacks may carry it."""
        if not self.masked:
            return digits
        hidden = len(digits) - self.shown
        return "x" * hidden + digits[hidden:]


def _card_number(digits: str, answers: Answers) -> str:
    kind = card_type(digits)
    lengths = next((lengths for name, _, lengths in _CARDS if name == kind), frozenset(range(12, 20)))
    if len(digits) not in lengths or (kind != "enroute" and not luhn(digits)):
        return "invalid-card-number"
    return "" if kind in answers.valid_cards else "invalid-card-type"


def _card_length(digits: str, answers: Answers) -> int:
    return {"amex": 15, "enroute": 15, "diners-club": 14, "maestro": 19}.get(card_type(digits), 16)


def _date(digits: str, answers: Answers) -> str:
    today = answers.today
    right = len(digits) == 4 and 1 <= int(digits[:2]) <= 12
    if right and today is not None:
        right = (2000 + int(digits[2:]), int(digits[:2])) >= (today.year, today.month)
    return "" if right else "invalid-date"


def _code_length(digits: str, answers: Answers) -> int:
    return 4 if answers.card == "amex" else 3


def _security_code(digits: str, answers: Answers) -> str:
    return "" if len(digits) == _code_length(digits, answers) else "invalid-security-code"


def _postal_code(digits: str, answers: Answers) -> str:
    return "" if len(digits) >= answers.shortest_postal_code else "invalid-postal-code"


def _account(digits: str, answers: Answers) -> str:
    return "" if 4 <= len(digits) <= 17 else "invalid-bank-account-number"


def _routing(digits: str, answers: Answers) -> str:
    return "" if routing_number(digits) else "invalid-bank-routing-number"


def _never(digits: str, answers: Answers) -> int:
    return 0


CARD: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "payment-card-number",
            "PaymentCardNumber",
            "Please enter your card number, then press pound.",
            "This card number is not valid.",
            _card_number,
            _card_length,
            shown=4,
        ),
        Step(
            "expiration-date",
            "ExpirationDate",
            "Please enter the month and the year in which your card expires, two digits each.",
            "This date is not valid.",
            _date,
            lambda digits, answers: 4,
            masked=False,
        ),
        Step(
            "security-code",
            "SecurityCode",
            "Please enter the security code of your card.",
            "This security code is not valid.",
            _security_code,
            _code_length,
        ),
        Step(
            "postal-code",
            "PaymentCardPostalCode",
            "Please enter your postal code, then press pound.",
            "This postal code is not valid.",
            _postal_code,
            _never,
            masked=False,
        ),
    )
}
"""The steps of a payment by card."""

ACH: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "bank-routing-number",
            "BankRoutingNumber",
            "Please enter the nine digits of your bank's routing number.",
            "This routing number is not valid.",
            _routing,
            lambda digits, answers: 9,
            masked=False,
        ),
        Step(
            "bank-account-number",
            "BankAccountNumber",
            "Please enter your bank account number, then press pound.",
            "This account number is not valid.",
            _account,
            _never,
            shown=4,
        ),
    )
}
"""The steps of a payment from a bank account."""
