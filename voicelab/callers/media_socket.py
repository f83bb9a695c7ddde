"""A phone's own end of a call's sound over a WebSocket: what a page's stand-in for RTCPeerConnection does."""

from __future__ import annotations

import asyncio
import re

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType

from voicelab.errors import PeerError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.tick import Tick
from voicelab.media.websocket import WebSocketEndpoint
from voicelab.media.websocket_pipe import SocketPipe
from voicelab.media.websocket_sdp import describe

__all__ = ["SocketEndpoint"]

_CONNECT_SECONDS = 10.0
_TICKET = re.compile(r"^a=x-voicelab-media:(\S+)", re.MULTILINE)


class SocketEndpoint:
    """One call's media at the lab at ``url``; used as :class:`voicelab.media.webrtc.WebRTCEndpoint` is."""

    def __init__(self, url: str, tick: Tick) -> None:
        self._address = url.replace("http", "ws", 1).rstrip("/") + "/media"
        self._end = WebSocketEndpoint(tick, {}, keys=True)
        self.leg: AudioLeg = self._end.leg
        self._carrying: asyncio.Task[None] | None = None

    async def create_offer(self) -> str:
        """An offer that asks for a WebSocket."""
        return describe("", 1)

    async def accept_offer(self, offer: str) -> str:
        """Take the lab's offer, connect with the ticket in it, and return the answer. PeerError without one."""
        self._open(offer)
        return describe("", 1)

    async def accept_answer(self, answer: str) -> None:
        """Take the lab's answer and connect with the ticket in it. PeerError 53402 without one."""
        if self._carrying is None:
            self._open(answer)

    async def connected(self, timeout: float = _CONNECT_SECONDS) -> AudioLeg:
        """Wait until sound can pass and return the leg; PeerError 53405 when it cannot."""
        return await self._end.connected(timeout)

    async def close(self) -> None:
        """End the media. Idempotent."""
        await self._end.close()
        if self._carrying is not None:
            await asyncio.wait((self._carrying,))

    def _open(self, description: str) -> None:
        found = _TICKET.search(description)
        if found is None:
            raise PeerError(
                "The lab has no WebSocket for sound.", code=53402, cure="Is it an older VoiceLab?"
            )
        self._carrying = asyncio.create_task(self._carry(found[1]))

    async def _carry(self, ticket: str) -> None:
        try:
            async with ClientSession() as session, session.ws_connect(self._address) as socket:
                await socket.send_json({"ticket": ticket})
                hello = await socket.receive()
                if hello.type is not WSMsgType.TEXT or '"hello"' not in hello.data:
                    return
                await self._pass(socket)
        except (ClientError, OSError):
            pass  # whoever waits for the connection learns it; a live call learns it from the signaling
        finally:
            await self._end.close()

    async def _pass(self, socket: ClientWebSocketResponse) -> None:
        pipe = SocketPipe(socket, None)
        writing = asyncio.create_task(pipe.write())
        self._end.attach(pipe)
        try:
            async for message in socket:
                if message.type is WSMsgType.BINARY:
                    self._end.message(pipe, message.data)
        finally:
            self._end.detach(pipe)
            writing.cancel()
            await asyncio.wait((writing,))
