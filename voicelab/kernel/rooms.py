"""Conferences in the notebook: read through the official helper library, shown as a board in the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from voicelab.errors import NoSuchName
from voicelab.kernel import html, panels
from voicelab.kernel.connection import Connection

if TYPE_CHECKING:
    from twilio.rest import Client as TwilioClient

    from voicelab.widgets.board import ConferenceBoard

__all__ = ["CONFERENCE_COLUMNS", "CONFERENCE_FIELDS", "Conference", "Participant"]

CONFERENCE_FIELDS = ("sid", "name", "status", "participants", "began")
CONFERENCE_COLUMNS = ("conference", "status", "who", "began", "SID")
CONFERENCE_FIELDS = ("sid", "name", "status", "participants", "began")


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
    """A conference: who is there, and what can be done to them.

    One got by its name is whatever room has that name: nobody may be in it yet, and when it is over and opened again,
    it is the new one. One out of ``lab.conferences`` is that one room. On a cell's last line it shows its board.
    ``address`` makes an address of a webhook function's path.
    """

    def __init__(
        self,
        connection: Connection,
        twilio: TwilioClient,
        address: Callable[[str], str],
        name: str,
        instance: Any = None,
    ) -> None:
        self.name = name
        self._connection = connection
        self._twilio = twilio
        self._address = address
        self._instance = instance
        self._fixed = instance is not None

    @property
    def sid(self) -> str:
        """Its SID; empty while nobody ever was in a room of that name."""
        instance = self._now()
        return "" if instance is None else str(instance.sid)

    @property
    def status(self) -> str:
        """One of none (nobody was ever there), init (it waits for somebody to start it), in-progress, completed."""
        instance = self._now()
        return "none" if instance is None else str(instance.status)

    @property
    def participants(self) -> list[Participant]:
        """Who is in the room now."""
        instance = self._now()
        if instance is None or instance.status == "completed":
            return []
        return [Participant(each, self._party(str(each.call_sid))) for each in instance.participants.list()]

    def __getitem__(self, who: str) -> Participant:
        present = self.participants
        for participant in present:
            if who in (participant.sid, participant.address, participant.address.removeprefix("client:")):
                return participant
        there = ", ".join(each.address for each in present) or "nobody"
        raise NoSuchName(f"{who} is not in {self.name}; there is {there}.")

    def announce(self, what: str) -> None:
        """Let everybody in the room hear a document (its name, TwiML, a webhook's path, an address), or a text.

        RequestError when nobody is in the room.
        """
        self._connection.client.moderate(self.name, "announce", what=self._address(what))

    def end(self) -> None:
        """End the conference. RequestError when nobody is in the room."""
        self._connection.client.moderate(self.name, "end")

    @property
    def board(self) -> ConferenceBoard:
        """Its board as a widget: who is there, who is talking; mute, hold, kick, announce, end."""
        return panels.conference_board(self._connection, self.name)

    def record(self) -> dict[str, Any]:
        """Its fields, for a data frame."""
        instance = self._now()
        return {
            "sid": self.sid,
            "name": self.name,
            "status": self.status,
            "participants": [each.address for each in self.participants],
            "began": None if instance is None else instance.date_created,
        }

    def cells(self) -> Sequence[str]:
        """The conference as a row of a table."""
        fields = self.record()
        return (
            html.escape(self.name),
            html.escape(fields["status"]),
            html.escape(", ".join(fields["participants"])),
            html.whole(str(fields["began"])[:19]),
            html.code(self.sid),
        )

    def _now(self) -> Any:
        """The room's resource as it is now; None when there never was one of that name."""
        self._connection.check()
        if self._fixed:
            if self._instance.status != "completed":
                self._instance = self._instance.fetch()
            return self._instance
        rooms = self._twilio.conferences.list(friendly_name=self.name, limit=20)  # the newest first
        return next((each for each in rooms if each.status != "completed"), rooms[0] if rooms else None)

    def _party(self, call_sid: str) -> str:
        """Who is at the far end of a call, as seen from the lab."""
        record = self._connection.client.call(call_sid)
        return str(record["from"] if record["direction"] == "inbound" else record["to"])

    def __repr__(self) -> str:
        who = ", ".join(each.address for each in self.participants) or "nobody there"
        return f"<Conference {self.name} {self.status}: {who} {self.sid}>".replace(" >", ">")

    def _repr_html_(self) -> str:
        status = self.status
        rows = [
            (
                html.escape(each.address),
                "muted" if each.muted else "",
                "on hold" if each.on_hold else "",
                html.code(each.sid),
            )
            for each in self.participants
        ]
        nobody = "Nobody is here yet." if status == "none" else "Nobody is there."
        body = html.table(["who", "", "", "call"], rows) if rows else f"<p>{html.muted(nobody)}</p>"
        state = "conference" if status == "none" else f"conference · {status}"
        return html.card(self.name, state, body, alive=status in ("init", "in-progress"))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The board; a room that is over, or a lab that is gone, as a table."""
        if not self._connection.alive or (self._fixed and self.status == "completed"):
            return None
        return panels.with_stand_in(self.board, repr(self), self._repr_html_())
