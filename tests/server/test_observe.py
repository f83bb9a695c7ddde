"""``/observe`` (docs/wire.md): hello, refused, history, live events, and clients that do not read."""

from __future__ import annotations

import asyncio
import weakref
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from lab_child import CREDENTIALS, LabChild, Visitor

from voicelab.calls.credentials import Keyring, mint_observe_token, verify_token
from voicelab.calls.events import SpeechHeard
from voicelab.calls.model import CallRecord
from voicelab.errors import RequestError
from voicelab.server.envelopes import Envelopes
from voicelab.server.lab import LAB
from voicelab.server.observe import observe
from voicelab.server.sockets import SOCKETS
from voicelab.server.watches import Watch

HANGUP = "<Response><Hangup/></Response>"


async def ended_call(
    visitor: Visitor, observer: aiohttp.ClientWebSocketResponse, to: str
) -> list[dict[str, Any]]:
    """Place a call to nobody, and the events of it that the observer saw."""
    status, call = await visitor.ask("POST", "/lab/v1/calls", json={"to": to, "what": HANGUP})
    assert status == 201
    seen = []
    while not seen or seen[-1]["event"] != "call-ended":
        event = await observer.receive_json()
        if event["call_sid"] == call["sid"]:
            seen.append(event)
    return seen


async def watching(
    visitor: Visitor, observer: aiohttp.ClientWebSocketResponse, token: str, **watch: Any
) -> None:
    await observer.send_json({"token": token, **watch})
    assert await observer.receive_json() == {"event": "hello", "version": 1}


def test_an_observer_sees_events_as_they_happen_and_their_history(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        token = await visitor.token("observe")
        async with visitor.socket("/observe") as observer:
            await watching(visitor, observer, token, calls="all")
            seen = await ended_call(visitor, observer, "client:nobody")
        assert seen[0]["event"] == "call-created"
        sid = seen[0]["call_sid"]
        assert seen == (await visitor.ask("GET", f"/lab/v1/calls/{sid}/events"))[1]["events"]
        async with visitor.socket("/observe") as observer:
            await watching(visitor, observer, token, calls=[sid], history=True)
            assert [await observer.receive_json() for _ in seen] == seen

    lab.run(story)


def test_a_phones_token_is_not_for_watching(lab: LabChild) -> None:
    """Live events need a token made for them: an access or capability token is refused, in words."""

    async def story(visitor: Visitor) -> None:
        for kind in ("access", "capability"):
            async with visitor.socket("/observe") as observer:
                token = await visitor.token(kind, "alice")
                await observer.send_json({"token": token, "calls": "all"})
                event = await observer.receive_json()
                assert (event["event"], event["code"]) == ("refused", 31204) and "made for it" in event[
                    "message"
                ]
                assert (await observer.receive()).data == 4401

    lab.run(story)


def test_a_client_may_change_what_it_watches(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        token = await visitor.token("observe")
        async with visitor.socket("/observe") as observer:
            await watching(visitor, observer, token, calls=["CAnone"])
            await watching(visitor, observer, token, calls="all")
            assert await ended_call(visitor, observer, "client:nobody")

    lab.run(story)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('{"token": "wrong", "calls": "all"}', 31204),
        ('{"token": "", "calls": "all"}', 31204),
        ('{"calls": "all"}', 31106),
        ('{"token": "x", "calls": 5}', 31106),
        ('{"token": "x", "calls": [5]}', 31106),
        ("[]", 31106),
        ("nonsense", 31106),
        ("[" * 60_000, 31106),
    ],
)
def test_a_wrong_token_or_message_is_refused_and_closed_4401(lab: LabChild, message: str, code: int) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/observe") as observer:
            await observer.send_str(message)
            refused = await observer.receive_json()
            assert set(refused) == {"event", "code", "message"}
            assert (refused["event"], refused["code"]) == ("refused", code)
            closed = await observer.receive()
            assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, 4401)

    lab.run(story)


