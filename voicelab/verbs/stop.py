"""<Stop>: ends what Start began. Source: Twilio's "TwiML Voice: Stop"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["stop"]


async def stop(element: Element, ports: Ports) -> Outcome:
    """Stop streams and transcriptions by name; a name that nothing has is told."""
    stops = {"Stream": ports.caller.stop_stream, "Transcription": ports.caller.stop_transcription}
    for noun in element.children:
        name = noun["name"] or ""
        if noun.name not in stops or not await stops[noun.name](name):
            ports.application.notify(
                None,
                "warning",
                f"There is no running {noun.name} named {name!r} to stop.",
                cure=f"Give the <{noun.name}> in <Start> the same name.",
                element=noun,
            )
    return Continue()
