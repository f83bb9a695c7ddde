"""A payment that an agent takes while talking: the party keys in what the application asks for, piece by piece.

Source: Twilio's "Payments resource" and "Payments: status callback parameters". The steps and their rules are those of
<Pay>; the processor is simulated, and everything that comes of it says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from voicelab.calls.model import new_sid
from voicelab.clock import now, rfc2822
from voicelab.errors import RequestError
from voicelab.media.leg import Leg
from voicelab.verbs.pay_steps import ACH, CARD, DECLINED, Answers, Step

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["CAPTURES", "Payment"]

CAPTURES = (*CARD, *ACH, *(f"{name}-matcher" for name in CARD))
"""What can be captured; a matcher asks for the same again."""
_LONGEST = 32  # digits of any answer


class Payment:
    """One payment of one call. ``settings`` are what the request named, as callbacks repeat it."""

    def __init__(
        self,
        call: Call,
        leg: Leg,
        method: str,
        steps: Sequence[str],
        settings: Mapping[str, str],
        callback: str,
        timeout: float,
        answers: Answers,
    ) -> None:
        self.sid = new_sid("PK")
        self.date_created = self.date_updated = now()
        self.over = False
        self.heard: set[str] = set()  # the idempotency keys of updates
        self._call = call
        self._steps = ACH if method == "ach-debit" else CARD
        self._wanted = list(steps)
        self._settings = {**settings, "PaymentMethod": method}
        self._callback = callback
        self._timeout = timeout
        self._answers = answers
        self._step: Step | None = None
        self._again = False
        self._digits = ""
        self._timer: asyncio.TimerHandle | None = None
        self._last: asyncio.Task[None] | None = None
        self._deaf = leg.add_key_listener(lambda digit, via: self._pressed(digit))
        call.remark("Simulated: there is no payment processor in a lab. Nothing is charged.")
        self._tell()
        call.start_job(self._until_the_end(), "payment")

    # --- what the application asks for ----------------------------------------------------------------------
    def capture(self, name: str, callback: str) -> None:
        """From now on the party's keys are this piece; RequestError 64021 when it is over or unfit."""
        again = name.endswith("-matcher")
        step = self._steps.get(name.removesuffix("-matcher"))
        self._need_open()
        if step is None:
            raise RequestError(
                f"{name} is no part of a payment by {self._settings['PaymentMethod']}.",
                code=64021,
                cure=f"Capture one of {', '.join(self._steps)}.",
            )
        if again and step.name not in self._answers.given:
            raise RequestError(f"There is no {step.name} yet to compare with.", code=64021)
        self._callback = callback or self._callback
        self._step, self._again, self._digits = step, again, ""
        self._wait()
        self.date_updated = now()
        self._tell(Capture=name)

    def complete(self, callback: str) -> None:
        """Give it to the processor; RequestError 64019 while a piece is missing."""
        self._need_open()
        if missing := self._required():
            raise RequestError(
                f"The payment lacks {', '.join(missing)}.", code=64019, cure="Capture it first."
            )
        self._callback = callback or self._callback
        if self._answers.given.get("payment-card-number") == DECLINED:
            self._end(
                "payment-connector-error",
                PayErrorCode="64012",
                PaymentError="Simulated: this test number is always declined.",
            )
        elif self._settings.get("ChargeAmount"):
            self._end("success", PaymentConfirmationCode=f"simulated-charge-{self.sid[2:14]}")
        else:
            self._end("success", PaymentToken=f"simulated-token-{self.sid[2:]}")

    def cancel(self, callback: str) -> None:
        """Give it up."""
        self._need_open()
        self._callback = callback or self._callback
        self._end("payment-cancelled")

    def _need_open(self) -> None:
        if self.over:
            raise RequestError(f"The payment {self.sid} is over.", code=64021, cure="Begin another one.")

    async def _until_the_end(self) -> None:
        await self._call.ended.wait()
        if not self.over:
            self._end("caller-hung-up")

    # --- what the party keys in -----------------------------------------------------------------------------
    def _pressed(self, digit: str) -> None:
        step = self._step
        if step is None:
            return
        if digit == "#":
            self._entered(step)
            return
        if digit == "*":  # begin this piece anew
            self._digits = ""
        elif digit.isdigit():
            self._digits += digit
        self._wait()
        if len(self._digits) >= (step.full(self._digits, self._answers) or _LONGEST):
            self._entered(step)
        elif digit.isdigit():
            self._tell(
                {step.parameter: step.show(self._digits)}, Capture=self._name(step), PartialResult="true"
            )

    def _entered(self, step: Step) -> None:
        """The piece is whole: right, and kept, or wrong, and to be keyed in again."""
        digits, self._digits = self._digits, ""
        name = self._name(step)
        error = step.wrong(digits, self._answers)
        if self._again:
            error = "" if digits == self._answers.given[step.name] else "input-matching-failed"
        if error:
            self._wait()
            self._tell({step.parameter: step.show(digits)}, Capture=name, ErrorType=error)
            return
        self._answers.given[step.name] = digits
        self._step = None
        self._stop_waiting()
        self._tell(Capture=name)

    def _name(self, step: Step) -> str:
        return f"{step.name}-matcher" if self._again else step.name

    def _wait(self) -> None:
        """The time for the next key begins anew."""
        self._stop_waiting()
        self._timer = asyncio.get_running_loop().call_later(self._timeout, self._too_late)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _too_late(self) -> None:
        if self._step is not None:
            step, self._step = self._step, None
            self._tell(Capture=self._name(step), ErrorType="timeout")

    # --- what is told ---------------------------------------------------------------------------------------
    def _required(self) -> list[str]:
        return [name for name in self._wanted if name not in self._answers.given]

    def _end(self, result: str, **details: str) -> None:
        self.over, self._step = True, None
        self.date_updated = now()
        self._stop_waiting()
        self._deaf()
        self._tell(Result=result, **details)

    def _tell(self, entered: Mapping[str, str] | None = None, /, **details: str) -> None:
        """Post the status callback: numbers are masked, what is missing is listed."""
        shown = {
            step.parameter: step.show(digits)
            for step in self._steps.values()
            if (digits := self._answers.given.get(step.name)) is not None
        }
        form = {
            "AccountSid": self._call.account.sid,
            "CallSid": self._call.sid,
            "Sid": self.sid,
            "Required": ",".join(self._required()),
            "DateCreated": rfc2822(self.date_created),
            "DateUpdated": rfc2822(now()),
            **self._settings,
            **shown,
            **({"PaymentCardType": self._answers.card} if self._answers.card else {}),
            **(entered or {}),
            **details,
        }
        self._last = self._call.start_job(self._post(form, self._last), "payment callback")

    async def _post(self, form: dict[str, str], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._call.application.callback(self._callback, "POST", form, "payment callback")
