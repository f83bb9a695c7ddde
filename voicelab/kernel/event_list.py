"""``call.events``: what happened in a call, as a list that can be read."""

from __future__ import annotations

from voicelab.calls.events import Event
from voicelab.kernel import html
from voicelab.kernel.sketch import said

__all__ = ["EventList"]


class EventList(list[Event]):
    """The events of a call, in order; an ordinary list that shows itself as a table."""

    def __repr__(self) -> str:
        lines = [f"{event.at:8.2f} s  {type(event).__name__:<22}{' '.join(_words(event))}" for event in self]
        return "\n".join(line.rstrip() for line in [f"{len(self)} events", *lines])

    def _repr_html_(self) -> str:
        rows = []
        for event in self:
            told = said(event)
            what, more = (html.escape(told[0]), told[1]) if told else ("", "")
            rows.append(
                (html.muted(f"{event.at:.2f} s"), html.code(type(event).__name__), f"{what} {more}".strip())
            )
        note = html.muted(f"{len(self)} events; each has its fields: call.events[0]")
        return html.page(note + html.table(["", "event", ""], rows))


def _words(event: Event) -> list[str]:
    told = said(event)
    return [told[0]] if told else []
