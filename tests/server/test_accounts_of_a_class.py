"""Several accounts on one real lab: doors, documents, tokens and limits of one are closed to the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab_child import ACCOUNT, AUTH_TOKEN, LabChild, Visitor, basic, start_lab

DOCUMENT = "<Response><Say>%s</Say></Response>"
ACCOUNTS = "/2010-04-01/Accounts"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    child = start_lab(tmp_path_factory.mktemp("class"), "--max-calls", "30")
    yield child
    assert child.end() == 0


async def student(visitor: Visitor, name: str) -> tuple[str, str]:
    """A subaccount: its SID and its AuthToken."""
    status, data = await visitor.ask("POST", f"{ACCOUNTS}.json", data={"FriendlyName": name})
    assert status == 201, data
    return data["sid"], data["auth_token"]


async def publish(visitor: Visitor, who: tuple[str, str], name: str, words: str) -> None:
    status, data = await visitor.ask(
        "PUT", f"/lab/v1/documents/{name}", headers=basic(*who), json={"source": DOCUMENT % words}
    )
    assert status == 200, data


def test_a_document_belongs_to_the_account_that_signs(shared: LabChild) -> None:
    """FACE: "/twiml/NAME belongs to the account of the signed request's AccountSid; unsigned requests only on
    a lab with one account".
    """

    async def story(visitor: Visitor) -> None:
        ada, bob = await student(visitor, "Ada"), await student(visitor, "Bob")
        await publish(visitor, ada, "menu", "for Ada")
        await publish(visitor, bob, "menu", "for Bob")
        for (sid, token), words in ((ada, "for Ada"), (bob, "for Bob")):
            for method, path in (("POST", "/twiml/menu"), ("GET", f"/twiml/menu?AccountSid={sid}")):
                got = await visitor.signed(path, {"AccountSid": sid}, method=method, token=token)
                assert got[0] == 200 and words.encode() in got[1]
        status, data = await visitor.signed("/twiml/menu", {}, method="GET", token=bob[1])  # after a redirect
        assert status == 200 and b"for Bob" in data
        for form, token in (({"AccountSid": ada[0]}, bob[1]), ({"AccountSid": ACCOUNT}, ada[1])):
            status, data = await visitor.signed("/twiml/menu", form, token=token)
            assert (status, data["code"]) == (403, 20006)
        stranger = await visitor.signed("/twiml/menu", {"AccountSid": "AC" + "9" * 32}, token="x")
        for status, data in (await visitor.ask("GET", "/twiml/menu", auth=False), stranger):
            assert (status, data["code"]) == (403, 20006) and "several accounts" in data["message"]
        status, data = await visitor.signed("/twiml/menu", {"AccountSid": ACCOUNT}, token=AUTH_TOKEN)
        assert (status, data["code"]) == (404, 20404)

    shared.run(story)


def test_what_a_student_sees_is_the_students(shared: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        ada = await student(visitor, "Ada")
        await publish(visitor, ada, "secret", "hush")
        await visitor.ask(
            "PUT", "/lab/v1/numbers/+15005550199", headers=basic(*ada), json={"voice_url": "secret"}
        )
        for asked, answered in ((ada[0], ada[0]), ("AC" + "9" * 32, ACCOUNT), ("", ACCOUNT)):
            health = (await visitor.ask("GET", f"/health?account_sid={asked}", auth=False))[1]
            assert health["account_sid"] == answered
        about = (await visitor.ask("GET", "/lab/v1", headers=basic(*ada)))[1]
        assert about["account_sid"] == ada[0]
        assert about["application_sid"] != (await visitor.ask("GET", "/lab/v1"))[1]["application_sid"]
        for path in ("documents/secret", "numbers", "calls", "notifications"):
            status, data = await visitor.ask("GET", f"/lab/v1/{path}")
            assert status == 404 or "+15005550199" not in str(data)
        status, call = await visitor.ask(
            "POST", "/lab/v1/callers", headers=basic(*ada), json={"from": "x", "to": "+15005550199"}
        )
        assert status == 201 and call["account_sid"] == ada[0]
        for method, path, body in (
            ("GET", "", None),
            ("POST", "", {"status": "completed"}),
            ("POST", "/press", {"digits": "1"}),
            ("POST", "/say", {"text": "hello"}),
            ("POST", "/hang-up", None),
            ("GET", "/events", None),
        ):
            status, data = await visitor.ask(method, f"/lab/v1/calls/{call['sid']}{path}", json=body)
            assert (status, data["code"]) == (404, 20404), (method, path)
        for path in ("/lab/v1/accounts", "/lab/v1/faults"):
            method = "GET" if path.endswith("accounts") else "POST"
            status, data = await visitor.ask(method, path, headers=basic(*ada), json={"webhook": 500})
            assert (status, data["code"]) == (403, 20006)

    shared.run(story)


def test_a_students_token_watches_and_registers_with_its_account_only(shared: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        ada = await student(visitor, "Ada")
        status, made = await visitor.ask(
            "POST", "/lab/v1/tokens", headers=basic(*ada), json={"kind": "observe", "identity": ""}
        )
        assert status == 201
        async with visitor.socket("/observe") as socket:
            await socket.send_json(
                {"token": made["token"], "calls": "all", "history": True, "envelope": False}
            )
            assert (await socket.receive_json())["event"] == "hello"
            await visitor.ask("POST", "/lab/v1/callers", json={"from": "x", "to": "nobody"})  # another's call
            await publish(visitor, ada, "mine", "hello")
            status, call = await visitor.ask(
                "POST", "/lab/v1/callers", headers=basic(*ada), json={"from": "x", "to": "mine"}
            )
            first = await socket.receive_json()
            assert first["call_sid"] == call["sid"]
        status, renewed = await visitor.ask(
            "POST", "/lab/v1/tokens/renew", auth=False, json={"token": made["token"]}
        )
        assert status == 201 and renewed["token"]

    shared.run(story)


def test_a_recordings_sound_is_its_accounts_and_its_owners(shared: LabChild) -> None:
    """Bad input: "recording media of another account"."""

    async def story(visitor: Visitor) -> None:
        ada, bob = await student(visitor, "Ada"), await student(visitor, "Bob")
        await publish(visitor, ada, "long", "hello</Say><Pause length='60'/><Say>")
        call = await _answered(visitor, ada, "long")
        path = f"{ACCOUNTS}/{ada[0]}/Calls/{call}"
        status, recording = await visitor.ask("POST", f"{path}/Recordings.json", headers=basic(*ada))
        assert status == 201, recording
        await visitor.ask("POST", f"/lab/v1/calls/{call}/press", headers=basic(*ada), json={"digits": "ww1w"})
        await visitor.ask("POST", f"{path}.json", headers=basic(*ada), data={"Status": "completed"})
        media = f"/Recordings/{recording['sid']}"
        assert (await visitor.ask("GET", f"{ACCOUNTS}/{ada[0]}{media}", headers=basic(*ada)))[0] == 200
        assert (await visitor.ask("GET", f"{ACCOUNTS}/{ada[0]}{media}"))[0] == 200  # the owner
        assert (await visitor.signed(f"{ACCOUNTS}/{ada[0]}{media}", {}, method="GET", token=ada[1]))[0] == 200
        for who, account in ((bob, ada[0]), (bob, bob[0]), (ada, ACCOUNT), ((ACCOUNT, AUTH_TOKEN), ACCOUNT)):
            status, data = await visitor.ask("GET", f"{ACCOUNTS}/{account}{media}.wav", headers=basic(*who))
            assert (status, data["code"]) == (404, 20404)

    shared.run(story)


async def _answered(visitor: Visitor, who: tuple[str, str], document: str) -> str:
    """A live call of the account that has been answered: its SID."""
    status, call = await visitor.ask(
        "POST", "/lab/v1/callers", headers=basic(*who), json={"from": "x", "to": document}
    )
    assert status == 201, call
    token = (await visitor.ask("POST", "/lab/v1/tokens", headers=basic(*who), json={"kind": "observe"}))[1]
    async with visitor.socket("/observe") as socket:
        watch: dict[str, Any] = {"token": token["token"], "calls": [call["sid"]], "history": True}
        await socket.send_json({**watch, "envelope": False})
        while True:
            event = await socket.receive_json()
            if event.get("status") == "in-progress":
                return str(call["sid"])


def test_limits_are_set_for_an_account_and_survive_a_restart(tmp_path: Path) -> None:
    first = start_lab(tmp_path / "data", "--max-calls", "7")

    async def before(visitor: Visitor) -> tuple[str, str]:
        ada, bob = await student(visitor, "Ada"), await student(visitor, "Bob")
        status, data = await visitor.ask("POST", f"/lab/v1/accounts/{ada[0]}", json={"max_calls": 1})
        assert (status, data["max_calls"]) == (200, 1)
        await visitor.ask("POST", f"{ACCOUNTS}/{bob[0]}.json", data={"Status": "suspended"})
        await publish(visitor, ada, "menu", "hello</Say><Pause length='600'/><Say>")
        for bad in ({"max_calls": -1}, {"max_calls": "many"}, {"speed": 1}, {"max_calls": True}):
            assert (await visitor.ask("POST", f"/lab/v1/accounts/{ada[0]}", json=bad))[0] == 400
        assert (await visitor.ask("POST", "/lab/v1/accounts/AC1", json={}))[0] == 404
        return ada

    ada = first.run(before)
    assert first.end() == 0
    second = start_lab(tmp_path / "data")

    async def after(visitor: Visitor) -> None:
        listed = (await visitor.ask("GET", "/lab/v1/accounts"))[1]["accounts"]
        assert [(one["friendly_name"], one["max_calls"], one["status"]) for one in listed] == [
            ("VoiceLab", 0, "active"),
            ("Ada", 1, "active"),
            ("Bob", 0, "suspended"),
        ]
        await _answered(visitor, ada, "menu")
        status, data = await visitor.ask(
            "POST", "/lab/v1/callers", headers=basic(*ada), json={"from": "x", "to": "menu"}
        )
        assert (status, data["code"]) == (429, 10004)
        status, made = await visitor.ask(
            "POST", "/lab/v1/tokens", headers=basic(*ada), json={"kind": "access", "identity": "ada"}
        )
        assert status == 201 and made["token"]

    second.run(after)
    assert second.end() == 0
