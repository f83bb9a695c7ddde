"""What may happen when on a signaling socket, and to a call on it: two tables."""

from __future__ import annotations

from typing import Literal

__all__ = ["CALL_MOVES", "IN_CALL", "SOCKET_ALLOWS", "CallState", "SocketState"]

SocketState = Literal["opened", "listening", "connected", "expired"]
CallState = Literal["calling", "ringing", "offered", "accepted", "open", "ended"]

IN_CALL = frozenset({"answer", "reinvite", "hangup", "reject", "dtmf", "message"})

SOCKET_ALLOWS: dict[SocketState, frozenset[str]] = {
    "opened": frozenset({"listen"}),
    "listening": frozenset({"listen"}),
    "connected": frozenset({"listen", "register", "invite"}) | IN_CALL,
    "expired": frozenset({"listen"}) | IN_CALL,
}
"""Which messages a client may send: calls that are up outlive their token, new ones need a valid one."""

_ALWAYS: dict[str, CallState] = {"client hangup": "ended", "hangup": "ended"}

CALL_MOVES: dict[CallState, dict[str, CallState]] = {
    # calls the client made
    "calling": {"ringing": "ringing", "answer": "open", **_ALWAYS},
    "ringing": {
        "ringing": "ringing",
        "answer": "open",
        "client dtmf": "ringing",
        "client message": "ringing",
        "message": "ringing",
        **_ALWAYS,
    },
    # calls the lab made
    "offered": {"client answer": "accepted", "client reject": "ended", "cancel": "ended", **_ALWAYS},
    "accepted": {
        "answer": "open",
        **_ALWAYS,
    },  # no longer pending: the SDK wants a hangup, or knows no disconnect
    # either
    "open": {
        "answer": "open",
        "client reinvite": "open",
        "client dtmf": "open",
        "client message": "open",
        "message": "open",
        **_ALWAYS,
    },
    "ended": {},
}
"""What may happen to a call on this socket, and what it is afterwards; "client ..." is the client's doing."""
