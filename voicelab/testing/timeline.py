"""A call as text: what happened, line by line, and where the surprise was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from voicelab.calls.events import (
    BridgeEnded,
    BridgeStarted,
    CallCreated,
    CallEnded,
    CallStatusChanged,
    DigitPressed,
    DocumentStarted,
    Event,
    MessageReceived,
    Notified,
    PromptEnded,
    PromptStarted,
    RecordingEnded,
    RecordingStarted,
    SpeechHeard,
    VerbEnded,
    VerbStarted,
    WebhookAnswered,
    WebhookStarted,
)

__all__ = ["SHOWN", "describe", "timeline"]

SHOWN = 150
"""Lines of a timeline that a failure shows."""

_WIDE = 96


def timeline(
    events: Iterable[Event],
    began: Mapping[str, float],
    *,
    surprise: str = "",
    at: float | None = None,
    most: int | None = None,
) -> str:
    """The events of one or more calls in order of time, one a line.

    ``began`` says at which second each call began. ``surprise`` is shown, marked ``>>``, at second ``at`` or
    at the end. With several calls each line says whose it is, and a legend says who that is. Of more than ``most``
    lines the first third is shown and what is around the surprise.
    """
    lines: list[tuple[float, str]] = []
    names: dict[str, str] = {}
    legend: list[str] = []
    told = list(events)
    several = len({event.call_sid for event in told}) > 1
    for event in told:
        if event.call_sid not in names:
            names[event.call_sid] = chr(ord("A") + len(names) % 26)
            if isinstance(event, CallCreated):
                legend.append(f"   {names[event.call_sid]}: {event.direction} {event.from_} to {event.to}")
        text = describe(event)
        if text:
            second = began.get(event.call_sid, 0.0) + event.at
            whose = f" {names[event.call_sid]}" if several else ""
            lines.append((second, f"   {second:8.2f}{whose}  {text}"))
    place = len(lines)
    if surprise:
        second = at if at is not None else (lines[-1][0] if lines else 0.0)
        place = sum(1 for when, _ in lines if when <= second + 1e-9)
        marked = surprise.replace("\n", "\n" + " " * 13)
        lines.insert(place, (second, f">> {second:8.2f}  {marked}"))
    if most is not None:
        lines = _shortened(lines, most, place)
        legend = legend if len(legend) <= most // 3 else [*legend[: most // 3], f"   ... {len(legend)} calls"]
    return "\n".join([*(legend if several else ()), *(line for _, line in lines)])


def _shortened(lines: list[tuple[float, str]], most: int, place: int) -> list[tuple[float, str]]:
    """The first lines, and those around ``place``; between them and after them how many were left out."""
    if len(lines) <= most:
        return lines
    first = most // 3
    after = min(len(lines), place + most // 6)
    before = max(first, after - (most - first))
    left, rest = lines[first:before], len(lines) - after
    kept = lines[:first]
    if left:
        words = f"   ... {len(left)} lines, to second {left[-1][0]:.2f}, are left out ..."
        kept.append((left[-1][0], words))
    kept += lines[before:after]
    if rest:
        kept.append((lines[-1][0], f"   ... and {rest} more lines"))
    return kept


def describe(event: Event) -> str:
    """An event in one line of words; empty for one that says nothing new."""
    match event:
        case CallCreated():
            return f"{event.direction} call from {event.from_} to {event.to}"
        case CallStatusChanged():
            return f"status {event.status}"
        case CallEnded():
            return f"ended {event.status} after {event.duration:g} s: {event.reason}"
        case WebhookStarted():
            own = {name: event.parameters[name] for name in event.parameters if name not in _USUAL}
            form = " ".join(f"{name}={value}" for name, value in own.items())
            return _cut(f"{event.method} {event.url} ({event.purpose}) {form}".rstrip())
        case WebhookAnswered():
            if event.status is None:
                return f"  no answer, error {event.error_code}"
            first = " ".join(event.body.split())
            return _cut(f"  answered {event.status} {event.content_type.partition(';')[0]} {first}".rstrip())
        case DocumentStarted():
            return f"document {event.document}: {event.url or 'inline'}"
        case VerbStarted():
            written = " ".join(f'{name}="{value}"' for name, value in event.attributes.items())
            text = f" {event.text!r}" if event.text else ""
            nested = "  " if event.parent_id is not None else ""
            return _cut(f"{nested}<{event.verb}{' ' + written if written else ''}>{text} (line {event.line})")
        case VerbEnded():
            return "" if event.outcome == "continue" else f"  the verb ended: {event.outcome}"
        case PromptStarted():
            return _cut(f"  hears {event.kind} {event.text!r} ({event.duration:.2f} s)")
        case PromptEnded():
            return "" if event.complete else "  the prompt was cut off"
        case DigitPressed():
            return f"  pressed {event.digit} ({event.via})"
        case SpeechHeard():
            return f"  said {event.text!r}" + ("" if event.final else " (not final)")
        case RecordingStarted():
            return f"  recording began ({event.source})"
        case RecordingEnded():
            return f"  recording {event.status}, {event.duration:g} s"
        case BridgeStarted():
            return "  connected with the other party"
        case BridgeEnded():
            return "  no longer connected"
        case MessageReceived():
            return _cut(f"  message {event.direction}: {event.content!r}")
        case Notified():
            where = f" (line {event.line}, column {event.column})" if event.line else ""
            code = f" {event.code}" if event.code else ""
            return _cut(f"! {event.level}{code}: {event.message}{where}", 200)
        case _:
            return ""


_USUAL: Sequence[str] = (
    "CallSid",
    "AccountSid",
    "ApiVersion",
    "From",
    "To",
    "Caller",
    "Called",
    "Direction",
    "CallStatus",
)


def _cut(text: str, wide: int = _WIDE) -> str:
    return text if len(text) <= wide else text[: wide - 3] + "..."
