"""The way to the user's WebSocket servers (Media Streams, ConversationRelay), as the engine sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

__all__ = ["Socket", "SocketFailure", "Sockets"]


class SocketFailure(Exception):
    """No connection. ``code`` is Twilio's: 31901 time-out, 31902 refused, 31910 TLS, 31920 handshake."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Socket(Protocol):
    """A WebSocket that is open."""

    async def send(self, text: str) -> None:
        """Send a text frame; nothing when the peer is gone."""
        ...

    async def receive(self) -> str | None:
        """The next text frame; None when the peer has closed."""
        ...

    async def close(self) -> None:
        """Close it. Idempotent."""
        ...


class Sockets(Protocol):
    """Opens WebSockets."""

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        """Open a WebSocket to ``url`` (wss or ws); SocketFailure when that cannot be."""
        ...
