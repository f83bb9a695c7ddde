"""What a board sees of the rooms: who is in a conference, how loud, and who waits in the queues.

Asked for at ``/observe`` (docs/wire.md). The state goes out when it has changed, levels with every beat.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from voicelab.engine.call import Call
from voicelab.engine.conference import Conference, Participant
from voicelab.engine.queues import Departure, Queue
from voicelab.engine.switchboard import Switchboard

__all__ = ["RoomWatch", "conference_json", "queue_json"]

_FRAMES = 4  # of 20 ms: the levels of one beat are the loudest of the last so many


class RoomWatch:
    """One client's view of some conferences and, if it wants, of the queues."""

    def __init__(
        self, switchboard: Switchboard, account_sid: str, conferences: Collection[str], queues: bool
    ) -> None:
        self._switchboard = switchboard
        self._account_sid = account_sid
        self._names = sorted(conferences)
        self._queues = queues
        self._told: dict[str, Any] = {}
        self._levels: dict[str, dict[str, float]] = {}

    def news(self) -> list[dict[str, Any]]:
        """What has changed since the last time; at first everything."""
        news: list[dict[str, Any]] = []
        for name in self._names:
            room = self._switchboard.rooms.conferences.find(self._account_sid, name)
            last = self._switchboard.rooms.conferences.last(self._account_sid, name)
            state = conference_json(name, room or last)
            if self._told.get(name) != state:
                self._told[name] = state
                news.append({"event": "conference", **state})
            levels = _levels(room) if room is not None else {}
            if self._levels.get(name, {}) != levels:
                self._levels[name] = levels
                news.append({"event": "levels", "conference": name, "levels": levels})
        if self._queues:
            queues = self._switchboard.rooms.queues.of(self._account_sid)
            who = [
                (one.sid, one.friendly_name, one.max_size, [m.call.sid for m in one.members], one.last)
                for one in queues
            ]
            if self._told.get("") != who:
                self._told[""] = who
                news.append({"event": "queues", "queues": [queue_json(one) for one in queues]})
        return news


def conference_json(name: str, room: Conference | None) -> dict[str, Any]:
    """A conference as a board shows it.

    A room that nobody is in has the status ``none``, and ``last`` when there was somebody before: who, and how it
    ended.
    """
    if room is None or room.status == "completed":
        nobody: dict[str, Any] = {
            "conference": name,
            "conference_sid": None,
            "status": "none",
            "participants": [],
        }
        return nobody if room is None else {**nobody, "last": _over(room)}
    return {
        "conference": name,
        "conference_sid": room.sid,
        "status": room.status,
        "participants": [
            *(_present(one) for one in room.participants.values()),
            *(_person(call, call.record.status, False, False) for call in room.expected.values()),
        ],
    }


def _over(room: Conference) -> dict[str, Any]:
    return {
        "conference_sid": room.sid,
        "ended": room.date_updated.isoformat(),
        "reason": room.reason_ended,
        "ended_by": room.attended.get(room.call_sid_ending, ""),
        "participants": list(dict.fromkeys(room.attended.values())),
    }


def _present(one: Participant) -> dict[str, Any]:
    return _person(one.call, "connected", one.muted, one.hold)


def _person(call: Call, status: str, muted: bool, hold: bool) -> dict[str, Any]:
    return {
        "call_sid": call.sid,
        "address": call.record.far_end,
        "status": status,
        "muted": muted,
        "hold": hold,
    }


def _levels(room: Conference) -> dict[str, float]:
    """How loud each one in the room is, 0..1; who is muted or on hold is not heard."""
    levels = {}
    for sid, one in room.participants.items():
        hearing = one.call.hearing
        heard = hearing is not None and not one.muted and not one.hold
        peak = max(hearing.inbound[-_FRAMES:], default=0) if hearing is not None and heard else 0
        levels[sid] = round(peak / 255, 2)
    return levels


def queue_json(queue: Queue) -> dict[str, Any]:
    """A queue as a board shows it; ``waited`` in whole seconds, ``position`` from 1."""
    return {
        "queue": queue.friendly_name,
        "queue_sid": queue.sid,
        "max_size": queue.max_size,
        "average_wait": queue.average_wait,
        "members": [
            {
                "call_sid": one.call.sid,
                "address": one.call.record.far_end,
                "position": place,
                "waited": one.waited,
            }
            for place, one in enumerate(queue.members, 1)
        ],
        "last": _departure(queue.last) if queue.last else None,
    }


def _departure(last: Departure) -> dict[str, Any]:
    return {
        "address": last.address,
        "waited": last.waited,
        "result": last.result,
        "when": last.when.isoformat(),
    }
