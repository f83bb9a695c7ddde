"""The client's half of the SDK's signaling, as a phone without a browser speaks it.

The same messages that ``@twilio/voice-sdk`` sends (protocol 1.6): listen, register, invite, answer, hangup,
reject. One socket; calls by their temporary or real SID.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType

from voicelab.errors import PeerError

__all__ = ["Signal", "SignalCall"]

_CONNECT_SECONDS = 5.0


class SignalCall:
    """One call on a socket: what the other end says of it, as futures."""

    def __init__(self, signal: Signal, sid: str, parameters: Mapping[str, str]) -> None:
        loop = asyncio.get_running_loop()
        self.sid = sid
        self.parameters = dict(parameters)
        self.named: asyncio.Future[None] = loop.create_future()  # done once it has a real SID, or is over
        self.sdp: asyncio.Future[str] = loop.create_future()
        self.ended: asyncio.Future[str] = loop.create_future()
        self.refused: PeerError | None = None  # why the lab made no call of it
        self._signal = signal
        self.sdp.add_done_callback(lambda done: done.cancelled() or done.exception())

    def told(self, kind: str, payload: dict[str, Any]) -> None:
        """The server said something about this call."""
        self.sid = payload.get("callsid") or self.sid
        if self.sid.startswith("CA") and not self.named.done():
            self.named.set_result(None)
        if payload.get("sdp") and not self.sdp.done():
            self.sdp.set_result(payload["sdp"])
        if kind in ("hangup", "cancel"):
            error = payload.get("error") or {}
            reason = error.get("message") or ("canceled" if kind == "cancel" else "the lab hung up")
            if error and not self.sid.startswith("CA"):
                self.refused = PeerError(reason, code=error.get("code"))
            self.end(reason)

    def end(self, reason: str) -> None:
        """The call is over."""
        if not self.named.done():
            self.named.set_result(None)
        if not self.sdp.done():
            self.sdp.set_exception(self.refused or PeerError(f"The call was not answered: {reason}."))
        if not self.ended.done():
            self.ended.set_result(reason)

    async def answer(self, sdp: str) -> None:
        """Accept an incoming call."""
        await self._signal.send("answer", {"callsid": self.sid, "sdp": sdp})

    async def reject(self) -> None:
        """Decline an incoming call."""
        await self._signal.send("reject", {"callsid": self.sid})
        self.end("rejected")

    async def hang_up(self) -> None:
        """End the call. Idempotent."""
        if not self.ended.done():
            await self._signal.send("hangup", {"callsid": self.sid})
            self.end("hung up")


class Signal:
    """One signaling socket of one identity."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url.replace("http", "ws", 1).rstrip("/") + "/signal"
        self._token = token
        self._calls: dict[str, SignalCall] = {}
        self._incoming: asyncio.Queue[tuple[SignalCall, str]] = asyncio.Queue()
        self._connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ready = asyncio.Event()
        self._session: ClientSession | None = None
        self._socket: ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Open the socket and show the token; PeerError with the server's code when it is refused."""
        self._session = ClientSession()
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                self._socket = await self._session.ws_connect(self._url)
                self._reader = asyncio.create_task(self._read(self._socket))
                await self.send("listen", {"token": self._token, "browserinfo": {"p": "voicelab"}})
                await asyncio.shield(self._connected)
        except PeerError:
            await self.close()
            raise
        except (ClientError, OSError, TimeoutError) as error:
            await self.close()
            raise PeerError(
                f"The lab's signaling at {self._url} does not answer.", code=31005, cure="Is the lab running?"
            ) from error

    async def register(self) -> None:
        """Be reachable: calls to this identity arrive from now on."""
        await self.send("register", {"media": {"audio": True}})
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                await self._ready.wait()
        except TimeoutError as error:
            raise PeerError("The lab does not let this phone register.", code=31005) from error

    async def invite(self, sdp: str, parameters: Mapping[str, str]) -> SignalCall:
        """Call the token's application with ``parameters``."""
        call = SignalCall(self, f"TJS{uuid.uuid4()}", parameters)
        self._calls[call.sid] = call
        params = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in parameters.items())
        twilio = {"params": params} if params else {}
        await self.send("invite", {"callsid": call.sid, "sdp": sdp, "twilio": twilio})
        return call

    async def incoming(self) -> tuple[SignalCall, str]:
        """The next incoming call and its offer."""
        return await self._incoming.get()

    async def send(self, kind: str, payload: dict[str, Any]) -> None:
        """Send one message; nothing when the socket is gone."""
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_str(json.dumps({"type": kind, "version": "1.6", "payload": payload}))

    async def close(self) -> None:
        """Close the socket; its calls are over. Idempotent."""
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.wait((self._reader,))
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()
        self._lost("the phone was closed")

    async def _read(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            if message.data == "\n":
                await socket.send_str("\n")
                continue
            frame = json.loads(message.data)
            self._told(frame["type"], frame.get("payload") or {})
        self._lost("the lab closed the connection")

    def _told(self, kind: str, payload: dict[str, Any]) -> None:
        match kind:
            case "connected" if not self._connected.done():
                self._connected.set_result(None)
            case "ready":
                self._ready.set()
            case "invite":
                call = SignalCall(self, payload["callsid"], payload.get("parameters") or {})
                self._calls[call.sid] = call
                self._incoming.put_nowait((call, payload["sdp"]))
            case "error":
                self._refused(payload)
            case _:
                self._about_call(kind, payload)

    def _refused(self, payload: dict[str, Any]) -> None:
        error = payload.get("error") or {}
        message = error.get("message") or "The lab refused this."
        if not self._connected.done():
            self._connected.set_exception(PeerError(message, code=error.get("code")))
        elif payload.get("callsid") in self._calls:
            self._calls[payload["callsid"]].end(message)

    def _about_call(self, kind: str, payload: dict[str, Any]) -> None:
        sid = payload.get("callsid", "")
        call = self._calls.get(sid)
        if call is None and kind in ("ringing", "answer"):  # the first word of a call's real SID
            call = next(
                (c for c in self._calls.values() if c.sid.startswith("TJS") and not c.sdp.done()), None
            )
        if call is not None:
            call.told(kind, payload)
            self._calls[call.sid] = call

    def _lost(self, reason: str) -> None:
        if not self._connected.done():
            self._connected.set_exception(PeerError(reason, code=31005))
            self._connected.exception()
        for call in self._calls.values():
            call.end(reason)
