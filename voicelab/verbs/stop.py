"""<Stop>: ends what Start began. Source: Twilio's "TwiML Voice: Stop"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["stop"]


async def stop(element: Element, ports: Ports) -> Outcome:
    """Stop what is named; a name that nothing has is told, and the next verb runs."""
    caller = ports.caller
    stops = {
        "Stream": caller.stop_stream,
        "Transcription": caller.stop_transcription,
        "Recording": caller.stop_recording,
        "Siprec": caller.stop_siprec,
    }
    for noun in element.children:
        name = noun["name"] or ""
        if not await stops[noun.name](name):
            ports.application.notify(
                None,
                "warning",
                f"There is no running {noun.name} named {name!r} to stop.",
                cure=f"Give the <{noun.name}> in <Start> the same name.",
                element=noun,
            )
    return Continue()
