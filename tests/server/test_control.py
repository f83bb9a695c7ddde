"""``/lab/v1`` as docs/wire.md has it: documents, applications, numbers, tokens, calls."""

from __future__ import annotations

import jwt
import pytest
from lab_child import ACCOUNT, CREDENTIALS, LabChild, Visitor

WELCOME = '<Response><Say>Hello {{Name}}</Say><Play digits="{{Digits}}"/></Response>'


def test_the_lab_says_what_it_is(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("GET", "/lab/v1")
        assert status == 200
        assert set(data) == {
            "version", "account_sid", "url", "tls_url", "application_sid", "phones", "live_calls", "transports",
            "faults",
        }  # fmt: skip
        assert data["account_sid"] == ACCOUNT and data["url"] == lab.url
        assert data["application_sid"].startswith("AP") and len(data["application_sid"]) == 34

    lab.run(story)


def test_a_document_is_checked_published_served_and_withdrawn(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("PUT", "/lab/v1/documents/welcome", json={"source": WELCOME})
        assert (status, data["name"], data["url"]) == (200, "welcome", f"{lab.url}/twiml/welcome")
        assert data["findings"] == []
        _, data = await visitor.ask("GET", "/lab/v1/documents")
        assert {"name": "welcome", "url": f"{lab.url}/twiml/welcome", "source": WELCOME} in data["documents"]
        assert (await visitor.ask("GET", "/lab/v1/documents/welcome"))[1]["source"] == WELCOME
        assert (await visitor.ask("DELETE", "/lab/v1/documents/welcome"))[0] == 204
        for path in ("/lab/v1/documents/welcome", "/twiml/welcome"):
            status, data = await visitor.ask("GET", path)
            assert (status, data["code"]) == (404, 20404)

    lab.run(story)


def test_a_document_that_is_not_well_formed_is_kept_and_its_findings_say_so(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask(
            "PUT", "/lab/v1/documents/broken", json={"source": "<Response><Say>"}
        )
        assert status == 200 and data["findings"][0]["code"] == 12100
        assert set(data["findings"][0]) == {"file", "line", "column", "code", "level", "message", "cure"}
        assert (await visitor.ask("GET", "/twiml/broken", auth=False))[1] == b"<Response><Say>"
        _, checked = await visitor.ask(
            "POST", "/lab/v1/check", json={"source": "<Response><Say>", "name": "broken"}
        )
        assert checked["findings"] == data["findings"]

    lab.run(story)


def test_an_address_that_nobody_serves_is_found(lab: LabChild) -> None:
    """An action nobody serves: a document, a webhook function or another host may be there"""

    async def story(visitor: Visitor) -> None:
        gathers = "".join(
            f'<Gather action="{action}"/>'
            for action in (
                "unserved",
                "/ivr",
                f"{lab.url}/webhooks/nobody",
                "menu2",
                "http://elsewhere.test/",
                "",
            )
        )
        document = f"<Response>{gathers}</Response>"

        async def unserved() -> list[str]:
            _, data = await visitor.ask("POST", "/lab/v1/check", json={"source": document, "name": "menu2"})
            return [found["message"] for found in data["findings"] if "Nobody serves" in found["message"]]

        found = await unserved()
        assert len(found) == 3 and all(
            any(url in message for message in found) for url in ("unserved", "/ivr", "/webhooks/nobody")
        )
        await visitor.ask("PUT", "/lab/v1/documents/unserved", json={"source": "<Response/>"})
        assert len(await unserved()) == 2
        await visitor.ask("DELETE", "/lab/v1/documents/unserved")

    lab.run(story)


@pytest.mark.parametrize(
    ("naming", "document", "code"),
    [
        ('<Dial><Number url="named">+15005550010</Number></Dial>', "<Dial>+15005550011</Dial>", 13201),
        ('<Dial><Conference waitUrl="/twiml/named">r</Conference></Dial>', "<Record action='/r'/>", 13238),
        ('<Enqueue waitUrl="named">q</Enqueue>', "<Dial>+15005550011</Dial>", 14202),
        ("<Redirect>named</Redirect>", "<Dial>+15005550011</Dial>", None),
    ],
)
def test_what_a_document_is_for_is_seen_from_those_that_name_it(
    lab: LabChild, naming: str, document: str, code: int | None
) -> None:
    """Dial inside a whisper; wait documents with verbs not allowed there"""

    async def story(visitor: Visitor) -> None:
        source = f"<Response>{naming}</Response>"
        await visitor.ask("PUT", "/lab/v1/documents/naming", json={"source": source})
        body = {"source": f"<Response>{document}</Response>"}
        _, data = await visitor.ask("PUT", "/lab/v1/documents/named", json=body)
        errors = [found["code"] for found in data["findings"] if found["level"] == "error"]
        assert errors == ([] if code is None else [code])
        for name in ("naming", "named"):
            await visitor.ask("DELETE", f"/lab/v1/documents/{name}")

    lab.run(story)


def test_parameters_fill_a_document_escaped(lab: LabChild) -> None:
    """FACE: "``{{Param}}`` is XML-escaped", GET or POST, "as TwiML Bins do"."""
    filled = b'<Response><Say>Hello &lt;Hangup/&gt; &amp; &quot;co&quot;</Say><Play digits="12"/></Response>'

    async def story(visitor: Visitor) -> None:
        await visitor.ask("PUT", "/lab/v1/documents/fill", json={"source": WELCOME})
        given = {"Name": '<Hangup/> & "co"', "Digits": "12"}
        assert await visitor.ask("GET", "/twiml/fill", auth=False, params=given) == (200, filled)
        assert await visitor.ask("POST", "/twiml/fill", auth=False, data=given) == (200, filled)
        assert (await visitor.ask("POST", "/twiml/fill?Digits=9", auth=False, data=given))[1] == filled
        assert b"Hello </Say>" in (await visitor.ask("GET", "/twiml/fill", auth=False))[1]
        control = {"Name": "a\x00b\x1bc", "Digits": ""}
        assert b"Hello abc<" in (await visitor.ask("POST", "/twiml/fill", auth=False, data=control))[1]
        assert await visitor.signed("/twiml/fill", given) == (200, filled)
        assert (await visitor.signed("/twiml/fill", given, token="wrong"))[0] == 403

    lab.run(story)


@pytest.mark.parametrize("name", ["a/b", "%2e%2e", "-x", "a b", "x" * 101, "%00", "ü"])
def test_a_document_has_a_plain_name(lab: LabChild, name: str) -> None:
    async def story(visitor: Visitor) -> None:
        status, _ = await visitor.ask("PUT", f"/lab/v1/documents/{name}", json={"source": "<Response/>"})
        assert status in (400, 404)

    lab.run(story)


def test_applications_and_numbers_are_made_and_changed(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        _, made = await visitor.ask("PUT", "/lab/v1/applications/support", json={"voice_url": "welcome"})
        _, changed = await visitor.ask("PUT", "/lab/v1/applications/support", json={"voice_method": "get"})
        assert changed["sid"] == made["sid"] and changed["sid"].startswith("AP")
        assert (changed["voice_url"], changed["voice_method"]) == ("welcome", "GET")
        status, number = await visitor.ask(
            "PUT", "/lab/v1/numbers/+1 (500) 555-0007", json={"voice_application_sid": "support"}
        )
        assert status == 200 and number["phone_number"] == "+15005550007"
        assert number["voice_application_sid"] == made["sid"]
        _, numbers = await visitor.ask("GET", "/lab/v1/numbers")
        assert number in numbers["numbers"]

    lab.run(story)


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("applications/x", {"voice_url": "ftp://x/"}, 21402),
        ("applications/x", {"voice_method": "PUT"}, 21403),
        ("applications/x", {"voice_uri": "x"}, 20001),
        ("applications/x", {"voice_url": 5}, 20001),
        ("applications/x", {"voice_url": "x" * 5000}, 20001),
        ("applications/" + "x" * 65, {}, 20002),
        ("numbers/12", {}, 21421),
        ("numbers/client:x", {}, 21421),
        ("numbers/+15005550008", {"voice_application_sid": "nobody"}, 21218),
    ],
)
def test_a_wrong_application_or_number_is_refused(lab: LabChild, path: str, body: object, code: int) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("PUT", f"/lab/v1/{path}", json=body)
        assert (status, data["code"]) == (400, code)
        _, data = await visitor.ask("GET", "/lab/v1/numbers")
        assert "+15005550008" not in [number["phone_number"] for number in data["numbers"]]

    lab.run(story)


def test_tokens_are_made_and_renewed_by_the_token_alone(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        for kind in ("access", "capability", "observe"):
            token = await visitor.token(kind, "alice")
            status, data = await visitor.ask(
                "POST", "/lab/v1/tokens/renew", auth=False, json={"token": token}
            )
            assert status == 201 and data["identity"] == "alice", data
            assert jwt.decode(data["token"], options={"verify_signature": False})
        token = await visitor.token("access", "alice")
        claims = jwt.decode(token, CREDENTIALS["VOICELAB_API_KEY_SECRET"], ["HS256"])
        _, about = await visitor.ask("GET", "/lab/v1")
        assert claims["grants"]["voice"]["outgoing"]["application_sid"] == about["application_sid"]
        for bad in ("", "x", token[:-3] + "abc", token + "x" * 20_000):
            status, data = await visitor.ask("POST", "/lab/v1/tokens/renew", auth=False, json={"token": bad})
            assert status in (400, 401) and data["code"] in (31204, 20001), data

    lab.run(story)


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "admin"},
        {},
        {"kind": "access", "ttl": -1},
        {"kind": "access", "ttl": 10**6},
        {"kind": "access", "ttl": "60"},
        {"kind": "access", "identity": "x" * 200},
        {"kind": "access", "identity": 5},
    ],
)
def test_a_token_nobody_may_have_is_not_made(lab: LabChild, body: object) -> None:
    async def story(visitor: Visitor) -> None:
        assert (await visitor.ask("POST", "/lab/v1/tokens", json=body))[0] == 400

    lab.run(story)


