"""What a client of ``/observe`` says: what it wants to watch, or that it goes on with another token (docs/wire.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from voicelab.errors import RequestError

__all__ = ["Watch", "read_renewal"]

_MOST_CALLS = 1000  # SIDs in one watch
_MOST_ROOMS = 50  # conferences, or documents, in one watch
_LONGEST_PAUSE = 2.0  # seconds between two envelopes of a call


@dataclass(frozen=True, slots=True)
class Watch:
    """What a client asked for; ``sids`` None means all calls."""

    token: str
    sids: frozenset[str] | None
    history: bool
    envelope: bool
    conferences: frozenset[str] = frozenset()
    queues: bool = False
    documents: frozenset[str] = frozenset()
    dialled: bool = False
    """Whether the events of calls that ``sids`` dial are wanted too."""
    pause: float = 0.0
    """Seconds of sound that shall be waited for before they are sent as one envelope."""

    @classmethod
    def read(cls, text: str) -> Watch:
        """Read a client's message; RequestError 31106 for one that makes no sense."""
        try:
            data = json.loads(text)
            calls = data.get("calls", "all")
            rooms, documents = data.get("conferences", []), data.get("documents", [])
            if (calls != "all" and not _names(calls, _MOST_CALLS)) or not _names(rooms, _MOST_ROOMS):
                raise ValueError("calls or conferences")
            if not _names(documents, _MOST_ROOMS):
                raise ValueError("documents")
            envelope = data.get("envelope", False)
            pause = 0.0 if isinstance(envelope, bool) else float(envelope)
            if not 0 <= pause <= _LONGEST_PAUSE:
                raise ValueError("envelope")
            return cls(
                str(data["token"]),
                None if calls == "all" else frozenset(calls),
                data.get("history") is True,
                bool(envelope),
                frozenset(rooms),
                data.get("queues") is True,
                frozenset(documents),
                data.get("dialled") is True,
                pause,
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise RequestError(
                'The first message is {"token", "calls": "all" or [SID, ...], "history", "envelope"}.',
                code=31106,
            ) from None


def _names(value: object, most: int) -> bool:
    return isinstance(value, list) and len(value) <= most and all(isinstance(name, str) for name in value)


def read_renewal(text: str) -> str | None:
    """The token of a message ``{"renew": TOKEN}``; None for a message that is something else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    token = data.get("renew") if isinstance(data, dict) else None
    return token if isinstance(token, str) else None
