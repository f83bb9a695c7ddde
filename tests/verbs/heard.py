"""What is read off a call's events."""

from __future__ import annotations

from voicelab.calls.events import Notified, PromptEnded, PromptStarted, VerbStarted
from voicelab.testing import TestCall

__all__ = ["codes", "prompts", "said", "verbs"]


def codes(call: TestCall) -> list[int | None]:
    """The codes of the call's notifications."""
    return [event.code for event in call.events if isinstance(event, Notified)]


def prompts(call: TestCall) -> list[tuple[str, str, float, bool]]:
    """Every prompt: its kind, its text, the seconds it really lasted, and whether it was complete."""
    ended = {event.prompt_id: event for event in call.events if isinstance(event, PromptEnded)}
    return [
        (
            event.kind,
            event.text,
            round(ended[event.prompt_id].at - event.at, 3),
            ended[event.prompt_id].complete,
        )
        for event in call.events
        if isinstance(event, PromptStarted) and event.prompt_id in ended
    ]


def said(call: TestCall) -> list[str]:
    """The words that the caller was given to hear."""
    return [text for kind, text, _, _ in prompts(call) if kind == "say"]


def verbs(call: TestCall) -> list[str]:
    """The verbs that started, nested ones included."""
    return [event.verb for event in call.events if isinstance(event, VerbStarted)]
