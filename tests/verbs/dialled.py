"""An application that dials, and what is read off the calls it makes."""

from __future__ import annotations

from typing import Any

from voicelab.calls.events import CallCreated, CallStatusChanged
from voicelab.testing import TestCall

__all__ = ["HERE", "OTHER", "SALES", "Dialler", "at", "children"]

HERE, SALES, OTHER = "+15005550006", "+15005550010", "+15005550011"


class Dialler:
    """An application that dials; ``asked`` are the requests to it by path."""

    def __init__(self, dial: str, **documents: str) -> None:
        self.dial = dial
        self.documents = documents
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Any) -> str:
        self.asked.append((request.path, dict(request)))
        if request.path == "/done":
            return f"<Response><Say>It was {request['DialCallStatus']}.</Say></Response>"
        if (name := request.path[1:]) in self.documents:
            return f"<Response>{self.documents[name]}</Response>"
        return f"<Response>{self.dial}<Say>Next.</Say></Response>"

    def forms(self, path: str) -> list[dict[str, str]]:
        """What was posted to a path."""
        return [form for asked, form in self.asked if asked == path]


def at(call: TestCall, status: str, *, child: int = 0) -> float:
    """The second of the call's time at which its child came to this status."""
    events = call.all_events
    children = [
        event.call_sid for event in events if isinstance(event, CallCreated) and event.parent_call_sid
    ]
    sid = children[child]
    moment = next(
        e.at for e in events if isinstance(e, CallStatusChanged) and (e.call_sid, e.status) == (sid, status)
    )
    return moment + call._lab.began_of(sid) - call._lab.began_of(call.sid)


def children(call: TestCall) -> list[CallCreated]:
    return [event for event in call.all_events if isinstance(event, CallCreated) and event.parent_call_sid]
