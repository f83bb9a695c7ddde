"""Garbage at every door, from seeded generators, while a call is up: its sound and events go on, nothing is a 500.

What the generators send is bounded in number, not in time; the log of the lab may complain, of no mistake.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from garbage import anything, blob, frame, text
from lab_child import ACCOUNT, LabChild, Visitor, start_lab
from test_media_door import ECHO, Media, called, digits, ticket_in

from voicelab.callers.phone import open_phone
from voicelab.callers.signal import Signal

pytestmark = pytest.mark.media
GONE = (aiohttp.ClientError, ConnectionError, asyncio.IncompleteReadError)
Attack = Callable[[Visitor, random.Random], Awaitable[None]]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    child = start_lab(tmp_path_factory.mktemp("attacked"))
    yield child
    assert child.end() == 0
    log = child.log.read_text()
    assert "A request failed" not in log and "signaling of" not in log, log[-5000:]


# --- the attacks --------------------------------------------------------------------------------------------
async def bad_signaling(visitor: Visitor, rng: random.Random) -> None:
    """Wrong types, out of order, huge, deep, binary, of other calls; with a good token and without one."""
    token = await visitor.token("access", "mallory")
    for number in range(12):
        with suppress(*GONE):
            async with visitor.socket("/signal") as page:
                reading = asyncio.create_task(drain(page))
                if number % 3:
                    hello = {
                        "type": "listen",
                        "version": ("1.5", "1.6")[number % 2],
                        "payload": {"token": token},
                    }
                    await page.send_json(hello)
                sid = rng.choice(["CA" + "0" * 32, "TJS1", "", "x" * 100])
                for _ in range(25):
                    await page.send_str(frame(rng, sid))
                await page.send_bytes(blob(rng))
                await page.send_str(
                    rng.choice(["[" * 50_000, "x" * 200_000, '{"type": NaN}', "9" * 60_000, "\0"])
                )
                await page.send_str(frame(rng, sid))
                reading.cancel()


async def bad_media(visitor: Visitor, rng: random.Random) -> None:
    """First messages that are none, and after a good one every kind of packet."""
    firsts = ["", "[]", '{"ticket": 7}', '{"ticket": "x"}', '{"token": null, "offer": []}', "[" * 60_000]
    for first in firsts:
        with suppress(*GONE):
            async with visitor.socket("/media") as page:
                await page.send_str(first)
                await drain(page)
    signal = Signal(visitor.lab.url, await visitor.token("access", "mallory"))
    await signal.connect()
    call = await called(visitor, signal)
    ticket = ticket_in(await call.sdp)
    with suppress(*GONE):
        async with visitor.socket("/media") as page:
            await page.send_json({"ticket": ticket})
            reading = asyncio.create_task(drain(page))
            for number in range(600):
                header = struct.pack(
                    "!BBHII", rng.choice([0x80, 0x81, 0x90, 0xBF, 0]), rng.choice([0, 101, 127, 128, 200, 201, 255]),
                    rng.randrange(65536), rng.randrange(2**32), rng.choice([77, rng.randrange(2**32)]),
                )  # fmt: skip
                await page.send_bytes(rng.choice([b"", header, header + blob(rng, 2000), blob(rng)]))
                if number % 100 == 0:
                    await page.send_str(json.dumps(anything(rng)))
            reading.cancel()
    await signal.close()


async def bad_watching(visitor: Visitor, rng: random.Random) -> None:
    token = await visitor.token("observe")
    names = ("token", "calls", "history", "envelope", "conferences", "queues", "documents", "renew")
    for number in range(40):
        with suppress(*GONE):
            async with visitor.socket("/observe") as observer:
                watch = {name: anything(rng) for name in rng.sample(names, rng.randrange(len(names)))}
                if number % 2:
                    watch["token"] = token
                await observer.send_str(json.dumps(watch))
                await observer.send_bytes(blob(rng))
                await observer.send_str(json.dumps(anything(rng)))
                async with asyncio.timeout(20):
                    await observer.receive()


async def bad_control(visitor: Visitor, rng: random.Random) -> None:
    """Bodies of every type at every door of the lab's own, with the account's credentials."""
    doors = (
        "PUT documents/a", "POST check", "POST assist", "PUT applications/a", "PUT numbers/+15005550100",
        "PUT numbers/x", "PUT hosts/h", "POST tokens", "POST tokens/renew", "POST conferences", "POST queues",
        "POST click-to-call", "POST calls", "POST callers", "POST calls/CA1/say", "POST calls/CA1/press",
        "POST faults", "DELETE faults/x", "DELETE grants/x", "GET calls?limit=x", "GET calls/CA1/envelope?bins=-1",
        f"POST accounts/{ACCOUNT}", "POST calls/%00", "GET documents/%FF", "PUT hosts/%2e%2e",
    )  # fmt: skip
    names = (
        "source", "base", "name", "want", "line", "column", "voice_url", "address", "kind", "identity", "ttl", "may",
        "grant", "caller", "conference", "do", "what", "queue", "by", "call_sid", "to", "from", "text", "digits",
    )  # fmt: skip
    for _ in range(12):
        for door in doors:
            method, path = door.split(" ")
            body: Any = {name: anything(rng) for name in rng.sample(names, rng.randrange(6))}
            data = rng.choice(
                [json.dumps(body).encode(), json.dumps(anything(rng)).encode(), blob(rng), b"[" * 5000]
            )
            if path.startswith(("faults", "accounts")) and method == "POST":
                data = blob(rng)  # a fault that was well made would be one
            status, answer = await visitor.ask(method, f"/lab/v1/{path}", data=data)
            assert status < 500, (door, data[:300], answer)
            assert status < 400 or {"code", "message", "status"} <= set(answer), (door, answer)


async def bad_forms(visitor: Visitor, rng: random.Random) -> None:
    """The REST API: huge, repeated, wrongly encoded, of another type; each answer in Twilio's shape."""
    base = f"/2010-04-01/Accounts/{ACCOUNT}"
    paths = ("Calls.json", "Calls/CA1.json", "Queues.json", "IncomingPhoneNumbers.json", "Applications.json",
             "Conferences/CF1.json", "Conferences/x/Participants.json", "Recordings/RE1.json", "Tokens.json",
             "Keys.json", "OutgoingCallerIds.json", "Nothing.json", "Calls.xml", "../../x",
             "Calls/CA1/Streams.json")  # fmt: skip
    names = [
        "To",
        "From",
        "Url",
        "Twiml",
        "Status",
        "FriendlyName",
        "MaxSize",
        "StatusCallback",
        "Timeout",
        "Page",
    ]
    for _ in range(8):
        for path in paths:
            fields = [(rng.choice(names), text(rng).encode("utf-8", "replace").decode()) for _ in range(6)]
            kind = rng.choice(
                ["application/x-www-form-urlencoded", "multipart/form-data", "application/json", "x/y;;"]
            )
            body = rng.choice(
                [
                    aiohttp.FormData(fields)()._value if len(fields) else b"",
                    b"To=%FF%FE&To=%ZZ&&&=&To",
                    b"&".join(b"Name%d=1" % n for n in range(2000)),
                    b"Url=" + b"x" * 500_000,
                    blob(rng),
                    b"To=\xff\x00\xfe",
                ]
            )
            method = rng.choice(["POST", "GET", "DELETE", "PUT", "PATCH"])
            headers = {"Content-Type": kind}
            status, answer = await visitor.ask(method, f"{base}/{path}", headers=headers, data=body)
            assert status < 500 or status == 501, (method, path, kind, body[:100], answer)
            if status >= 400:
                assert {"code", "message", "more_info", "status"} <= set(answer), (method, path, answer)


