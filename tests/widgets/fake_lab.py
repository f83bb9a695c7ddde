"""A lab with no telephony in it: it answers the SDK's signaling and plays back events, for pictures and keys.

What the page sees is what the wire says (docs/wire.md, the SDK's own messages); there is no audio, so the
call's SDP answer points at nobody. Sound is proved elsewhere, against the real server.
"""

from __future__ import annotations

import asyncio
import io
import json
import math
import re
import wave
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

STATIC = Path(__file__).parents[2] / "voicelab" / "widgets" / "static"
HARNESS = Path(__file__).with_name("harness.html")
ACCOUNT = "AC" + "0" * 32
CALL = "CA7f0123456789abcdef0123456789abe2"
MENU = """<Response>
  <Gather numDigits="1" action="/ivr/menu">
    <Say>Press 1 for sales, 2 for a song.</Say>
  </Gather>
  <Redirect/>
</Response>"""
CLOSED = """<Response>
  <Say>Sales is closed.</Say>
  <Hangup/>
</Response>"""


def _gathered(watch: dict[str, Any], data: dict[str, Any]) -> dict[str, Any] | None:
    """The envelope with those that were held back before it, or None while it is held back itself."""
    held = watch.setdefault("held", [])
    held.append(data)
    tracks = {name: [peak for each in held for peak in each[name]] for name in ("inbound", "outbound")}
    if watch["envelope"] is not True and len(tracks["inbound"]) < watch["envelope"] * data["rate"] - 1:
        return None
    begin = held[0]["at"]
    held.clear()
    return {**data, "at": begin, **tracks}


def answer_to(offer: str) -> str:
    """An SDP answer that a browser accepts: PCMU to an address where nobody listens."""
    mid = re.search(r"a=mid:(\S+)", offer)
    return "\r\n".join(
        [
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=ice-lite",
            f"a=group:BUNDLE {mid.group(1) if mid else '0'}",
            "m=audio 9 UDP/TLS/RTP/SAVPF 0",
            "c=IN IP4 127.0.0.1",
            "a=rtcp-mux",
            "a=ice-ufrag:fake",
            "a=ice-pwd:fakefakefakefakefakefake",
            "a=fingerprint:sha-256 " + ":".join(["AB"] * 32),
            "a=setup:passive",
            f"a=mid:{mid.group(1) if mid else '0'}",
            "a=sendrecv",
            "a=rtpmap:0 PCMU/8000",
            "a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host",
            "",
        ]
    )


