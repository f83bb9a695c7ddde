"""What stands in a saved notebook for the live picture of a call: its sound as a small SVG, its events as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from voicelab.calls.events import (
    CallEnded,
    CallStatusChanged,
    DigitPressed,
    Event,
    Notified,
    SpeechHeard,
    VerbStarted,
    WebhookAnswered,
    WebhookStarted,
)
from voicelab.kernel import html

__all__ = ["call_sketch", "said"]

BINS = 240
_LANE = 30  # half of a lane's height, in units of the picture
_ROWS = 40  # events in the table


def call_sketch(title: str, events: Iterable[Event], envelope: Mapping[str, Any] | None) -> str:
    """HTML of a call as it was when the cell ran; ``envelope`` as ``/lab/v1/calls/SID/envelope`` gives it."""
    rows = [(f"{event.at:.1f} s", *said(event)) for event in events if said(event)]
    body = _waves(envelope) if envelope is not None else ""
    body += html.table(
        ["", "what", ""], [(html.muted(at), html.escape(what), more) for at, what, more in rows[:_ROWS]]
    )
    if len(rows) > _ROWS:
        body += html.muted(f"and {len(rows) - _ROWS} more")
    return html.card(title, "as it was when this cell ran; run it again to see it live", body)


def said(event: Event) -> tuple[str, str] | tuple[()]:
    """What happened, in words, and more of it as HTML; nothing for what a reader need not see."""
    match event:
        case CallStatusChanged(status=status):
            return status, ""
        case VerbStarted(verb=verb, text=text):
            return verb, html.muted(text[:80])
        case WebhookStarted(method=method, url=url, purpose=purpose):
            return purpose, html.code(f"{method} {url}"[:120])
        case WebhookAnswered(status=status) if status is None or status >= 400:
            return "no answer" if status is None else f"answered {status}", ""
        case DigitPressed(digit=digit):
            return f"key {digit}", ""
        case SpeechHeard(text=text, final=True):
            return "heard", html.muted(text[:80])
        case Notified(code=code, message=message):
            return str(code or "note"), html.muted(message[:160])
        case CallEnded(reason=reason):
            return "ended", html.muted(reason)
    return ()


def _waves(envelope: Mapping[str, Any]) -> str:
    """Both sides' sound: the caller above, the lab below."""
    lanes = [(envelope["inbound"], "#3b82f6"), (envelope["outbound"], "#16a37b")]
    paths = "".join(
        f'<path d="{_path(pairs, _LANE * (2 * lane + 1))}" fill="{colour}"/>'
        for lane, (pairs, colour) in enumerate(lanes)
        if pairs
    )
    if not paths:
        return ""
    size = f'viewBox="0 0 {BINS} {4 * _LANE}" preserveAspectRatio="none"'
    name = 'role="img" aria-label="Sound of the caller above, of the lab below"'
    return f'<svg {name} {size} style="width:100%;max-width:760px;height:110px">{paths}</svg>'


def _path(pairs: Sequence[Sequence[float]], middle: float) -> str:
    step = BINS / len(pairs)
    peaks = [max(0.4, max(abs(low), abs(high)) * _LANE) for low, high in pairs]
    above = [f"{index * step:.1f} {middle - peak:.1f}" for index, peak in enumerate(peaks)]
    below = [f"{index * step:.1f} {middle + peak:.1f}" for index, peak in enumerate(peaks)]
    return f"M{'L'.join([*above, *reversed(below)])}Z"
