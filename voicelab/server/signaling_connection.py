"""One page's signaling connection: a WebSocket, one conversation (:mod:`voicelab.server.pstream`), and its calls."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, WSMsgType, web

from voicelab.calls.credentials import EXPIRED, INVALID, Identity
from voicelab.calls.events import MessageReceived
from voicelab.calls.model import Address
from voicelab.errors import PeerError, RequestError, VoiceLabError
from voicelab.server.pstream import PStream
from voicelab.server.pstream_events import (
    Answered,
    CallMessage,
    ClientEvent,
    DigitsPressed,
    Hopeless,
    HungUp,
    Invited,
    Listened,
    ReconnectAsked,
    RegisterAsked,
    Reinvited,
    Rejected,
)
from voicelab.server.signaling_lines import (
    BrowserDevice,
    BrowserIncomingLine,
    BrowserLine,
    BrowserOutgoingLine,
)

if TYPE_CHECKING:
    from voicelab.server.signaling import SignalingDoor

__all__ = ["Connection"]

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
SILENCE_SECONDS = 45.0  # a page answers every heartbeat; after so long without an answer it is gone
STRANGER_SECONDS = 20.0  # how long a connection may be without showing any token
MAX_MESSAGES = 2000  # of one call, from its page: each is an event that is kept
RATE = 31206  # what the SDKs show as RateExceededError
MAX_QUEUE = 256  # frames that wait for a page that does not read
OVER = 20104  # AccessTokenExpired
NOT_ALLOWED = 20151  # what the SDKs show as AuthenticationFailed when a call is hung up with it


class Connection:
    """One page's signaling connection."""

    def __init__(self, door: SignalingDoor, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.door = door
        self.stream = PStream()
        self.identity: Identity | None = None
        self.registered: Address | None = None
        self.lines: dict[str, BrowserLine] = {}
        self._socket = socket
        self._transport = request.transport
        self._device = BrowserDevice(self, door.endpoints)
        self._queue: asyncio.Queue[str] = asyncio.Queue(MAX_QUEUE)
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._listened_once = False
        self._token = ""
        self._reconnect_timeout = 0.0
        self._expiry: asyncio.TimerHandle | None = None

    @property
    def account_sid(self) -> str:
        """The account of the page's token."""
        return self.identity.account_sid if self.identity else ""

    @property
    def identity_name(self) -> str:
        """The identity of the page's token."""
        return self.identity.identity if self.identity else ""

    def add_line(self, line: BrowserLine) -> None:
        """A call of this page."""
        self.lines[line.key] = line

    def remove_line(self, line: BrowserLine) -> None:
        """No longer a call of this page."""
        if self.lines.get(line.key) is line:
            del self.lines[line.key]

    # --- the socket -----------------------------------------------------------------------------------------
    async def run(self) -> None:
        """Talk until the page or the network ends it."""
        beside = [asyncio.create_task(self._write()), asyncio.create_task(self._beat())]
        try:
            async for message in self._socket:
                self._heard_at = self._loop.time()
                if message.type is WSMsgType.TEXT:
                    for event in self.stream.receive(message.data):
                        await self._handle(event)
                    self.flush()
        finally:
            for task in beside:
                task.cancel()
            self._ended(self._socket.close_code)
            await asyncio.wait(beside)

    def flush(self) -> None:
        """Queue what the conversation has to say. A page that does not read is cut off."""
        for text in self.stream.to_send():
            try:
                self._queue.put_nowait(text)
            except asyncio.QueueFull:
                log.warning("the page of %s does not read: its connection is cut", self.identity_name or "?")
                self.cut()
                return

    async def _write(self) -> None:
        try:
            while True:
                await self._socket.send_str(await self._queue.get())
                self._queue.task_done()
        except (ConnectionError, RuntimeError):
            self.cut()  # the reader learns it and cleans up

    async def _beat(self) -> None:
        began = self._loop.time()
        while self._loop.time() - self._heard_at < SILENCE_SECONDS:
            if not self._listened_once and self._loop.time() - began > STRANGER_SECONDS:
                break
            self.stream.heartbeat()
            self.flush()
            self._check_token()
            await asyncio.sleep(HEARTBEAT_SECONDS)
        self.cut()

    def cut(self) -> None:
        """Drop the socket without a goodbye."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, reason: str) -> None:
        """Say what is left to say, then close."""
        try:
            async with asyncio.timeout(1):
                await self._queue.join()
                await self._socket.close(code=WSCloseCode.GOING_AWAY, message=reason.encode())
        except TimeoutError:
            self.cut()

    def _ended(self, code: int | None) -> None:
        """The socket is gone: calls that may be resumed wait for their page, the others end."""
        self._unregister()
        if self._expiry is not None:
            self._expiry.cancel()
        wait = 0.0 if code == WSCloseCode.GOING_AWAY else self._reconnect_timeout
        for line in list(self.lines.values()):
            if wait > 0 and line.resumable:
                line.await_page(wait)
            else:
                self.door.broken_off.append((line.account_sid, line.identity, line.call_sid))
                line.lost("the page's signaling connection was lost")

    # --- who it is ------------------------------------------------------------------------------------------
    def _listened(self, event: Listened) -> None:
        self._listened_once = True
        try:
            identity = self.door.verify(event.token)
        except PeerError as error:
            self.stream.refuse_token(error.code or INVALID, f"{error.message} {error.cure}".strip())
            return
        before, self.identity, self._token = self.identity, identity, event.token
        self._reconnect_timeout = event.reconnect_timeout
        if self.registered is not None and before is not None and _who(before) != _who(identity):
            self._unregister(before)
            self._register()
        self._await_expiry()
        self.stream.send_connected(identity.identity, identity.ttl)
        if before is None:
            self._tell_of_broken_calls(identity)

    def _tell_of_broken_calls(self, identity: Identity) -> None:
        """A page that comes back may believe that its call is still there: SDK 1.x does."""
        for account_sid, name, call_sid in self.door.broken_off:
            if (account_sid, name) == (identity.account_sid, identity.identity):
                self.stream.refuse_call(call_sid)

    def _await_expiry(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
        if self.identity is not None:
            self._expiry = self._loop.call_later(max(0.0, self.identity.ttl), self._check_token)

    def _check_token(self) -> None:
        """Let the page do no more than its token still allows: one expires, is taken back, its account is closed."""
        if self.identity is None or self.stream.state != "connected":
            return
        try:
            if self.identity.ttl > 0:
                self.door.look(self.identity, self._token)
                return
            code, words = EXPIRED, "The token has expired. Pass a new one to updateToken()."
        except PeerError as error:
            code, words = error.code or INVALID, f"{error.message} {error.cure}".strip()
        self._unregister()
        self.stream.token_expired(code, words)
        self.flush()

    def _register(self) -> None:
        """Let the page be rung, if its token allows it."""
        identity = self.identity
        if identity is not None and identity.incoming and self.registered is None:
            self.registered = Address("client", identity.identity)
            self.door.switchboard.register(identity.account_sid, self.registered, self._device)

    def _unregister(self, identity: Identity | None = None) -> None:
        identity = identity or self.identity
        if identity is not None and self.registered is not None:
            self.door.switchboard.unregister(identity.account_sid, self.registered, self._device)
        self.registered = None

    # --- what the page says ---------------------------------------------------------------------------------
    async def _handle(self, event: ClientEvent) -> None:
        try:
            self._check_token()  # the machine may have slept, and the timer with it
            await self._act(event)
        except Exception:  # a fault of ours must not take the page's other calls along
            log.exception("signaling of %s: %s", self.identity_name or "?", type(event).__name__)
            self.stream.send_error(31000, "The lab made a mistake.")

    async def _act(self, event: ClientEvent) -> None:
        match event:
            case Listened():
                self._listened(event)
            case RegisterAsked(audio=True) if self.stream.state == "connected":
                self._register()
                self.stream.send_ready()
            case RegisterAsked():
                self._unregister()
                self.stream.send_offline()
            case Invited():
                await self._invited(event)
            case ReconnectAsked():
                self._reconnected(event)
            case Hopeless():
                await self._socket.close(code=WSCloseCode.POLICY_VIOLATION, message=event.reason.encode())
            case _:
                line = self.lines.get(event.call)
                if line is not None:
                    self._about(line, event)

    def _about(self, line: BrowserLine, event: ClientEvent) -> None:
        match event:
            case HungUp():
                line.hung_up(event.message or "the party hung up")
            case Rejected():
                line.hung_up("the party rejected the call")
            case DigitsPressed():
                line.pressed(event.digits)
            case Reinvited():
                line.reinvited(event.sdp)
            case Answered() if isinstance(line, BrowserOutgoingLine):
                line.accepted(event.sdp)
            case CallMessage():
                self._told(line, event)

    def _told(self, line: BrowserLine, event: CallMessage) -> None:
        call = self.door.switchboard.calls.get(line.call_sid)
        if call is not None and not call.admit("messages from its page", MAX_MESSAGES):
            words = f"A call takes {MAX_MESSAGES} messages from its page."
            self.stream.send_error(RATE, words, call_sid=line.call_sid, message_sid=event.sid)
            return
        self.stream.send_ack(event.call, event.sid)
        if call is not None:
            kind = event.message_type
            call.emit(MessageReceived, direction="inbound", content=event.content, message_type=kind)

    async def _invited(self, event: Invited) -> None:
        identity = self.identity
        if identity is None or not identity.outgoing:
            words = "The token does not allow outgoing calls: make it with a TwiML application's SID."
            self.stream.send_hangup(event.call, NOT_ALLOWED, words)
            return
        if self.stream.state != "connected":  # its token ended as the invite came
            self.stream.send_hangup(
                event.call, OVER, "The token is good no longer: pass a new one to updateToken()."
            )
            return
        parameters = event.parameters | dict(identity.params)
        line = BrowserIncomingLine(self, event.call, event.sdp, self.door.endpoints())
        switchboard, to = self.door.switchboard, parameters.get("To", "")
        try:
            call = await switchboard.open_call(
                line,
                account_sid=identity.account_sid,
                from_=identity.address,
                to=to,
                entry=switchboard.directory(identity.account_sid).dialled(to) if identity.caller else None,
                application_sid=identity.application_sid,
                parameters=parameters,
            )
        except VoiceLabError as error:
            code = error.code
            if isinstance(error, RequestError):
                code = 31001 if error.code == 21218 else 31404
            await line.hang_up(code=code or 31000, message=f"{error.message} {error.cure}".strip())
        else:
            line.opened(call.sid)

    def _reconnected(self, event: ReconnectAsked) -> None:
        line = self.door.line(event.token)
        if (
            line is None
            or line.account_sid != self.account_sid
            or event.call not in (line.key, line.call_sid)
        ):
            if self.door.is_past(event.token):
                self.stream.refuse_call(event.call)
            else:
                self.stream.refuse_call(event.call, 31481, "There is no such call to come back to.")
        elif isinstance(line, BrowserOutgoingLine) and line.pending:
            line.taken(self, event.sdp, self.door.endpoints())
        elif line.resumable:
            line.attach(self)
            line.say_answer()
        else:
            self.stream.refuse_call(event.call, 31481, "Another page is answering this call.")


def _who(identity: Identity) -> tuple[str, str, bool]:
    return identity.account_sid, identity.identity, identity.incoming