class FakeLab:
    """One server: the harness page, the bundles, and a lab behind ``/user/x/proxy/PORT/``."""

    def __init__(self) -> None:
        self.port = 0
        self.signals: list[dict[str, Any]] = []
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.requests: list[str] = []
        self.renewed = 0
        self.ttl = 3600.0
        self.speaks = True  # False: it does not say what is typed
        self.has_voice = True
        self.picks_up = True  # False: it rings and nobody answers
        self.history: list[dict[str, Any]] = []
        self.signal_sockets: list[web.WebSocketResponse] = []
        self.watchers: dict[web.WebSocketResponse, dict[str, Any]] = {}
        self.arrived = asyncio.Condition()
        self._offer = ""
        self._tasks: set[asyncio.Task[None]] = set()

    # -- for the tests ----------------------------------------------------------------------------------

    async def signal(self, kind: str, within: float = 30.0) -> dict[str, Any]:
        """The payload of the first unread message of this type from the SDK."""

        def take() -> dict[str, Any] | None:
            for message in self.signals:
                if message["type"] == kind:
                    self.signals.remove(message)
                    return message["payload"]
            return None

        async with asyncio.timeout(within), self.arrived:
            while (found := take()) is None:
                await self.arrived.wait()
            return found

    async def tell_sdk(self, kind: str, **payload: Any) -> None:
        for socket in self.signal_sockets:
            with suppress(ConnectionError):
                await socket.send_str(json.dumps({"type": kind, "payload": payload}))

    async def emit(self, event: str, at: float, *, call_sid: str = CALL, **fields: Any) -> None:
        """Tell everybody who watches this call."""
        data = {"event": event, "call_sid": call_sid, "at": at, **fields}
        if event != "envelope":
            self.history.append(data)
        for socket, watch in list(self.watchers.items()):
            if watch["calls"] == "all" or call_sid in watch["calls"]:
                with suppress(ConnectionError):
                    if told := _gathered(watch, data) if event == "envelope" else data:
                        await socket.send_str(json.dumps(told))

    async def ring(self, caller: str = "client:bob", **parameters: str) -> None:
        """Call the phone. A browser's own offer is needed for that: the SDK made one in an earlier call."""
        await self.tell_sdk(
            "invite",
            callsid=CALL,
            sdp=answer_to(self._offer).replace("a=setup:passive", "a=setup:actpass"),
            parameters={"From": caller, "To": "client:alice", "CallSid": CALL, "AccountSid": ACCOUNT}
            | parameters,
        )

    def spawn(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def later(self, delay: float, event: str, at: float, **fields: Any) -> None:
        """Emit an event after ``delay`` seconds."""
        asyncio.get_running_loop().call_later(delay, lambda: self.spawn(self.emit(event, at, **fields)))

    def sound(self, begin: float, end: float, inbound: Any, outbound: Any) -> None:
        """Envelopes as the lab sends them, sixteen a second or as far apart as they are wanted, in real time."""
        for step in range(round((end - begin) / 0.06)):
            at = round(begin + 0.06 * step, 2)
            times = [at + 0.02 * n for n in range(3)]
            tracks = {
                "inbound": [round(inbound(t), 3) for t in times],
                "outbound": [round(outbound(t), 3) for t in times],
            }
            self.later(at - begin, "envelope", at, rate=50, **tracks)

    # -- the lab's doors --------------------------------------------------------------------------------

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"voicelab": "0.1.0", "account_sid": ACCOUNT, "speaks": self.has_voice})

    async def _renew(self, request: web.Request) -> web.Response:
        self.renewed += 1
        return web.json_response({"token": f"renewed-{self.renewed}", "ttl": 3600, "identity": "alice"})

    async def _metrics(self, request: web.Request) -> web.Response:
        self.posts.append((request.path, await request.json()))
        assert request.headers["X-Twilio-Token"]
        return web.Response(status=200)

    async def _say(self, request: web.Request) -> web.Response:
        assert request.headers["X-Twilio-Token"] == "good"
        self.posts.append((request.path, await request.json()))
        if not self.speaks:
            error = {"code": 21220, "message": "The call is over.", "cure": "Call again.", "status": 400}
            return web.json_response(error, status=400)
        return web.json_response({"seconds": 1.0})

    async def _sound(self, request: web.Request) -> web.Response:
        silence = b"\x80" * 800
        header = (
            b"RIFF" + (36 + len(silence)).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
        )
        header += b"\x01\x00\x01\x00" + (8000).to_bytes(4, "little") + (8000).to_bytes(4, "little")
        header += b"\x01\x00\x08\x00data" + len(silence).to_bytes(4, "little")
        return web.Response(body=header + silence, content_type="audio/wav")

    async def _signal(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.signal_sockets.append(socket)
        self._beat(socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and message.data.strip():
                    await self._answer(socket, json.loads(message.data))
        finally:
            self.signal_sockets.remove(socket)
        return socket

    def _beat(self, socket: web.WebSocketResponse) -> None:
        if not socket.closed:
            self.spawn(socket.send_str("\n"))
            asyncio.get_running_loop().call_later(5, self._beat, socket)

    async def _answer(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        kind, payload = message["type"], message.get("payload", {})

        async def send(kind: str, **payload: Any) -> None:
            await socket.send_str(json.dumps({"type": kind, "payload": payload}))

        if kind == "listen":
            await send("connected", region="US_EAST_VIRGINIA", token={"identity": "alice", "ttl": self.ttl})
        elif kind == "register":
            await send("ready" if payload["media"]["audio"] else "offline")
        elif kind == "invite":
            self._offer = payload["sdp"]
            await send("ringing", callsid=CALL)
            if self.picks_up:
                await send("answer", callsid=CALL, sdp=answer_to(payload["sdp"]))
        async with self.arrived:
            self.signals.append(message)
            self.arrived.notify_all()

    async def _observe(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        try:
            async for message in socket:
                watch = json.loads(message.data)
                if watch["token"] == "expired":
                    await socket.send_str(
                        json.dumps({"event": "refused", "code": 20104, "message": "The token has expired."})
                    )
                    await socket.close(code=4401)
                    break
                await socket.send_str(json.dumps({"event": "hello", "version": 1}))
                if watch["history"]:
                    for event in self.history:
                        await socket.send_str(json.dumps(event))
                self.watchers[socket] = watch
        finally:
            self.watchers.pop(socket, None)
        return socket

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(
            text=HARNESS.read_text().replace("PORT", str(self.port)), content_type="text/html"
        )

    async def _tone(self, request: web.Request) -> web.Response:
        """Ten seconds of 440 Hz, for a lab that plays it."""
        body = io.BytesIO()
        with wave.open(body, "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(
                b"".join(
                    round(9000 * math.sin(2 * math.pi * 440 * n / 8000)).to_bytes(2, "little", signed=True)
                    for n in range(80_000)
                )
            )
        return web.Response(body=body.getvalue(), content_type="audio/wav")

    @web.middleware
    async def _note(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append(request.path)
        if request.match_info.get("port", str(self.port)) != str(self.port):
            raise web.HTTPBadGateway  # as the proxy answers where nobody listens
        return await handler(request)

    @asynccontextmanager
    async def running(self) -> Any:
        app = web.Application(middlewares=[self._note])
        lab = r"/user/x/proxy/{port:\d+}"
        app.add_routes(
            [
                web.get("/", self._page),
                web.static("/static", STATIC),
                web.get("/tone-440.wav", self._tone),
                web.get(lab + "/health", self._health),
                web.get(lab + "/signal", self._signal),
                web.get(lab + "/observe", self._observe),
                web.post(lab + "/lab/v1/tokens/renew", self._renew),
                web.post(lab + "/v4/{door}", self._metrics),
                web.post(lab + "/lab/v1/calls/{sid}/say", self._say),
                web.get(lab + "/js/client/sounds/releases/1.0.0/{file}", self._sound),
            ]
        )
        runner = web.AppRunner(app, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        try:
            yield self
        finally:
            for task in list(self._tasks):
                task.cancel()
            await runner.cleanup()


def speech(*spans: tuple[float, float]) -> Any:
    """Peaks that look like somebody talking in these spans of time, and a little noise outside of them."""

    def peak(at: float) -> float:
        hiss = 0.002 + 0.002 * abs(math.sin(at * 91))
        for begin, end in spans:
            if begin <= at < end:
                syllable = abs(math.sin(at * 9.1)) * abs(math.sin(at * 23.7 + 1))
                return 0.03 + 0.62 * syllable
        return hiss

    return peak


def menu_events() -> list[tuple[float, str, dict[str, Any]]]:
    """The call of the pictures: a menu, a digit, and what it leads to; each event with its time."""
    webhook = {"method": "POST", "purpose": "document", "signature": "c2lnbmF0dXJl"}
    form = {
        "CallSid": CALL,
        "From": "client:alice",
        "To": "welcome",
        "Direction": "inbound",
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "Caller": "client:alice",
        "Called": "welcome",
    }
    return [
        (0.0, "call-created", {"from_": "client:alice", "to": "welcome", "direction": "inbound", "status": "ringing",
                               "account_sid": ACCOUNT, "parent_call_sid": None, "time": "2025-01-01T10:00:00Z"}),
        (0.01, "webhook-started", {"exchange": 1, "url": "http://127.0.0.1:5000/twiml/welcome",
                                   "parameters": {**form, "CallStatus": "ringing"}, **webhook}),
        (0.022, "webhook-answered", {"exchange": 1, "status": 200, "duration": 0.012, "content_type": "text/xml",
                                     "body": MENU, "error_code": None}),
        (0.03, "call-status-changed", {"status": "in-progress"}),
        (0.03, "document-started", {"document": 1, "url": "http://127.0.0.1:5000/twiml/welcome", "source": MENU}),
        (0.4, "verb-started", {"verb_id": 1, "verb": "Gather", "attributes": {"numDigits": "1", "action": "/ivr/menu"},
                               "text": "", "line": 2, "column": 3, "document": 1, "parent_id": None}),
        (0.6, "verb-started", {"verb_id": 2, "verb": "Say", "attributes": {},
                               "text": "Press 1 for sales, 2 for a song.", "line": 3, "column": 5, "document": 1,
                               "parent_id": 1}),
        (4.4, "verb-ended", {"verb_id": 2, "outcome": "continue"}),
        (9.1, "digit-pressed", {"digit": "1", "via": "rtp"}),
        (9.12, "verb-ended", {"verb_id": 1, "outcome": "go to /ivr/menu"}),
        (9.13, "webhook-started", {"exchange": 2, "url": "http://127.0.0.1:5000/ivr/menu",
                                   "parameters": {**form, "CallStatus": "in-progress", "Digits": "1",
                                                  "msg": "Gather End"}, **webhook, "purpose": "action"}),
        (9.164, "webhook-answered", {"exchange": 2, "status": 200, "duration": 0.034, "content_type": "text/xml",
                                     "body": CLOSED, "error_code": None}),
        (9.17, "document-started", {"document": 2, "url": "http://127.0.0.1:5000/ivr/menu", "source": CLOSED}),
        (9.5, "verb-started", {"verb_id": 3, "verb": "Say", "attributes": {}, "text": "Sales is closed.", "line": 2,
                               "column": 3, "document": 2, "parent_id": None}),
        (10.0, "quality-sampled", {"rtt": 3.0, "jitter": 1.0, "loss": 0.0, "mos": 4.4}),
    ]  # fmt: skip


def play_a_menu(lab: FakeLab) -> None:
    """The same call with its sound, in real time."""
    for at, event, fields in menu_events():
        lab.later(at, event, at, **fields)
    lab.sound(0.0, 12.4, speech((5.9, 7.0)), speech((0.7, 4.4), (9.7, 12.5)))
