"""Webhook exchanges read off a call's events."""

from __future__ import annotations

from collections.abc import Iterable

from voicelab.calls.events import Event, WebhookAnswered, WebhookStarted
from voicelab.calls.model import Exchange

__all__ = ["exchanges"]


def exchanges(events: Iterable[Event]) -> list[Exchange]:
    """The requests that the events tell of, in the order in which they were made."""
    started: dict[tuple[str, int], WebhookStarted] = {}
    answered: dict[tuple[str, int], WebhookAnswered] = {}
    for event in events:
        if isinstance(event, WebhookStarted):
            started[event.call_sid, event.exchange] = event
        elif isinstance(event, WebhookAnswered):
            answered[event.call_sid, event.exchange] = event
    return [_exchange(request, answered.get(key)) for key, request in started.items()]


def _exchange(request: WebhookStarted, answer: WebhookAnswered | None) -> Exchange:
    if answer is None:
        return Exchange(
            request.method,
            request.url,
            request.parameters,
            request.signature,
            request.purpose,
            request.at,
            0.0,
        )
    return Exchange(
        request.method,
        request.url,
        request.parameters,
        request.signature,
        request.purpose,
        request.at,
        answer.duration,
        answer.status,
        answer.content_type,
        answer.body,
        answer.error_code,
    )
