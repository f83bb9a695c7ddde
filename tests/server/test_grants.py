"""Tokens of pages: what they allow, how long they are renewed, and that they end with what they were made for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from lab_child import LabChild, Visitor, basic, start_lab

from voicelab.calls.credentials import EXPIRED, INVALID
from voicelab.errors import PeerError, RequestError
from voicelab.server import grants
from voicelab.server.grants import LONGEST, Grants
from voicelab.testing.loop import VirtualLoop

AC = "AC" + "1" * 32
RENEW = "/lab/v1/tokens/renew"


def in_virtual_time(story: Any) -> None:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(story())


def refused(work: Any, *arguments: Any) -> PeerError:
    with pytest.raises(PeerError) as caught:
        work(*arguments)
    return caught.value


def test_a_token_is_renewed_for_half_a_day_and_then_the_account_is_asked_again() -> None:
    async def story() -> None:
        given = Grants()
        given.made(AC, "phone", "first", 3600)
        hours, token = 0.0, "first"
        while (left := given.longest(token)) > 3600:
            hours += 0.5
            await asyncio.sleep(1800)
            given.renewed(token, f"token {hours}", 3600)
            token = f"token {hours}"
        assert hours == 11 and left == 3600
        await asyncio.sleep(3000)
        given.renewed(token, "last", given.longest(token))
        assert given.longest("last") == 600  # no token outlives its grant
        await asyncio.sleep(600)
        assert "hours old" in refused(given.longest, "last").message
        given.made(AC, "phone", "fresh", 3600)  # its kernel asked: all day long is fine
        assert given.longest("fresh") == LONGEST

    in_virtual_time(story)


def test_every_token_of_a_grant_ends_with_it_the_renewed_ones_too() -> None:
    async def story() -> None:
        given = Grants()
        given.made(AC, "phone", "first", 3600)
        given.made(AC, "phone", "second", 3600)
        given.made(AC, "other", "elsewhere", 3600)
        given.renewed("first", "third", 3600)
        with pytest.raises(RequestError):
            given.end("AC" + "2" * 32, "phone")  # another account's page
        given.end(AC, "phone")
        for token in ("first", "second", "third"):
            assert refused(given.check, token).code == INVALID
            assert "taken back" in refused(given.longest, token).message
        given.check("elsewhere")
        with pytest.raises(RequestError):
            given.end(AC, "phone")
        given.made(AC, "phone", "later", 60)  # the name may be used again; what was taken back stays so
        given.check("later")
        assert refused(given.check, "third").code == INVALID

    in_virtual_time(story)


def test_a_token_that_this_lab_did_not_make_is_not_renewed() -> None:
    async def story() -> None:
        given = Grants()
        given.check("from a program of the account's own")
        assert "did not make it" in refused(given.longest, "from a program of the account's own").message

    in_virtual_time(story)


def test_a_grant_has_a_bound_and_so_have_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants, "MOST_TOKENS", 5)
    monkeypatch.setattr(grants, "_MOST", 20)

    async def story() -> None:
        given = Grants()
        given.made(AC, "greedy", "0", 60)
        for number in range(1, 5):
            given.renewed(str(number - 1), str(number), 60)
        with pytest.raises(RequestError) as caught:
            given.renewed("4", "5", 60)
        assert caught.value.code == 20429
        await asyncio.sleep(59)
        given.made(AC, "greedy", "kernel", 60)
        await asyncio.sleep(2)  # the others are over
        given.renewed("kernel", "5", 60)
        for number in range(100):
            given.made(AC, "", f"more {number}", 1000)
            assert len(given) <= 20
        given.made(AC, "", "more 99", 1000)  # the same string again, of another grant
        assert len(given) <= 20
        await asyncio.sleep(1001)
        given.made(AC, "", "one", 60)
        given._forget_the_old()
        assert len(given) == 1 and len(given._grants) == 1

    in_virtual_time(story)


async def observe_token(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    status, data = await visitor.ask("POST", "/lab/v1/tokens", json={"kind": "observe", **fields})
    assert status == 201, data
    return dict(data)


async def watch(observer: aiohttp.ClientWebSocketResponse, token: str) -> None:
    await observer.send_json({"token": token, "calls": "all"})
    assert (await observer.receive_json())["event"] == "hello"


async def told_why(observer: aiohttp.ClientWebSocketResponse) -> int:
    """The code of the refusal that closes the socket."""
    while (event := await observer.receive_json())["event"] != "refused":
        pass
    assert event["message"]
    assert (await observer.receive()).data == 4401
    return int(event["code"])


def test_a_socket_ends_with_its_token_and_goes_on_with_a_new_one(lab: LabChild) -> None:
    """wire.md: close 4401 with code 31205; ``{"renew": TOKEN}`` goes on with the same watch."""

    async def story(visitor: Visitor) -> None:
        first = (await observe_token(visitor, ttl=3))["token"]
        async with visitor.socket("/observe") as careless, visitor.socket("/observe") as careful:
            await watch(careless, first)
            await watch(careful, first)
            status, fresh = await visitor.ask("POST", RENEW, auth=False, json={"token": first})
            assert status == 201
            await careful.send_json({"renew": fresh["token"]})
            assert await careful.receive_json() == {"event": "renewed"}
            assert await told_why(careless) == EXPIRED
            body = {"to": "client:nobody", "what": "<Response/>"}
            _, call = await visitor.ask("POST", "/lab/v1/calls", json=body)
            while (await careful.receive_json())["call_sid"] != call["sid"]:
                pass
            await careful.send_json({"renew": "nonsense"})
            assert await told_why(careful) == INVALID

    lab.run(story)


def test_a_socket_is_not_renewed_with_a_phones_token_nor_before_it_watches(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        token = (await observe_token(visitor))["token"]
        async with visitor.socket("/observe") as observer:
            await observer.send_json({"renew": token})
            assert await told_why(observer) == INVALID
        async with visitor.socket("/observe") as observer:
            await watch(observer, token)
            await observer.send_json({"renew": await visitor.token("access", "alice")})
            assert await told_why(observer) == INVALID

    lab.run(story)


def test_what_is_closed_takes_its_tokens_back(lab: LabChild) -> None:
    """A phone that was closed in its notebook, a board: a token somebody kept opens nothing, and is not renewed."""

    async def story(visitor: Visitor) -> None:
        made = await observe_token(visitor, grant="board-1", may={"conference": "one"})
        assert made["grant"] == "board-1"
        access = {"kind": "access", "identity": "alice", "grant": "board-1"}
        _, phone = await visitor.ask("POST", "/lab/v1/tokens", json=access)
        _, renewed = await visitor.ask("POST", RENEW, auth=False, json={"token": made["token"]})
        async with visitor.socket("/observe") as observer:
            await watch(observer, renewed["token"])
            assert (await visitor.ask("DELETE", "/lab/v1/grants/board-1", auth=False))[0] == 401
            assert (await visitor.ask("DELETE", "/lab/v1/grants/board-1"))[0] == 204
            assert await told_why(observer) == INVALID
        for token in (made["token"], phone["token"], renewed["token"]):
            status, data = await visitor.ask("POST", RENEW, auth=False, json={"token": token})
            assert (status, data["code"]) == (401, INVALID) and data["cure"]
        status, data = await visitor.ask(
            "POST",
            "/lab/v1/conferences",
            auth=False,
            headers={"X-Twilio-Token": renewed["token"]},
            json={"conference": "one", "do": "end"},
        )
        assert status == 401, data
        assert (await visitor.ask("DELETE", "/lab/v1/grants/board-1"))[0] == 404
        async with visitor.socket("/signal") as signal:
            frame = {"type": "listen", "version": "1.6", "payload": {"token": phone["token"]}}
            await signal.send_json(frame)
            while (text := await signal.receive_str()) == "\n":
                pass
            assert '"error"' in text and "31204" in text and "taken back" in text

    lab.run(story)


def test_the_tokens_of_a_closed_account_end_at_once(tmp_path: Path) -> None:
    async def story(visitor: Visitor) -> None:
        status, made = await visitor.ask("POST", "/2010-04-01/Accounts.json", data={"FriendlyName": "Ada"})
        assert status == 201
        who = basic(made["sid"], made["auth_token"])
        body = {"kind": "observe"}
        _, token = await visitor.ask("POST", "/lab/v1/tokens", headers=who, json=body)
        async with visitor.socket("/observe") as observer:
            await watch(observer, token["token"])
            path = f"/2010-04-01/Accounts/{made['sid']}.json"
            assert (await visitor.ask("POST", path, data={"Status": "closed"}))[0] == 200
            assert await told_why(observer) == INVALID
        assert (await visitor.ask("POST", RENEW, auth=False, json={"token": token["token"]}))[0] == 401

    lab = start_lab(tmp_path / "lab")
    try:
        lab.run(story)
    finally:
        assert lab.end() == 0
