"""One call, as a student holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from voicelab.calls.events import CallEnded, DocumentStarted, Event, Notified
from voicelab.calls.model import CallRecord
from voicelab.calls.record_json import fields_in_json
from voicelab.calls.replay import as_test
from voicelab.calls.status import FINAL
from voicelab.client import Json
from voicelab.errors import LabError, TimedOut, WrongValue
from voicelab.kernel import html
from voicelab.kernel.connection import Connection
from voicelab.kernel.event_list import EventList
from voicelab.kernel.interrupted import interruptible
from voicelab.kernel.sound import Samples, Transcript, player, read_wav, track_of, transcript_of
from voicelab.kernel.written_test import WrittenTest

if TYPE_CHECKING:
    from voicelab.kernel.flow import Flow
    from voicelab.kernel.plots import CallFigure, Theme

__all__ = ["CALL_COLUMNS", "CALL_FIELDS", "Call"]

CALL_FIELDS = fields_in_json(CallRecord)
CALL_COLUMNS = ("call", "from", "to", "direction", "status", "seconds", "began")

_BINS = 800


class Call:
    """A call, live or past. Its properties ask the lab as long as it is live."""

    def __init__(self, connection: Connection, record: Json) -> None:
        self._connection = connection
        self._record = record
        self.sid: str = str(record["sid"])

    def record(self) -> dict[str, Any]:
        """The call's fields as they are now, by the names of Twilio's Call resource."""
        if self._record.get("status") not in FINAL:
            self._record = self._connection.client.call(self.sid)
        return dict(self._record)

    @property
    def status(self) -> str:
        """Its status: queued, ringing, in-progress, completed, busy, failed, no-answer or canceled."""
        return str(self.record()["status"])

    @property
    def from_(self) -> str:
        """Who calls."""
        return str(self._record.get("from") or "")

    @property
    def to(self) -> str:
        """Who is called."""
        return str(self._record.get("to") or "")

    @property
    def direction(self) -> str:
        """inbound, outbound-api or outbound-dial; a call from a phone in the notebook is inbound."""
        return str(self._record.get("direction") or "")

    @property
    def duration(self) -> int | None:
        """Whole seconds from answer to end; None until it has ended."""
        seconds = self.record().get("duration")
        return None if seconds is None else int(seconds)

    @property
    def events(self) -> list[Event]:
        """Everything that happened in it so far, in order."""
        return EventList(self._connection.client.events(self.sid))

    @property
    def transcript(self) -> Transcript:
        """What was said: the lab's prompts, and what it understood of the caller, with times."""
        return transcript_of(self.events)

    def samples(self, side: str = "both") -> Samples:
        """Its sound so far: float32, shape (samples, legs), with its ``rate``; side: caller, lab or both."""
        return read_wav(self._connection.client.audio(self.sid, track_of(side)))

    def audio(self, side: str = "both") -> Any:
        """A player for the caller's voice, for what the lab played, or for both (left and right)."""
        return player(self._connection.client.audio(self.sid, track_of(side)))

    def plot(self, *, theme: Theme = "auto", width: float = 11.0) -> CallFigure:
        """The whole call as a matplotlib Figure; theme: auto (as the page it stands on), light or dark."""
        from voicelab.kernel.plots import draw_call  # matplotlib is most of what a kernel would wait for

        title = f"{_brief(self.sid)}   {self.from_} → {self.to} · {self.status}"
        envelope = self._connection.client.envelope(self.sid, _BINS)
        return draw_call(self.events, envelope, title=title, theme=theme, width=width)

    @property
    def timeline(self) -> Any:
        """The inspector: requests, verbs, keys, speech and sound on one time axis, live and afterwards."""
        from voicelab.kernel.panels import timeline

        self._connection.check()
        return timeline(self._connection, self.sid)

    @property
    def scope(self) -> Any:
        """The live waveform of both sides."""
        from voicelab.kernel.panels import scope

        self._connection.check()
        return scope(self._connection, self.sid)

    @property
    def flow(self) -> Flow:
        """The flow of the documents from where this call began, with the path that it took lit."""
        from voicelab.kernel.flow import Flows

        return Flows(self._connection)(call=self)

    def as_test(self, name: str = "call", kind: str = "python") -> WrittenTest:
        """A test that does again what was done in this call, as text; kind: python (pytest) or yaml (a scenario).

        The documents that ran stand in it as they were, so it needs no lab: save it, or give it to ``lab.test``.
        Webhook functions stand in it as what they answered. ValueError for another kind; LabError when nothing
        ran in the call.
        """
        if kind not in ("python", "yaml"):
            raise WrongValue(f"A test is python or yaml, not {kind!r}.")
        events = self.events
        if not any(isinstance(event, DocumentStarted) for event in events):
            raise LabError(f"No document ran in call {self.sid}, so there is nothing to test.")
        for record in self._connection.client.calls():
            if record.get("parent_call_sid") == self.sid:
                events += self._connection.client.events(str(record["sid"]))
        return WrittenTest(as_test(events, name=name, kind=kind))

    def wait(
        self,
        timeout: float | None = 120.0,
        until: str | type[Event] | Callable[[Event], bool] = CallEnded,
    ) -> Call:
        """Wait for the call's end, or for an event: its name, its class, or a function of events.

        Past events count. Returns the call itself. Raises TimeoutError after ``timeout`` seconds (None: never),
        and LabError when the call ends without that event. The Interrupt button ends the waiting, not the call.
        """
        from voicelab.kernel.observer import wait_for_event

        wanted = _matcher(until)
        try:
            with interruptible(lambda: "Interrupted. The call goes on: call.hang_up() ends it."):
                found = wait_for_event(
                    self._connection,
                    self.sid,
                    lambda event: wanted(event) or isinstance(event, CallEnded),
                    timeout,
                )
        except TimeoutError:
            raise TimedOut(
                f"Call {self.sid} is still {self.status} after {timeout:g} seconds.",
                cure="Wait longer: call.wait(600), or end it: call.hang_up().",
            ) from None
        if not wanted(found):
            raise self.ended_before(until if isinstance(until, str) else "that")
        return self

    def ended_before(self, what: str) -> LabError:
        """The error of one who waited for ``what`` in a call that has ended: what went wrong last, or how it ended."""
        events = self.events
        notes = [event for event in events if isinstance(event, Notified)]
        if notes:
            return LabError(f"The call ended before {what}. {notes[-1].message}", cure=notes[-1].cure)
        why = next((event.reason for event in events if isinstance(event, CallEnded)), "")
        return LabError(f"The call ended before {what}: {why or self.status}.")

    def hang_up(self) -> Call:
        """End the call, for both sides; a call that has ended stays as it is."""
        if self.status not in FINAL:
            self._record = self._connection.client.update_call(self.sid, status="completed")
        return self

    def cells(self) -> Sequence[str]:
        """The call as a row of a table."""
        record = self._record
        return (
            f'<code class="vl-whole" title="{html.escape(self.sid)}">{html.escape(_brief(self.sid))}</code>',
            html.escape(self.from_),
            html.escape(self.to if len(self.to) <= 48 else f"{self.to[:47]}…"),  # TwiML may be called too
            html.whole(self.direction),
            html.escape(str(record.get("status"))),
            "" if record.get("duration") is None else str(record["duration"]),
            html.whole(str(record.get("date_created") or "").replace("T", " ")[:19]),
        )

    def _known(self) -> dict[str, Any]:
        """Its fields as they are, or as they were when the lab was there last."""
        try:
            return self.record()
        except LabError:
            return dict(self._record)

    def __repr__(self) -> str:
        record = self._known()
        seconds = record.get("duration")
        length = "" if seconds is None else f" · {seconds} s"
        return f"<Call {self.sid} {self.from_} → {self.to} · {record['status']}{length}>"

    def _repr_html_(self) -> str:
        record, gone, events = self._known(), "", list[Event]()
        try:
            events = self.events
        except LabError as error:
            gone = str(error)
        ended = next((event.reason for event in events if isinstance(event, CallEnded)), "")
        seconds = record.get("duration")
        facts = [
            html.fact("status", html.escape(str(record["status"])) + " " + html.muted(ended)),
            html.fact("SID", html.code(self.sid)),
        ]
        if seconds is not None:
            facts.append(html.fact("duration", f"{seconds} s"))
        if gone:
            facts.append(html.fact("more", html.muted(gone)))
        lines = transcript_of(events)
        facts += [
            html.fact("said" if index == 0 else "", html.muted(each.who) + " " + html.escape(each.text))
            for index, each in enumerate(lines[:8])
        ]
        notes = [event for event in events if isinstance(event, Notified)]
        facts += [
            html.fact("went wrong" if index == 0 else "", _note(note)) for index, note in enumerate(notes[:8])
        ]
        alive = record["status"] not in FINAL
        return html.card(f"{self.from_} → {self.to}", "", f"<dl>{''.join(facts)}</dl>", alive=alive or None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Call) and other.sid == self.sid

    def __hash__(self) -> int:
        return hash(self.sid)


def _matcher(until: str | type[Event] | Callable[[Event], bool]) -> Callable[[Event], bool]:
    if isinstance(until, str):
        if until not in Event.registry:
            raise WrongValue(f"There is no event {until!r}; there are {', '.join(sorted(Event.registry))}.")
        kind = Event.registry[until]
        return lambda event: isinstance(event, kind)
    if isinstance(until, type):
        wanted = until
        return lambda event: isinstance(event, wanted)
    return until


def _note(note: Notified) -> str:
    code = f"{html.code(str(note.code))} " if note.code else ""
    words = f'<span class="vl-bad">{html.escape(note.message)}</span>'
    return f"{code}{words} {html.muted(note.cure)}"


def _brief(sid: str) -> str:
    return f"{sid[:4]}…{sid[-4:]}" if len(sid) > 12 else sid
