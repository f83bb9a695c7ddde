"""`twilio.request_validator.RequestValidator`, unmodified, accepts every kind of request that the lab makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import pytest
from twilio.request_validator import RequestValidator

from voicelab.engine.sockets import Socket
from voicelab.testing import TestLab

HELLO = "<Response><Say>Hello</Say></Response>"


class Guarded:
    """An application that checks each request's signature with the official library, as its decorators do."""

    def __init__(self, token: str, origin: str, answers: Mapping[str, str] | None = None) -> None:
        self.validator = RequestValidator(token)
        self.origin = origin
        self.answers = answers or {}
        self.checked: list[tuple[str, bool]] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        query = environ["QUERY_STRING"]
        url = self.origin + environ["PATH_INFO"] + (f"?{query}" if query else "")
        form = dict(parse_qsl(body, keep_blank_values=True))
        right = self.validator.validate(url, form, environ["HTTP_X_TWILIO_SIGNATURE"])
        wrong = self.validator.validate(url + "x", form, environ["HTTP_X_TWILIO_SIGNATURE"])
        self.checked.append((f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}", right and not wrong))
        answer = self.answers.get(environ["PATH_INFO"], HELLO)
        if answer.startswith("/"):
            start_response("302 Found", [("Location", answer)])
            return [b""]
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [answer.encode()]


def guarded(voicelab: TestLab, origin: str, answers: Mapping[str, str] | None = None) -> Guarded:
    app = Guarded(voicelab.lab.account.auth_token, origin, answers)
    voicelab.lab.web.mount(origin, app)
    return app


@pytest.mark.parametrize(
    "path", ["/voice", "/voice?agent=7&empty=", "/a%20b?x=%C3%A9+z", "/voice?b=2&a=1&a=1"]
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_forms_and_queries(voicelab: TestLab, method: str, path: str) -> None:
    app = guarded(voicelab, "http://app.test")
    validator, seen = RequestValidator(voicelab.lab.account.auth_token), []
    call = voicelab.dial("http://app.test" + path, method=method, parameters={"naïve": "ü & +", "Empty": ""})
    assert call.ended()
    (request,) = call.requests
    form = request.parameters if method == "POST" else {}
    seen.append(validator.validate(request.url, form, request.signature))
    assert seen == [True] and len(app.checked) == 1
    if "%" not in path:  # WSGI decodes the path
        assert app.checked[0][1]


@pytest.mark.parametrize(
    "origin",
    [
        "http://app.test",
        "http://app.test:80",
        "http://app.test:8080",
        "https://app.test",
        "https://app.test:443",
    ],
)
def test_with_and_without_a_port(voicelab: TestLab, origin: str) -> None:
    app = guarded(voicelab, origin)
    assert voicelab.dial(origin + "/voice").ended()
    assert app.checked == [("POST /voice", True)]


def test_after_redirects(voicelab: TestLab) -> None:
    app = guarded(voicelab, "http://app.test", {"/voice": "/second?step=2", "/second": "/third"})
    assert voicelab.dial("http://app.test/voice").ended()
    assert app.checked == [("POST /voice", True), ("GET /second", True), ("GET /third", True)]


def test_a_password_in_the_address_is_not_signed(voicelab: TestLab) -> None:
    app = guarded(voicelab, "http://app.test")
    assert voicelab.dial("http://me:secret@app.test/voice#rc=2").ended()
    assert app.checked == [("POST /voice", True)]


def test_actions_callbacks_and_fallbacks(voicelab: TestLab) -> None:
    app = guarded(
        voicelab,
        "http://app.test",
        {
            "/voice": "<Response><Gather action='/keys' numDigits='1' timeout='5'/></Response>",
            "/keys": "<Broken",
        },
    )
    call = voicelab.dial(
        "http://app.test/voice",
        fallback="http://app.test/fallback",
        status_callback="http://app.test/status",
    )
    call.presses("1")
    assert call.ended()
    assert {path for path, _ in app.checked} == {
        f"POST /{p}" for p in ("voice", "keys", "fallback", "status")
    }
    assert all(right for _, right in app.checked)


@pytest.mark.parametrize("url", ["wss://bot.test/stream", "wss://bot.test:8443/stream"])
def test_websocket_handshakes(voicelab: TestLab, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shaken: list[tuple[str, str]] = []
    connect = voicelab.lab.sockets.connect

    async def watched(address: str, headers: Mapping[str, str]) -> Socket:
        shaken.append((address, headers["x-twilio-signature"]))
        return await connect(address, headers)

    async def bot(socket: Any) -> None:
        while await socket.receive() is not None:
            pass

    monkeypatch.setattr(voicelab.lab.sockets, "connect", watched)
    voicelab.lab.sockets.serve(url, bot)
    call = voicelab.dial(
        f"<Response><Start><Stream url='{url}'/></Start><Say>hello</Say>"
        f"<Connect><ConversationRelay url='{url}'/></Connect></Response>"
    )
    call.hears("hello")
    voicelab.waits(2)
    call.hangs_up()
    assert len(shaken) == 2
    validator = RequestValidator(voicelab.lab.account.auth_token)
    assert all(validator.validate(address, {}, signature) for address, signature in shaken)
