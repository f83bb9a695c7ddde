"""HttpWeb against real sockets: one request, one answer, and Twilio's code for every kind of failure."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from voicelab.engine.web import WebAnswer, WebFailure, WebRequest
from voicelab.server.tls import certificate_authority, server_certificate
from voicelab.server.web import HttpWeb

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def exchange(
    handler: Handler,
    path: str = "/",
    *,
    tls: ssl.SSLContext | None = None,
    ca_file: Path | None = None,
    **request: Any,
) -> WebAnswer:
    """Serve ``handler`` on a free port, send one request to it, and return the answer."""

    async def story() -> WebAnswer:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        port = runner.addresses[0][1]
        url = f"{'https' if tls else 'http'}://127.0.0.1:{port}{path}"
        try:
            return await send(url, ca_file, **request)
        finally:
            await runner.cleanup()

    return asyncio.run(story())


async def send(url: str, ca_file: Path | None = None, **request: Any) -> WebAnswer:
    request.setdefault("headers", {})
    async with HttpWeb(ca_file) as client:
        return await client.send(WebRequest(request.pop("method", "GET"), url, **request))


def fails(code: int, url: str, **request: Any) -> str:
    with pytest.raises(WebFailure) as raised:
        asyncio.run(send(url, **request))
    assert raised.value.code == code
    return raised.value.message


async def raw_server(answer: bytes, *, close: bool = True) -> tuple[asyncio.Server, int]:
    """A server that answers any request with these bytes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        if close:
            writer.close()
        else:
            await reader.read()
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


def raw_exchange(answer: bytes, *, close: bool = True, **request: Any) -> WebAnswer:
    async def story() -> WebAnswer:
        server, port = await raw_server(answer, close=close)
        async with server:
            return await send(f"http://127.0.0.1:{port}/", **request)

    return asyncio.run(story())


def test_what_the_engine_says_is_what_is_sent() -> None:
    """WEBHOOKS: "the fragment is neither sent nor signed"; the query arrives as it was signed."""
    seen: dict[str, Any] = {}

    async def handler(request: web.Request) -> web.Response:
        seen.update(path=request.raw_path, headers=dict(request.headers), body=await request.read())
        return web.Response(text="<Response/>", content_type="text/xml")

    headers = {"User-Agent": "TwilioProxy/1.1", "X-Twilio-Signature": "s="}
    answer = exchange(handler, "/a%2Fb?x=1+2&y=%C3%BC&z", method="POST", headers=headers, body=b"Digits=1")
    assert seen["path"] == "/a%2Fb?x=1+2&y=%C3%BC&z"
    assert set(seen["headers"]) == {*headers, "Host", "Content-Length", "Connection"}
    assert seen["body"] == b"Digits=1"
    assert (answer.status, answer.body) == (200, b"<Response/>")
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"


def test_redirects_and_cookies_are_left_to_the_engine() -> None:
    async def handler(_: web.Request) -> web.Response:
        response = web.Response(status=302, headers={"Location": "/elsewhere"})
        response.set_cookie("a", "1")
        response.set_cookie("b", "2")
        return response

    answer = exchange(handler)
    assert (answer.status, answer.headers["location"]) == (302, "/elsewhere")
    assert answer.headers["set-cookie"] == "a=1; Path=/\nb=2; Path=/"


def test_one_byte_more_than_the_limit_tells_that_a_body_is_too_large() -> None:
    """WEBHOOKS: 11750 "body > 64 kB"."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=b"x" * 1000)

    assert exchange(handler, limit=1000).body == b"x" * 1000
    assert exchange(handler, limit=999).body == b"x" * 1000
    assert exchange(handler, limit=10).body == b"x" * 11


def test_a_compressed_bomb_is_read_no_further_than_the_limit() -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})

    assert len(exchange(handler, limit=1000).body) == 1001


def test_the_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    async def handler(_: web.Request) -> web.Response:
        return web.Response(text="direct")

    assert exchange(handler).body == b"direct"


def test_nobody_listens_is_11205() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        assert "refuses" in fails(11205, f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_no_connection_in_time_is_11205() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        others = [socket.socket() for _ in range(3)]
        for other in others:  # fill the queue of connections, so that the next one hangs
            other.setblocking(False)
            other.connect_ex(address)
        message = fails(11205, f"http://127.0.0.1:{address[1]}/", connect_timeout=0.2)
        for other in others:
            other.close()
    assert "0.2 seconds" in message


def test_an_unknown_host_is_11210() -> None:
    assert "cannot be resolved" in fails(11210, "http://no-such-host.invalid/")


def test_no_answer_in_time_is_11200() -> None:
    with pytest.raises(WebFailure) as raised:
        raw_exchange(b"", close=False, total_timeout=0.2)
    assert raised.value.code == 11200


def test_an_answer_that_never_ends_is_11200() -> None:
    with pytest.raises(WebFailure) as raised:
        raw_exchange(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", close=False, total_timeout=0.2)
    assert raised.value.code == 11200


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"220 smtp.example.com ready\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
)
def test_what_is_not_http_is_11206(answer: bytes) -> None:
    with pytest.raises(WebFailure) as raised:
        raw_exchange(answer)
    assert raised.value.code == 11206


@pytest.mark.parametrize("url", ["http://", "http://host:99999/", "http://[::1/", "gopher://x/"])
def test_an_unusable_address_is_11100(url: str) -> None:
    fails(11100, url)


def test_a_certificate_of_the_labs_authority_is_trusted_and_of_another_is_11237(tmp_path: Path) -> None:
    authority = certificate_authority(tmp_path)
    chain, key = server_certificate(tmp_path, authority)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)

    async def handler(_: web.Request) -> web.Response:
        return web.Response(text="safe")

    assert exchange(handler, tls=context, ca_file=authority.file).body == b"safe"
    with pytest.raises(WebFailure) as raised:
        exchange(handler, tls=context)
    assert raised.value.code == 11237 and "self-signed certificate" in raised.value.message


def test_a_certificate_for_another_name_is_11235(tmp_path: Path) -> None:
    """Certificate Invalid - Domain Mismatch"""
    authority = certificate_authority(tmp_path)
    chain, key = server_certificate(tmp_path, authority)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)

    async def story() -> None:
        runner = web.AppRunner(web.Application())
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.2", 0, ssl_context=context)  # an address it does not name
        await site.start()
        try:
            await send(f"https://127.0.0.2:{runner.addresses[0][1]}/", ca_file=authority.file)
        finally:
            await runner.cleanup()

    with pytest.raises(WebFailure) as raised:
        asyncio.run(story())
    assert raised.value.code == 11235


def test_plain_http_on_a_tls_address_is_11220() -> None:
    async def story() -> None:
        runner = web.AppRunner(web.Application())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            await send(f"https://127.0.0.1:{runner.addresses[0][1]}/")
        finally:
            await runner.cleanup()

    with pytest.raises(WebFailure) as raised:
        asyncio.run(story())
    assert raised.value.code == 11220


def test_a_password_in_an_address_is_not_in_the_message() -> None:
    assert "secret" not in fails(11210, "http://user:secret@no-such-host.invalid/")
