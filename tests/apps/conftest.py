"""One lab with a CONNECT door, and real applications that know nothing of it, in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "server"))

from lab_child import ACCOUNT, AUTH_TOKEN, CREDENTIALS, LabChild, start_lab
from people import FIRST, OFFICE, SECOND, People

from voicelab.cli.run import environment_for
from voicelab.client import Client
from voicelab.home import Credentials

HERE = Path(__file__).parent
WAITING = "<Response><Say>Yes?</Say><Pause length='300'/></Response>"


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    child = start_lab(tmp_path_factory.mktemp("apps"), "--proxy-port", "0")
    yield child
    assert child.end() == 0


@pytest.fixture(scope="session")
def client(lab: LabChild) -> Client:
    """The lab's own door: callers are scripted by it. The people who are called wait on the line."""
    client = Client(lab.url, ACCOUNT, AUTH_TOKEN)
    client.put_document("somebody", WAITING)
    for number in (OFFICE, FIRST, SECOND, "+15005550060", "+15005550061"):
        client.put_number(number, voice_url="somebody")
    return client


@pytest.fixture(scope="session")
def people(client: Client) -> People:
    return People(client)


@pytest.fixture(scope="session")
def application_sid(client: Client) -> str:
    """The application of the softphone's token; the softphone's own server is not there yet."""
    return str(client.put_application("softphone", voice_url="somebody")["sid"])


@pytest.fixture(scope="session")
def environment(lab: LabChild, application_sid: str) -> dict[str, str]:
    """What ``voicelab run`` would give the applications, and nothing else."""
    held = Credentials(
        ACCOUNT,
        AUTH_TOKEN,
        CREDENTIALS["VOICELAB_API_KEY_SID"],
        CREDENTIALS["VOICELAB_API_KEY_SECRET"],
    )
    ca = Path(lab.ready["ca_file"])
    led = environment_for(lab.url, lab.ready["proxy_url"], ca, ca, held, application_sid)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | led | {"OFFICE": OFFICE, "FIRST_AGENT": FIRST, "SECOND_AGENT": SECOND}


def serve(environment: dict[str, str], *command: str) -> Iterator[str]:
    """Run an application until the tests are over; its address."""
    with subprocess.Popen(
        [*command], cwd=HERE, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, f"{command[-1]} did not start"
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(scope="session")
def flask_app(environment: dict[str, str], client: Client) -> Iterator[str]:
    for url in serve(environment, sys.executable, "flask_app.py"):
        client.put_number("+15005550010", voice_url=f"{url}/menu")
        client.put_application("softphone", voice_url=f"{url}/softphone/voice")
        yield url


@pytest.fixture(scope="session")
def fastapi_app(environment: dict[str, str], client: Client) -> Iterator[str]:
    for url in serve(environment, sys.executable, "fastapi_app.py"):
        client.put_number("+15005550030", voice_url=f"{url}/conference")
        client.put_number("+15005550034", voice_url=f"{url}/support")
        yield url


@pytest.fixture(scope="session")
def django_app(environment: dict[str, str], client: Client) -> Iterator[str]:
    for url in serve(environment, sys.executable, "django_app.py"):
        client.put_number("+15005550020", voice_url=f"{url}/voicemail")
        client.put_number("+15005550021", voice_url=f"{url}/survey")
        yield url


@pytest.fixture(scope="session")
def express_app(environment: dict[str, str], client: Client) -> Iterator[str]:
    if not (HERE / "node_modules" / "express").exists():
        npm = shutil.which("npm")
        assert npm, "npm is not there: this application needs Express from npm (make test fetches it)"
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    for url in serve(environment, "node", "express_app.cjs"):
        client.put_number("+15005550040", voice_url=f"{url}/forward")
        client.put_number("+15005550042", voice_url=f"{url}/queue")
        client.put_number("+15005550043", voice_url=f"{url}/queue/agent")
        yield url
