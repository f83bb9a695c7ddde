"""A page without a browser: speaks the SDK's protocol over a real WebSocket, as far as a test tells it to."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from voicelab.calls.credentials import Keyring, mint_access_token
from voicelab.calls.model import Address
from voicelab.engine.call import Call
from voicelab.engine.directory import Entry
from voicelab.engine.switchboard import Outbound
from voicelab.errors import PeerError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.webrtc import WebRTCEndpoint
from voicelab.server.signaling import SignalingDoor
from voicelab.server.signaling_lines import Endpoint
from voicelab.testing.lab import VirtualLab

Payload = dict[str, Any]
KEY, SECRET = "SK" + "3" * 32, "an-api-key-secret-of-enough-characters"
SECONDS = 30.0  # for anything that is waited for: a busy machine is no failure


class MemoryEndpoint:
    """The lab's end of a media connection, without any: its leg plays into a wire in memory."""

    def __init__(self, lab: VirtualLab) -> None:
        leg, self.far = lab.pair()
        assert isinstance(leg, AudioLeg)
        self.leg = leg
        self.offers: list[str] = []
        self.answers: list[str] = []
        self.path = asyncio.Event()
        self.path.set()

    async def accept_offer(self, sdp: str) -> str:
        self.offers.append(sdp)
        return f"answer {len(self.offers)}"

    async def create_offer(self) -> str:
        return "the lab's offer"

    async def accept_answer(self, sdp: str) -> None:
        self.answers.append(sdp)

    async def connected(self) -> AudioLeg:
        await self.path.wait()
        return self.leg

    async def close(self) -> None:
        await self.leg.close()


class Page:
    """One page. ``said`` holds everything the lab told it, heartbeats left out."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, version: str) -> None:
        self.socket = socket
        self.version = version
        self.said: list[tuple[str, Payload]] = []
        self.news = asyncio.Event()
        self.closed = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT and message.data != "\n":
                frame = json.loads(message.data)
                self.said.append((frame["type"], frame["payload"]))
                self.news.set()
            elif message.type is aiohttp.WSMsgType.TEXT:
                await self.socket.send_str("\n")
        self.closed.set()
        self.news.set()

    async def say(self, kind: str, **payload: Any) -> None:
        frame = {"type": kind, "version": self.version, "payload": payload}
        await self.socket.send_str(json.dumps(frame))

    async def hears(self, kind: str) -> Payload:
        """Wait for the next message of this type, and take it."""
        async with asyncio.timeout(SECONDS):
            while True:
                for number, (type_, payload) in enumerate(self.said):
                    if type_ == kind:
                        del self.said[number]
                        return payload
                assert not self.closed.is_set(), f"the socket closed before {kind}; it said {self.said}"
                self.news.clear()
                await self.news.wait()

    async def listen(self, token: str, *, reconnect_timeout: float = 0) -> Payload:
        browser = {"browserinfo": {"v": "2.18.5"}, "reconnectTimeout": reconnect_timeout}
        await self.say("listen", token=token, **browser)
        return await self.hears("connected")

    async def register(self, audio: bool = True) -> None:
        await self.say("register", media={"audio": audio})
        await self.hears("ready" if audio else "offline")

    async def call(self, name: str = "TJS1", *, params: str = "", sdp: str = "an offer") -> None:
        await self.say("invite", callsid=name, sdp=sdp, twilio={"params": params})

    async def close(self) -> None:
        self._reader.cancel()
        await self.socket.close()


class Exchange:
    """A real switchboard behind a real ``/signal``, with media in memory."""

    def __init__(
        self, lab: VirtualLab, door: SignalingDoor, url: str, session: aiohttp.ClientSession
    ) -> None:
        self.lab = lab
        self.door = door
        self.url = url
        self.session = session
        self.endpoints: list[MemoryEndpoint] = []
        self.pages: list[Page] = []
        self.taken_back: set[str] = set()

    def check(self, token: str) -> None:
        """Refuse a token that was taken back."""
        if token in self.taken_back:
            raise PeerError("This token was taken back.", code=31204)

    @property
    def keyring(self) -> Keyring:
        return keyring_of(self.lab)

    def token(self, identity: str = "alice", **changes: Any) -> str:
        changes = {"application_sid": self.lab.directory.own_application.sid} | changes
        return mint_access_token(self.keyring, identity, **changes)

    async def connect(self, version: str = "1.6") -> Page:
        page = Page(await self.session.ws_connect(self.url), version)
        self.pages.append(page)
        return page

    async def page(
        self, identity: str = "alice", *, register: bool = True, version: str = "1.6", timeout: float = 0
    ) -> Page:
        """A page that is connected and registered."""
        page = await self.connect(version)
        await page.listen(self.token(identity), reconnect_timeout=timeout)
        if register:
            await page.register()
        return page

    async def open_call(self, page: Page, document: str = "<Response><Echo/></Response>") -> Call:
        """A call from the page, answered."""
        self.lab.directory.documents["here"] = document
        await page.call(params="To=here")
        answer = await page.hears("answer")
        page.said.append(("answer", answer))
        return self.lab.switchboard.calls[answer["callsid"]]

    async def ring(self, timeout: float = 20, **parameters: str) -> Call:
        """Ring alice's pages; whoever answers hears itself."""
        return await self.lab.switchboard.place_call(
            account_sid=self.lab.account.sid,
            to=Address("client", "alice"),
            from_="+15005550001",
            entry=Entry(twiml="<Response><Echo/></Response>"),
            how=Outbound(timeout),
            parameters=parameters,
        )

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; calls' events are the occasions to look."""
        async with asyncio.timeout(SECONDS):
            while not is_so():
                await self.lab.changed.wait()

    async def ended(self, call: Call) -> str:
        async with asyncio.timeout(SECONDS):
            await call.ended.wait()
        return call.record.status


def keyring_of(lab: VirtualLab) -> Keyring:
    return Keyring(lab.account.sid, lab.account.auth_token, {KEY: SECRET})


@asynccontextmanager
async def exchange(folder: Path, *, webrtc: bool = False) -> AsyncIterator[Exchange]:
    """An exchange with media in memory, or with real media."""
    lab = VirtualLab(folder, rendered=True)
    made: list[MemoryEndpoint] = []

    def endpoint() -> Endpoint:
        if webrtc:
            return WebRTCEndpoint(lab.tick)
        made.append(MemoryEndpoint(lab))
        return made[-1]

    there: Exchange
    door = SignalingDoor(
        lab.switchboard, lambda: [keyring_of(lab)], endpoint, lambda token: there.check(token)
    )
    app = web.Application()
    door.add_routes(app)
    server = TestServer(app)
    await server.start_server()
    async with aiohttp.ClientSession() as session:
        there = Exchange(lab, door, str(server.make_url("/signal")), session)
        there.endpoints = made
        try:
            yield there
        finally:
            for page in there.pages:
                await page.close()
            await lab.close()
            await server.close()


def with_exchange(folder: Path, story: Callable[[Exchange], Any], *, webrtc: bool = False) -> None:
    """Run an async story with an exchange."""

    async def run() -> None:
        async with exchange(folder, webrtc=webrtc) as there:
            await story(there)

    asyncio.run(run())
