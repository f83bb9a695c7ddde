"""<Start>: work beside the document. Source: Twilio's "TwiML Voice: Start", "Stream", "Recording",
"Transcription", "Siprec".
"""

from __future__ import annotations

from voicelab.errors import ApplicationError
from voicelab.twiml.document import Element
from voicelab.verbs.plans import (
    Continue,
    GoTo,
    ListenPlan,
    Outcome,
    RecordingPlan,
    SiprecPlan,
    TranscriptionPlan,
)
from voicelab.verbs.ports import Ports
from voicelab.verbs.streams import stream_plan

__all__ = ["start"]


async def start(element: Element, ports: Ports) -> Outcome:
    """Start streams, recordings and the like, which go on beside later documents; then the action, or the next verb."""
    for noun in element.children:
        try:
            await _start(noun, ports)
        except ApplicationError as error:
            ports.application.notify(error.code, "error", error.message, cure=error.cure, element=noun)
    if element["action"] is None:
        return Continue()
    return GoTo(ports.application.resolve(element["action"]), element["method"])


async def _start(noun: Element, ports: Ports) -> None:
    match noun.name:
        case "Stream":
            await ports.caller.start_stream(stream_plan(noun, ports, two_way=False))
        case "Recording":
            await ports.caller.record(_recording(noun, ports))
        case "Transcription":
            await ports.caller.start_transcription(_transcription(noun, ports))
        case "Siprec":
            plan = _siprec(noun, ports)
            await ports.caller.start_siprec(plan)
            ports.application.notify(
                None,
                "warning",
                f"Simulated: this lab has no SIP. The Siprec session {plan.name or '(unnamed)'} has begun for its"
                f" callbacks; {plan.connector or 'no connector'} gets nothing of {plan.track}.",
                cure="<Start><Stream> or <Start><Recording> give you the sound here.",
                element=noun,
            )


def _recording(noun: Element, ports: Ports) -> RecordingPlan:
    callback = noun["recordingStatusCallback"]
    return RecordingPlan(
        "StartCallRecordingTwiML",
        channels=1 if noun["channels"] == "mono" else 2,
        track=noun["track"],
        trim=noun["trim"] == "trim-silence",
        name=noun["name"] or "",
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=noun["recordingStatusCallbackMethod"],
        status_callback_events=frozenset(noun["recordingStatusCallbackEvent"]),
    )


def _siprec(noun: Element, ports: Ports) -> SiprecPlan:
    callback = noun["statusCallback"]
    return SiprecPlan(
        noun["name"] or "",
        noun["connectorName"] or "",
        noun["track"],
        {child["name"]: child["value"] or "" for child in noun.children if child.name == "Parameter"},
        ports.application.resolve(callback) if callback else "",
        noun["statusCallbackMethod"],
    )


_PAUSE = 1.0  # seconds of silence that end an utterance


def _transcription(noun: Element, ports: Ports) -> TranscriptionPlan:
    hints = noun["hints"] or ()
    words = [word.strip() for word in hints.split(",")] if isinstance(hints, str) else list(hints)
    callback = noun["statusCallbackUrl"]
    return TranscriptionPlan(
        ListenPlan(
            noun["languageCode"],
            tuple(word for word in words if word),
            silence=_PAUSE,
            profanity_filter=noun["profanityFilter"],
            partials=noun["partialResults"],
        ),
        name=noun["name"] or "",
        track=noun["track"],
        inbound_label=noun["inboundTrackLabel"] or "",
        outbound_label=noun["outboundTrackLabel"] or "",
        engine=noun["transcriptionEngine"],
        provider={
            "speechModel": noun["speechModel"],
            "profanityFilter": str(noun["profanityFilter"]).lower(),
            "enableAutomaticPunctuation": str(noun["enableAutomaticPunctuation"]).lower(),
            "hints": ",".join(words),
        }
        | {child["name"]: child["value"] or "" for child in noun.children if child.name == "Config"},
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=noun["statusCallbackMethod"],
    )