def test_a_call_to_nobody_ends_and_says_why(lab: LabChild) -> None:
    """``POST /lab/v1/calls``: "rings `to`, then runs `what`", 201."""

    async def story(visitor: Visitor) -> None:
        status, call = await visitor.ask(
            "POST", "/lab/v1/calls", json={"to": "client:nobody", "what": "<Response><Hangup/></Response>"}
        )
        assert status == 201 and call["sid"].startswith("CA")
        assert (call["to"], call["direction"]) == ("client:nobody", "outbound-api")
        async with visitor.socket("/observe") as observer:
            watch = {"token": await visitor.token("observe"), "calls": [call["sid"]], "history": True}
            await observer.send_json(watch)
            while (await observer.receive_json()).get("event") != "call-ended":
                pass
        path = f"/lab/v1/calls/{call['sid']}"
        _, ended = await visitor.ask("GET", path)
        assert ended["status"] == "no-answer"
        _, listed = await visitor.ask("GET", "/lab/v1/calls?limit=1000")
        assert ended in listed["calls"]
        _, events = await visitor.ask("GET", path + "/events")
        assert events["events"][0]["event"] == "call-created"
        status, data = await visitor.ask("POST", path, json={"status": "completed"})
        assert (status, data["code"]) == (400, 21220)
        _, envelope = await visitor.ask("GET", path + "/envelope?bins=100")
        assert (envelope["inbound"], envelope["outbound"]) == ([], [])
        assert (await visitor.ask("GET", path + "/audio.wav"))[0] == 404

    lab.run(story)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"to": "client:a"}, 21201),
        ({"what": "<Response/>"}, 21201),
        ({"to": "client:a", "what": "app:nobody"}, 21218),
        ({"to": "client:a", "what": 5}, 21201),
        ({"to": ["client:a"], "what": "x"}, 20001),
        ({"to": "client:a", "what": "<Response/>", "form": "x"}, 20001),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(lab: LabChild, body: object, code: int) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("POST", "/lab/v1/calls", json=body)
        assert status in (400, 404) and data["code"] == code, data

    lab.run(story)


@pytest.mark.parametrize(
    "path", ["calls/CAx", "calls/CAx/events", "calls/CAx/audio.wav", "calls/CAx/envelope"]
)
def test_an_unknown_call_is_20404(lab: LabChild, path: str) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("GET", f"/lab/v1/{path}")
        assert (status, data["code"]) == (404, 20404)
        assert (await visitor.ask("GET", "/lab/v1/calls?limit=-1"))[0] == 400
        assert (await visitor.ask("GET", "/lab/v1/calls?limit=1e9"))[0] == 400

    lab.run(story)
