"""The CONNECT door: Twilio's names lead into the lab, this machine is reached, nothing else is."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import requests
from lab_child import CREDENTIALS, WAIT_SECONDS, LabChild
from webhook_server import WebhookServer

from voicelab.server.connect_door import ConnectDoor, Refused, read_request
from voicelab.server.tls import certificate_authority

HERE = Path(__file__).parent
NODE_MODULES = HERE.parent / "rest" / "node_modules"
ACCOUNT, TOKEN = CREDENTIALS["VOICELAB_ACCOUNT_SID"], CREDENTIALS["VOICELAB_AUTH_TOKEN"]
KEY, SECRET = CREDENTIALS["VOICELAB_API_KEY_SID"], CREDENTIALS["VOICELAB_API_KEY_SECRET"]
PROGRAM = {
    "PATH": os.environ["PATH"],
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_AUTH_TOKEN": TOKEN,
    "TWILIO_API_KEY": KEY,
    "TWILIO_API_SECRET": SECRET,
}


def ask(lab: LabChild, method: str, url: str, **more: Any) -> requests.Response:
    """One request through the proxy."""
    proxies = {"http": lab.ready["proxy_url"], "https": lab.ready["proxy_url"]}
    with requests.Session() as session:
        session.trust_env = False
        return session.request(
            method, url, proxies=proxies, verify=lab.ready["ca_file"], timeout=WAIT_SECONDS, **more
        )


def test_the_ready_line_says_where_the_door_is(behind: LabChild) -> None:
    assert behind.ready["proxy_url"].startswith("http://127.0.0.1:")
    assert Path(behind.ready["ca_file"]).read_text().startswith("-----BEGIN CERTIFICATE-----")


def test_the_python_library_unmodified(behind: LabChild) -> None:
    """Issue 5: "with no code change at all: ... HTTPS_PROXY + REQUESTS_CA_BUNDLE for Python"."""
    variables = {"HTTPS_PROXY": behind.ready["proxy_url"], "REQUESTS_CA_BUNDLE": behind.ready["ca_file"]}
    said = run_program([sys.executable, str(HERE / "ordinary.py")], variables)
    assert said["size"] == 7 and said["deleted"] is True and said["seen"] is True
    assert said["uri"].startswith(f"/2010-04-01/Accounts/{ACCOUNT}/Calls/CA")
    assert said["refused"] == [404, 20404]


def test_the_node_library_unmodified(behind: LabChild) -> None:
    """Issue 5: "HTTP_PROXY + NODE_EXTRA_CA_CERTS for Node"."""
    variables = {
        "HTTP_PROXY": behind.ready["proxy_url"],
        "NODE_EXTRA_CA_CERTS": behind.ready["ca_file"],
        "NODE_PATH": str(NODE_MODULES),
    }
    said = run_program(["node", str(HERE / "ordinary.cjs")], variables)
    assert said["size"] == 7 and said["deleted"] is True and said["seen"] is True
    assert said["refused"] == [404, 20404]


def run_program(command: list[str], variables: dict[str, str]) -> Any:
    done = subprocess.run(
        command, env=PROGRAM | variables, capture_output=True, text=True, timeout=WAIT_SECONDS
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("host", ["api.twilio.com", "api.dublin.ie1.twilio.com", "API.TWILIO.COM"])
def test_every_name_of_twilios_has_a_certificate(behind: LabChild, host: str) -> None:
    """A region's name has more labels than one star of a certificate stands for."""
    answer = ask(behind, "GET", f"https://{host}/2010-04-01/Accounts/{ACCOUNT}.json", auth=(ACCOUNT, TOKEN))
    assert answer.status_code == 200 and answer.json()["sid"] == ACCOUNT


def test_wrong_credentials_are_20003_as_at_twilio(behind: LabChild) -> None:
    path = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
    answer = ask(behind, "GET", path, auth=(ACCOUNT, "wrong"))
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_another_product_of_twilios_is_said_to_be_absent(behind: LabChild) -> None:
    answer = ask(behind, "GET", "https://messaging.twilio.com/v1/Services", auth=(ACCOUNT, TOKEN))
    assert answer.status_code == 404
    assert answer.json()["message"] == "messaging.twilio.com/v1/Services is not in this lab."


