"""Many connections that say nothing: each door takes so many, and serves others again when they are gone."""

from __future__ import annotations

import asyncio
import weakref
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from voicelab.media.tick import Tick
from voicelab.server.connect_door import ConnectDoor
from voicelab.server.media_door import MediaDoor
from voicelab.server.sockets import SOCKETS
from voicelab.server.tls import certificate_authority

SECONDS = 60


def test_the_media_door_takes_so_many_silent_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicelab.server.media_door._MOST_STRANGERS", 2)

    async def story() -> None:
        app = web.Application()
        app[SOCKETS] = weakref.WeakSet()
        MediaDoor(Tick()).add_routes(app)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/media"
        async with asyncio.timeout(SECONDS), aiohttp.ClientSession() as session:
            silent = [await session.ws_connect(url) for _ in range(2)]
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(url)
            assert caught.value.status == 503
            await silent[0].send_json({"ticket": "none"})  # it has spoken, and is refused
            assert (await silent[0].receive_json())["event"] == "refused"
            async with session.ws_connect(url) as socket:
                await socket.send_json({"ticket": "none"})
                assert (await socket.receive_json())["code"] == 31106
            for socket in silent:
                await socket.close()
        await runner.cleanup()

    asyncio.run(story())


async def asked(port: int) -> bytes:
    """What the proxy answers, on a connection of its own, to a request that no proxy is sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    try:
        return await reader.read()
    except ConnectionError:  # it was closed before the request was read, and the answer with it
        return b""
    finally:
        writer.close()


def refused(answer: bytes) -> bool:
    return not answer or answer.startswith(b"HTTP/1.1 503 The proxy has too many connections")


def test_the_proxy_takes_so_many_connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicelab.server.connect_door._MOST_VISITS", 2)

    async def story() -> None:
        door = ConnectDoor("http://127.0.0.1:9", certificate_authority(tmp_path))
        port = int((await door.start()).rpartition(":")[2])
        async with asyncio.timeout(SECONDS):
            silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
            assert refused(await asked(port))
            silent[0][1].close()
            while refused(answer := await asked(port)):
                pass  # until the door has seen that one of them is gone
            assert answer.startswith(b"HTTP/1.1 400 ") and b"not the lab itself" in answer
            silent[1][1].close()
            await door.close()

    asyncio.run(story())
