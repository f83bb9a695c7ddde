"""``/observe`` and the token it was opened with, at a door of its own: expired, taken back, of a closed account."""

import asyncio
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from scripted_page import SECONDS

from voicelab import clock
from voicelab.calls.credentials import EXPIRED, INVALID, mint_observe_token
from voicelab.server import observe
from voicelab.server.lab import LAB, Lab, Settings
from voicelab.server.sockets import SOCKETS
from voicelab.testing.lab import VirtualLab

Watching = tuple[Lab, aiohttp.ClientWebSocketResponse]


@asynccontextmanager
async def watching(folder: Path, ttl: int = 600) -> AsyncIterator[Watching]:
    """A lab, and a socket that watches it with a token of the grant "board"."""
    virtual, ledger = VirtualLab(folder), None  # nothing of the past is asked for
    lab = Lab(Settings(), virtual.account, virtual.switchboard, ledger, folder, virtual.tick)  # type: ignore[arg-type]
    app = web.Application()
    app[LAB], app[SOCKETS] = lab, weakref.WeakSet()
    app.router.add_get("/observe", observe.observe)
    server = TestServer(app)
    await server.start_server()
    token = mint_observe_token(lab.keyring, ttl=ttl)
    lab.grants.made(lab.account_sid, "board", token, ttl)
    where = server.make_url("/observe")
    async with aiohttp.ClientSession() as session, session.ws_connect(where) as socket:
        await socket.send_json({"token": token})
        assert (await socket.receive_json())["event"] == "hello"
        yield lab, socket
    await server.close()
    await virtual.close()


async def refusal(socket: aiohttp.ClientWebSocketResponse) -> int:
    async with asyncio.timeout(SECONDS):
        event = await socket.receive_json()
        assert event["event"] == "refused" and event["message"]
        assert (await socket.receive()).data == observe.REFUSED
    return int(event["code"])


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observe, "_BEAT", 0.01)


@pytest.mark.parametrize("end", ["expired", "taken back", "suspended"])
def test_a_token_that_ends_closes_its_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    async def story() -> int:
        async with watching(tmp_path) as (lab, socket):
            if end == "expired":
                real = clock.now
                monkeypatch.setattr(clock, "now", lambda: real() + timedelta(seconds=601))
            elif end == "taken back":
                lab.grants.end(lab.account_sid, "board")
            else:
                lab.account.status = "suspended"
            return await refusal(socket)

    assert asyncio.run(story()) == (EXPIRED if end == "expired" else INVALID)


def test_a_refused_message_is_no_mistake_of_the_labs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (_, socket):
            await socket.send_str("nonsense")
            assert await refusal(socket) == 31106

    asyncio.run(story())
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_clock_that_is_set_back_closes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (lab, socket):
            real, looked = clock.now, asyncio.Event()
            monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=1))
            check = lab.grants.check

            def look(shown: str) -> Any:
                looked.set()
                return check(shown)

            monkeypatch.setattr(lab.grants, "check", look)
            async with asyncio.timeout(SECONDS):
                await looked.wait()
            fresh = mint_observe_token(lab.keyring)
            await socket.send_json({"renew": fresh})
            assert await socket.receive_json() == {"event": "renewed"}
            lab.grants.made(lab.account_sid, "board", fresh, 600)
            lab.grants.end(lab.account_sid, "board")
            assert await refusal(socket) == INVALID

    asyncio.run(story())
