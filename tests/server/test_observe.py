"""``/observe`` (docs/wire.md): hello, refused, history, live events, and clients that do not read."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from lab_child import LabChild, Visitor, start_lab

from voicelab.errors import RequestError
from voicelab.server.observe import Watch

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


def test_history_outlives_the_lab(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("lab")

    async def before(visitor: Visitor) -> list[dict[str, Any]]:
        async with visitor.socket("/observe") as observer:
            await watching(visitor, observer, await visitor.token("observe"), calls="all")
            return await ended_call(visitor, observer, "client:nobody")

    first = start_lab(directory)
    seen = first.run(before)
    first.end()

    async def after(visitor: Visitor) -> None:
        async with visitor.socket("/observe") as observer:
            sids = [seen[0]["call_sid"], "CAunknown"]
            await watching(visitor, observer, await visitor.token("observe"), calls=sids, history=True)
            assert [await observer.receive_json() for _ in seen] == seen
        _, data = await visitor.ask("GET", "/lab/v1/calls")
        assert [call["status"] for call in data["calls"]] == ["no-answer"]

    second = start_lab(directory)
    second.run(after)
    second.end()


def test_an_access_token_sees_the_calls_of_its_identity_only(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/observe") as alice, visitor.socket("/observe") as everybody:
            await watching(visitor, alice, await visitor.token("access", "alice"), calls="all")
            await watching(visitor, everybody, await visitor.token("observe"), calls="all")
            await ended_call(visitor, everybody, "client:bob")
            await ended_call(visitor, everybody, "client:alice")
            event = await alice.receive_json()
            assert (event["event"], event["to"]) == ("call-created", "client:alice")

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
    with pytest.raises(RequestError):
        Watch.read('{"token": "t", "calls": ' + str(["CA"] * 2000).replace("'", '"') + "}")
