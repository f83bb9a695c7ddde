"""<Record>: what the party says, kept in a file. Source: Twilio's "TwiML Voice: Record"."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Beep, Continue, GoTo, HungUp, Outcome, Recording, RecordingPlan
from voicelab.verbs.ports import Keys, Ports, Take

__all__ = ["record"]

_TRANSCRIBED = 119.0  # seconds; from 120 on there is no transcription (13617)


async def record(element: Element, ports: Ports) -> Outcome:
    """Beep, record until a finishing key, silence, maxLength or the party's end, then go to the action.

    The action is requested too when the party hung up (``Digits=hangup``); its answer is ignored then. A
    recording in which nothing was heard lets the next verb run.
    """
    caller, application = ports.caller, ports.application
    action = application.resolve(element["action"] or "")
    callback, text_to = element["recordingStatusCallback"], element["transcribeCallback"]
    plan = RecordingPlan(
        "RecordVerb",
        track="inbound",
        trim=element["trim"] == "trim-silence",
        status_callback=application.resolve(callback) if callback else "",
        status_callback_method=element["recordingStatusCallbackMethod"],
        status_callback_events=frozenset(element["recordingStatusCallbackEvent"]),
        transcribe=element["transcribe"],
        transcribe_callback=application.resolve(text_to) if text_to else "",
    )
    if element["playBeep"]:
        await caller.play(Beep())
    with caller.keys() as keys:
        take = await caller.record(plan)
        try:
            async with asyncio.timeout(_longest(element)):
                digits = await _until_ended(element, keys, take)
        except TimeoutError:
            digits = ""
        except HungUp as gone:
            recording = await take.stop()
            if recording.duration > 0:
                gone.then = GoTo(action, element["method"], _form(recording, "hangup"))
            raise
        recording = await take.stop()
    if recording.duration <= 0:
        return Continue()
    return GoTo(action, element["method"], _form(recording, digits))


def _longest(element: Element) -> float:
    """Seconds that the recording may last: one that is transcribed stays below what can be."""
    longest = float(element["maxLength"])
    return min(longest, _TRANSCRIBED) if element["transcribe"] else longest


async def _until_ended(element: Element, keys: Keys, take: Take) -> str:
    """The key that ended the recording, or nothing when silence did."""
    waits: list[asyncio.Future[str]] = [asyncio.ensure_future(_finishing_key(element["finishOnKey"], keys))]
    if element["timeout"] > 0:
        waits.append(asyncio.ensure_future(_silence(take, element["timeout"])))
    try:
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


async def _finishing_key(finish_on: str, keys: Keys) -> str:
    while (key := await keys.get()) not in finish_on:
        pass
    return key


async def _silence(take: Take, seconds: float) -> str:
    await take.silent_for(seconds)
    return ""


def _form(recording: Recording, digits: str) -> Mapping[str, str]:
    return {
        "RecordingUrl": recording.url,
        "RecordingSid": recording.sid,
        "RecordingDuration": str(round(recording.duration)),
        "Digits": digits,
    }
