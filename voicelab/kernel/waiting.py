"""Queues of callers who wait, in the notebook: read through the official helper library, shown as a board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from voicelab.kernel import html, panels
from voicelab.kernel.connection import Connection
from voicelab.kernel.table import Table

if TYPE_CHECKING:
    from twilio.rest import Client as TwilioClient

    from voicelab.widgets.board import QueueBoard

__all__ = ["Queue", "Queues"]

_FIELDS = ("sid", "name", "waiting", "max_size", "average_wait_time")
_COLUMNS = ("queue", "waiting", "of at most", "average wait", "SID")
_FIELDS = ("sid", "name", "waiting", "max_size", "average_wait_time")


class Queue:
    """A queue of callers who wait."""

    def __init__(self, connection: Connection, instance: Any) -> None:
        self._connection = connection
        self._instance = instance

    @property
    def sid(self) -> str:
        """Its SID."""
        return str(self._instance.sid)

    @property
    def name(self) -> str:
        """Its name, as ``<Enqueue>`` says it."""
        return str(self._instance.friendly_name)

    @property
    def members(self) -> list[dict[str, Any]]:
        """Who waits now, the first one first: ``call_sid``, ``position`` from 1, ``wait_time`` in seconds."""
        return [
            {"call_sid": each.call_sid, "position": each.position, "wait_time": each.wait_time}
            for each in self._instance.members.list()
        ]

    def take(self, by: str) -> None:
        """Ring ``by`` (``alice``, a number) and connect the first who waits; RequestError when nobody does."""
        self._connection.client.serve_queue(self.name, "take", by=by)

    def dequeue(self, call_sid: str, what: str) -> None:
        """Let one who waits go on with ``what``: a document's name, TwiML, a number, ``client:NAME``."""
        self._connection.client.serve_queue(self.name, "dequeue", call_sid=call_sid, what=what)

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


class Queues(Table[Queue]):
    """The lab's queues, oldest first; on a cell's last line a board of who waits."""

    def __init__(self, connection: Connection, twilio: TwilioClient) -> None:
        super().__init__(
            "queues",
            _COLUMNS,
            lambda: [Queue(connection, each) for each in reversed(twilio.queues.list())],
            _FIELDS,
        )
        self._connection = connection

    @property
    def board(self) -> QueueBoard:
        """The board as a widget: who waits, where, since when; take the first, dequeue one."""
        return panels.queue_board(self._connection)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if not self._connection.alive:
            return None
        return panels.with_stand_in(self.board, repr(self), self._repr_html_())