def test_large_bodies_pass_both_ways_and_a_connection_serves_more_than_once(behind: LabChild) -> None:
    source = "<Response><Say>" + "long words " * 9000 + "</Say></Response>"
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"https": behind.ready["proxy_url"]}
        session.verify, session.auth = behind.ready["ca_file"], (ACCOUNT, TOKEN)
        for name in ("one", "two", "three"):
            url = f"https://api.twilio.com/lab/v1/documents/{name}"
            assert session.put(url, json={"source": source}, timeout=WAIT_SECONDS).status_code == 200
            assert session.get(url, timeout=WAIT_SECONDS).json()["source"] == source


def test_signaling_comes_through_to_the_lab(behind: LabChild) -> None:
    """A WebSocket of the browser SDKs' kind, to the name that they dial."""
    context = ssl.create_default_context(cafile=behind.ready["ca_file"])

    async def story() -> str:
        async with asyncio.timeout(WAIT_SECONDS), aiohttp.ClientSession() as session:
            async with session.ws_connect(
                "wss://voice-js.roaming.twilio.com/signal", proxy=behind.ready["proxy_url"], ssl=context
            ) as socket:
                await socket.send_json(
                    {"type": "listen", "version": "1.6", "payload": {"token": "no.such.one"}}
                )
                async for message in socket:
                    if message.data.strip():  # not a heartbeat
                        return str(json.loads(message.data)["type"])
                return "closed"

    assert asyncio.run(story()) == "error"


@pytest.mark.parametrize("url", ["https://example.com/", "http://example.com/x", "https://eviltwilio.com/"])
def test_nothing_gets_out_and_the_sentence_names_the_host(behind: LabChild, url: str) -> None:
    host = url.split("/")[2]
    words = f"VoiceLab lets nothing out: {host} is neither Twilio's nor on this machine."
    if url.startswith("https"):
        with pytest.raises(requests.exceptions.ProxyError, match="403") as refused:
            ask(behind, "GET", url)
        assert words in str(refused.value)
    else:
        answer = ask(behind, "GET", url)
        assert answer.status_code == 403 and answer.json()["message"] == words
        assert "NO_PROXY" in answer.json()["cure"]


def test_no_name_is_even_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def story() -> bytes:
        loop = asyncio.get_running_loop()
        look_up = loop.getaddrinfo

        async def watched(host: Any, *rest: Any, **more: Any) -> Any:
            asked.append(host)
            return await look_up(host, *rest, **more)

        monkeypatch.setattr(loop, "getaddrinfo", watched)
        door = ConnectDoor("http://127.0.0.1:9", certificate_authority(tmp_path))
        address = await door.start()
        port = int(address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await door.close()
        return answer

    assert asyncio.run(story()).startswith(b"HTTP/1.1 403 VoiceLab lets nothing out: example.com")
    assert set(asked) <= {"127.0.0.1"}


def test_this_machine_is_reached_by_tunnel_and_by_plain_request(behind: LabChild) -> None:
    """The program's own application: "loopback targets (the user's own app) which are tunnelled"."""
    app = WebhookServer()
    app.pages = {"/page?x=1": "<Response/>", "/sound": bytes(range(256)) * 20_000}
    with app.serving():
        plain = ask(behind, "POST", f"{app.url}/page?x=1", data={"a": "b"})
        assert plain.text == "<Response/>" and app.posted[0][1] == {"a": "b"}
        local = app.url.replace("127.0.0.1", "localhost")
        assert ask(behind, "GET", f"{local}/sound").content == app.pages["/sound"]
        assert tunnelled(behind, app.url) == app.pages["/sound"]


def tunnelled(lab: LabChild, url: str) -> bytes:
    """Fetch /sound through CONNECT, as programs do that tunnel everything."""
    import http.client

    proxy = lab.ready["proxy_url"].removeprefix("http://")
    connection = http.client.HTTPConnection(proxy, timeout=WAIT_SECONDS)
    connection.set_tunnel(url.removeprefix("http://"))
    connection.request("GET", "/sound")
    content = connection.getresponse().read()
    connection.close()
    return content


def test_nobody_there_is_said(behind: LabChild) -> None:
    answer = ask(behind, "GET", "http://127.0.0.1:9/")
    assert answer.status_code == 502 and "127.0.0.1:9" in answer.json()["message"]


def test_from_elsewhere_this_machine_is_not_reached(tmp_path: Path) -> None:
    """A lab that listens for others must not open this machine's private servers to them."""
    door = ConnectDoor("http://127.0.0.1:9", certificate_authority(tmp_path))
    wanted = read_request(b"CONNECT localhost:22 HTTP/1.1\r\n\r\n")
    with pytest.raises(Refused, match="only programs on it"):
        asyncio.run(door._reach(wanted, ("192.0.2.7", 5000)))


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT  HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT x:y HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT " + b"a" * 300 + b":1 HTTP/1.1\r\n\r\n", 400),
        (b"GET ftp://example.com/ HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
        (b"CONNECT api.twilio.com:443 HTTP/2\r\n\r\n", 400),
    ],
)
def test_what_is_no_proxy_request_is_refused(head: bytes, status: int) -> None:
    with pytest.raises(Refused) as refused:
        read_request(head)
    assert refused.value.status == status


