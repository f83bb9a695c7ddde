"""A connection whose request never ends is closed: a few slow ones must not hold the lab's sockets for an hour."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from voicelab.home import credentials
from voicelab.ledger import Limits
from voicelab.server import app
from voicelab.server.app import Server
from voicelab.server.lab import Settings

PATIENCE = 120.0


async def closed_while_dripping(port: int, *, after_a_request: bool) -> None:
    """Return once a connection is closed on which a header's bytes come one by one, and never the last one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    if after_a_request:
        writer.write(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
    writer.write(b"GET /health HTTP/1.1\r\nX-Slow: ")
    closed = asyncio.create_task(reader.read())
    while not closed.done():
        writer.write(b"x")
        await asyncio.wait((closed,), timeout=0.02)
    with suppress(ConnectionError):  # closed while a byte was on its way: a reset
        await closed
    writer.close()


def test_a_head_that_never_ends_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first request of a connection, and one on a connection that is kept."""
    monkeypatch.setattr(app, "_HEADER_SECONDS", 3.0)

    async def story() -> None:
        server = Server(Settings(), credentials(tmp_path), tmp_path, Limits())
        ready = await server.start()
        try:
            port = int(ready.url.rpartition(":")[2])
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(
                    closed_while_dripping(port, after_a_request=False),
                    closed_while_dripping(port, after_a_request=True),
                )
        finally:
            await server.close(0.1)

    asyncio.run(story())


def test_the_limit_is_longer_than_a_proxy_keeps_a_connection() -> None:
    """Else a proxy would send a request into a connection that is just being closed."""
    assert 75 < app._HEADER_SECONDS <= 120
