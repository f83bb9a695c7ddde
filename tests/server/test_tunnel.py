"""The tunnel to webhook functions in a kernel (docs/wire.md): there and back, slow, absent, and wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from lab_child import LabChild, Visitor, basic

from voicelab.errors import RequestError
from voicelab.server.tunnel import ANSWER_SECONDS, Tunnel, Tunnels
from voicelab.testing.loop import run

FORM = {"CallSid": "CA1", "Digits": "1", "From": "client:zoë"}


async def announced(visitor: Visitor, path: str) -> tuple[int, Any]:
    """The first answer that shows that the lab knows a kernel which serves ``path``."""
    status, data = await visitor.signed(path, FORM)
    while status == 502 and data["message"].startswith("No "):
        status, data = await visitor.signed(path, FORM)
    return status, data


async def serve(socket: aiohttp.ClientWebSocketResponse, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A kernel that gives every request the same answer; what it was asked is kept in the result."""
    asked: list[dict[str, Any]] = []
    async for message in socket:
        request = message.json()
        asked.append(request)
        await socket.send_json({"id": request["id"], **answer})
    return asked


def test_a_signed_request_goes_to_the_kernel_and_its_answer_comes_back(lab: LabChild) -> None:
    answer = {"status": 201, "content_type": "text/xml", "body": "<Response>ü</Response>"}

    async def story(visitor: Visitor) -> list[dict[str, Any]]:
        async with visitor.socket("/lab/v1/webhooks", **lab.headers) as socket:
            await socket.send_json({"serve": ["/ivr", "gather/step"]})
            kernel = asyncio.create_task(serve(socket, answer))
            await announced(visitor, "/webhooks/ivr")
            got = await visitor.signed("/webhooks/ivr?agent=7", FORM)
            assert got == (201, "<Response>ü</Response>".encode())
            assert (await visitor.signed("/webhooks/gather/step?x=1", {}, method="GET"))[0] == 201
            await socket.close()
            return await kernel

    *_, post, get = lab.run(story)
    assert post["path"] == "/ivr" and post["method"] == "POST"
    assert post["parameters"] == {**FORM, "agent": "7"}
    assert post["url"] == f"{lab.url}/webhooks/ivr?agent=7"
    assert post["headers"]["x-twilio-signature"]
    assert (get["path"], get["method"], get["parameters"]) == ("/gather/step", "GET", {"x": "1"})


def test_a_function_may_answer_with_sound(lab: LabChild) -> None:
    answer = {"status": 200, "content_type": "audio/wav", "body_base64": "UklGRgD/"}

    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/lab/v1/webhooks", **lab.headers) as socket:
            await socket.send_json({"serve": ["/beep"]})
            kernel = asyncio.create_task(serve(socket, answer))
            assert await announced(visitor, "/webhooks/beep") == (200, b"RIFF\x00\xff")
            await socket.close()
            await kernel

    lab.run(story)


def test_only_the_accounts_signed_requests_pass(lab: LabChild) -> None:
    """wire: "Only account-signed requests pass (X-Twilio-Signature)"."""

    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/lab/v1/webhooks", **lab.headers) as socket:
            await socket.send_json({"serve": ["/ivr"]})
            for status, data in (
                await visitor.ask("POST", "/webhooks/ivr", data=FORM),
                await visitor.signed("/webhooks/ivr", FORM, token="wrong"),
                await visitor.ask("POST", "/webhooks/ivr", data=FORM, headers={"X-Twilio-Signature": ""}),
            ):
                assert (status, data["code"]) == (403, 20006)

    lab.run(story)


def test_a_kernel_needs_credentials(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        for headers in ({}, basic(secret="wrong")):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with visitor.socket("/lab/v1/webhooks", **headers):
                    pass
            assert refused.value.status == 401

    lab.run(story)


def test_a_path_nobody_serves_is_a_502_that_says_so(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.signed("/webhooks/nowhere", FORM)
        assert status == 502 and "No kernel is connected" in data["message"]
        async with visitor.socket("/lab/v1/webhooks", **lab.headers) as socket:
            await socket.send_json({"serve": ["/there"]})
            while "No kernel is" in (data := (await visitor.signed("/webhooks/nowhere", FORM))[1])["message"]:
                pass
            assert "No connected kernel serves /nowhere" in data["message"] and "/there" in data["cure"]

    lab.run(story)


def test_a_kernel_that_goes_is_a_502_at_once(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/lab/v1/webhooks", **lab.headers) as socket:
            await socket.send_json({"serve": ["/ivr"]})
            asked = asyncio.create_task(announced(visitor, "/webhooks/ivr"))
            await socket.receive_json()
        status, data = await asked
        assert status == 502 and "is gone" in data["message"]

    lab.run(story)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ({"error": "The webhook function ivr failed: ZeroDivisionError."}, 500, "ZeroDivisionError"),
        ({"status": "200", "body": ""}, 502, "no answer"),
        ({"status": 99, "body": ""}, 502, "no answer"),
        ({"status": 200, "body": 5}, 502, "no answer"),
        ({"status": 200, "body_base64": "#"}, 502, "no answer"),
        ({}, 502, "no answer"),
    ],
)
def test_a_kernel_that_fails_is_a_500_and_one_that_talks_nonsense_a_502(
    lab: LabChild, answer: dict[str, Any], status: int, words: str
) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/lab/v1/webhooks", **lab.headers) as socket:
            for nonsense in ("", "[]", "{", '{"serve": 5}', '{"id": [], "status": 200}'):
                await socket.send_str(nonsense)
            await socket.send_json({"serve": ["/ivr"]})
            kernel = asyncio.create_task(serve(socket, answer))
            _, data = await announced(visitor, "/webhooks/ivr")
            assert words in data["message"] and (data["status"], data["code"]) == (status, 11200)
            await socket.close()
            await kernel

    lab.run(story)


class SilentKernel:
    """A kernel that computes: it takes requests and answers none."""

    async def send_json(self, message: object) -> None:
        await asyncio.sleep(0)


def test_a_slow_kernel_is_a_502_that_says_how_long() -> None:
    """wire: "No answer within the request's time limit ... is a 502 with a sentence that says which"."""

    async def story() -> tuple[float, RequestError]:
        tunnel, loop = Tunnel(SilentKernel()), asyncio.get_running_loop()  # type: ignore[arg-type]
        began = loop.time()
        with pytest.raises(RequestError) as refused:
            await tunnel.ask({"path": "/ivr"})
        return loop.time() - began, refused.value

    waited, refusal = run(story())
    assert waited == pytest.approx(ANSWER_SECONDS)
    assert refusal.status == 502 and "did not answer within" in refusal.message and "computes" in refusal.cure


def test_of_two_kernels_with_one_path_the_later_one_has_it() -> None:
    tunnels, first, second = Tunnels(), Tunnel(SilentKernel()), Tunnel(SilentKernel())  # type: ignore[arg-type]
    for tunnel in (first, second):
        tunnel.receive({"serve": ["/ivr"]})
        tunnels.add(tunnel)
    assert tunnels.serving("/ivr") is second
    tunnels.remove(second)
    assert tunnels.serving("/ivr") is first
