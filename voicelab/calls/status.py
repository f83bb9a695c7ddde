"""Call statuses, the lawful moves between them, and the one mover.

Source: Twilio's Call resource and status callbacks. ``initiated`` is a status that only webhooks carry.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["FINAL", "MOVES", "CallStatus", "StatusError", "move"]

CallStatus = Literal[
    "queued", "initiated", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled"
]

FINAL: frozenset[CallStatus] = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})

MOVES: dict[CallStatus, frozenset[CallStatus]] = {
    "queued": frozenset({"initiated", "ringing", "busy", "failed", "no-answer", "canceled"}),
    "initiated": frozenset({"ringing", "in-progress", "busy", "failed", "no-answer", "canceled"}),
    "ringing": frozenset({"in-progress", "busy", "failed", "no-answer", "canceled"}),
    "in-progress": frozenset({"completed"}),
    **{status: frozenset() for status in FINAL},
}


class StatusError(ValueError):
    """A move that the table does not have; the status stays as it was."""


def move(old: CallStatus, new: CallStatus) -> CallStatus:
    """Return ``new`` if the table has the move from ``old``; raise StatusError otherwise."""
    if new not in MOVES[old]:
        raise StatusError(f"a call cannot go from {old} to {new}")
    return new
