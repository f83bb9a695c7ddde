"""The signaling of one party of one call, as the engine sees it.

``server`` implements these for the browser SDKs, ``testing`` for scripted parties. A line is one call of one
party; a device is a party that can be rung again and again. A line's ``gone`` future is the only way the
engine learns that the party hung up, so every implementation completes it exactly once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from voicelab.media.leg import Leg

__all__ = ["Device", "IncomingLine", "Invitation", "Line", "OutgoingLine", "Refers", "Refused"]


class Refused(Exception):
    """A rung party did not take the call. ``reason`` says why; absent means that nothing is registered."""

    def __init__(
        self, reason: Literal["busy", "declined", "absent", "failed"], message: str = "", cure: str = ""
    ) -> None:
        super().__init__(message or reason)
        self.reason = reason
        self.cure = cure


class Line(Protocol):
    """One party's side of one call."""

    gone: asyncio.Future[str]
    """Done, with the reason in words, when the party hung up, cancelled, or cannot be reached any more."""

    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """End the call towards the party, with an error code when that is why; closes its leg. Idempotent."""
        ...

    async def send_message(self, content: Any, message_type: str, content_type: str) -> str:
        """Send a user-defined message to the party's SDK and return its SID (``KX...``)."""
        ...


class IncomingLine(Line, Protocol):
    """A party that calls the lab."""

    async def ringing(self) -> None:
        """Tell the party that its call is ringing."""
        ...

    async def answer(self) -> Leg:
        """Answer, and return the leg once sound can pass; PeerError (53405) when media cannot be set up."""
        ...

    async def refuse(self, reason: Literal["busy", "rejected"]) -> None:
        """Refuse the call."""
        ...


class OutgoingLine(Line, Protocol):
    """A party that the lab is ringing."""

    async def answered(self) -> Leg:
        """Return the leg once the party answered and sound can pass.

        Raises Refused when it will not. Cancelling does not stop the ringing: :meth:`hang_up` does.
        """
        ...


@runtime_checkable
class Refers(Protocol):
    """A line whose party may ask to be transferred, as a SIP phone does with REFER."""

    referral: asyncio.Future[str]
    """Done, with the address the other side is to be connected with, when the party has asked."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a rung party is told of the call."""

    call_sid: str
    account_sid: str
    from_: str
    to: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""  # why it is called, for a phone that shows it


class Device(Protocol):
    """A registered party: a page with the SDK, or a scripted callee."""

    async def ring(self, invitation: Invitation) -> OutgoingLine:
        """Begin to ring the party; returns at once with the line."""
        ...
