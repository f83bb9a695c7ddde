"""The way to users' WebSocket servers over the network: the engine's :class:`~voicelab.engine.sockets.Sockets`."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import aiohttp
from yarl import URL

from voicelab.engine.sockets import Socket, SocketFailure
from voicelab.server.host_map import HostMap

__all__ = ["HttpSockets"]

_CONNECT_SECONDS = 10.0
_FRAME_LIMIT = 4 * 1024 * 1024
_SEND_SECONDS = 10.0


class HttpSocket:
    """One open WebSocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, text: str) -> None:
        """Send a text frame; a peer that takes none for ten seconds is closed."""
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                await self._socket.send_str(text)
        except (TimeoutError, ConnectionError, aiohttp.ClientError):
            await self._socket.close()

    async def receive(self) -> str | None:
        """The next text frame; None when the peer has closed."""
        while True:
            message = await self._socket.receive()
            if message.type is aiohttp.WSMsgType.TEXT:
                return str(message.data)
            if message.type is not aiohttp.WSMsgType.BINARY:
                return None

    async def close(self) -> None:
        """Close it."""
        await self._socket.close()


class HttpSockets:
    """Opens WebSockets; an asynchronous context manager.

    ``hosts`` says where addresses are that live elsewhere; ``ca_file`` holds an authority to trust besides the
    machine's own.
    """

    def __init__(self, ca_file: Path | None = None, hosts: HostMap | None = None) -> None:
        self._hosts = hosts or HostMap()
        self._ca_file = ca_file
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        context = ssl.create_default_context()
        if self._ca_file is not None:
            context.load_verify_locations(self._ca_file)
        connector = aiohttp.TCPConnector(ssl=context, limit=0)
        self._session = aiohttp.ClientSession(connector=connector, trust_env=False)
        return self

    async def __aexit__(self, *why: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        """Open a WebSocket; SocketFailure 31901, 31902, 31910 or 31920 when that cannot be."""
        assert self._session is not None, "the session is opened by 'async with'"
        try:
            address, known = self._hosts.find(URL(url, encoded=True))  # what was signed is what is sent
            async with asyncio.timeout(_CONNECT_SECONDS):
                socket = await self._session.ws_connect(
                    address, headers={**headers, **known}, max_msg_size=_FRAME_LIMIT
                )
        except TimeoutError as error:
            raise SocketFailure(31901, f"{url} did not answer in {_CONNECT_SECONDS:.0f} seconds.") from error
        except aiohttp.WSServerHandshakeError as error:
            raise SocketFailure(31920, f"{url} answered {error.status} instead of a WebSocket.") from error
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            raise SocketFailure(31910, f"TLS with {url} failed: {error}") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise SocketFailure(31902, f"{url} refused the connection: {error}") from error
        return HttpSocket(socket)
