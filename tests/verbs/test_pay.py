"""<Pay> and <Prompt>. Quoted rows: Twilio's "TwiML Voice: Pay"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.testing import TestLab
from voicelab.verbs.pay_steps import card_type, luhn, routing_number

VISA, AMEX, DECLINED = "4242424242424242", "378282246310005", "4000000000000002"
LATE = "1299"


class Shop:
    """An application that asks for money, and what its action and its callback were told."""

    def __init__(self, attributes: str = "", inside: str = "", *, action: str = ' action="/paid"') -> None:
        self.document = f"<Response><Pay{action} {attributes}>{inside}</Pay><Say>next verb</Say></Response>"
        self.told: list[dict[str, str]] = []
        self.steps: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/step":
            self.steps.append(dict(request))
            return ""
        if request.path == "/paid":
            self.told.append(dict(request))
            return "<Response><Say>good day</Say></Response>"
        return self.document

    @property
    def form(self) -> dict[str, str]:
        """What the action was told."""
        (form,) = self.told
        return form


def pays(call: Any, *answers: tuple[str, str]) -> None:
    """Answer each question that says these words."""
    for words, keys in answers:
        call.hears(words, to_the_end=False)
        call.presses(keys)


CARD = (("card number", VISA), ("expires", LATE), ("security code", "123"), ("postal code", "94109#"))


@pytest.mark.proves("Pay")
@pytest.mark.proves("Pay", "action")
def test_a_card_becomes_a_token_that_says_it_is_made_up(voicelab: TestLab) -> None:
    """Pay action: Result, PaymentToken, PaymentCardNumber (masked), ExpirationDate"""
    shop = Shop()
    call = voicelab.dial(shop)
    pays(call, *CARD)
    call.hears("your payment is processed")
    call.hears("good day")
    form = shop.form
    assert form["Result"] == "success" and form["PaymentToken"].startswith("simulated-")
    assert form["PaymentCardNumber"] == "xxxxxxxxxxxx4242" and form["PaymentCardType"] == "visa"
    assert (form["ExpirationDate"], form["SecurityCode"]) == (LATE, "xxx")
    assert (form["PaymentCardPostalCode"], form["PaymentMethod"]) == ("94109", "credit-card")
    assert VISA not in str(shop.told)
    assert any("Simulated" in note.message for note in call.notifications)


@pytest.mark.proves("Pay", "chargeAmount")
def test_a_charge_is_confirmed_and_not_made(voicelab: TestLab) -> None:
    """ChargeAmount"""
    shop = Shop('chargeAmount="20.45"')
    call = voicelab.dial(shop)
    pays(call, *CARD)
    call.hears("good day")
    assert shop.form["PaymentConfirmationCode"].startswith("simulated-") and "PaymentToken" not in shop.form


@pytest.mark.proves("Pay", "action")
def test_without_an_action_the_next_verb_runs(voicelab: TestLab) -> None:
    """Pay: action"""
    call = voicelab.dial(Shop(action=""))
    pays(call, *CARD)
    call.hears("next verb")


@pytest.mark.proves("Pay", "securityCode", "postalCode")
def test_questions_can_be_left_out(voicelab: TestLab) -> None:
    """SecurityCode true, postalCode true|value"""
    shop = Shop('securityCode="false" postalCode="94109"')
    call = voicelab.dial(shop)
    pays(call, *CARD[:2])
    call.hears("good day")
    assert shop.form["PaymentCardPostalCode"] == "94109" and "SecurityCode" not in shop.form


@pytest.mark.parametrize(
    ("step", "wrong", "said", "error"),
    [
        (0, "4242424242424241", "card number is not valid", "invalid-card-number"),
        (0, "6011111111111117", "type of card is not taken", "invalid-card-type"),
        (1, "1320", "date is not valid", "invalid-date"),
        (1, "0120", "date is not valid", "invalid-date"),
        (2, "12#", "security code is not valid", "invalid-security-code"),
        (3, "9#", "postal code is not valid", "invalid-postal-code"),
    ],
)
def test_a_wrong_answer_is_asked_again(
    voicelab: TestLab, step: int, wrong: str, said: str, error: str
) -> None:
    """Prompt errorType: invalid-card-number, invalid-card-type, invalid-date, ..."""
    shop = Shop('statusCallback="/step"')
    call = voicelab.dial(shop)
    pays(call, *CARD[:step])
    pays(call, (CARD[step][0], wrong), (said, CARD[step][1]), *CARD[step + 1 :])
    call.hears("good day")
    assert shop.form["Result"] == "success"
    assert [form["ErrorType"] for form in shop.steps if form.get("Attempt") == "2"] == [error]


@pytest.mark.proves("Pay", "timeout", "maxAttempts")
def test_no_answer_is_asked_again_until_it_is_too_often(voicelab: TestLab) -> None:
    """Timeout 5, maxAttempts 3"""
    shop = Shop('statusCallback="/step" maxAttempts="2" timeout="4"')
    call = voicelab.dial(shop)
    call.hears("Please enter your card number")
    began = call.elapsed
    call.hears("We did not get an answer", to_the_end=False)
    assert 4 <= call.elapsed - began < 7
    call.hears("good day")
    assert shop.form["Result"] == "too-many-failed-attempts"
    assert [(f["Attempt"], f["ErrorType"]) for f in shop.steps if "For" in f] == [
        ("1", ""),
        ("2", "timeout"),
        ("2", "timeout"),
    ]


def test_a_star_ends_it_at_any_time(voicelab: TestLab) -> None:
    """Pay terminates when DTMF * is received at any point"""
    for answers in ((), CARD[:1], CARD):
        shop = Shop()
        call = voicelab.dial(shop)
        pays(call, *answers)
        call.presses("*")
        call.hears("good day")
        assert shop.form["Result"] == "caller-interrupted-with-star"


def test_a_caller_who_hangs_up_is_told(voicelab: TestLab) -> None:
    """Result caller-hung-up"""
    shop = Shop()
    call = voicelab.dial(shop)
    pays(call, *CARD[:1])
    call.hangs_up()
    assert (shop.form["Result"], shop.form["CallStatus"]) == ("caller-hung-up", "completed")


def test_the_test_number_that_is_declined(voicelab: TestLab) -> None:
    """64012 Payment Gateway rejected the card"""
    shop = Shop()
    call = voicelab.dial(shop)
    pays(call, ("card number", DECLINED), *CARD[1:])
    call.hears("good day")
    assert (shop.form["Result"], shop.form["PayErrorCode"]) == ("payment-connector-error", "64012")


def test_a_pound_key_after_a_whole_answer_is_not_the_next_answer(voicelab: TestLab) -> None:
    """Keys: # ends an answer"""
    shop = Shop('statusCallback="/step"')
    call = voicelab.dial(shop)
    pays(call, *[(words, keys.rstrip("#") + "#") for words, keys in CARD])
    call.hears("good day")
    assert shop.form["Result"] == "success"
    assert {form["Attempt"] for form in shop.steps if "For" in form} == {"1"}


