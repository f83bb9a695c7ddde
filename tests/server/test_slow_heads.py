"""A connection whose request never ends is closed: a few slow ones must not hold the lab's sockets for an hour."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from voicelab.home import credentials
from voicelab.ledger import Limits
from voicelab.server import app
from voicelab.server.app import Server
from voicelab.server.lab import Settings

PATIENCE = 120.0


async def dripped(port: int, before: bytes) -> bytes:
    """What comes back to somebody who sends ``before``, and then a header's bytes one by one, until it is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = asyncio.create_task(reader.read())
    writer.write(before)
    while not answer.done():
        writer.write(b"x")
        await asyncio.wait((answer,), timeout=0.02)
    writer.close()
    try:
        return answer.result()
    except ConnectionResetError:
        return b""


def test_a_head_that_never_ends_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first request of a connection, and one on a connection that is kept."""
    monkeypatch.setattr(app, "_HEADER_SECONDS", 1.0)

    async def story() -> None:
        server = Server(Settings(), credentials(tmp_path), tmp_path, Limits())
        ready = await server.start()
        try:
            port = int(ready.url.rpartition(":")[2])
            async with asyncio.timeout(PATIENCE):
                assert await dripped(port, b"GET /health HTTP/1.1\r\nX-Slow: ") == b""
                whole = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                assert (await dripped(port, whole + b"GET /health HTTP/1.1\r\nX-Slow: ")).startswith(
                    b"HTTP/1.1 200"
                )
        finally:
            await server.close(0.1)

    asyncio.run(story())


def test_the_limit_is_longer_than_a_proxy_keeps_a_connection() -> None:
    """Else a proxy would send a request into a connection that is just being closed."""
    assert 75 < app._HEADER_SECONDS <= 120
