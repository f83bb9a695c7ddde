"""Conferences and queues in the notebook, through the official helper library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from voicelab.kernel import html

__all__ = ["CONFERENCE_COLUMNS", "QUEUE_COLUMNS", "Conference", "Participant", "Queue"]

CONFERENCE_COLUMNS = ("conference", "status", "who", "began", "SID")
QUEUE_COLUMNS = ("queue", "waiting", "of at most", "average wait", "SID")


class Participant:
    """Somebody in a conference. What it is now is read when the participant is."""

    def __init__(self, instance: Any, address: str) -> None:
        self._instance = instance
        self.address = address
        """Who it is: ``client:alice`` or a number."""

    @property
    def sid(self) -> str:
        """The SID of its call."""
        return str(self._instance.call_sid)

    @property
    def muted(self) -> bool:
        """Whether the others do not hear it."""
        return bool(self._instance.muted)

    @property
    def on_hold(self) -> bool:
        """Whether it hears hold music instead of the others."""
        return bool(self._instance.hold)

    def mute(self, muted: bool = True) -> Participant:
        """Let the others not hear it, or hear it again."""
        self._instance = self._instance.update(muted=muted)
        return self

    def hold(self, hold: bool = True) -> Participant:
        """Put it on hold, or back into the room."""
        self._instance = self._instance.update(hold=hold)
        return self

    def kick(self) -> None:
        """Take it out of the room; its call goes on with what follows its Dial."""
        self._instance.delete()

    def __repr__(self) -> str:
        told = [word for word, so in (("muted", self.muted), ("on hold", self.on_hold)) if so]
        return f"<Participant {self.address} {', '.join(told) or 'in the room'} {self.sid}>"


class Conference:
    """A conference: who is there, and what can be done to them. ``address_of`` names the parties of calls."""

    def __init__(
        self, instance: Any, address_of: Callable[[str], str], resolve: Callable[[str], str]
    ) -> None:
        self._instance = instance
        self._address_of = address_of
        self._resolve = resolve

    @property
    def sid(self) -> str:
        """Its SID."""
        return str(self._instance.sid)

    @property
    def name(self) -> str:
        """The room's name, as ``<Conference>`` says it."""
        return str(self._instance.friendly_name)

    @property
    def status(self) -> str:
        """One of init (it waits for somebody to start it), in-progress, completed."""
        if self._instance.status != "completed":
            self._instance = self._instance.fetch()
        return str(self._instance.status)

    @property
    def participants(self) -> list[Participant]:
        """Who is in the room now."""
        if self.status == "completed":
            return []
        present = self._instance.participants.list()
        return [Participant(each, self._address_of(str(each.call_sid))) for each in present]

    def __getitem__(self, who: str) -> Participant:
        for participant in self.participants:
            if who in (participant.sid, participant.address, participant.address.removeprefix("client:")):
                return participant
        present = ", ".join(each.address for each in self.participants) or "nobody"
        raise KeyError(f"{who} is not in {self.name}; there is {present}.")

    def announce(self, what: str) -> None:
        """Let everybody in the room hear a document: its name, a webhook's path, or an address."""
        self._instance.update(announce_url=self._resolve(what))

    def end(self) -> None:
        """End the conference."""
        self._instance = self._instance.update(status="completed")

    def record(self) -> dict[str, Any]:
        """Its fields, for a data frame."""
        return {
            "sid": self.sid,
            "name": self.name,
            "status": self.status,
            "participants": [each.address for each in self.participants],
            "began": self._instance.date_created,
        }

    def cells(self) -> Sequence[str]:
        """The conference as a row of a table."""
        fields = self.record()
        return (
            html.escape(self.name),
            html.escape(fields["status"]),
            html.escape(", ".join(fields["participants"])),
            html.muted(str(fields["began"])[:19]),
            html.code(self.sid),
        )

    def __repr__(self) -> str:
        who = ", ".join(each.address for each in self.participants) or "nobody there"
        return f"<Conference {self.name} {self.status}: {who} {self.sid}>"

    def _repr_html_(self) -> str:
        rows = [
            (
                html.escape(each.address),
                "muted" if each.muted else "",
                "on hold" if each.on_hold else "",
                html.code(each.sid),
            )
            for each in self.participants
        ]
        body = (
            html.table(["who", "", "", "call"], rows) if rows else f"<p>{html.muted('Nobody is there.')}</p>"
        )
        return html.card(self.name, f"conference · {self.status}", body, alive=self.status != "completed")


class Queue:
    """A queue of callers who wait."""

    def __init__(self, instance: Any) -> None:
        self._instance = instance

    @property
    def sid(self) -> str:
        """Its SID."""
        return str(self._instance.sid)

    def record(self) -> dict[str, Any]:
        """Its fields, for a data frame."""
        queue = self._instance
        return {
            "sid": self.sid,
            "name": queue.friendly_name,
            "waiting": queue.current_size,
            "max_size": queue.max_size,
            "average_wait_time": queue.average_wait_time,
        }

    def cells(self) -> Sequence[str]:
        """The queue as a row of a table."""
        fields = self.record()
        return (
            html.escape(str(fields["name"])),
            str(fields["waiting"]),
            html.muted(str(fields["max_size"])),
            f"{fields['average_wait_time']} s",
            html.code(self.sid),
        )

    def __repr__(self) -> str:
        return f"<Queue {self._instance.friendly_name}: {self._instance.current_size} waiting {self.sid}>"
