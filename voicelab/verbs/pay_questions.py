"""Asks the questions of a Pay: a prompt, keys until the answer is whole. Source: Twilio's "Pay" and "Prompt"."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from xml.sax.saxutils import escape

from voicelab.twiml.document import Element
from voicelab.verbs.gather_input import stop
from voicelab.verbs.pay_steps import Answers, Step
from voicelab.verbs.plans import Speech
from voicelab.verbs.ports import Keys, Ports
from voicelab.verbs.prompts import perform

__all__ = ["Interrupted", "Question", "Questions"]

_ERRORS = {
    "timeout": "We did not get an answer.",
    "invalid-card-type": "This type of card is not taken.",
    "input-matching-failed": "The two numbers are not the same.",
}
_LONGEST = 32  # digits of any answer
_AGAIN = "Please enter it again to confirm it."


class Interrupted(Exception):
    """The party pressed star: it does not want to pay."""


class Question:
    """One asking of a step: which attempt it is, after which mistake, and whether to confirm the answer."""

    def __init__(self, step: str, attempt: int = 1, error: str = "", *, again: bool = False) -> None:
        self.step = step
        self.attempt = attempt
        self.error = error
        self.again = again


class Questions:
    """Asks on one call, with the Pay's own prompts where they fit."""

    def __init__(self, pay: Element, ports: Ports, keys: Keys, answers: Answers) -> None:
        self._pay = pay
        self._ports = ports
        self._keys = keys
        self._answers = answers

    async def ask(self, step: Step, question: Question) -> str:
        """The digits entered; empty when none came in time. Raises Interrupted for a star, HungUp."""
        words = step.question
        if question.again:
            words = _AGAIN
        elif question.error:
            words = f"{_ERRORS.get(question.error, step.error)} {step.question}"
        prompt = asyncio.ensure_future(self._say(question, words))
        digits = ""
        try:
            while True:
                key = await self._next(prompt)
                if key == "#" and not digits:  # the end of an answer that was whole without it
                    continue
                await stop(prompt)
                if key == "*":
                    raise Interrupted
                if key is None or key == "#":
                    return digits
                if key.isdigit():
                    digits += key
                if len(digits) >= (step.full(digits, self._answers) or _LONGEST):
                    return digits
        finally:
            await stop(prompt)

    async def announce(self, step: str, words: str) -> None:
        """Say something that asks for nothing; a star interrupts it too."""
        prompt = asyncio.ensure_future(self._say(Question(step), words))
        star = asyncio.ensure_future(self._star())
        try:
            await asyncio.wait((prompt, star), return_when=asyncio.FIRST_COMPLETED)
            for work in (star, prompt):
                if work.done():
                    work.result()
        finally:
            await stop(prompt)
            await stop(star)

    async def _star(self) -> None:
        while await self._keys.get() != "*":
            pass
        raise Interrupted

    async def _next(self, prompt: asyncio.Future[None]) -> str | None:
        """The next key; None when it does not come in time, which runs from the prompt's end."""
        key = asyncio.ensure_future(self._keys.get())
        try:
            await asyncio.wait((key, prompt), return_when=asyncio.FIRST_COMPLETED)
            if not key.done():
                if not prompt.cancelled():
                    prompt.result()  # raises HungUp
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pay["timeout"]):
                        await asyncio.wait((key,))
            return key.result() if key.done() else None
        finally:
            await stop(key)

    # --- what is said ---------------------------------------------------------------------------------------
    async def _say(self, question: Question, words: str) -> None:
        own = self._own(question)
        if own is None:
            language = self._pay["language"]
            await self._ports.caller.play(Speech(escape(words), words, "woman", language))
            return
        with self._ports.caller.verb_started(own):
            for child in own.children:
                with self._ports.caller.verb_started(child):
                    await perform(child, self._ports)

    def has_again(self, step: str) -> bool:
        """Whether the answer to a step must be entered twice."""
        return any(p["requireMatchingInputs"] for p in self._pay.children if _is_for(p, step))

    def _own(self, question: Question) -> Element | None:
        """The Prompt that fits best: every condition it names is met, and it names the most."""
        best, most = None, -1
        for prompt in self._pay.children:
            if not _is_for(prompt, question.step) or prompt["requireMatchingInputs"] != question.again:
                continue
            named = [
                (prompt["errorType"], question.error),
                (prompt["cardType"], self._answers.card),
                (prompt["attempt"], str(question.attempt)),
            ]
            if any(wanted and has not in wanted for wanted, has in named):
                continue
            conditions = sum(bool(wanted) for wanted, _ in named)
            if conditions > most:
                best, most = prompt, conditions
        return best


def _is_for(prompt: Element, step: str) -> bool:
    return prompt.name == "Prompt" and prompt["for"] == step
