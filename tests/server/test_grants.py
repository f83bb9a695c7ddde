"""Tokens of pages: what they allow, how long they are renewed, and that they end with what they were made for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
from lab_child import LabChild, Visitor, basic, start_lab

from voicelab.calls.credentials import EXPIRED, INVALID

RENEW = "/lab/v1/tokens/renew"


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