@pytest.mark.proves("Pay", "statusCallback")
def test_each_step_is_told_with_what_is_left(voicelab: TestLab) -> None:
    """StatusCallback: each step"""
    shop = Shop('statusCallback="/step"')
    call = voicelab.dial(shop)
    pays(call, *CARD)
    call.hears("good day")
    call.ended()
    steps = [form["For"] for form in shop.steps if "For" in form]
    assert steps == ["payment-card-number", "expiration-date", "security-code", "postal-code"]
    assert shop.steps[1]["Required"] == "expiration-date security-code postal-code"
    assert shop.steps[1]["PaymentCardNumber"] == "xxxxxxxxxxxx4242"
    assert {form["PaymentSid"][:2] for form in shop.steps} == {"PK"}
    assert shop.steps[-1]["Result"] == "success"


@pytest.mark.proves("Prompt")
@pytest.mark.proves("Prompt", "for", "errorType", "cardType", "attempt")
def test_prompts_of_ones_own(voicelab: TestLab) -> None:
    """Prompt@for @errorType @cardType @attempt (list)"""
    inside = """
    <Prompt for="payment-card-number"><Say>Type the long number</Say></Prompt>
    <Prompt for="payment-card-number" errorType="invalid-card-number timeout"><Say>That was wrong</Say></Prompt>
    <Prompt for="payment-card-number" attempt="3"><Say>The last chance</Say></Prompt>
    <Prompt for="security-code" cardType="amex"><Say>The four digits on the front</Say></Prompt>
    <Prompt for="security-code" cardType="visa"><Say>The three digits on the back</Say></Prompt>
    <Prompt for="payment-processing"><Say>One moment</Say></Prompt>"""
    shop = Shop('postalCode="false"', inside)
    call = voicelab.dial(shop)
    pays(call, ("Type the long number", "42#"), ("That was wrong", AMEX), ("expires", LATE))
    pays(call, ("The four digits on the front", "1234"))
    call.hears("One moment")
    call.hears("good day")
    assert shop.form["PaymentCardType"] == "amex" and shop.form["SecurityCode"] == "xxxx"


