"""``voicelab serve``: how it starts, what it says, how it ends, and what is there again afterwards."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from lab_child import ACCOUNT, AUTH_TOKEN, CREDENTIALS, WAIT_SECONDS, LabChild, Visitor, fair, start_lab

from voicelab import __version__


def test_the_first_line_of_stdout_is_the_ready_line(lab: LabChild) -> None:
    """FACE: ``{"event":"ready","url","tls_url","account_sid","ca_file"}``, once everything listens."""
    assert set(lab.ready) == {"event", "url", "tls_url", "account_sid", "ca_file"}
    assert lab.ready["event"] == "ready" and lab.ready["account_sid"] == ACCOUNT
    assert lab.url.startswith("http://127.0.0.1:")
    assert lab.ready["tls_url"].startswith("https://localhost:")


def test_health_answers_to_anybody_on_this_machine(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        assert await visitor.ask("GET", "/health", auth=False) == (
            200,
            {"voicelab": __version__, "account_sid": ACCOUNT, "speaks": True},
        )

    lab.run(story)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_tls_verifies_against_the_ca_file(lab: LabChild, host: str) -> None:
    context = ssl.create_default_context(cafile=lab.ready["ca_file"])
    url = lab.ready["tls_url"].replace("localhost", host)

    async def story(visitor: Visitor) -> None:
        async with visitor.session.get(url + "/health", ssl=context) as answer:
            assert answer.status == 200
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await visitor.session.get(url + "/health")

    lab.run(story)


def test_no_secret_is_said_or_logged(tmp_path: Path) -> None:
    """FACE: credentials "are never printed, logged"; a wrong request's headers are not either."""
    lab = start_lab(tmp_path / "data", credentials=False)
    held = json.loads((tmp_path / "data" / "credentials.json").read_text())
    port = int(lab.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nCookie : secret-cookie\r\nBad Header\x00: x\r\n\r\n")
        assert b"400" in connection.recv(1000)

    async def story(visitor: Visitor) -> None:
        await visitor.ask(
            "GET", "/lab/v1", auth=False, headers={"Cookie": "secret-cookie", "Authorization": "Basic x"}
        )

    lab.run(story)
    lab.end()
    said = lab.log.read_text() + json.dumps(lab.ready)
    assert held["account_sid"] == lab.ready["account_sid"]
    for secret in (held["auth_token"], held["api_key_secret"], "secret-cookie"):
        assert secret not in said
    assert (tmp_path / "data" / "credentials.json").stat().st_mode & 0o777 == 0o600


def test_the_end_of_stdin_ends_it_within_a_second(tmp_path: Path) -> None:
    """FACE: ``--exit-with-stdin``. A tunnel and an observer that stay open do not keep it."""
    lab = start_lab(tmp_path / "data")

    async def story(visitor: Visitor) -> None:
        async with (
            visitor.socket("/lab/v1/webhooks", **lab.headers) as tunnel,
            visitor.socket("/observe") as observer,
        ):
            await tunnel.send_json({"serve": ["/ivr"]})
            await observer.send_json({"token": await visitor.token("observe"), "calls": "all"})
            assert (await observer.receive_json())["event"] == "hello"
            assert lab.process.stdin is not None
            lab.process.stdin.close()
            assert lab.process.wait(fair(1.0)) == 0
            assert (await tunnel.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)

    lab.run(story)


def test_documents_numbers_and_history_survive_kill_9(tmp_path: Path) -> None:
    """Issue 5: "history survives restart"; wire: ``history`` gives the events of a call that is named."""

    async def write(visitor: Visitor) -> tuple[str, list[dict[str, Any]]]:
        await visitor.ask("PUT", "/lab/v1/documents/welcome", json={"source": "<Response/>"})
        await visitor.ask("PUT", "/lab/v1/applications/menu", json={"voice_url": "welcome"})
        await visitor.ask("PUT", "/lab/v1/numbers/+15005550006", json={"voice_application_sid": "menu"})
        async with visitor.socket("/observe") as observer:
            await observer.send_json({"token": await visitor.token("observe"), "calls": "all"})
            assert (await observer.receive_json())["event"] == "hello"
            await visitor.ask("POST", "/lab/v1/calls", json={"to": "client:nobody", "what": "welcome"})
            seen = [await observer.receive_json()]
            while seen[-1]["event"] != "call-ended":
                seen.append(await observer.receive_json())
        await visitor.ask("GET", "/lab/v1/calls")  # answered after what was written before
        return str((await visitor.ask("GET", "/lab/v1"))[1]["application_sid"]), seen

    first = start_lab(tmp_path / "data")
    own_application, seen = first.run(write)
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()

    async def read(visitor: Visitor) -> None:
        assert await visitor.ask("GET", "/twiml/welcome", auth=False) == (200, b"<Response/>")
        _, applications = await visitor.ask("GET", "/lab/v1/applications")
        _, numbers = await visitor.ask("GET", "/lab/v1/numbers")
        (application,), (number,) = applications["applications"], numbers["numbers"]
        assert (application["friendly_name"], application["voice_url"]) == ("menu", "welcome")
        assert number["voice_application_sid"] == application["sid"]
        assert (await visitor.ask("GET", "/lab/v1"))[1]["application_sid"] == own_application
        _, calls = await visitor.ask("GET", "/lab/v1/calls")
        assert [(call["sid"], call["status"]) for call in calls["calls"]] == [
            (seen[0]["call_sid"], "no-answer")
        ]
        async with visitor.socket("/observe") as observer:
            sids = [seen[0]["call_sid"], "CAunknown"]
            watch = {"token": await visitor.token("observe"), "calls": sids, "history": True}
            await observer.send_json(watch)
            assert (await observer.receive_json())["event"] == "hello"
            assert [await observer.receive_json() for _ in seen] == seen

    second = start_lab(tmp_path / "data")
    second.run(read)
    second.end()


def test_two_labs_in_one_data_directory_keep_two_ledgers_and_one_account(tmp_path: Path) -> None:
    """FACE: "a data directory in use gets a second, numbered ledger, said aloud"; shared account and CA."""
    first = start_lab(tmp_path / "data", "--tls", credentials=False)
    second = start_lab(tmp_path / "data", "--tls", credentials=False)
    assert first.ready["account_sid"] == second.ready["account_sid"]
    assert first.ready["ca_file"] == second.ready["ca_file"]
    first.end()
    second.end()
    assert "ledger-2.sqlite3" in second.log.read_text()
    assert (tmp_path / "data" / "ledger-2.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "TAKEN"], "address already in use. Give another --port"),
        (["--proxy-port", "TAKEN"], "The proxy cannot listen on 127.0.0.1, port"),
        (["--host", "192.0.2.1"], "--host is an address of this machine"),
        (["--cert", "no-such-file.pem"], "There is no file no-such-file.pem."),
        (["--port", "many"], "many is no number"),
        (["--data-dir", "/dev/null/x"], "cannot be made"),
        (["--port", "99999"], "no port"),
        (["--public-url", "example.org"], "no http or https address"),
        (["--key", "x.pem"], "--key needs --cert"),
    ],
)
def test_what_stops_it_is_said_in_a_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = [str(taken.getsockname()[1]) if word == "TAKEN" else word for word in arguments]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "voicelab", "serve", "--data-dir", tmp_path, *given],
            capture_output=True,
            text=True,
            env={**os.environ, **CREDENTIALS},
            timeout=WAIT_SECONDS,
        )
    assert done.returncode in (1, 2) and done.stdout == ""
    assert words in done.stderr and "Traceback" not in done.stderr
    assert AUTH_TOKEN not in done.stderr