def test_a_message_beyond_the_limit_closes_the_socket(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/observe") as observer:
            await observer.send_str("x" * 100_000)
            closed = await observer.receive()
            assert (closed.type, closed.data) == (
                aiohttp.WSMsgType.CLOSE,
                aiohttp.WSCloseCode.MESSAGE_TOO_BIG,
            )

    lab.run(story)


def test_a_watch_reads_what_wire_says() -> None:
    assert Watch.read('{"token": "t"}') == Watch("t", None, False, False)
    watch = Watch.read('{"token": "t", "calls": ["CA1"], "history": true, "envelope": true}')
    assert watch == Watch("t", frozenset({"CA1"}), True, True)
    watch = Watch.read('{"token": "t", "envelope": 0.25}')
    assert (watch.envelope, watch.pause) == (True, 0.25)
    for nonsense in ("-1", "3", "NaN", '"often"', "null", "[]"):
        with pytest.raises(RequestError):
            Watch.read(f'{{"token": "t", "envelope": {nonsense}}}')
    with pytest.raises(RequestError):
        Watch.read('{"token": "t", "calls": ' + str(["CA"] * 2000).replace("'", '"') + "}")


class Crowd:
    """A switchboard with no calls of its own, whose events a test makes up."""

    def __init__(self) -> None:
        self.calls: dict[str, Any] = {}
        self.observers: list[Any] = []
        self.left = asyncio.Event()

    def add_observer(self, observer: Any) -> Any:
        self.observers.append(observer)
        return lambda: (self.observers.remove(observer), self.left.set())


async def serving(crowd: Crowd, ring: Keyring) -> tuple[web.AppRunner, str]:
    """A server with nothing but the door, and the door's address."""
    app = web.Application()
    app[LAB] = SimpleNamespace(  # type: ignore[assignment]
        switchboard=crowd,
        holder=lambda token: (None, verify_token(token, ring)),
        look=lambda identity, token: None,
        ledger=None,
        desk=SimpleNamespace(listen=lambda _: lambda: None),
    )
    app[SOCKETS] = weakref.WeakSet()
    app.router.add_get("/observe", observe)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/observe"


def test_a_client_that_does_not_read_is_closed_4408_and_not_buffered_without_bound() -> None:
    """wire: "Clients that do not read are closed (4408) rather than buffered without bound"."""
    account = CREDENTIALS["VOICELAB_ACCOUNT_SID"]
    ring = Keyring(account, CREDENTIALS["VOICELAB_AUTH_TOKEN"])
    call = SimpleNamespace(record=CallRecord(account, "a", "b", "inbound"))
    long_words = SpeechHeard("CA1", 0.0, "x" * 5000, None, True)

    async def story() -> tuple[int, int | None]:
        crowd = Crowd()
        runner, url = await serving(crowd, ring)
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as client:
            await client.send_json({"token": mint_observe_token(ring), "calls": "all"})
            assert (await client.receive_json())["event"] == "hello"
            while crowd.observers:  # until the lab has had enough of a client that reads nothing
                for observer in list(crowd.observers):
                    observer(call, long_words)
                await asyncio.sleep(0)
            read = 0
            while (message := await client.receive()).type is aiohttp.WSMsgType.TEXT:
                read += 1
        await runner.cleanup()
        return read, message.data

    read, code = asyncio.run(story())
    assert code == 4408 and read < 20_000


def test_one_history_after_another_that_nobody_reads_is_4408_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicelab.server.observe._MOST_WAITING", 100)
    account = CREDENTIALS["VOICELAB_ACCOUNT_SID"]
    ring = Keyring(account, CREDENTIALS["VOICELAB_AUTH_TOKEN"])
    words = SpeechHeard("CA1", 0.0, "x" * 100_000, None, True)
    record = CallRecord(account, "a", "b", "inbound")
    call = SimpleNamespace(sid="CA1", record=record, events=[words] * 500, over=False, hearing=None)

    async def story() -> int | None:
        crowd = Crowd()
        crowd.calls["CA1"] = call
        runner, url = await serving(crowd, ring)
        async with asyncio.timeout(120), aiohttp.ClientSession() as session:
            async with session.ws_connect(url, max_msg_size=0) as client:
                watch = {"token": mint_observe_token(ring), "history": True}
                await client.send_json(watch)
                assert (await client.receive_json())["event"] == "hello"
                await client.send_json(watch)  # fifty megabytes each: more than the way holds
                await crowd.left.wait()
                while (message := await client.receive()).type is aiohttp.WSMsgType.TEXT:
                    pass
        await runner.cleanup()
        return message.data  # type: ignore[no-any-return]

    assert asyncio.run(story()) == 4408


@pytest.mark.parametrize(("wanted", "beats"), [(True, 1), (0.25, 4)])
def test_sound_comes_as_far_apart_as_it_is_wanted(
    wanted: bool | float, beats: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """wire: "With "envelope": SECONDS they come that far apart"; between them only what is long overdue."""
    account = CREDENTIALS["VOICELAB_ACCOUNT_SID"]
    ring = Keyring(account, CREDENTIALS["VOICELAB_AUTH_TOKEN"])
    longs: list[bool] = []

    async def story() -> None:
        enough = asyncio.Event()

        def news(_: Envelopes, calls: Any, *, long: bool = False) -> list[Any]:
            longs.append(long)
            if len(longs) >= 12:
                enough.set()
            return []

        monkeypatch.setattr(Envelopes, "news", news)
        runner, url = await serving(Crowd(), ring)
        async with asyncio.timeout(60), aiohttp.ClientSession() as session, session.ws_connect(url) as client:
            await client.send_json({"token": mint_observe_token(ring), "envelope": wanted})
            assert (await client.receive_json())["event"] == "hello"
            longs.clear()
            await enough.wait()
        await runner.cleanup()

    asyncio.run(story())
    told = [index for index, long in enumerate(longs) if not long]
    assert {after - before for before, after in pairwise(told)} == {beats}
