"""What a browser SDK says on the signaling socket, after checking: one dataclass a message.

``call`` is the key of a call on this socket: the first CallSid it was known by (``TJ...`` for a call the
client made, ``CA...`` for one the lab made or that came back by its reconnect token).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

__all__ = [
    "Answered",
    "CallMessage",
    "ClientEvent",
    "DigitsPressed",
    "Hopeless",
    "HungUp",
    "Invited",
    "Listened",
    "ReconnectAsked",
    "RegisterAsked",
    "Reinvited",
    "Rejected",
]


@dataclass(frozen=True, slots=True)
class Listened:
    """``listen``: the client shows its token, on every socket and with every ``updateToken``."""

    token: str = field(repr=False)
    reconnect_timeout: float  # seconds its calls are to survive a cut of the socket
    sdk: str  # the SDK's version, such as 2.18.5


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """``register``: from now on the client takes calls, or (``audio`` false) no more."""

    audio: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """``invite``: the client calls the lab."""

    call: str
    sdp: str = field(repr=False)
    parameters: dict[str, str]
    preflight: bool = False


@dataclass(frozen=True, slots=True)
class ReconnectAsked:
    """``invite`` with a reconnect token: a live call on a new socket, or an offered call taken elsewhere."""

    call: str
    sdp: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """``answer``: the client takes a call the lab offered."""

    call: str
    sdp: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reinvited:
    """``reinvite``: the client restarts ICE with a new offer."""

    call: str
    sdp: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HungUp:
    """``hangup``."""

    call: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """``reject``: the client does not want a call the lab offered."""

    call: str


@dataclass(frozen=True, slots=True)
class DigitsPressed:
    """``dtmf``: keys that did not go through RTP; ``w`` is a pause of 0.5 s."""

    call: str
    digits: str


@dataclass(frozen=True, slots=True)
class CallMessage:
    """``message``: a user-defined message, to be acknowledged by its SID."""

    call: str
    content: Any
    content_type: str
    message_type: str
    sid: str


@dataclass(frozen=True, slots=True)
class Hopeless:
    """Too much of what the client sends is malformed: close the socket."""

    reason: str


ClientEvent: TypeAlias = (
    Listened
    | RegisterAsked
    | Invited
    | ReconnectAsked
    | Answered
    | Reinvited
    | HungUp
    | Rejected
    | DigitsPressed
    | CallMessage
    | Hopeless
)
