"""<Pay>: a card or a bank account by keys, for a simulated payment. Source: Twilio's "TwiML Voice: Pay"."""

from __future__ import annotations

from voicelab.calls.model import new_sid
from voicelab.clock import now
from voicelab.twiml.document import Element
from voicelab.verbs.pay_questions import Interrupted, Question, Questions
from voicelab.verbs.pay_steps import ACH, CARD, DECLINED, Answers, Step
from voicelab.verbs.plans import Continue, GoTo, HungUp, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["pay"]

_POSTAL = 5  # digits of a postal code, unless the Pay names another number


class _TooMany(Exception):
    """A question was answered wrongly too often."""


async def pay(element: Element, ports: Ports) -> Outcome:
    """Ask step by step, simulate the processor, then go to the action with the Result, or to the next verb.

    A star ends it at any time. Nothing is charged: the notification, the token and the confirmation say so.
    """
    return await _Payment(element, ports).run()


class _Payment:
    """One run of the verb."""

    def __init__(self, element: Element, ports: Ports) -> None:
        self._pay = element
        self._ports = ports
        self._sid = new_sid("PK")
        self._answers = Answers(
            tuple(element["validCardTypes"]),
            _POSTAL if element["minPostalCodeLength"] is None else element["minPostalCodeLength"],
            now(),
        )
        self._ach = element["paymentMethod"] == "ach-debit"
        self._steps = [step for step in (ACH if self._ach else CARD).values() if self._wanted(step)]
        if not self._ach and element["postalCode"] not in ("true", "false"):
            self._answers.given["postal-code"] = element["postalCode"]

    def _wanted(self, step: Step) -> bool:
        match step.name:
            case "security-code":
                return bool(self._pay["securityCode"])
            case "postal-code":
                return bool(self._pay["postalCode"] == "true")
        return True

    async def run(self) -> Outcome:
        """Ask, and say how it ended."""
        action = self._pay["action"]
        url = self._ports.application.resolve(action) if action is not None else None
        try:
            with self._ports.caller.keys() as keys:
                form = await self._result(Questions(self._pay, self._ports, keys, self._answers))
        except HungUp as gone:
            form = self._ended("caller-hung-up")
            if url is not None:
                gone.then = GoTo(url, "POST", form)
            raise
        return GoTo(url, "POST", form) if url is not None else Continue()

    async def _result(self, questions: Questions) -> dict[str, str]:
        self._ports.application.notify(
            None,
            "warning",
            f"Simulated: this lab has no payment processor {self._pay['paymentConnector']}. {self._what_for()}",
            element=self._pay,
        )
        self._warn_about_the_holder()
        try:
            for step in self._steps:
                await self._step(step, questions)
            await questions.announce("payment-processing", "Please wait while your payment is processed.")
        except Interrupted:
            return self._ended("caller-interrupted-with-star")
        except _TooMany:
            return self._ended("too-many-failed-attempts")
        return self._processed()

    def _what_for(self) -> str:
        """What a processor would have done, in words."""
        pay = self._pay
        if pay["chargeAmount"]:
            purpose = f" for {pay['description']}" if pay["description"] else ""
            return f"{pay['chargeAmount']:.2f} {pay['currency']}{purpose} is not charged."
        return "Nothing is charged, and the token is made up."

    def _warn_about_the_holder(self) -> None:
        """Real processors want the name of an account's holder; the simulated one does without."""
        names = {child["name"] for child in self._pay.children if child.name == "Parameter"}
        if self._ach and "AVSName" not in names:
            self._ports.application.notify(
                64014,
                "warning",
                "On the platform a payment from a bank account fails without the account holder's name.",
                cure='Put <Parameter name="AVSName" value="..."/> into the Pay.',
                element=self._pay,
            )

    # --- asking ---------------------------------------------------------------------------------------------
    async def _step(self, step: Step, questions: Questions) -> None:
        error = ""
        for attempt in range(1, self._pay["maxAttempts"] + 1):
            self._tell(step, attempt, error)
            digits = await questions.ask(step, Question(step.name, attempt, error))
            error = "timeout" if not digits else step.wrong(digits, self._answers)
            if not error and questions.has_again(step.name):
                again = await questions.ask(step, Question(step.name, attempt, again=True))
                error = "" if again == digits else "input-matching-failed"
            if not error:
                self._answers.given[step.name] = digits
                return
        self._tell(step, self._pay["maxAttempts"], error)
        raise _TooMany

    # --- what is told ---------------------------------------------------------------------------------------
    def _captured(self) -> dict[str, str]:
        """What was entered, as callbacks may carry it: numbers masked."""
        form = {"PaymentSid": self._sid, "PaymentMethod": self._pay["paymentMethod"]}
        for step in (ACH if self._ach else CARD).values():
            if (digits := self._answers.given.get(step.name)) is not None:
                form[step.parameter] = step.show(digits)
        if self._answers.card:
            form["PaymentCardType"] = self._answers.card
        if self._ach:
            form["BankAccountType"] = self._pay["bankAccountType"] or "consumer-checking"
        return form

    def _tell(self, step: Step, attempt: int, error: str) -> None:
        left = [each.name for each in self._steps if each.name not in self._answers.given]
        form = self._captured() | {
            "For": step.name,
            "Attempt": str(attempt),
            "ErrorType": error,
            "Required": " ".join(left),
        }
        self._post(form)

    def _post(self, form: dict[str, str]) -> None:
        if callback := self._pay["statusCallback"]:
            url = self._ports.application.resolve(callback)
            self._ports.application.tell(url, self._pay["statusCallbackMethod"], form, "payment callback")

    def _ended(self, result: str, **details: str) -> dict[str, str]:
        form = self._captured() | {"Result": result, **details}
        self._post(form)
        return form

    def _processed(self) -> dict[str, str]:
        """What the simulated processor makes of it: it takes everything but the number that is always declined."""
        if self._answers.given.get("payment-card-number") == DECLINED:
            return self._ended(
                "payment-connector-error",
                PayErrorCode="64012",
                PaymentError="Simulated: this test number is always declined.",
            )
        if self._pay["chargeAmount"]:
            return self._ended("success", PaymentConfirmationCode=f"simulated-charge-{self._sid[2:14]}")
        return self._ended("success", PaymentToken=f"simulated-{self._pay['tokenType']}-{self._sid[2:]}")
