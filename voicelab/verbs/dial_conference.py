"""<Dial><Conference>: the party joins a room. Source: Twilio's "TwiML Voice: Conference"."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from voicelab.twiml.document import Element
from voicelab.verbs.plans import ConferencePlan, RoomRefused, StatusCallback
from voicelab.verbs.ports import Ports
from voicelab.verbs.star import or_star

__all__ = ["confer"]


_LABEL_TAKEN = 16025


async def confer(dial: Element, noun: Element, ports: Ports, bridging: Callable[[], Awaitable[None]]) -> str:
    """Take part until the room lets the party go; the DialCallStatus that follows, empty when the Dial is passed over.

    With ``hangupOnStar`` the party leaves by pressing star, and its document goes on.
    """
    if not noun.text:  # the check has told it: 13237
        return "failed"
    plan = _plan(noun, ports)
    await ports.caller.answer()
    await bridging()
    try:
        async with asyncio.timeout(dial["timeLimit"]):
            await or_star(dial, ports, ports.caller.confer(plan))
    except TimeoutError:
        pass
    except RoomRefused as refused:
        ports.application.notify(refused.code, "error", str(refused), element=noun)
        return "" if refused.code == _LABEL_TAKEN else "failed"
    return "answered"


# Twilio names its sizes and tells no figures; these are the lab's. "large" is how every leg begins.
_DELAYS = {"medium": 0.120, "small": 0.060, "off": 0.020}  # seconds; a frame is the least there is


def _plan(noun: Element, ports: Ports) -> ConferencePlan:
    resolve = ports.application.resolve
    wait = noun["waitUrl"] if noun.given("waitUrl") else None
    callback = noun["statusCallback"]
    recording = noun["recordingStatusCallback"] or noun["eventCallbackUrl"]  # its older name
    return ConferencePlan(
        noun.text,
        muted=noun["muted"],
        beep_on_enter=noun["beep"] in ("true", "onEnter", True),
        beep_on_exit=noun["beep"] in ("true", "onExit", True),
        start_on_enter=noun["startConferenceOnEnter"],
        end_on_exit=noun["endConferenceOnExit"],
        wait_url=resolve(wait) if wait else wait,
        wait_method=noun["waitMethod"],
        max_participants=noun["maxParticipants"],
        coach=noun["coach"] or "",
        label=noun["participantLabel"] or "",
        region=noun["region"] or "",
        longest_delay=_DELAYS.get(noun["jitterBufferSize"]),
        record=noun["record"] in ("record-from-start", "true"),
        trim=noun["trim"] == "trim-silence",
        status_callback=StatusCallback(
            resolve(callback) if callback else "",
            noun["statusCallbackMethod"],
            frozenset(noun["statusCallbackEvent"] or ()),
        ),
        recording_status_callback=StatusCallback(
            resolve(recording) if recording else "",
            noun["recordingStatusCallbackMethod"],
            frozenset(noun["recordingStatusCallbackEvent"] or ()),
        ),
    )
