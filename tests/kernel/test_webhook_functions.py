"""Webhook functions in the kernel, through the tunnel: docs/wire.md "Tunnel", FACE.md ``@lab.webhook``."""

import asyncio
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from lxml import etree
from twilio.twiml.voice_response import VoiceResponse

from voicelab.calls.webhook_function import Parameters
from voicelab.kernel.background import Background
from voicelab.kernel.sound import read_wav
from voicelab.kernel.tunnel import Tunnel


class LabEnd:
    """The lab's end of the tunnel, by docs/wire.md: says who serves what, asks, and reads answers."""

    def __init__(self, background: Background) -> None:
        self.background = background
        self.handshakes: list[str] = []
        self.served: asyncio.Queue[list[str]] = asyncio.Queue()
        self.answers: dict[str, Future[dict[str, Any]]] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.url = background.wait(self._open())

    async def _open(self) -> str:
        app = web.Application()
        app.router.add_get("/lab/v1/webhooks", self._door)
        self.runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def _door(self, request: web.Request) -> web.WebSocketResponse:
        self.handshakes.append(request.headers["Authorization"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        async for message in socket:
            said = message.json()
            if "serve" in said:
                self.served.put_nowait(said["serve"])
            else:
                self.answers[said["id"]].set_result(said)
        return socket

    def ask(self, path: str, /, **parameters: str) -> Future[dict[str, Any]]:
        name = f"r{len(self.answers)}"
        self.answers[name] = Future()
        self.background.wait(
            self.sockets[-1].send_json(
                {
                    "id": name,
                    "path": path,
                    "method": "POST",
                    "parameters": parameters,
                    "url": self.url + "/webhooks" + path,
                    "headers": {"x-twilio-signature": "s"},
                }
            )
        )
        return self.answers[name]

    def next_served(self) -> list[str]:
        return self.background.wait(self.served.get(), 10)


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def lab(background: Background) -> Iterator[LabEnd]:
    lab = LabEnd(background)
    yield lab
    background.wait(lab.runner.cleanup())


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def tunnel(lab: LabEnd, background: Background, shown: list[str]) -> Iterator[Tunnel]:
    tunnel = Tunnel(lab.url, "AC1", "secret", background, shown.append)
    yield tunnel
    tunnel.close()


def test_it_comes_with_the_accounts_credentials_and_says_its_paths(tunnel: Tunnel, lab: LabEnd) -> None:
    """The kernel "sends ``{"serve": [...]}`` whenever its set of paths changes"."""
    assert tunnel.serve("/ivr", lambda: "<Response/>")
    assert lab.next_served() == ["/ivr"]
    assert tunnel.serve("/more", lambda: "<Response/>")
    assert lab.next_served() == ["/ivr", "/more"]
    assert lab.handshakes == ["Basic QUMxOnNlY3JldA=="]


def say_hello() -> str:
    return "<Response><Say>Hello</Say></Response>"


def hello_by_helper(parameters: Parameters) -> VoiceResponse:
    response = VoiceResponse()
    response.say(parameters["Digits"] + parameters["Absent"])
    return response


async def hello_by_lxml(parameters: Parameters) -> etree._Element:
    assert parameters.method == "POST" and parameters.headers["x-twilio-signature"] == "s"
    return etree.fromstring("<Response><Say>42</Say></Response>")


@pytest.mark.parametrize(
    ("function", "status", "body"),
    [
        (say_hello, 200, "<Response><Say>Hello</Say></Response>"),
        (hello_by_helper, 200, '<?xml version="1.0" encoding="UTF-8"?><Response><Say>42</Say></Response>'),
        (hello_by_lxml, 200, "<Response><Say>42</Say></Response>"),
        (lambda _: ("no", 404), 404, "no"),
        (lambda _: None, 200, ""),
    ],
)
def test_what_a_function_returns_is_the_answer(
    tunnel: Tunnel, lab: LabEnd, function: Callable[..., Any], status: int, body: str
) -> None:
    """Returns "str/VoiceResponse/(body, status)", lxml and None too."""
    tunnel.serve("/ivr", function)
    answer = lab.ask("/ivr", Digits="42").result(60)
    assert (answer["status"], answer["body"]) == (status, body)
    assert answer["content_type"].startswith("text/xml")


def test_an_array_is_sound_for_a_play(tunnel: Tunnel, lab: LabEnd) -> None:
    """``<Play>`` of a webhook function: bytes go as ``body_base64``."""
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)
    tunnel.serve("/tone.wav", lambda: tone)
    answer = lab.ask("/tone.wav").result(60)
    samples = read_wav(b64decode(answer["body_base64"]))
    assert (answer["content_type"], samples.rate, samples.shape) == ("audio/wav", 8000, (8000, 1))
    assert np.abs(np.fft.rfft(samples[:, 0])).argmax() == 440


def test_an_answer_too_large_for_the_tunnel_is_an_error_in_words(tunnel: Tunnel, lab: LabEnd) -> None:
    tunnel.serve("/song.wav", lambda: np.zeros(8000 * 60))
    assert "the tunnel carries 700 kB" in lab.ask("/song.wav").result(60)["error"]
    tunnel.serve("/song.wav", say_hello)
    assert lab.ask("/song.wav").result(60)["status"] == 200


def test_an_exception_is_the_answer_and_shows_once(tunnel: Tunnel, lab: LabEnd, shown: list[str]) -> None:
    def broken(parameters: Parameters) -> str:
        return str(1 / int(parameters["Digits"]))

    tunnel.serve("/ivr", broken)
    for _ in range(2):
        answer = lab.ask("/ivr", Digits="0").result(60)
        assert "broken" in answer["error"] and "ZeroDivisionError" in answer["error"]
    assert len(shown) == 1
    assert "test_webhook_functions.py" in shown[0] and "1 / int" in shown[0]
    assert "webhooks.py" not in shown[0] and "call_with" not in shown[0], (
        "the function's own lines, none of ours"
    )


def test_what_is_no_document_is_an_error_in_words(tunnel: Tunnel, lab: LabEnd) -> None:
    tunnel.serve("/ivr", lambda: 7)
    assert "int is not a document" in lab.ask("/ivr").result(60)["error"]


def test_a_function_that_waits_holds_up_no_other(tunnel: Tunnel, lab: LabEnd) -> None:
    release = threading.Event()
    tunnel.serve("/slow", lambda: str(release.wait(60)))
    tunnel.serve("/quick", say_hello)
    slow = lab.ask("/slow")
    assert lab.ask("/quick").result(60)["status"] == 200
    assert not slow.done()
    release.set()
    assert slow.result(60)["body"] == "True"


def test_it_comes_back_when_the_lab_drops_it(tunnel: Tunnel, lab: LabEnd) -> None:
    tunnel.serve("/ivr", say_hello)
    assert lab.next_served() == ["/ivr"]
    lab.background.wait(lab.sockets[-1].close())
    assert lab.next_served() == ["/ivr"]
    assert lab.ask("/ivr").result(60)["status"] == 200


def test_a_lab_out_of_reach_is_said_not_raised(background: Background) -> None:
    tunnel = Tunnel("http://127.0.0.1:9", "AC1", "secret", background)
    assert tunnel.serve("/ivr", say_hello, timeout=0.3) is False
    assert "127.0.0.1:9" in tunnel.trouble
    assert "secret" not in tunnel.trouble
    tunnel.close()


def test_a_function_defined_again_replaces_the_first(tunnel: Tunnel, lab: LabEnd) -> None:
    """Running a cell again is normal in a notebook."""
    tunnel.serve("/ivr", lambda: "old")
    tunnel.serve("/ivr", lambda: "new")
    assert lab.ask("/ivr").result(60)["body"] == "new"