def test_a_plain_request_is_passed_on_without_what_was_for_the_proxy() -> None:
    wanted = read_request(
        b"POST http://localhost:5000/a%20b?c=d HTTP/1.1\r\nHost: localhost:5000\r\nProxy-Authorization: x\r\n"
        b"Connection: keep-alive\r\nContent-Length: 0\r\n\r\n"
    )
    assert (wanted.host, wanted.port) == ("localhost", 5000)
    assert wanted.head == (
        b"POST /a%20b?c=d HTTP/1.1\r\nHost: localhost:5000\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )


def test_headers_without_end_are_refused(behind: LabChild) -> None:
    async def story() -> bytes:
        host, port = behind.ready["proxy_url"].removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"CONNECT api.twilio.com:443 HTTP/1.1\r\n" + b"x: " + b"y" * 40_000)
        answer = await reader.read(30)
        writer.close()
        return answer

    assert asyncio.run(asyncio.wait_for(story(), WAIT_SECONDS)).startswith(b"HTTP/1.1 431 ")


def test_a_program_that_does_not_trust_the_lab_is_told_apart(behind: LabChild) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        with requests.Session() as session:
            session.trust_env = False
            proxies = {"https": behind.ready["proxy_url"]}
            session.get("https://api.twilio.com/", proxies=proxies, timeout=WAIT_SECONDS)
    assert ask(behind, "GET", "https://api.twilio.com/health").status_code == 200


def test_tls_that_comes_together_with_its_connect_is_heard(behind: LabChild) -> None:
    """A program need not wait for the 200 before it begins its handshake: all of it may come in one piece."""
    context = ssl.create_default_context(cafile=behind.ready["ca_file"])
    host, port = behind.ready["proxy_url"].removeprefix("http://").split(":")

    async def story() -> bytes:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(incoming, outgoing, server_hostname="api.twilio.com")
        with pytest.raises(ssl.SSLWantReadError):
            tls.do_handshake()
        reader, writer = await asyncio.open_connection(host, int(port))
        connect = b"CONNECT api.twilio.com:443 HTTP/1.1\r\nHost: api.twilio.com:443\r\n\r\n"
        writer.write(connect + outgoing.read())
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")

        async def until(work: Any) -> Any:
            while True:
                try:
                    done = work()
                except ssl.SSLWantReadError:
                    done = None
                writer.write(outgoing.read())
                if done is not None:
                    return done
                piece = await reader.read(65536)
                assert piece, "the door closed the connection"
                incoming.write(piece)

        await until(lambda: tls.do_handshake() or True)
        tls.write(b"GET /health HTTP/1.1\r\nHost: api.twilio.com\r\nConnection: close\r\n\r\n")
        answer = b""
        while b'"voicelab"' not in answer:
            answer += await until(lambda: tls.read(65536))
        writer.close()
        return answer

    async def in_time() -> bytes:
        async with asyncio.timeout(WAIT_SECONDS):
            return await story()

    assert asyncio.run(in_time()).startswith(b"HTTP/1.1 200 ")