@pytest.mark.proves("Pay", "paymentMethod", "bankAccountType")
def test_a_bank_account(voicelab: TestLab) -> None:
    """PaymentMethod ach-debit; bankAccountType"""
    name = '<Parameter name="AVSName" value="Anna"/>'
    shop = Shop('paymentMethod="ach-debit" bankAccountType="consumer-savings"', name)
    call = voicelab.dial(shop)
    pays(call, ("routing number", "110000001"), ("routing number is not valid", "110000000"))
    pays(call, ("account number", "000123456789#"))
    call.hears("good day")
    assert shop.form["Result"] == "success" and shop.form["BankAccountNumber"] == "xxxxxxxx6789"
    assert shop.form["BankRoutingNumber"] == "110000000"
    assert shop.form["BankAccountType"] == "consumer-savings"


@pytest.mark.proves("Prompt", "requireMatchingInputs")
def test_an_account_number_entered_twice(voicelab: TestLab) -> None:
    """Prompt@requireMatchingInputs; errorType input-matching-failed"""
    inside = (
        '<Parameter name="AVSName" value="Anna"/>'
        '<Prompt for="bank-account-number" requireMatchingInputs="true"><Say>Once more please</Say></Prompt>'
    )
    shop = Shop('paymentMethod="ach-debit"', inside)
    call = voicelab.dial(shop)
    pays(call, ("routing number", "110000000"), ("account number", "12345#"), ("Once more", "12346#"))
    pays(call, ("two numbers are not the same", "12345#"), ("Once more", "12345#"))
    call.hears("good day")
    assert shop.form["Result"] == "success"


def test_a_bank_account_without_its_holder_is_told(voicelab: TestLab) -> None:
    """64014 ECP/ACH requires AVSName Parameter"""
    shop = Shop('paymentMethod="ach-debit"')
    call = voicelab.dial(shop)
    pays(call, ("routing number", "110000000"), ("account number", "12345#"))
    call.hears("good day")
    assert shop.form["Result"] == "success" and shop.form["BankAccountType"] == "consumer-checking"
    assert 64014 in [note.code for note in call.notifications]


def test_cards_and_check_digits() -> None:
    """ISO/IEC 7812; ABA routing numbers"""
    cards = {
        VISA: "visa",
        AMEX: "amex",
        "5555555555554444": "mastercard",
        "2223003122003222": "mastercard",
        "6011111111111117": "discover",
        "3530111333300000": "jcb",
        "30569309025904": "diners-club",
        "6759649826438453": "maestro",
    }
    assert {number: card_type(number) for number in cards} == cards
    assert all(luhn(number) for number in cards) and not luhn("4242424242424241") and not luhn("")
    assert routing_number("110000000") and not routing_number("110000001") and not routing_number("000000000")


