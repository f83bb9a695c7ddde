"""<Gather>: keys or speech from the party while prompts play. Source: Twilio's "TwiML Voice: Gather"."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from voicelab.errors import ApplicationError, DocumentError, LabError
from voicelab.twiml.document import Element
from voicelab.verbs.gather_input import Input, collect, stop
from voicelab.verbs.plans import Continue, GoTo, ListenPlan, Outcome, Prompt
from voicelab.verbs.ports import Ear, Ports
from voicelab.verbs.prompts import perform, prompt_of

__all__ = ["gather"]

_NO_SOUND = 13325  # what Play fetched inside a Gather is no sound
_NOT_UNDERSTOOD = "Somebody spoke, but no words were understood: that counts as no input."
_AUTO = 1.0  # seconds of silence that end speech when speechTimeout is auto


async def gather(element: Element, ports: Ports) -> Outcome:
    """Collect keys or speech, whichever comes first; then go to the action.

    Keys end with finishOnKey, numDigits or ``timeout`` seconds of nothing, speech with ``speechTimeout``
    seconds of silence. Without any input the next verb runs, unless ``actionOnEmptyResult``.
    """
    async with _ear(element, ports) as ear:
        with ports.caller.keys() as keys:
            prompts = asyncio.ensure_future(_play_nested(element, ports))
            try:
                got = await collect(element, ports, keys, ear, prompts)
            finally:
                await stop(prompts)
    if element["debug"]:
        ports.application.notify(None, "warning", f"Gather debug: {_account(element, got)}", element=element)
    if got.speech is not None and not got.speech.text:
        ports.application.notify(None, "warning", _NOT_UNDERSTOOD, cure=_cure(element), element=element)
    if got.empty and not element["actionOnEmptyResult"]:
        return Continue()
    action = ports.application.resolve(element["action"] or "")
    return GoTo(action, element["method"], _form(got))


def _cure(element: Element) -> str:
    hints = ", ".join(_plan(element).hints[:5])
    alone = f"Say a hint and little else ({hints}). " if hints else "Give hints. "
    return f"{alone}pip install 'voicelab[whisper]' understands whole English sentences."


def _account(element: Element, got: Input) -> str:
    """What was listened for, and what came of it, in words."""
    plan = _plan(element)
    wanted = " and ".join("keys" if each == "dtmf" else "speech" for each in element["input"])
    if "speech" in element["input"]:
        wanted += f" in {plan.language}, with {len(plan.hints)} hints, until {plan.silence:g} s of silence"
    if got.speech is None:
        heard = f"the keys {got.digits or '(none)'}" + (
            f", ended by {got.finished_on}" if got.finished_on else ""
        )
        return f"it waited for {wanted}; it got {heard}."
    sure = "" if got.speech.confidence is None else f", {got.speech.confidence:.0%} sure"
    return f'it waited for {wanted}; it understood "{got.speech.text}"{sure}.'


def _form(got: Input) -> dict[str, str]:
    if got.speech is not None:
        confidence = got.speech.confidence
        spoken = {"SpeechResult": got.speech.text, "Language": got.language}
        return spoken if confidence is None else {**spoken, "Confidence": f"{confidence:.3f}"}
    return {"Digits": got.digits, "FinishedOnKey": got.finished_on}


@asynccontextmanager
async def _ear(element: Element, ports: Ports) -> AsyncIterator[Ear | None]:
    """Listening, when the Gather wants speech and somebody here understands it; else None, told."""
    if "speech" not in element["input"]:
        yield None
        return
    try:
        ear = await ports.caller.listen(_plan(element))
    except LabError as error:
        ports.application.notify(error.code, "error", error.message, cure=error.cure, element=element)
        yield None
        return
    for remark in ear.remarks:
        ports.application.notify(None, "warning", remark, element=element)
    try:
        yield ear
    finally:
        ear.close()


def _plan(element: Element) -> ListenPlan:
    wanted = element["speechTimeout"]
    wanted = element["timeout"] if wanted is None else wanted
    hints = element["hints"] or ()
    words = [hint.strip() for hint in hints.split(",")] if isinstance(hints, str) else list(hints)
    return ListenPlan(
        element["language"] or "en-US",
        tuple(word for word in words if word),
        silence=_AUTO if wanted == "auto" else float(wanted),
        longest=float(element["maxSpeechTime"] or 60),
        profanity_filter=element["profanityFilter"],
        partials=element["partialResultCallback"] is not None,
    )


async def _play_nested(element: Element, ports: Ports) -> None:
    """Play the nested prompts in turn; all are fetched before the first one sounds."""
    children = element.children
    if len(children) > 1:
        await ports.caller.prepare([p for child in children if (p := _resolved(child, ports)) is not None])
    for child in children:
        with ports.caller.verb_started(child):
            await perform(child, ports, no_sound=_NO_SOUND)


def _resolved(child: Element, ports: Ports) -> Prompt | None:
    try:
        return prompt_of(child, ports)
    except (ApplicationError, DocumentError):
        return None  # told when its turn comes
