"""Rooms in which several parties hear each other: without samples, and with samples that pass words on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from voicelab.media.leg import Leg
from voicelab.media.mixer import Room
from voicelab.testing.activity import Activity
from voicelab.testing.legs import UnrenderedLeg, UnrenderedTake
from voicelab.testing.words import PassesWords

__all__ = ["SoundingRoom", "UnrenderedMix"]


@dataclass(eq=False)
class _Member:
    leg: Leg
    muted: bool = False
    coached: Leg | None = None


class UnrenderedMix:
    """Implements :class:`voicelab.media.leg.Mix` for legs without samples."""

    def __init__(self) -> None:
        self._said = Activity(asyncio.get_running_loop())
        self._members: dict[UnrenderedLeg, _Member] = {}

    def add(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """Let the leg's party hear the others, and be heard."""
        if not isinstance(leg, UnrenderedLeg):
            raise TypeError(f"{leg!r} has samples and cannot be in an unrendered room")
        self.remove(leg)
        self._members[leg] = _Member(leg, muted, coached)
        leg.said.tell(self._judge)
        leg.closed.add_done_callback(lambda _: self.remove(leg))
        self._arrange()

    def adjust(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """A muted party is not heard; one that coaches is heard by the coached party alone."""
        member = self._members.get(leg) if isinstance(leg, UnrenderedLeg) else None
        if member is not None:
            member.muted, member.coached = muted, coached
            self._arrange()

    def remove(self, leg: Leg) -> None:
        """The leg hears nothing and is not heard from now on."""
        if isinstance(leg, UnrenderedLeg) and self._members.pop(leg, None) is not None:
            leg.said.forget(self._judge)
            leg.hear(None)
            self._arrange()

    def record(self, path: Path) -> UnrenderedTake:
        """Record when somebody speaks; no file is written."""
        return UnrenderedTake(self._said, [self._said])

    def _arrange(self) -> None:
        for leg, member in self._members.items():
            heard = [other.leg for other in _heard_by(member, self._members.values())]
            leg.hear_all(*(other for other in heard if isinstance(other, UnrenderedLeg)))
        self._judge()

    def _judge(self) -> None:
        self._said.set(
            any(
                m.leg.said.on
                for m in self._members.values()
                if isinstance(m.leg, UnrenderedLeg) and not m.muted
            )
        )


class SoundingRoom(Room):
    """A room of legs with samples, which passes their words on as well."""

    def _arrange(self) -> None:
        super()._arrange()
        members = [_Member(place.leg, place.muted, place.coached) for place in self._places]
        for member in members:
            if isinstance(member.leg, PassesWords):
                legs = [other.leg for other in _heard_by(member, members)]
                member.leg.listen_to(*(leg for leg in legs if isinstance(leg, PassesWords)))

    def remove(self, leg: Leg) -> None:
        """The leg hears nothing and is not heard from now on."""
        was_here = any(place.leg is leg for place in self._places)
        super().remove(leg)
        if was_here and isinstance(leg, PassesWords):
            leg.listen_to()


def _heard_by(member: _Member, members: Iterable[_Member]) -> list[_Member]:
    """Whom this member hears: all others that are not muted and do not coach somebody else."""
    return [
        other
        for other in members
        if other is not member and not other.muted and other.coached in (None, member.leg)
    ]
