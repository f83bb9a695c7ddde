"""<Gather>: keys from the party while prompts play. Source: Twilio's "TwiML Voice: Gather"."""

from __future__ import annotations

import asyncio

from voicelab.errors import ApplicationError, DocumentError
from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, GoTo, Outcome, Prompt
from voicelab.verbs.ports import Keys, Ports
from voicelab.verbs.prompts import perform, prompt_of

__all__ = ["gather"]

_AUTO = 5.0  # what timeout="auto" comes to for keys


async def gather(element: Element, ports: Ports) -> Outcome:
    """Collect keys until finishOnKey, numDigits or ``timeout`` seconds of nothing; then go to the action.

    Without any input the next verb runs, unless ``actionOnEmptyResult``.
    """
    if "speech" in element["input"]:
        ports.application.notify(
            None,
            "warning",
            "This lab does not recognise speech in a Gather yet; it listens for keys only.",
            element=element,
        )
    with ports.caller.keys() as keys:
        prompts = asyncio.ensure_future(_play_nested(element, ports))
        try:
            digits, finished_on = await _collect(element, keys, prompts)
        finally:
            await _stop(prompts)
    if not digits and not element["actionOnEmptyResult"]:
        return Continue()
    action = ports.application.resolve(element["action"] or "")
    return GoTo(action, element["method"], {"Digits": digits, "FinishedOnKey": finished_on})


async def _play_nested(element: Element, ports: Ports) -> None:
    """Play the nested prompts in turn; all are fetched before the first one sounds."""
    children = element.children
    if len(children) > 1:
        await ports.caller.prepare([p for child in children if (p := _resolved(child, ports)) is not None])
    for child in children:
        with ports.caller.verb_started(child):
            await perform(child, ports)


def _resolved(child: Element, ports: Ports) -> Prompt | None:
    try:
        return prompt_of(child, ports)
    except (ApplicationError, DocumentError):
        return None  # told when its turn comes


async def _collect(element: Element, keys: Keys, prompts: asyncio.Future[None]) -> tuple[str, str]:
    """The keys pressed and the key that finished them, if one did."""
    digits = ""
    seconds = _AUTO if element["timeout"] == "auto" else float(element["timeout"])
    while True:
        try:
            key = await _next_key(keys, prompts, seconds)
        except TimeoutError:
            return digits, ""
        if element["bargeIn"]:
            await _stop(prompts)
        if key == element["finishOnKey"]:
            return digits, key
        digits += key
        if element["numDigits"] and len(digits) >= element["numDigits"]:
            return digits, ""


async def _next_key(keys: Keys, prompts: asyncio.Future[None], timeout: float) -> str:
    """The next key; TimeoutError when none comes for so long after the prompts have ended."""
    getting = asyncio.ensure_future(keys.get())
    try:
        await asyncio.wait((getting, prompts), return_when=asyncio.FIRST_COMPLETED)
        if not getting.done():
            if not prompts.cancelled():
                prompts.result()  # raises HungUp when the party went during a prompt
            await asyncio.wait((getting,), timeout=timeout)
        if not getting.done():
            raise TimeoutError
        return getting.result()
    finally:
        await _stop(getting)


async def _stop(work: asyncio.Future[str] | asyncio.Future[None]) -> None:
    """Cancel ``work`` and wait until it has cleaned up; what it raised is no news any more."""
    if not work.done():
        work.cancel()
        await asyncio.wait((work,))
    if not work.cancelled():
        work.exception()
