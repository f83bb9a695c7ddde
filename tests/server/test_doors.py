"""Who may come in: FACE's rules for Origin, Host and credentials, and the shape of every refusal."""

from __future__ import annotations

import aiohttp
import pytest
from lab_child import ACCOUNT, AUTH_TOKEN, CREDENTIALS, LabChild, Visitor, basic

KEY, SECRET = CREDENTIALS["VOICELAB_API_KEY_SID"], CREDENTIALS["VOICELAB_API_KEY_SECRET"]

ORIGINS = [
    (None, True),
    ("http://localhost:8888", True),
    ("http://127.0.0.1:1", True),
    ("https://[::1]:8888", True),
    ("http://127.9.9.9", True),
    ("http://SELF", True),  # equal to Host
    ("https://notebooks.example.org", True),  # --allow-origin
    ("vscode-webview://0ab1c2d3", True),  # --allow-origin vscode-webview://*
    ("vscode-webview-evil://0ab1c2d3", False),
    ("vscode-webview://", False),
    ("https://evil.example.com", False),
    ("https://localhost.evil.example.com", False),
    ("http://localhost@evil.example.com", False),
    ("http://notebooks.example.org", False),
    ("https://notebooks.example.org.evil.example.com", False),
    ("null", False),
    ("file://", False),
    ("", False),
]


@pytest.mark.parametrize(("origin", "right"), ORIGINS)
def test_an_origin_is_absent_loopback_equal_to_host_or_allowed(
    lab: LabChild, origin: str | None, right: bool
) -> None:
    """FACE: "Origin (WebSockets and POSTs from pages): ...; else 403"."""
    headers = {} if origin is None else {"Origin": origin.replace("SELF", lab.url.removeprefix("http://"))}

    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask(
            "POST", "/lab/v1/check", headers=headers, json={"source": "<Response/>"}
        )
        assert status == (200 if right else 403), data
        if not right:
            assert data["code"] == 20006 and "--allow-origin" in data["cure"]
        for path in ("/observe", "/signal"):
            if right:
                async with visitor.socket(path, **headers):
                    pass
            else:
                with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                    async with visitor.socket(path, **headers):
                        pass
                assert refused.value.status == 403

    lab.run(story)


HOSTS = [
    ("localhost:1", True),
    ("127.0.0.1", True),
    ("[::1]:99", True),
    ("page.localhost", True),
    ("lab.example.org", True),  # --allow-host
    ("lab.example.org:8443", True),
    ("evil.example.com", False),
    ("127.0.0.1.evil.example.com", False),
    ("192.168.1.1", False),
]


@pytest.mark.parametrize(("host", "right"), HOSTS)
def test_a_host_is_loopback_or_allowed(lab: LabChild, host: str, right: bool) -> None:
    """FACE: "Host: loopback or --allow-host, else 421, except WebSocket doors, sounds, valid credentials"."""

    async def story(visitor: Visitor) -> None:
        headers = {"Host": host}
        status, data = await visitor.ask("GET", "/health", auth=False, headers=headers)
        assert status == (200 if right else 421), data
        async with visitor.socket("/observe", **headers):
            pass
        sound = "/js/client/sounds/releases/1.0.0/incoming.mp3?cache=2.18.5"
        assert (await visitor.ask("GET", sound, auth=False, headers=headers))[0] == 200
        assert (await visitor.ask("GET", "/lab/v1", headers=headers))[0] == 200
        token = await visitor.token("access", "alice")
        renewal = {"json": {"token": token}, "auth": False, "headers": headers}
        assert (await visitor.ask("POST", "/lab/v1/tokens/renew", **renewal))[0] == 201
        with_token = {**headers, "X-Twilio-Token": token}
        assert (await visitor.ask("GET", "/health", auth=False, headers=with_token))[0] == 200
        wrong = await visitor.ask("GET", "/lab/v1", auth=False, headers={**headers, **basic(secret="x")})
        assert wrong[0] == (401 if right else 421)

    lab.run(story)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        (basic(), 200),
        (basic(KEY, SECRET), 200),
        (basic(secret="wrong"), 401),
        (basic(ACCOUNT, SECRET), 401),
        (basic(KEY, AUTH_TOKEN), 401),
        (basic("", ""), 401),
        (basic(ACCOUNT, ""), 401),
        ({"Authorization": "Basic ####"}, 401),
        ({"Authorization": "Bearer abc"}, 401),
        ({"Authorization": "Basic /w=="}, 401),
    ],
)
def test_control_and_rest_need_the_accounts_credentials(
    lab: LabChild, headers: dict[str, str], status: int
) -> None:
    """REST: "auth ... Bad -> 401 body code 20003"."""

    async def story(visitor: Visitor) -> None:
        got, data = await visitor.ask("GET", "/lab/v1", auth=False, headers=headers)
        assert got == status
        if status == 401:
            assert (data["code"], data["status"]) == (20003, 401)
            assert data["more_info"] == "https://www.twilio.com/docs/errors/20003"
            rest = await visitor.ask(
                "GET", f"/2010-04-01/Accounts/{ACCOUNT}/Nothing.json", auth=False, headers=headers
            )
            assert rest[0] == 401 and rest[1]["code"] == 20003

    lab.run(story)


