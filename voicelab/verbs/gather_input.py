"""What a Gather collects: the first kind of input wins, keys or speech. Source: Twilio's "TwiML Voice: Gather"."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Heard
from voicelab.verbs.ports import Ear, Keys, Ports

__all__ = ["Input", "collect", "stop"]

_AUTO = 5.0  # what timeout="auto" comes to


@dataclass(frozen=True, slots=True)
class Input:
    """What was collected. ``speech`` is None unless the party spoke."""

    digits: str = ""
    finished_on: str = ""
    speech: Heard | None = None
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether there was no input at all."""
        return not self.digits and (self.speech is None or not self.speech.text)


async def collect(
    element: Element, ports: Ports, keys: Keys, ear: Ear | None, prompts: asyncio.Future[None]
) -> Input:
    """Wait for input; with ``bargeIn`` the first of it stops the prompts."""
    timeout = _AUTO if element["timeout"] == "auto" else float(element["timeout"])
    first = await _first(element, keys, ear, prompts, timeout)
    if first is None:
        return Input()
    if element["bargeIn"]:
        await stop(prompts)
    if isinstance(first, Heard):
        return await _speech(element, ports, ear, first)
    return await _keys(element, keys, prompts, first, timeout)


async def _first(
    element: Element, keys: Keys, ear: Ear | None, prompts: asyncio.Future[None], timeout: float
) -> str | Heard | None:
    """The first key, or the beginning of speech; None when neither comes in time."""
    waits: list[asyncio.Future[Any]] = []
    if "dtmf" in element["input"]:
        waits.append(asyncio.ensure_future(keys.get()))
    if ear is not None:
        waits.append(asyncio.ensure_future(ear.next()))
    try:
        first: str | Heard | None = await _soonest(waits, prompts, timeout)
        return first
    finally:
        for wait in waits:
            await stop(wait)


async def _soonest(waits: list[asyncio.Future[Any]], prompts: asyncio.Future[None], timeout: float) -> Any:
    """The result of the first of ``waits``; None when none is done ``timeout`` seconds after the prompts."""
    await asyncio.wait((*waits, prompts), return_when=asyncio.FIRST_COMPLETED)
    if not any(wait.done() for wait in waits):
        if not prompts.cancelled():
            prompts.result()  # raises HungUp when the party went during a prompt
        if waits:
            await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(timeout)
    return next((wait.result() for wait in waits if wait.done()), None)


# --- keys -------------------------------------------------------------------------------------------------------
async def _keys(
    element: Element, keys: Keys, prompts: asyncio.Future[None], first: str, timeout: float
) -> Input:
    digits, key = "", first
    while True:
        if key == element["finishOnKey"]:
            return Input(digits, key)
        digits += key
        if element["numDigits"] and len(digits) >= element["numDigits"]:
            return Input(digits)
        getting = asyncio.ensure_future(keys.get())
        try:
            next_key = await _soonest([getting], prompts, timeout)
        finally:
            await stop(getting)
        if next_key is None:
            return Input(digits)
        key = next_key


# --- speech -----------------------------------------------------------------------------------------------------
async def _speech(element: Element, ports: Ports, ear: Ear | None, first: Heard) -> Input:
    """Wait for the final result, telling partial ones to their callback. Keys no longer count."""
    assert ear is not None
    heard, number = first, 0
    callback = element["partialResultCallback"]
    while heard.kind != "final":
        heard = await ear.next()
        if heard.kind == "partial" and callback:
            form = {
                "UnstableSpeechResult": heard.text,
                "StableSpeechResult": "",
                "Stability": "0.5",
                "SequenceNumber": str(number),
            }
            number += 1
            url = ports.application.resolve(callback)
            ports.application.tell(url, element["partialResultCallbackMethod"], form, "partial result")
    return Input(speech=heard, language=element["language"] or "en-US")


async def stop(work: asyncio.Future[Any]) -> None:
    """Cancel ``work`` and wait until it has cleaned up; what it raised is no news any more."""
    if not work.done():
        work.cancel()
        await asyncio.wait((work,))
    if not work.cancelled():
        work.exception()
