"""Lines and devices of scripted parties: the caller that dials in, and the callee that is rung.

They implement :mod:`voicelab.engine.lines` as the browser SDK's signaling does on the server.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from voicelab.engine.lines import Invitation, OutgoingLine, Refused
from voicelab.engine.voice import Voice
from voicelab.media.leg import Leg
from voicelab.media.tones import beep
from voicelab.testing.party import REACTION, Party, PartyGone, PartyLine

__all__ = ["Callee", "CallingLine", "RungLine"]


class CallingLine(PartyLine):
    """The line of a party that calls the lab."""

    is_ringing = False

    async def ringing(self) -> None:
        """The party hears that it rings."""
        self.is_ringing = True

    async def answer(self) -> Leg:
        """The lab answers."""
        return self.connect()

    async def refuse(self, reason: Literal["busy", "rejected"]) -> None:
        """The lab refuses."""
        self.refused = reason
        self.party.lose(f"refused: {reason}")


@dataclass(eq=False)
class Callee:
    """Somebody who can be rung, and how they take it. Each call gets a :class:`Party` of its own in ``calls``.

    ``answers_after`` seconds; None never answers. ``busy``, ``declines`` and ``absent`` do not answer either.
    ``says`` is said at once, ``script(party)`` then does what it likes, ``hangs_up_after`` seconds of talk
    (or at the script's end with 0) the party hangs up; None stays on the line. ``machine`` is an answering
    machine's greeting, followed by its beep.
    """

    address: str
    voice: Voice
    pair: Callable[[], tuple[Leg, Leg]]
    answers_after: float | None = 1.0
    busy: bool = False
    declines: bool = False
    absent: bool = False
    says: str = ""
    machine: str = ""
    hangs_up_after: float | None = None
    script: Callable[[Party], Awaitable[None] | None] | None = None
    calls: list[Party] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    async def ring(self, invitation: Invitation) -> OutgoingLine:
        """Begin to ring."""
        self.invitations.append(invitation)
        party = Party(self.address, self.voice)
        self.calls.append(party)
        return RungLine(party, self.pair, self)


class RungLine(PartyLine):
    """The line of a party that the lab rings."""

    def __init__(self, party: Party, pair: Callable[[], tuple[Leg, Leg]], callee: Callee) -> None:
        super().__init__(party, pair)
        self.referral = party.referral
        self._callee = callee
        self._acting: asyncio.Task[None] | None = None

    async def answered(self) -> Leg:
        """The leg, once the callee answers; Refused when it does not want to."""
        callee = self._callee
        if callee.absent:
            raise Refused("absent", f"Nobody is registered as {callee.address}.")
        if callee.busy:
            raise Refused("busy", f"{callee.address} is busy.")
        try:
            if callee.answers_after is None:
                await self.party.or_gone(asyncio.Event().wait())
            else:
                await self.party.wait(callee.answers_after)
        except PartyGone as gone:
            raise Refused("failed", str(gone)) from None
        if callee.declines:
            raise Refused("declined", f"{callee.address} declined.")
        leg = self.connect()
        self._acting = asyncio.create_task(self._act(), name=f"{callee.address} talks")
        self.gone.add_done_callback(lambda _: self._acting and self._acting.cancel())
        return leg

    async def _act(self) -> None:
        callee, party = self._callee, self.party
        try:
            await party.wait(REACTION)  # the receiver is at the ear; whoever called is connected by then
            if callee.machine:
                await party.say(callee.machine)
                await party.sound(beep(), "")
            if callee.says:
                await party.say(callee.says)
            if callee.script is not None:
                done = callee.script(party)
                if inspect.isawaitable(done):
                    await done
            if callee.hangs_up_after is not None:
                await party.wait(callee.hangs_up_after)
                await party.hang_up(f"{callee.address} hung up")
        except PartyGone:
            pass
