"""Who answered a call that the lab made: a person, a machine or a fax (Twilio's MachineDetection).

Source: Twilio's "Answering machine detection". With samples the sound of the answering party decides; it is
judged on the tick, a tenth of a millisecond a frame.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from voicelab.clock import elapsed, run_outside
from voicelab.media.frames import Frame
from voicelab.media.leg import Leg
from voicelab.speech.answering_machine import AnsweredBy, AnsweringMachine
from voicelab.verbs.plans import DetectionPlan, HungUp

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Detector", "SampleDetector", "detect"]


class Detector(Protocol):
    """Finds out who answered."""

    async def detect(self, leg: Leg, plan: DetectionPlan) -> AnsweredBy:
        """Listen to ``leg``'s party from now on until it is known; ``unknown`` when it never will be."""
        ...


class SampleDetector:
    """Judges the party's samples, so the leg must be rendered."""

    async def detect(self, leg: Leg, plan: DetectionPlan) -> AnsweredBy:
        """Listen until it is known."""
        machine = await run_outside(_machine, plan)
        verdict: asyncio.Future[AnsweredBy] = asyncio.get_running_loop().create_future()

        def feed(inbound: Frame, outbound: Frame) -> None:
            found = machine.feed(inbound)
            if found is not None and not verdict.done():
                verdict.set_result(found)

        untap = leg.tap(feed)
        try:
            return await verdict
        finally:
            untap()


def _machine(plan: DetectionPlan) -> AnsweringMachine:
    return AnsweringMachine(
        detect_message_end=plan.message_end,
        timeout=plan.timeout,
        speech_threshold=plan.speech_threshold,
        speech_end_threshold=plan.speech_end_threshold,
        silence_timeout=plan.silence_timeout,
    )


async def detect(call: Call, plan: DetectionPlan) -> None:
    """Find out who answered ``call``, keep it in its record, and tell the plan's callback.

    A party that hangs up first is ``unknown``, told, and then HungUp is raised.
    """
    assert call.side is not None and call.side.leg is not None
    began = elapsed()
    gone: HungUp | None = None
    verdict: AnsweredBy
    try:
        verdict = await call.side.or_gone(call.equipment.detector.detect(call.side.leg, plan))
    except HungUp as ended:
        verdict, gone = "unknown", ended
    call.record.answered_by = verdict
    call.equipment.journal.save_call(call.record)
    if plan.callback:
        form = {
            "CallSid": call.sid,
            "AccountSid": call.account.sid,
            "AnsweredBy": verdict,
            "MachineDetectionDuration": str(round((elapsed() - began) * 1000)),
        }
        work = call.application.callback(plan.callback, plan.callback_method, form, "AMD status callback")
        call.start_job(work, "AMD status callback")
    if gone is not None:
        raise gone
