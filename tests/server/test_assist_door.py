"""``/lab/v1/assist`` and editing over the wire (docs/wire.md): help at a cursor, revisions, who is told of a change."""

from __future__ import annotations

import pytest
from lab_child import LabChild, Visitor

HALF = '<Response>\n  <Gather timout="5" '
PATH = "/lab/v1/assist"


async def editing(visitor: Visitor, name: str = "kept") -> str:
    """A token that lets a page write that document."""
    body = {"kind": "observe", "may": {"document": name}}
    status, data = await visitor.ask("POST", "/lab/v1/tokens", json=body)
    assert status == 201, data
    return str(data["token"])


def test_a_page_with_an_edit_token_is_told_what_may_stand_at_the_cursor(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        header = {"X-Twilio-Token": await editing(visitor)}

        async def ask(want: str, line: int, column: int) -> dict[str, object]:
            body = {"want": want, "source": HALF, "line": line, "column": column}
            status, data = await visitor.ask("POST", PATH, auth=False, headers=header, json=body)
            assert status == 200, data
            return data

        offered = (await ask("completions", 2, 23))["completions"]
        assert {"numDigits", "action", "timeout"} <= {each["label"] for each in offered}
        assert all(
            each["kind"] == "attribute" and each["insert"] == f'{each["label"]}=""' for each in offered
        )
        told = (await ask("hover", 2, 5))["hover"]
        assert (told["title"], told["line"], told["column"], told["length"]) == ("<Gather>", 2, 4, 6)
        assert (await ask("hover", 9, 200))["hover"] is None

    lab.run(story)


def test_findings_come_with_what_mends_them(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        source = '<Response><Gather timout="5" action="/a"/></Response>'
        _, data = await visitor.ask("POST", PATH, json={"want": "findings", "source": source})
        (found,) = [each for each in data["findings"] if each["code"] == 12200]
        assert (found["length"], found["instead"]) == (6, "timeout")
        assert found["edits"] == [{"line": 1, "column": 19, "length": 6, "text": "timeout"}]

    lab.run(story)


@pytest.mark.parametrize(
    "body",
    [
        {"want": "completions"},
        {"want": "nothing", "source": ""},
        {"want": "hover", "source": "", "line": 0},
        {"want": "hover", "source": "", "column": "x"},
        {"want": "findings", "source": "x" * 300_000},
    ],
)
def test_what_makes_no_sense_is_refused(lab: LabChild, body: dict[str, object]) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("POST", PATH, json=body)
        assert (status, data["code"]) == (400, 20001)

    lab.run(story)


def test_only_a_token_for_this_document_may_write_it_and_it_may_not_call(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        tokens = {
            "observe": (await visitor.token("observe"), 403),
            "access": (await visitor.token("access", "alice"), 403),
            "another document's": (await editing(visitor, "another"), 403),
            "its own": (await editing(visitor), 200),
        }
        path, body = "/lab/v1/documents/kept", {"source": "<Response/>"}
        for whose, (token, expected) in tokens.items():
            header = {"X-Twilio-Token": token}
            status, _ = await visitor.ask("PUT", path, auth=False, headers=header, json=body)
            assert status == expected, whose
            assert (await visitor.ask("DELETE", path, auth=False, headers=header))[0] == 401
            assert (await visitor.ask("GET", "/lab/v1/calls", auth=False, headers=header))[0] == 401
        ask = {"want": "findings", "source": ""}
        assert (await visitor.ask("POST", PATH, auth=False, json=ask))[0] == 401
        async with visitor.socket("/signal") as socket:
            payload = {"token": await editing(visitor), "browserinfo": {}}
            await socket.send_json({"type": "listen", "version": "1.6", "payload": payload})
            while not (text := (await socket.receive_str()).strip()):
                pass
            assert "31204" in text

    lab.run(story)


def test_a_renewed_edit_token_still_edits(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        token = await editing(visitor)
        status, data = await visitor.ask("POST", "/lab/v1/tokens/renew", auth=False, json={"token": token})
        assert status == 201
        header = {"X-Twilio-Token": data["token"]}
        body = {"want": "findings", "source": "<Response/>"}
        assert (await visitor.ask("POST", PATH, auth=False, headers=header, json=body))[0] == 200

    lab.run(story)


def test_who_was_overtaken_writes_nothing(lab: LabChild) -> None:
    """``base`` is the revision that the writer knew; without one the last writer wins, as ever."""

    async def story(visitor: Visitor) -> None:
        path = "/lab/v1/documents/shared"
        _, first = await visitor.ask("PUT", path, json={"source": "<Response/>", "base": ""})
        _, second = await visitor.ask(
            "PUT", path, json={"source": "<Response> </Response>", "base": first["revision"]}
        )
        status, data = await visitor.ask("PUT", path, json={"source": "<x/>", "base": first["revision"]})
        assert (status, data["code"]) == (409, 20001)
        assert (await visitor.ask("GET", path))[1]["source"] == "<Response> </Response>"
        assert second["revision"] != first["revision"]
        status, data = await visitor.ask("PUT", path, json={"source": "<x/>"})
        assert status == 200 and "revision" not in data
        await visitor.ask("DELETE", path)

    lab.run(story)


def test_who_watches_a_document_is_told_of_every_change(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        path = "/lab/v1/documents/watched"
        async with visitor.socket("/observe") as observer:
            await observer.send_json({"token": await editing(visitor), "calls": [], "documents": ["watched"]})
            assert (await observer.receive_json())["event"] == "hello"
            nothing = await observer.receive_json()
            assert (nothing["event"], nothing["source"], nothing["revision"]) == ("document", None, "")
            await visitor.ask("PUT", "/lab/v1/documents/another", json={"source": "<Response/>"})
            _, kept = await visitor.ask("PUT", path, json={"source": "<Response/>", "base": ""})
            told = await observer.receive_json()
            assert (told["name"], told["source"], told["revision"]) == (
                "watched", "<Response/>", kept["revision"],
            )  # fmt: skip
            await visitor.ask("PUT", path, json={"source": "<Response/>"})  # nothing changed: nobody is told
            await visitor.ask("DELETE", path)
            assert (await observer.receive_json())["source"] is None
        async with visitor.socket("/observe") as phone:
            token = await visitor.token("access", "alice")
            await phone.send_json({"token": token, "calls": [], "documents": ["watched"]})
            assert (await phone.receive_json())["event"] == "refused"  # and nothing of the document before it
        await visitor.ask("DELETE", path)

    lab.run(story)


def test_an_address_is_completed_by_the_labs_own_documents(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        document = {"source": "<Response/>"}
        assert (await visitor.ask("PUT", "/lab/v1/documents/completed-one", json=document))[0] == 200
        source = '<Response><Gather action="completed'
        body = {"want": "completions", "source": source, "line": 1, "column": len(source) + 1}
        _, data = await visitor.ask("POST", PATH, json=body)
        assert [each["insert"] for each in data["completions"]] == ["completed-one"]
        await visitor.ask("DELETE", "/lab/v1/documents/completed-one")

    lab.run(story)
