"""``/observe``: live events and envelopes of calls over a WebSocket (docs/wire.md).

A client says first what it wants to watch, and with which token. Events go out as they happen, envelopes sixteen
times a second; a client that does not read is closed rather than buffered without bound. No socket outlives its
token: the client shows a new one in time, or is refused.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from aiohttp import web

from voicelab.calls.credentials import Identity
from voicelab.calls.events import CallCreated, Event
from voicelab.calls.model import CallRecord
from voicelab.engine.call import Call
from voicelab.errors import PeerError, RequestError
from voicelab.server.desk import revision_of
from voicelab.server.envelopes import Envelopes
from voicelab.server.lab import LAB, Lab
from voicelab.server.room_watch import RoomWatch
from voicelab.server.sockets import open_socket
from voicelab.server.watches import Watch, read_renewal

__all__ = ["observe"]

log = logging.getLogger("voicelab.server")

REFUSED = 4401
TOO_SLOW = 4408

_FIRST_SECONDS = 10.0  # for the first message
_QUEUE_LIMIT = 4000  # messages that wait for a client: several minutes of a busy call
_MOST_WAITING = 50_000  # of a history that the client asked for, when it asks for another
_MESSAGE_LIMIT = 64 * 1024  # bytes of a client's message
_BEAT = 1 / 16  # seconds between envelopes
_CLOSE_SECONDS = 5.0
_LOOK = 16  # beats between two looks at the token


class _Observer:
    """One client that watches."""

    def __init__(self, lab: Lab, socket: web.WebSocketResponse) -> None:
        self._lab = lab
        self._socket = socket
        self._waiting: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._limit = _QUEUE_LIMIT
        self._watch: Watch | None = None
        self._identity: Identity | None = None
        self._token = ""
        self._rooms: RoomWatch | None = None
        self._envelopes = Envelopes()
        self.too_slow = asyncio.Event()

    def _holder(self, token: str) -> Identity:
        """Whose token it is; PeerError for one that does not allow to watch."""
        _, identity = self._lab.holder(token)
        if identity.kind != "observe":
            raise PeerError(
                "This token is a phone's; watching needs one that was made for it.",
                code=31204,
                cure='Ask /lab/v1/tokens for one of kind "observe".',
            )
        return identity

    def renew(self, token: str) -> None:
        """Go on watching the same with another token of the account; PeerError for one that does not allow it."""
        identity = self._holder(token)
        if self._identity is None or identity.account_sid != self._identity.account_sid:
            raise PeerError("A token of another account does not go on with this watch.", code=31204)
        self._identity, self._token = identity, token
        self._put_live({"event": "renewed"})

    def look(self) -> None:
        """PeerError when the token is good no longer: it expired, it was taken back, its account is closed."""
        if self._identity is not None:
            self._lab.look(self._identity, self._token)

    async def change(self, watch: Watch) -> None:
        """Watch what the client asked for; PeerError for a token that does not allow it."""
        identity = self._holder(watch.token)
        if self._waiting.qsize() > _MOST_WAITING:  # one history after another, and none is read
            self.too_slow.set()
            return
        self._identity, self._token = identity, watch.token
        self._watch = watch
        self._put({"event": "hello", "version": 1})
        self._rooms = RoomWatch(self._lab.switchboard, identity.account_sid, watch.conferences, watch.queues)
        for name in sorted(watch.documents):
            self.document(identity.account_sid, name)
        live = self._lab.switchboard.calls
        self._envelopes.forget()
        for call in list(live.values()):
            if self._wants(call.record) and watch.envelope:
                self._envelopes.follow(call, past=watch.history)
            if self._tells(call.record) and watch.history and (not call.over or watch.sids):
                for event in call.events:
                    self._put(event.to_json())
        if watch.history:
            for sid in sorted((watch.sids or frozenset()) - live.keys()):
                await self._past(sid)
        self._limit = self._waiting.qsize() + _QUEUE_LIMIT  # what the client asked for is not held against it

    def event(self, call: Call, event: Event) -> None:
        """Something happened in a call."""
        if self._tells(call.record):
            wanted = self._wants(call.record) and self._watch is not None and self._watch.envelope
            if wanted and isinstance(event, CallCreated):
                self._envelopes.follow(call)
            self._put_live(event.to_json())

    def document(self, account_sid: str, name: str) -> None:
        """A document was changed or withdrawn: tell it to who watches documents of that account."""
        watch, identity = self._watch, self._identity
        if watch is None or identity is None or name not in watch.documents:
            return
        if identity.account_sid == account_sid:
            source = self._lab.accounts.directory(account_sid).documents.get(name)
            told = {"event": "document", "name": name, "source": source, "revision": revision_of(source)}
            self._put_live(told)

    def beat(self, count: int) -> None:
        """Send what was heard since the last beat, and what is new in the rooms; this is the ``count``th beat."""
        for message in self._rooms.news() if self._rooms is not None else ():
            self._put_live(message)
        pause = max(1, round(self._watch.pause / _BEAT)) if self._watch is not None else 1
        for message in self._envelopes.news(self._lab.switchboard.calls, long=count % pause != 0):
            self._put_live(message)

    async def send(self) -> None:
        """Send what waits, for as long as the client is there."""
        while True:
            await self._socket.send_json(await self._waiting.get())

    def refuse(self, error: PeerError | RequestError) -> None:
        """Tell the client why it may not watch."""
        self._put({"event": "refused", "code": error.code, "message": error.message})

    async def sent(self) -> None:
        """Return when nothing waits any more."""
        while not self._waiting.empty():
            await self._socket.send_json(self._waiting.get_nowait())

    async def _past(self, sid: str) -> None:
        """The history of a call that only the ledger remembers."""
        record = await self._lab.ledger.call(sid)
        if record is not None and self._wants(record):
            for event in await self._lab.ledger.events(sid):
                self._put(event)

    def _wants(self, record: CallRecord) -> bool:
        """Whether the client asked for this call and its token is of the same account."""
        watch, identity = self._watch, self._identity
        if watch is None or identity is None or record.account_sid != identity.account_sid:
            return False
        return watch.sids is None or record.sid in watch.sids

    def _tells(self, record: CallRecord) -> bool:
        """Whether events of this call go out: one that is wanted, or that such a one dialled."""
        if self._wants(record):
            return True
        watch, identity = self._watch, self._identity
        if watch is None or identity is None or not watch.dialled or watch.sids is None:
            return False
        return record.parent_call_sid in watch.sids and record.account_sid == identity.account_sid

    def _put(self, message: Mapping[str, Any]) -> None:
        self._waiting.put_nowait(message)

    def _put_live(self, message: Mapping[str, Any]) -> None:
        if self._waiting.qsize() < self._limit:
            self._put(message)
        else:
            self.too_slow.set()


async def observe(request: web.Request) -> web.StreamResponse:
    """``WS /observe``: a client watches until one side closes."""
    lab = request.app[LAB]
    socket = await open_socket(request, _MESSAGE_LIMIT)
    observer = _Observer(lab, socket)
    remove = lab.switchboard.add_observer(observer.event)
    leave = lab.desk.listen(observer.document)
    listening = asyncio.create_task(_listen(socket, observer))
    beating = asyncio.create_task(_beat(observer))
    beside = [asyncio.create_task(observer.send()), asyncio.create_task(observer.too_slow.wait())]
    works = [listening, beating, *beside]
    try:
        await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
    finally:
        remove()
        leave()
        refusal = _refusal(listening) or _refusal(beating)
        for task in works:
            task.cancel()
        await _say_goodbye(socket, observer, refusal)
        await asyncio.wait(works)
        for work in works:
            fault = None if work.cancelled() else work.exception()
            if fault is not None and not isinstance(fault, ConnectionError | RuntimeError):
                log.error("An observer's connection failed.", exc_info=fault)
    return socket


def _refusal(work: asyncio.Task[PeerError | RequestError | None]) -> PeerError | RequestError | None:
    """Why the work ended, if it ended with a refusal."""
    return work.result() if work.done() and not work.cancelled() and work.exception() is None else None


async def _listen(socket: web.WebSocketResponse, observer: _Observer) -> PeerError | RequestError | None:
    """Take the client's messages until it closes; returns the refusal that one of them earned."""
    try:
        first: float | None = _FIRST_SECONDS
        while True:
            async with asyncio.timeout(first):
                message = await socket.receive()
            first = None
            if message.type is aiohttp.WSMsgType.TEXT:
                token = read_renewal(message.data)
                if token is None:
                    await observer.change(Watch.read(message.data))
                else:
                    observer.renew(token)
            elif message.type is not aiohttp.WSMsgType.BINARY:
                return None
    except TimeoutError:
        return RequestError("The first message did not come.", code=31106)
    except (PeerError, RequestError) as error:
        return error


async def _beat(observer: _Observer) -> PeerError | RequestError:
    """Send envelopes, sixteen times a second; returns why the token is good no longer, once it is not."""
    beats = 0
    while True:
        await asyncio.sleep(_BEAT)
        beats += 1
        observer.beat(beats)
        if beats % _LOOK == 0:
            try:
                observer.look()
            except (PeerError, RequestError) as error:
                return error


async def _say_goodbye(
    socket: web.WebSocketResponse,
    observer: _Observer,
    refusal: PeerError | RequestError | None,
) -> None:
    """Close the socket with the code that says why; a client that still does not read is cut off."""
    with suppress(TimeoutError, ConnectionError, RuntimeError):
        async with asyncio.timeout(_CLOSE_SECONDS):
            if observer.too_slow.is_set():
                await socket.close(code=TOO_SLOW, message=b"too slow")
            elif refusal is not None:
                observer.refuse(refusal)
                await observer.sent()
                await socket.close(code=REFUSED, message=b"refused")
            else:
                await socket.close()
