"""<Start>: work beside the document. Source: Twilio's "TwiML Voice: Start", "Stream", "Recording"."""

from __future__ import annotations

from voicelab.errors import ApplicationError
from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome, RecordingPlan
from voicelab.verbs.ports import Ports
from voicelab.verbs.streams import stream_plan

__all__ = ["start"]


async def start(element: Element, ports: Ports) -> Outcome:
    """Start streams and recordings, which go on while later documents run; then the next verb."""
    for noun in element.children:
        try:
            await _start(noun, ports)
        except ApplicationError as error:
            ports.application.notify(error.code, "error", error.message, cure=error.cure, element=noun)
    return Continue()


async def _start(noun: Element, ports: Ports) -> None:
    match noun.name:
        case "Stream":
            await ports.caller.start_stream(stream_plan(noun, ports, two_way=False))
        case "Recording":
            await ports.caller.record(_recording(noun, ports))
        case name:
            ports.application.notify(
                None,
                "error",
                f"<{name}> inside <Start> does not run in this lab yet.",
                cure="Stream and Recording do.",
                element=noun,
            )


def _recording(noun: Element, ports: Ports) -> RecordingPlan:
    callback = noun["recordingStatusCallback"]
    return RecordingPlan(
        "StartCallRecordingTwiML",
        channels=1 if noun["channels"] == "mono" else 2,
        track=noun["track"],
        trim=noun["trim"] == "trim-silence",
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=noun["recordingStatusCallbackMethod"],
        status_callback_events=frozenset(noun["recordingStatusCallbackEvent"]),
    )
