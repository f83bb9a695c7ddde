"""``/observe``: live events and envelopes of calls over a WebSocket (docs/wire.md).

A client says first what it wants to watch, and with which token. Events go out as they happen, envelopes sixteen
times a second; a client that does not read is closed rather than buffered without bound.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
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

__all__ = ["Watch", "observe"]

REFUSED = 4401
TOO_SLOW = 4408

_FIRST_SECONDS = 10.0  # for the first message
_QUEUE_LIMIT = 4000  # messages that wait for a client: several minutes of a busy call
_MOST_WAITING = 50_000  # of a history that the client asked for, when it asks for another
_MESSAGE_LIMIT = 64 * 1024  # bytes of a client's message
_BEAT = 1 / 16  # seconds between envelopes
_CLOSE_SECONDS = 5.0
_MOST_CALLS = 1000  # SIDs in one watch
_MOST_ROOMS = 50  # conferences, or documents, in one watch


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
            return cls(
                str(data["token"]),
                None if calls == "all" else frozenset(calls),
                data.get("history") is True,
                data.get("envelope") is True,
                frozenset(rooms),
                data.get("queues") is True,
                frozenset(documents),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise RequestError(
                'The first message is {"token", "calls": "all" or [SID, ...], "history", "envelope"}.',
                code=31106,
            ) from None


def _names(value: object, most: int) -> bool:
    return isinstance(value, list) and len(value) <= most and all(isinstance(name, str) for name in value)


class _Observer:
    """One client that watches."""

    def __init__(self, lab: Lab, socket: web.WebSocketResponse) -> None:
        self._lab = lab
        self._socket = socket
        self._waiting: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._limit = _QUEUE_LIMIT
        self._watch: Watch | None = None
        self._identity: Identity | None = None
        self._rooms: RoomWatch | None = None
        self._envelopes = Envelopes()
        self.too_slow = asyncio.Event()

    async def change(self, watch: Watch) -> None:
        """Watch what the client asked for; PeerError for a token that does not allow it."""
        _, identity = self._lab.holder(watch.token)
        if identity.kind != "observe":
            raise PeerError(
                "This token is a phone's; watching needs one that was made for it.",
                code=31204,
                cure='Ask /lab/v1/tokens for one of kind "observe".',
            )
        if self._waiting.qsize() > _MOST_WAITING:  # one history after another, and none is read
            self.too_slow.set()
            return
        self._identity = identity
        self._watch = watch
        self._put({"event": "hello", "version": 1})
        self._rooms = RoomWatch(self._lab.switchboard, identity.account_sid, watch.conferences, watch.queues)
        for name in sorted(watch.documents):
            self.document(identity.account_sid, name)
        live = self._lab.switchboard.calls
        self._envelopes.forget()
        for call in list(live.values()):
            if self._wants(call.record):
                if watch.envelope:
                    self._envelopes.follow(call, past=watch.history)
                if watch.history and (not call.over or watch.sids):
                    for event in call.events:
                        self._put(event.to_json())
        if watch.history:
            for sid in sorted((watch.sids or frozenset()) - live.keys()):
                await self._past(sid)
        self._limit = self._waiting.qsize() + _QUEUE_LIMIT  # what the client asked for is not held against it

    def event(self, call: Call, event: Event) -> None:
        """Something happened in a call."""
        if self._wants(call.record):
            if isinstance(event, CallCreated) and self._watch is not None and self._watch.envelope:
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

    def beat(self) -> None:
        """Send what was heard since the last beat, and what is new in the rooms."""
        for message in self._rooms.news() if self._rooms is not None else ():
            self._put_live(message)
        for message in self._envelopes.news(self._lab.switchboard.calls):
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
    works = [
        asyncio.create_task(work) for work in (_listen(socket, observer), observer.send(), _beat(observer))
    ]
    slow = asyncio.create_task(observer.too_slow.wait())
    try:
        await asyncio.wait([*works, slow], return_when=asyncio.FIRST_COMPLETED)
    finally:
        remove()
        leave()
        for task in [*works[1:], slow]:
            task.cancel()
        await _say_goodbye(socket, observer, works[0])
        await asyncio.gather(*works, slow, return_exceptions=True)
    return socket


async def _listen(socket: web.WebSocketResponse, observer: _Observer) -> PeerError | RequestError | None:
    """Take the client's messages until it closes; returns the refusal that one of them earned."""
    try:
        first: float | None = _FIRST_SECONDS
        while True:
            async with asyncio.timeout(first):
                message = await socket.receive()
            first = None
            if message.type is aiohttp.WSMsgType.TEXT:
                await observer.change(Watch.read(message.data))
            elif message.type is not aiohttp.WSMsgType.BINARY:
                return None
    except TimeoutError:
        return RequestError("The first message did not come.", code=31106)
    except (PeerError, RequestError) as error:
        return error


async def _beat(observer: _Observer) -> None:
    """Send envelopes, sixteen times a second."""
    while True:
        await asyncio.sleep(_BEAT)
        observer.beat()


async def _say_goodbye(
    socket: web.WebSocketResponse,
    observer: _Observer,
    listening: asyncio.Task[PeerError | RequestError | None],
) -> None:
    """Close the socket with the code that says why; a client that still does not read is cut off."""
    refusal = listening.result() if listening.done() and not listening.cancelled() else None
    listening.cancel()
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
