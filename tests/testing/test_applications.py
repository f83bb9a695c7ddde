"""Applications of every kind answer calls, with no socket; a real one is asked over real HTTP."""

from __future__ import annotations

import asyncio
import threading
import unittest
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import VoiceResponse

from voicelab.calls.webhook_function import Parameters
from voicelab.testing import CallTestCase, TestLab
from voicelab.testing.surprise import Surprise

MENU = '<Response><Gather numDigits="1" action="/chosen"><Say>Press a key</Say></Gather></Response>'


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
    cookie = environ.get("HTTP_COOKIE", "none")
    start_response(
        "200 OK", [("Content-Type", "text/xml"), ("Set-Cookie", "seen=yes"), ("Set-Cookie", "b=2")]
    )
    if environ["PATH_INFO"] == "/chosen":
        return [f"<Response><Say>You chose {form['Digits'][0]}, cookie {cookie}</Say></Response>".encode()]
    return [MENU.encode()]


async def asgi(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
    if scope["type"] == "lifespan":
        await receive()
        scope_state["started"] = True
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return
    body = (await receive())["body"]
    form = parse_qs(body.decode())
    await asyncio.sleep(0.001)  # real work on a real loop
    text = (
        f"<Response><Say>You chose {form['Digits'][0]}</Say></Response>"
        if scope["path"] == "/chosen"
        else MENU
    )
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/xml")]})
    await send({"type": "http.response.body", "body": text.encode()})


scope_state: dict[str, bool] = {}


@pytest.mark.parametrize("app", [wsgi, asgi], ids=["wsgi", "asgi"])
def test_an_application_answers_a_call(voicelab: TestLab, app: Any) -> None:
    call = voicelab.dial(app, path="/voice")
    call.hears("press a key")
    call.presses("5")
    heard = call.hears("you chose 5")
    assert call.ended("completed")
    if app is wsgi:
        assert "seen=yes; b=2" in heard
    else:
        assert scope_state["started"]
    assert [request.url.rpartition("/")[2] for request in call.requests] == ["voice", "chosen"]


def test_what_the_helper_library_makes_is_a_document(voicelab: TestLab) -> None:
    response = VoiceResponse()
    response.say("Made by the helper")
    voicelab.dial(response).hears("made by the helper")


def test_a_function_sees_a_request_that_is_signed(voicelab: TestLab) -> None:
    seen: list[Parameters] = []

    def app(parameters: Parameters) -> str:
        seen.append(parameters)
        return "<Response><Say>Hi</Say></Response>"

    voicelab.dial(app, from_="+15005550001").ended()
    (request,) = seen
    assert request["From"] == "+15005550001"
    token = voicelab.lab.account.auth_token
    assert RequestValidator(token).validate(request.url, dict(request), request.headers["X-Twilio-Signature"])


def test_nobody_serves_an_address_that_was_not_given(voicelab: TestLab) -> None:
    call = voicelab.dial("<Response><Redirect>http://example.com/menu</Redirect></Response>")
    call.hears("application error")
    assert call.notifications[0].code == 11210  # type: ignore[attr-defined]


def test_a_handler_that_hangs_is_a_time_out_of_the_call(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A total hard limit of 15 s for call-control requests; here the limit is shortened by the URL."""
    hang = threading.Event()

    def app() -> str:
        hang.wait()
        return "<Response/>"

    voicelab.serve("http://slow.test", app)
    call = voicelab.dial("http://slow.test/#tt=100")
    call.hears("application error")
    hang.set()
    assert call.notifications[0].code == 11200  # type: ignore[attr-defined]
    assert call.elapsed > 0.1


def test_what_is_no_application_is_refused_in_words(voicelab: TestLab) -> None:
    with pytest.raises(TypeError, match="is no application"):
        voicelab.dial(object())


@contextmanager
def real_server(answer: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_real_application_is_asked_and_time_stands_still(voicelab: TestLab) -> None:
    with real_server(b"<Response><Say>Really</Say></Response>") as address:
        call = voicelab.dial(address + "/voice")
        call.hears("really")
        assert call.requests[0].duration == 0.0
        assert call.ended("completed")


def test_a_real_application_that_is_not_there_is_11205(voicelab: TestLab) -> None:
    with real_server(b"") as address:
        pass
    call = voicelab.dial(address)
    call.hears("application error")
    assert call.notifications[0].code == 11205  # type: ignore[attr-defined]


class TestWithUnittest(CallTestCase):
    """The same words from unittest."""

    def test_hello(self) -> None:
        self.voicelab.dial("<Response><Say>Hello</Say></Response>").hears("hello")

    def test_surprise(self) -> None:
        with self.assertRaises(Surprise):
            self.voicelab.dial("<Response/>").hears("hello")


def test_unittest_runs_it() -> None:
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(TestWithUnittest).run(result)
    assert (result.testsRun, result.failures, result.errors) == (2, [], [])