@pytest.mark.proves("Pay", "tokenType", "chargeAmount", "currency", "description", "paymentConnector")
@pytest.mark.parametrize(
    ("attributes", "words", "token"),
    [
        ("", ("processor Default", "the token is made up"), "simulated-reusable-"),
        ('tokenType="one-time"', ("Nothing is charged",), "simulated-one-time-"),
        ('tokenType="payment-method" paymentConnector="Acme"', ("Acme",), "simulated-payment-method-"),
        ('chargeAmount="20.45"', ("20.45 usd is not charged",), ""),
        ('chargeAmount="20" currency="eur" description="a book"', ("20.00 eur for a book",), ""),
    ],
)
def test_what_would_have_been_done_is_said(
    voicelab: TestLab, attributes: str, words: tuple[str, ...], token: str
) -> None:
    """TokenType reusable; chargeAmount; currency usd; description; paymentConnector Default"""
    shop = Shop(attributes)
    call = voicelab.dial(shop)
    pays(call, *CARD)
    call.hears("good day")
    told = " ".join(note.message for note in call.notifications)
    assert "Simulated" in told and all(each in told for each in words)
    assert shop.form.get("PaymentToken", "").startswith(token)
    assert ("PaymentConfirmationCode" in shop.form) is (token == "")


@pytest.mark.proves("Pay", "validCardTypes")
@pytest.mark.parametrize(
    ("attribute", "card", "accepted"),
    [
        ("", VISA, True),
        ("", AMEX, True),
        ('validCardTypes="visa"', AMEX, False),
        ('validCardTypes="amex jcb"', AMEX, True),
        ('validCardTypes="?"', VISA, True),
    ],
)
def test_cards_that_are_taken(voicelab: TestLab, attribute: str, card: str, accepted: bool) -> None:
    """ValidCardTypes "visa mastercard amex"; another card is invalid-card-type"""
    shop = Shop(f'statusCallback="/step" {attribute}')
    call = voicelab.dial(shop)
    call.hears("card number", to_the_end=False)
    call.presses(card)
    call.hears("expires" if accepted else "card number", to_the_end=False)
    assert ("invalid-card-type" in [step["ErrorType"] for step in shop.steps]) is not accepted


@pytest.mark.proves("Pay", "minPostalCodeLength")
@pytest.mark.parametrize(("attribute", "code"), [("", "94109"), ('minPostalCodeLength="3"', "941#")])
def test_the_length_of_a_postal_code(voicelab: TestLab, attribute: str, code: str) -> None:
    """MinPostalCodeLength"""
    shop = Shop(attribute)
    call = voicelab.dial(shop)
    pays(call, *CARD[:3], ("postal code", code if code.endswith("#") else f"{code}#"))
    call.hears("good day")
    assert shop.form["Result"] == "success"


@pytest.mark.proves("Pay", "language", "input")
@pytest.mark.parametrize(
    ("attributes", "language"),
    [("", "en-US"), ('language="de-DE" input="dtmf"', "de-DE"), ('language="12" input="voice"', "en-US")],
)
def test_the_language_of_the_questions(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch, attributes: str, language: str
) -> None:
    """Input dtmf; language en-US"""
    asked: list[str] = []
    speak = type(voicelab.lab.voice).speak

    async def told(self: Any, ssml: str, text: str, voice: str, language: str, *, render: bool = True) -> Any:
        asked.append(language)
        return await speak(self, ssml, text, voice, language, render=render)

    monkeypatch.setattr(type(voicelab.lab.voice), "speak", told)
    call = voicelab.dial(Shop(attributes))
    call.waits(3)
    call.hangs_up()
    assert asked and asked[0] == language
