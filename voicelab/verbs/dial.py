"""<Dial>: the party is connected with another. Source: Twilio's "TwiML Voice: Dial"."""

from __future__ import annotations

import asyncio

from voicelab.twiml.document import Element
from voicelab.verbs.dial_conference import confer
from voicelab.verbs.dial_queue import take_from_queue
from voicelab.verbs.dial_ringing import Result, reach, stop_all
from voicelab.verbs.dial_targets import targets_of
from voicelab.verbs.plans import (
    Continue,
    GoTo,
    HungUp,
    Outcome,
    RecordingPlan,
)
from voicelab.verbs.ports import Callee, Ports, Take
from voicelab.verbs.star import or_star

__all__ = ["dial"]

_ROOMS = {"Conference": confer, "Queue": take_from_queue}  # nouns that stand alone in a Dial


async def dial(element: Element, ports: Ports) -> Outcome:
    """Ring the targets, bridge with the first that answers, and go to the action when that is over."""
    result = Result("failed")
    action = ports.application.resolve(element["action"]) if element["action"] is not None else None
    try:
        alone = next((noun for noun in element.children if noun.name in _ROOMS), None)
        targets = [] if alone is not None else targets_of(element, ports)
        if alone is not None:
            await ports.caller.answer()
            result.take = await _recording(element, ports, "record-from-ringing")

            async def bridging() -> None:
                result.take = result.take or await _recording(element, ports, "record-from")
                result.status = "answered" if alone.name == "Conference" else "completed"
                result.bridged = True

            result.status = await _ROOMS[alone.name](element, alone, ports, bridging)
            result.bridged = result.status in ("answered", "completed")
            if not result.status:
                return Continue()
        elif targets:
            result.take = await _recording(element, ports, "record-from-ringing")
            callee = await reach(element, ports, targets, result)
            if callee is not None:
                await _talk(element, ports, callee, result)
    except HungUp as gone:
        if result.status == "failed":
            result.status = "canceled"  # the caller gave up while it rang
        if action is not None:
            gone.then = GoTo(action, element["method"], await _form(result))
        raise
    finally:
        if result.take is not None:
            await result.take.stop()
    if result.referred:
        return await _transferred(element, ports, result)
    if action is None:
        return Continue()
    return GoTo(action, element["method"], await _form(result))


async def _transferred(element: Element, ports: Ports, result: Result) -> Outcome:
    """What the referUrl answers runs on; it gets the address that the called party named."""
    ports.application.notify(
        None,
        "warning",
        f"Simulated: no SIP REFER reached this lab. A scripted party asked for a transfer to {result.referred}.",
        element=element,
    )
    form = await _form(result) | {"ReferTransferTarget": result.referred}
    return GoTo(ports.application.resolve(element["referUrl"]), element["referMethod"], form, "refer")


# --- talking ----------------------------------------------------------------------------------------------------
async def _talk(element: Element, ports: Ports, callee: Callee, result: Result) -> None:
    """Bridge until one of them is gone, the caller presses star, or the time limit is over."""
    result.status = "completed"
    try:
        await ports.caller.answer()
        result.take = result.take or await _recording(element, ports, "record-from")
        result.bridged = True
        async with asyncio.timeout(element["timeLimit"]):
            await or_star(element, ports, _bridge(element, ports, callee, result))
    except TimeoutError:
        pass
    finally:
        await callee.hang_up()
        result.duration = callee.duration


async def _bridge(element: Element, ports: Ports, callee: Callee, result: Result) -> None:
    """Let them talk, until the callee asks for a transfer and the Dial has a referUrl that says what becomes of it."""
    if element["referUrl"] is None:
        await ports.caller.bridge(callee)
        return
    talking = asyncio.ensure_future(ports.caller.bridge(callee))
    asking = asyncio.ensure_future(callee.referred())
    try:
        await asyncio.wait((talking, asking), return_when=asyncio.FIRST_COMPLETED)
        if talking.done():
            talking.result()
        else:
            result.referred = asking.result()
    finally:
        await stop_all([talking])
        asking.cancel()


# --- recording and reporting -----------------------------------------------------------------------------------
async def _recording(element: Element, ports: Ports, moment: str) -> Take | None:
    """Start recording if the Dial asks for it from this moment on."""
    how: str = element["record"]
    if how == "true":  # how old documents write it
        how = "record-from-answer"
    if not how.startswith(moment) or not ports.caller.answered:
        return None
    callback = element["recordingStatusCallback"]
    plan = RecordingPlan(
        "DialVerb",
        channels=2 if how.endswith("-dual") else 1,
        track=element["recordingTrack"],
        trim=element["trim"] == "trim-silence",
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=element["recordingStatusCallbackMethod"],
        status_callback_events=frozenset(element["recordingStatusCallbackEvent"]),
    )
    return await ports.caller.record(plan)


async def _form(result: Result) -> dict[str, str]:
    form = result.form()
    if result.take is not None:
        recording = await result.take.stop()
        if not recording.duration:
            return form  # there is none: it was not answered, or nothing was to be heard
        form |= {
            "RecordingUrl": recording.url,
            "RecordingSid": recording.sid,
            "RecordingDuration": str(round(recording.duration)),
        }
    return form
