"""``voicelab run -- COMMAND``: programs against a lab by environment alone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
import requests
from lab_child import ACCOUNT, AUTH_TOKEN, CREDENTIALS, WAIT_SECONDS, LabChild
from webhook_server import WebhookServer

HERE = Path(__file__).parent
NODE_MODULES = HERE.parent / "rest" / "node_modules"
RUN = [sys.executable, "-P", "-m", "voicelab", "run"]
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


def environment(**more: str) -> dict[str, str]:
    """This process's own, without proxies that some machine may have."""
    kept = {name: value for name, value in os.environ.items() if name.upper() not in PROXIES}
    return kept | CREDENTIALS | more


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *arguments], env=environment(**more), capture_output=True, text=True, timeout=2 * WAIT_SECONDS
    )


def python(source: str) -> list[str]:
    return ["--", sys.executable, "-c", textwrap.dedent(source)]


def test_the_python_library_needs_nothing_but_the_environment(tmp_path: Path) -> None:
    """FACE: "runs a program that thinks it talks to Twilio against a lab, by environment alone"."""
    done = run("--data-dir", tmp_path, "--", sys.executable, HERE / "ordinary.py")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["uri"].startswith(f"/2010-04-01/Accounts/{ACCOUNT}/") and said["seen"] is True
    assert "the lab is at http://127.0.0.1:" in done.stderr and ACCOUNT in done.stderr
    for name in ("VOICELAB_AUTH_TOKEN", "VOICELAB_API_KEY_SECRET"):
        assert CREDENTIALS[name] not in done.stderr


def test_the_node_library_needs_nothing_but_the_environment(tmp_path: Path) -> None:
    done = run("--data-dir", tmp_path, "--", "node", HERE / "ordinary.cjs", NODE_PATH=str(NODE_MODULES))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["seen"] is True


def test_what_else_reads_the_environment_gets_there_too(tmp_path: Path) -> None:
    """Httpx and aiohttp (which asks for ``trust_env``), curl, urllib."""
    source = """
        import asyncio, json, shutil, subprocess, urllib.request
        import aiohttp, httpx
        url = "https://api.twilio.com/health"
        said = {"httpx": httpx.get(url).json(), "urllib": json.load(urllib.request.urlopen(url))}
        async def ask():
            async with aiohttp.ClientSession(trust_env=True) as session, session.get(url) as answer:
                return await answer.json()
        said["aiohttp"] = asyncio.run(ask())
        if shutil.which("curl"):
            said["curl"] = json.loads(subprocess.run(["curl", "-s", url], capture_output=True).stdout)
        print(json.dumps(said))
    """
    done = run("--data-dir", tmp_path, *python(source))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {answer["account_sid"] for answer in said.values()} == {ACCOUNT}
    assert {"httpx", "urllib", "aiohttp"} <= set(said) and ("curl" in said) == bool(shutil.which("curl"))


def test_a_public_name_of_the_program_is_mapped(tmp_path: Path) -> None:
    """``--map-host HOST=URL``: the lab knows where the program's public name really is."""
    source = """
        import os, requests
        lab, auth = os.environ["VOICELAB_URL"], (os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])
        print(requests.get(lab + "/lab/v1/hosts", auth=auth).text)
    """
    mapped = "app.example.com=http://127.0.0.1:5000"
    done = run("--data-dir", tmp_path, "--map-host", mapped, *python(source))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "hosts": [{"host": "app.example.com", "address": "http://127.0.0.1:5000"}]
    }


