"""What a leg costs: CPU per leg of VoiceLab beside a plain aiortc endpoint, in the same run.

Full duplex: each leg is played a tone and hears one. "voicelab, WebSocket" is a leg whose page has no UDP: PCMU through
the lab's own ``/media`` door, nothing encrypted. The far ends are another process, so that only the
server's side is counted (Opus stops at the second number of legs: there the far ends need a core too); what
is counted is CPU time, which other load on the machine does not change much.
"Delivered" is the part of the frames due in the window that reached the far end; an engine that cannot keep
up spends less than its legs would cost, so the comparison is of CPU per leg's worth of frames delivered.

    python -m bench.media [--legs 2,20,40] [--seconds 6] [--quick]
"""

from __future__ import annotations

import argparse
import asyncio
import fractions
import json
import sys
import tempfile
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from aiohttp import web
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from voicelab.media.frames import RATE, Sound
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint
from voicelab.media.websocket import WebSocketEndpoint
from voicelab.server.media_door import MediaDoor
from voicelab.server.sockets import SOCKETS

Answer = Callable[[str], Awaitable[str]]


@dataclass
class Figure:
    """One measurement."""

    engine: str
    codec: str
    legs: int
    cpu: float  # percent of a core, per leg
    delivered: float  # percent


def _tone(frequency: float, seconds: int, rate: int = RATE) -> np.ndarray[Any, np.dtype[np.int16]]:
    at = np.arange(rate * seconds) / rate
    return (8000 * np.sin(2 * np.pi * frequency * at)).astype(np.int16)


class VoiceLab:
    """Our side of the calls."""

    name = "voicelab"
    url = ""  # where the far ends bring their sound, when it is not by UDP

    def __init__(self, *, watched: Path | None = None) -> None:
        self.tick = Tick()
        self.watched = watched
        if watched:
            self.name = "voicelab, metered and recorded"
        self.endpoints: list[WebRTCEndpoint | WebSocketEndpoint] = []
        self.plays: list[asyncio.Task[None]] = []
        self.tone = Sound.of(_tone(440, 120))

    async def answer(self, offer: str) -> str:
        endpoint = WebRTCEndpoint(self.tick)
        self.endpoints.append(endpoint)
        return await endpoint.accept_offer(offer)

    async def up(self) -> None:
        for number, endpoint in enumerate(self.endpoints):
            leg = await endpoint.connected(60)
            self.plays.append(asyncio.create_task(leg.play(self.tone)))
            if self.watched:
                leg.add_meter_listener(lambda inbound, outbound: None)
                leg.record(self.watched / f"{number}.wav", channels=2)

    async def close(self) -> None:
        for play in self.plays:
            play.cancel()
        for endpoint in self.endpoints:
            await endpoint.close()


class OverWebSocket(VoiceLab):
    """Our side of calls whose pages have no UDP: the lab's own door, served as the lab serves it."""

    def __init__(self, url: str, door: MediaDoor, tick: Tick) -> None:
        super().__init__()
        self.name, self.url, self.door, self.tick = "voicelab, WebSocket", url, door, tick

    async def answer(self, offer: str) -> str:
        endpoint = WebSocketEndpoint(self.tick, self.door.tickets)
        self.endpoints.append(endpoint)
        return await endpoint.accept_offer(offer)


