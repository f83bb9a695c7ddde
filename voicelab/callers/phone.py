"""A phone without a browser: real signaling, a real leg over WebRTC or a WebSocket, and no page.

What it hears and says are samples at 8000 a second. ``leg`` is seen from the phone: what the lab says is its
inbound, what is played on it the lab hears.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Literal, TypeAlias

from voicelab.callers.media_socket import SocketEndpoint
from voicelab.callers.signal import Signal, SignalCall
from voicelab.errors import PeerError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint

__all__ = ["Phone", "PhoneCall", "PhoneTransport", "open_phone"]

PhoneTransport: TypeAlias = Literal["webrtc", "websocket"]


class PhoneCall:
    """One call of a phone. ``ended`` is done, with the reason in words, when it is over."""

    def __init__(self, signal: SignalCall, endpoint: WebRTCEndpoint | SocketEndpoint) -> None:
        self._signal = signal
        self._endpoint = endpoint
        self.leg: AudioLeg = endpoint.leg
        self.leg.sounds_keys = True
        self.ended: asyncio.Future[str] = signal.ended
        self.parameters = signal.parameters

    @property
    def sid(self) -> str:
        """The call's SID, once the lab has said it."""
        return self._signal.sid

    async def named(self) -> str:
        """The call's SID, waited for; PeerError when the lab made no call of it."""
        await asyncio.shield(self._signal.named)
        if self._signal.refused is not None:
            raise self._signal.refused
        return self._signal.sid

    @property
    def refused(self) -> PeerError | None:
        """Why the lab made no call of it; None when it did."""
        return self._signal.refused

    async def answered(self, timeout: float = 60.0) -> None:
        """Return when sound passes; PeerError when the call ends first or nobody answers in time."""
        try:
            async with asyncio.timeout(timeout):
                answer = await asyncio.shield(self._signal.sdp)
        except TimeoutError as error:
            raise PeerError(f"Nobody answered in {timeout:.0f} seconds.", code=31003) from error
        await self._endpoint.accept_answer(answer)
        await self._endpoint.connected()

    async def hang_up(self) -> None:
        """End the call. Idempotent."""
        await self._signal.hang_up()
        await self._endpoint.close()


class Phone:
    """A registered or calling phone. Make one with :func:`open_phone`."""

    def __init__(self, signal: Signal, url: str, transport: PhoneTransport) -> None:
        self._signal = signal
        self._url = url
        self._transport = transport
        self._tick = Tick()
        self._calls: list[PhoneCall] = []

    async def register(self) -> None:
        """Be reachable under the token's identity."""
        await self._signal.register()

    async def dial(self, parameters: Mapping[str, str]) -> PhoneCall:
        """Call the token's application; returns while it rings."""
        endpoint = self._endpoint()
        offer = await endpoint.create_offer()
        return self._keep(PhoneCall(await self._signal.invite(offer, parameters), endpoint))

    async def answer(self) -> PhoneCall:
        """Wait for the next call, answer it, and return it once sound passes."""
        signal, offer = await self._signal.incoming()
        endpoint = self._endpoint()
        await signal.answer(await endpoint.accept_offer(offer))
        call = self._keep(PhoneCall(signal, endpoint))
        await endpoint.connected()
        return call

    def _endpoint(self) -> WebRTCEndpoint | SocketEndpoint:
        return (
            WebRTCEndpoint(self._tick)
            if self._transport == "webrtc"
            else SocketEndpoint(self._url, self._tick)
        )

    def _keep(self, call: PhoneCall) -> PhoneCall:
        self._calls.append(call)
        return call

    async def close(self) -> None:
        """Hang up what is up and leave."""
        for call in self._calls:
            await call.hang_up()
        await self._signal.close()


@asynccontextmanager
async def open_phone(url: str, token: str, transport: PhoneTransport = "webrtc") -> AsyncIterator[Phone]:
    """A phone on the lab at ``url``, closed when the body ends; PeerError when the lab refuses the token.

    ``transport`` is how its sound travels: by UDP, or over a WebSocket where UDP is shut.
    """
    signal = Signal(url, token)
    await signal.connect()
    phone = Phone(signal, url, transport)
    try:
        yield phone
    finally:
        await phone.close()