def test_a_page_of_an_allowed_origin_may_read_the_answer(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        for origin, expected in (
            ("http://localhost:8888", "http://localhost:8888"),
            ("https://evil.example", None),
        ):
            async with visitor.session.get(lab.url + "/health", headers={"Origin": origin}) as answer:
                assert answer.headers.get("Access-Control-Allow-Origin") == expected
            asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            async with visitor.session.options(lab.url + "/v4/EndpointMetrics", headers=asked) as answer:
                assert answer.status == (204 if expected else 403)
                assert ("X-Twilio-Token" in answer.headers.get("Access-Control-Allow-Headers", "")) is bool(
                    expected
                )

    lab.run(story)


def test_any_page_may_fetch_the_sounds(lab: LabChild) -> None:
    """SIGNALING: the SDKs fetch 15 files at Device creation, "cross-origin fetch -> needs CORS"."""
    names = [
        "incoming",
        "outgoing",
        "disconnect",
        *(f"dtmf-{key}" for key in [*"0123456789", "star", "hash"]),
    ]

    async def story(visitor: Visitor) -> None:
        for name in names:
            url = f"{lab.url}/js/client/sounds/releases/1.0.0/{name}.mp3"
            async with visitor.session.get(url, headers={"Origin": "https://any.example"}) as answer:
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
                assert (await answer.read())[:4] == b"RIFF"
        assert (await visitor.ask("GET", "/js/client/sounds/x.mp3", auth=False))[0] == 404

    lab.run(story)


def test_what_is_not_there_is_said_in_twilios_shape(lab: LabChild) -> None:
    """FACE: "A request the lab does not support answers with a Twilio-shaped error that says so"."""

    async def story(visitor: Visitor) -> None:
        for method, path, status, code in (
            ("GET", "/nothing", 404, 20404),
            ("DELETE", "/health", 405, 20004),
            ("GET", "/observe", 426, None),
            ("GET", "/lab/v1/webhooks", 426, None),
            ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/SMS/Messages.json", 404, 20404),
            ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/RE{'0' * 32}.wav", 404, 20404),
        ):
            got, data = await visitor.ask(method, path)
            assert (got, data["code"], data["status"]) == (status, code, status), path
            assert data["message"]
        _, data = await visitor.ask("POST", f"/2010-04-01/Accounts/{ACCOUNT}/SMS/Messages.json")
        assert "not in this lab" in data["message"]

    lab.run(story)


BODIES = [
    (b"{", 400),
    (b"[]", 400),
    (b'"text"', 400),
    (b'{"source": NaN}', 400),
    (b'{"source": "\\ud800"}', 400),
    (b"\xff\xfe", 400),
    (b"[" * 200_000, 400),
    (b'{"source": 5}', 400),
    (b'{"sauce": "<Response/>"}', 400),
    (b'{"source": "' + b"x" * 300_000 + b'"}', 413),
    (b"x" * 2_000_000, 413),
]


@pytest.mark.parametrize(("body", "status"), BODIES, ids=[body[:20] for body, _ in BODIES])
def test_a_malformed_or_oversized_body_is_refused(lab: LabChild, body: bytes, status: int) -> None:
    async def story(visitor: Visitor) -> None:
        got, data = await visitor.ask("PUT", "/lab/v1/documents/bad", data=body)
        assert (got, data["status"]) == (status, status), data
        assert (await visitor.ask("GET", "/health"))[0] == 200

    lab.run(story)
