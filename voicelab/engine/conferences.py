"""The conferences of an exchange: one live room a name and account, made when the first party comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voicelab.calls.model import ConferenceRecord
from voicelab.engine.conference import Conference, RunWait
from voicelab.engine.conference_announcing import RunAnnouncement
from voicelab.engine.side import Side
from voicelab.media.leg import Mix
from voicelab.verbs.plans import ConferencePlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Conferences"]

_KEPT = 500  # rooms that are over and still at hand


class Conferences:
    """Finds and makes rooms. ``save`` is given a room's record whenever the room has changed."""

    def __init__(
        self,
        mixes: Callable[[], Mix],
        run_wait: RunWait,
        run_announcement: RunAnnouncement,
        save: Callable[[ConferenceRecord], None] = lambda record: None,
    ) -> None:
        self._mixes = mixes
        self._run_wait = run_wait
        self._run_announcement = run_announcement
        self._save = save
        self._live: dict[tuple[str, str], Conference] = {}
        self._known: dict[str, Conference] = {}
        self._last: dict[tuple[str, str], Conference] = {}

    async def take_part(self, call: Call, side: Side, plan: ConferencePlan) -> str:
        """Be in the room that ``plan`` names until it lets the party go, and return why.

        HungUp when the party goes first; RoomRefused when the room does not take it.
        """
        return await self.open(call.account.sid, plan.name).take_part(call, side, plan)

    def open(self, account_sid: str, name: str) -> Conference:
        """The live room with this name, made when there is none."""
        key = (account_sid, name)
        room = self._live.get(key)
        if room is None:
            room = Conference(
                account_sid, name, self._mixes(), self._run_wait, self._run_announcement, self._changed
            )
            self._live[key] = room
            self._known[room.sid] = room
            self._save(room.record())
        return room

    def _changed(self, room: Conference) -> None:
        self._save(room.record())
        if room.status != "completed":
            return
        key = (room.account_sid, room.friendly_name)
        self._live.pop(key, None)
        self._last[key] = room
        over = [sid for sid, known in self._known.items() if known.status == "completed"]
        for sid in over[:-_KEPT]:
            old = self._known.pop(sid)
            key = (old.account_sid, old.friendly_name)
            if self._last.get(key) is old:
                del self._last[key]

    def last(self, account_sid: str, name: str) -> Conference | None:
        """The room of this name that was over last."""
        return self._last.get((account_sid, name))

    def find(self, account_sid: str, sid_or_name: str) -> Conference | None:
        """The room with this SID, or the live room with this name."""
        room = self._known.get(sid_or_name) or self._live.get((account_sid, sid_or_name))
        return room if room is not None and room.account_sid == account_sid else None

    def of(self, account_sid: str) -> list[Conference]:
        """The account's rooms, live and over, oldest first."""
        return [room for room in self._known.values() if room.account_sid == account_sid]
