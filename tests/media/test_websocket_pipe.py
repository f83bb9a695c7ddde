"""What a party that is behind costs: some packets of memory, its own sound, and nobody else's."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Coroutine
from typing import Any

from voicelab.media.websocket_pipe import IN_FLIGHT, OVER, WAITING, SocketPipe
from voicelab.testing.loop import run


def packet(number: int) -> bytes:
    return struct.pack("!BBHII", 0x80, 0, number & 0xFFFF, number * 160, 7) + bytes(160)


def number(data: bytes) -> int:
    return struct.unpack_from("!H", data, 2)[0]


class Socket:
    """A page's socket that takes packets while it is ``open``."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.got: list[int] = []
        self.closed: tuple[int, bytes] | None = None

    async def send_bytes(self, data: bytes) -> None:
        await self.open.wait()
        self.got.append(number(data))

    async def close(self, *, code: int, message: bytes) -> None:
        await self.open.wait()
        self.closed = code, message


class Line(asyncio.WriteTransport):
    """The connection below it."""

    aborted = False

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.limits = high, low

    def abort(self) -> None:
        self.aborted = True


def with_pipe(story: Callable[[SocketPipe, Socket, Line], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        socket, line = Socket(), Line()
        pipe = SocketPipe(socket, line)
        writing = asyncio.create_task(pipe.write())
        await story(pipe, socket, line)
        writing.cancel()

    run(main())


async def speak(pipe: SocketPipe, first: int, count: int) -> None:
    for each in range(first, first + count):
        pipe.send(packet(each))
        await asyncio.sleep(0.02)


def test_a_connection_that_takes_nothing_for_an_hour_keeps_half_a_second_the_newest() -> None:
    async def story(pipe: SocketPipe, socket: Socket, line: Line) -> None:
        await speak(pipe, 0, 10)
        assert socket.got == list(range(10))
        socket.open.clear()
        await speak(pipe, 10, 180_000)
        assert len(pipe._waiting) == WAITING and socket.got == list(range(10))
        socket.open.set()
        await asyncio.sleep(0)
        await speak(pipe, 180_010, 3)
        # the one that was on its way, and the newest
        assert socket.got[10:] == [10, *((each & 0xFFFF) for each in range(180_010 - WAITING, 180_013))]
        assert line.limits[0] is not None and line.limits[0] <= 8192

    with_pipe(story)


def test_a_proxy_that_takes_all_and_passes_nothing_on_is_given_two_seconds() -> None:
    """The party's reports say what came; when they tell of nothing new, nothing more is sent."""

    async def story(pipe: SocketPipe, socket: Socket, line: Line) -> None:
        first = 65_500  # sequence numbers begin anew on the way
        await speak(pipe, first, 50)
        pipe.heard((first + 49) & 0xFFFF)
        await speak(pipe, first + 50, 1000)
        assert len(socket.got) == 50 + IN_FLIGHT
        pipe.heard((first + 60) & 0xFFFF)
        await asyncio.sleep(0.1)
        assert len(socket.got) == 50 + IN_FLIGHT + 11
        newest = [each & 0xFFFF for each in range(first + 1050 - WAITING, first + 1050)]
        assert socket.got[-11:] == newest[:11], "the oldest are dropped"
        pipe.heard(socket.got[-1])
        await speak(pipe, first + 1050, 50)
        assert socket.got[-50:] == [each & 0xFFFF for each in range(first + 1050, first + 1100)]

    with_pipe(story)


def test_reports_pass_however_much_is_on_its_way_and_count_for_nothing() -> None:
    async def story(pipe: SocketPipe, socket: Socket, line: Line) -> None:
        pipe.heard(0)
        for each in range(500):
            pipe.send(b"\x80\xc8" + struct.pack("!H", each) + bytes(60))
            await asyncio.sleep(1.0)
        assert socket.got == list(range(500))

    with_pipe(story)


def test_a_party_that_never_reports_is_sent_all_that_its_connection_takes() -> None:
    async def story(pipe: SocketPipe, socket: Socket, line: Line) -> None:
        await speak(pipe, 0, 500)
        assert socket.got == list(range(500))

    with_pipe(story)


def test_the_end_is_said_at_once_and_a_connection_that_does_not_take_it_is_broken_off() -> None:
    async def story(pipe: SocketPipe, socket: Socket, line: Line) -> None:
        pipe.end("the call is over")
        await asyncio.sleep(0.01)
        assert socket.closed == (OVER, b"the call is over")

    with_pipe(story)

    async def stuck(pipe: SocketPipe, socket: Socket, line: Line) -> None:
        socket.open.clear()
        pipe.end("the call is over")
        await asyncio.sleep(3.0)
        assert socket.closed is None and line.aborted

    with_pipe(stuck)