async def bad_http(visitor: Visitor, rng: random.Random) -> None:
    """Lines that are no HTTP, wrong Host and Origin, bodies that never come, connections half closed."""
    parts = urlsplit(visitor.lab.url)
    held: list[asyncio.StreamWriter] = []

    async def send(data: bytes, *, half: bool = False, hold: bool = False) -> bytes:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(data)
        if hold:
            held.append(writer)
            return b""
        with suppress(*GONE):
            if half:
                writer.write_eof()
            return await reader.read(65536)
        writer.close()
        return b""

    host = f"Host: {parts.netloc}\r\n".encode()
    for line in (
        b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        b"POST /lab/v1/check HTTP/1.1\r\n" + host + b"Content-Length: -5\r\n\r\n",
        b"POST /lab/v1/check HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /health HTTP/1.1\r\nHost: evil.example.org\r\n\r\n",
        b"GET /signal HTTP/1.1\r\n" + host + b"Upgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        b"GET /observe HTTP/1.1\r\n" + host + b"Upgrade: websocket\r\nConnection: upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\xff\xff\xff",
    ):  # fmt: skip
        answer = await send(line, half=True)
        assert not answer.startswith(b"HTTP/1.1 500") and b" 500 " not in answer[:20], (line[:80], answer)
    for _ in range(40):
        await send(blob(rng), half=True)
    slow = (
        b"POST /2010-04-01/Accounts HTTP/1.1\r\n"
        + host
        + b"Content-Type: application/json\r\nContent-Length: 999\r\n"
    )
    for number in range(100):  # slow ones: headers, or bodies, that never come
        await send(slow + (b"\r\n{" if number % 2 else b""), hold=True)
    for origin in ("null", "https://evil.example.org", "file://", "http://127.0.0.1.evil.org", "x" * 5000):
        status, answer = await visitor.ask("POST", "/lab/v1/check", headers={"Origin": origin}, json={})
        assert (status, answer["code"]) == (403, 20006)
    for writer in held:
        writer.transport.abort()


