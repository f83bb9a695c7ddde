"""The host map: applications are reached where they are, and see the address that they think they have.

Signatures are verified by Twilio's own RequestValidator.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from lab_child import AUTH_TOKEN, LabChild, Visitor, start_lab
from twilio.request_validator import RequestValidator
from yarl import URL

from voicelab.calls.signature import sign
from voicelab.engine.web import WebRequest
from voicelab.errors import RequestError
from voicelab.server.host_map import HostMap
from voicelab.server.stream_sockets import HttpSockets
from voicelab.server.web import HttpWeb

FORM = {"CallSid": "CA" + "1" * 32, "From": "+15005550001", "Digits": "12"}


@asynccontextmanager
async def application(seen: list[str]) -> AsyncIterator[int]:
    """An application that verifies what comes against its own idea of its address; its port."""
    validator = RequestValidator(AUTH_TOKEN)

    def address(request: web.Request, secure: str, plain: str) -> str:
        scheme = secure if request.headers.get("X-Forwarded-Proto") == "https" else plain
        return f"{scheme}://{request.headers['Host']}{request.path_qs}"

    async def voice(request: web.Request) -> web.Response:
        url = address(request, "https", "http")
        seen.append(url)
        form = {name: str(value) for name, value in (await request.post()).items()}
        good = validator.validate(url, form, request.headers["X-Twilio-Signature"])
        return web.Response(status=200 if good else 403)

    async def stream(request: web.Request) -> web.WebSocketResponse:
        url = address(request, "wss", "ws")
        seen.append(url)
        if not validator.validate(url, {}, request.headers["X-Twilio-Signature"]):
            raise web.HTTPForbidden
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str("here")
        await socket.close()
        return socket

    app = web.Application()
    app.router.add_post("/voice", voice)
    app.router.add_get("/stream", stream)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("scheme", "host"),
    [
        ("https", "app.example.com"),
        ("https", "app.example.com:8443"),
        ("http", "app.example.com"),
        ("http", "app.example.com:8080"),
    ],
)
def test_webhooks_and_streams_are_signed_for_the_address_the_application_has(scheme: str, host: str) -> None:
    """X-Twilio-Signature over the URL as it was given, with and without a port."""
    sockets = {"https": "wss", "http": "ws"}[scheme]

    async def story() -> None:
        seen: list[str] = []
        async with application(seen) as port:
            hosts = HostMap()
            hosts.add("app.example.com", f"http://127.0.0.1:{port}")
            async with HttpWeb(hosts=hosts) as webs, HttpSockets(hosts=hosts) as streams:
                url = f"{scheme}://{host}/voice?x=1"
                headers = {
                    "X-Twilio-Signature": sign(AUTH_TOKEN, url, FORM),
                    "Content-Type": "application/x-www-form-urlencoded",
                }
                body = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in FORM.items())
                answer = await webs.send(WebRequest("POST", url, headers, body.encode()))
                assert answer.status == 200
                bot = f"{sockets}://{host}/stream"
                socket = await streams.connect(bot, {"x-twilio-signature": sign(AUTH_TOKEN, bot)})
                assert await socket.receive() == "here"
                await socket.close()
                assert seen == [url, bot]

    asyncio.run(story())


def test_a_port_of_its_own_goes_before_the_host() -> None:
    hosts = HostMap()
    hosts.add("App.Example.com", "http://127.0.0.1:5000/")
    hosts.add("app.example.com:8443", "https://127.0.0.1:6000")

    def there(url: str) -> str:
        return str(hosts.find(URL(url))[0])

    assert there("https://app.example.com/a?b=%20c") == "http://127.0.0.1:5000/a?b=%20c"
    assert there("wss://APP.example.com/ws") == "ws://127.0.0.1:5000/ws"
    assert there("wss://app.example.com:8443/ws") == "wss://127.0.0.1:6000/ws"
    assert there("http://app.example.com:8443/") == "https://127.0.0.1:6000/"
    assert there("https://other.example.com/") == "https://other.example.com/"
    assert hosts.find(URL("https://other.example.com/"))[1] == {}
    hosts.remove("app.example.com")
    assert there("https://app.example.com/") == "https://app.example.com/"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("", "http://127.0.0.1:5000"),
        ("app example", "http://127.0.0.1:5000"),
        ("https://app.example.com", "http://127.0.0.1:5000"),
        ("app.example.com", "127.0.0.1:5000"),
        ("app.example.com", "ftp://127.0.0.1"),
        ("app.example.com", "http://127.0.0.1:5000/path"),
        ("app.example.com", "http://127.0.0.1:99999"),
        ("app.example.com", "http://user:secret@127.0.0.1"),
        ("app.example.com", ""),
    ],
)
def test_what_is_no_host_and_no_address_is_refused(host: str, address: str) -> None:
    with pytest.raises(RequestError) as refused:
        HostMap().add(host, address)
    assert refused.value.code == 20001 and refused.value.cure


def test_the_map_over_the_labs_own_door(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        body = {"address": "http://127.0.0.1:5000"}
        path = "/lab/v1/hosts/app.example.com:8443"
        assert (await visitor.ask("PUT", path, auth=False, json=body))[0] == 401
        mapped = {"host": "app.example.com:8443", **body}
        assert await visitor.ask("PUT", path, json=body) == (200, mapped)
        assert (await visitor.ask("GET", "/lab/v1/hosts"))[1] == {"hosts": [mapped]}
        status, error = await visitor.ask("PUT", path, json={"address": "nowhere"})
        assert (status, error["code"]) == (400, 20001) and "http://127.0.0.1:5000" in error["cure"]
        assert (await visitor.ask("DELETE", path))[0] == 204
        assert (await visitor.ask("DELETE", path))[0] == 404
        assert (await visitor.ask("GET", "/lab/v1/hosts"))[1] == {"hosts": []}

    lab.run(story)


def test_the_map_on_the_command_line(tmp_path: Path) -> None:
    """--map-host HOST=URL, repeatable."""
    child = start_lab(
        tmp_path / "lab",
        "--map-host",
        "app.example.com=http://127.0.0.1:5000",
        "--map-host",
        "bot.example.com=https://127.0.0.1:5001",
    )

    async def story(visitor: Visitor) -> None:
        _, answer = await visitor.ask("GET", "/lab/v1/hosts")
        assert {each["host"]: each["address"] for each in answer["hosts"]} == {
            "app.example.com": "http://127.0.0.1:5000",
            "bot.example.com": "https://127.0.0.1:5001",
        }

    child.run(story)
    assert child.end() == 0


def test_the_map_is_there_again_after_a_restart(tmp_path: Path) -> None:
    """As numbers and documents are; what the lab is started with goes before what was kept, and is not kept."""
    one, two, three = ({"address": f"http://127.0.0.1:500{number}"} for number in (1, 2, 3))

    async def make(visitor: Visitor) -> None:
        for host, body in (("kept.example.com", one), ("gone.example.com", two), ("both.example.com", two)):
            assert (await visitor.ask("PUT", f"/lab/v1/hosts/{host}", json=body))[0] == 200
        assert (await visitor.ask("PUT", "/lab/v1/hosts/KEPT.example.com", json=three))[0] == 200
        assert (await visitor.ask("DELETE", "/lab/v1/hosts/Gone.example.com"))[0] == 204

    async def hosts(visitor: Visitor) -> dict[str, str]:
        _, answer = await visitor.ask("GET", "/lab/v1/hosts")
        return {each["host"]: each["address"] for each in answer["hosts"]}

    first = start_lab(tmp_path / "lab", "--map-host", "given.example.com=http://127.0.0.1:5009")
    first.run(make)
    assert first.end() == 0
    again = start_lab(tmp_path / "lab", "--map-host", "both.example.com=http://127.0.0.1:5001")
    found = again.run(hosts)
    assert again.end() == 0
    assert found == {"kept.example.com": three["address"], "both.example.com": one["address"]}