def test_a_number_of_the_lab_leads_to_the_program(tmp_path: Path) -> None:
    """``--number +1500...=URL``: calling it asks the program's own webhook."""
    source = """
        import http.server, os, threading
        from twilio.rest import Client
        asked = threading.Event()
        class App(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.send_response(200)
                self.send_header("Content-Type", "text/xml")
                self.end_headers()
                self.wfile.write(b"<Response/>")
                print(self.path, "To=%2B15005550006" in body, flush=True)
                asked.set()
            def log_message(self, *words): pass
        server = http.server.HTTPServer(("127.0.0.1", int(os.environ["APP_PORT"])), App)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = Client()
        print(client.applications(os.environ["TWILIO_TWIML_APP_SID"]).fetch().voice_url)
        client.calls.create(to="+15005550006", from_="+15005550001", twiml="<Response><Pause/></Response>")
        assert asked.wait(60)
    """
    free = WebhookServer()
    port = free.url.rpartition(":")[2]
    free._server.server_close()
    url = f"http://127.0.0.1:{port}/voice"
    done = run(
        "--data-dir",
        tmp_path,
        "--number",
        f"+15005550006={url}",
        "--app",
        url,
        *python(source),
        APP_PORT=port,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [url, "/voice True"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (python("raise SystemExit(7)"), 7, ""),
        (python("import os, signal; os.kill(os.getpid(), signal.SIGTERM)"), 143, ""),
        (["--", "no-such-command-here"], 127, "there is no command no-such-command-here"),
        ([], 2, "which command?"),
        (["--number", "nonsense", "--", "true"], 2, "is not NUMBER=URL"),
        (["--number", "12=http://127.0.0.1/", "--", "true"], 1, "is no phone number"),
        (["--lab", "nonsense", "--", "true"], 1, "is not a lab's address"),
        (["--lab", "http://127.0.0.1:9", "--", "true"], 1, "cannot be reached"),
        (["--lab", "http://127.0.0.1:9/user/me/proxy", "--", "true"], 1, "a proxy cannot lead there"),
    ],
)
def test_the_exit_status_is_the_commands_or_says_why(
    tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    done = run("--data-dir", tmp_path, *arguments)
    assert done.returncode == status, done.stderr
    assert words in done.stderr and "Traceback" not in done.stderr


def test_signals_are_passed_on_and_the_lab_ends_after_the_command(tmp_path: Path) -> None:
    source = """
        import os, signal, sys
        def told(number, frame):
            print("told", flush=True)
            sys.exit(5)
        signal.signal(signal.SIGTERM, told)
        print(os.environ["VOICELAB_URL"], flush=True)
        signal.pause()
    """
    command = [*RUN, "--data-dir", str(tmp_path), *python(source)]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        last_resort = threading.Timer(2 * WAIT_SECONDS, process.kill)
        last_resort.start()
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert requests.get(f"{url}/health", timeout=WAIT_SECONDS).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "told\n"
        assert process.wait() == 5
        last_resort.cancel()
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(f"{url}/health", timeout=WAIT_SECONDS)


def test_it_joins_a_lab_that_runs_with_a_key_for_the_time_being(behind: LabChild, tmp_path: Path) -> None:
    """``--lab URL``: the lab's credentials from the environment; a key of another lab is of no use there."""
    source = """
        import os
        from twilio.rest import Client
        account = os.environ["TWILIO_ACCOUNT_SID"]
        client = Client(os.environ["TWILIO_API_KEY"], os.environ["TWILIO_API_SECRET"], account)
        print(client.applications.create(friendly_name="keyed").account_sid, os.environ["VOICELAB_URL"])
    """
    own = {"VOICELAB_API_KEY_SID": "SK" + "0" * 32, "VOICELAB_API_KEY_SECRET": "not-known-there"}
    done = run("--data-dir", tmp_path, "--lab", behind.url, *python(source), **own)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [ACCOUNT, behind.url]
    keys = requests.get(
        f"{behind.url}/2010-04-01/Accounts/{ACCOUNT}/Keys.json",
        auth=(ACCOUNT, AUTH_TOKEN),
        timeout=WAIT_SECONDS,
    ).json()["keys"]
    assert [key["friendly_name"] for key in keys if key["friendly_name"] == "voicelab run"] == []