async def bad_datagrams(visitor: Visitor, rng: random.Random) -> None:
    """STUN, DTLS and RTP that are none, at every port of the lab where media may come in."""
    kinds = (
        lambda: struct.pack("!HHI", rng.randrange(65536), rng.randrange(64), 0x2112A442) + blob(rng),
        lambda: bytes([rng.choice([20, 21, 22, 23, 63])]) + b"\xfe\xfd" + blob(rng),
        lambda: b"\x15\xfe\xfd" + bytes(8) + b"\x00\x02\x02\x28",  # a fatal alert
        lambda: (
            struct.pack("!BBHII", 0x80, rng.choice([0, 101, 111, 200]), rng.randrange(65536), 0, 7)
            + blob(rng)
        ),
        lambda: blob(rng, 1400),
    )
    ports = udp_ports(visitor.lab.process.pid)
    assert ports
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for number in range(400):
            for address, port in ports:
                with suppress(OSError):
                    out.sendto(kinds[number % len(kinds)](), (address, port))
            await asyncio.sleep(0)


def udp_ports(pid: int) -> list[tuple[str, int]]:
    """The IPv4 addresses on which a process takes datagrams (Linux)."""
    inodes = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            link = str(entry.readlink())
            if link.startswith("socket:["):
                inodes.add(link[8:-1])
    found = []
    for line in Path("/proc/net/udp").read_text().splitlines()[1:]:
        columns = line.split()
        address, _, port = columns[1].partition(":")
        if columns[9] in inodes:
            found.append((socket.inet_ntoa(struct.pack("<I", int(address, 16))), int(port, 16)))
    return found


async def drain(page: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in page:
        pass


# --- the witness --------------------------------------------------------------------------------------------
class Witness:
    """A call of somebody else: it hears itself in an echo, and its keys are events."""

    def __init__(self, visitor: Visitor, media: Media, sid: str) -> None:
        self.visitor, self.media, self.sid = visitor, media, sid
        self.pressed = 0

    async def is_well(self) -> None:
        """Two seconds more of its sound come, and one more key of it is an event."""
        enough = len(self.media.heard) + 100
        while len(self.media.heard) < enough:
            self.media.more.clear()
            await self.media.more.wait()
        self.pressed += 1
        await self.media.say(101, 10_000 * self.pressed, struct.pack("!BBH", self.pressed, 0x8A, 1280))
        while len(await digits(self.visitor, self.sid)) < self.pressed:
            pass


@asynccontextmanager
async def witness(visitor: Visitor) -> AsyncIterator[Witness]:
    signal = Signal(visitor.lab.url, await visitor.token("access", "witness"))
    await signal.connect()
    call = await called(visitor, signal)
    async with visitor.socket("/media") as page:
        media = Media(page)
        await media.open(ticket_in(await call.sdp))
        talking = asyncio.create_task(media.talk())
        yield Witness(visitor, media, call.sid)
        talking.cancel()
        await call.hang_up()
    await signal.close()


@pytest.mark.parametrize("attack", [bad_signaling, bad_media, bad_watching, bad_control, bad_forms, bad_http])
def test_a_bad_peer_harms_nobodys_call(attacked: LabChild, attack: Attack) -> None:
    async def story(visitor: Visitor) -> None:
        async with witness(visitor) as other:
            await other.is_well()
            await attack(visitor, random.Random(attack.__name__))
            await other.is_well()
            status, record = await visitor.ask("GET", f"/lab/v1/calls/{other.sid}")
            assert (status, record["status"]) == (200, "in-progress")

    attacked.run(story)


def test_datagrams_that_are_nothing_harm_no_call(attacked: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        await visitor.ask("PUT", "/lab/v1/documents/echo-by-socket", json={"source": ECHO})
        async with open_phone(visitor.lab.url, await visitor.token("access", "witness")) as phone:
            call = await phone.dial({"To": "echo-by-socket"})
            await call.answered()
            await call.leg.press("1")
            await bad_datagrams(visitor, random.Random("datagrams"))
            await call.leg.press("2")
            while [digit for digit, _ in await digits(visitor, call.sid)] != ["1", "2"]:
                assert not call.ended.done(), await call.ended
            await call.hang_up()

    attacked.run(story)