@asynccontextmanager
async def over_websocket() -> AsyncIterator[OverWebSocket]:
    tick = Tick()
    door = MediaDoor(tick)
    app = web.Application()
    app[SOCKETS] = weakref.WeakSet()
    door.add_routes(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield OverWebSocket(f"http://127.0.0.1:{runner.addresses[0][1]}", door, tick)
    finally:
        await runner.cleanup()


class ToneTrack(MediaStreamTrack):
    """A tone, paced as aiortc's own silent track is."""

    kind = "audio"

    def __init__(self, rate: int) -> None:
        super().__init__()
        self.rate, self.size = rate, rate // 50
        self.sound = _tone(440, 1, rate)
        self.at = 0
        self.start = 0.0

    async def recv(self) -> av.AudioFrame:
        loop = asyncio.get_running_loop()
        if self.at:
            await asyncio.sleep(max(0.0, self.start + self.at / self.rate - loop.time()))
        else:
            self.start = loop.time()
        begin = self.at % self.rate
        frame = av.AudioFrame(format="s16", layout="mono", samples=self.size)
        frame.planes[0].update(self.sound[begin : begin + self.size].tobytes())
        frame.pts, frame.sample_rate, frame.time_base = self.at, self.rate, fractions.Fraction(1, self.rate)
        self.at += self.size
        return frame


class Aiortc:
    """A plain aiortc endpoint: a track out, and a loop that takes what comes in."""

    name = "aiortc"
    url = ""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.connections: list[RTCPeerConnection] = []
        self.loops: list[asyncio.Task[None]] = []

    async def answer(self, offer: str) -> str:
        connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.connections.append(connection)

        @connection.on("track")
        def track(track: MediaStreamTrack) -> None:
            self.loops.append(asyncio.create_task(self.take(track)))

        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        connection.addTrack(ToneTrack(self.rate))
        await connection.setLocalDescription(await connection.createAnswer())
        return connection.localDescription.sdp

    async def take(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                await track.recv()
        except MediaStreamError:
            return

    async def up(self) -> None:
        """The far end says when."""

    async def close(self) -> None:
        for connection in self.connections:
            await connection.close()
        for loop in self.loops:
            loop.cancel()


@asynccontextmanager
async def far_ends(
    legs: int, codec: str, answer: Answer, url: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.media_load", str(legs), codec, url,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 20,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        while True:
            line = json.loads(await asyncio.wait_for(process.stdout.readline(), 120))
            if "up" in line:
                break
            process.stdin.write(json.dumps({"answer": await answer(line["offer"])}).encode() + b"\n")
        yield process
        process.stdin.close()
        await asyncio.wait_for(process.wait(), 30)
    finally:
        if process.returncode is None:
            process.kill()


async def _count(process: asyncio.subprocess.Process) -> int:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b"count\n")
    heard: int = json.loads(await process.stdout.readline())["heard"]
    return heard


async def measure(engine: VoiceLab | Aiortc, codec: str, legs: int, seconds: float) -> Figure:
    """CPU of this process per leg, over ``seconds`` after a second of settling."""
    async with far_ends(legs, codec, engine.answer, engine.url) as process:
        await engine.up()
        await asyncio.sleep(1.0)
        loop = asyncio.get_running_loop()
        heard, cpu, wall = await _count(process), time.process_time(), loop.time()
        await asyncio.sleep(seconds)
        cpu, wall = time.process_time() - cpu, loop.time() - wall
        heard = await _count(process) - heard
        await engine.close()
    return Figure(engine.name, codec, legs, 100 * cpu / wall / legs, 100 * heard / (wall * 50 * legs))


HEADER = (
    "CPU per leg, percent of a core (full duplex, SRTP, far ends in another process)\n"
    f"{'engine':32} {'codec':5} {'legs':>4} {'CPU/leg':>8} {'delivered':>9} {'per delivered':>13} {'of aiortc':>9}"
)


def row(figure: Figure, base: Figure) -> str:
    """A figure, and its part of what aiortc took for the same."""
    each, whole = (100 * f.cpu / max(f.delivered, 0.1) for f in (figure, base))
    ratio = f"1/{whole / each:.1f}" if figure is not base else "1"
    return (
        f"{figure.engine:32} {figure.codec:5} {figure.legs:4} {figure.cpu:7.2f}% {figure.delivered:8.1f}%"
        f" {each:12.2f}% {ratio:>9}"
    )


async def run(legs: list[int], seconds: float, codecs: list[str]) -> None:
    """Measure and print, row by row."""
    print(HEADER, flush=True)
    for codec in codecs:
        for number in legs if codec != "opus" else legs[:2]:
            base = await measure(Aiortc(48000 if codec == "opus" else RATE), codec, number, seconds)
            print(row(base, base), flush=True)
            print(row(await measure(VoiceLab(), codec, number, seconds), base), flush=True)
            with tempfile.TemporaryDirectory() as folder:
                watched = VoiceLab(watched=Path(folder))
                print(row(await measure(watched, codec, number, seconds), base), flush=True)
            if codec == "pcmu":
                async with over_websocket() as engine:
                    print(row(await measure(engine, codec, number, seconds), base), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="bench.media", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--legs", default="2,20,40")
    parser.add_argument("--codecs", default="pcmu,opus")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--quick", action="store_true", help="2 and 8 legs, 3 s, PCMU")
    options = parser.parse_args()
    legs, codecs, seconds = options.legs, options.codecs, options.seconds
    if options.quick:
        legs, codecs, seconds = "2,8", "pcmu", 3.0
    asyncio.run(run([int(n) for n in legs.split(",")], seconds, codecs.split(",")))


if __name__ == "__main__":
    main()
