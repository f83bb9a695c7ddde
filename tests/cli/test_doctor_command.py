"""``voicelab doctor``: symptom, cause, cure; exit 1 when something is broken."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import voicelab.widgets
from voicelab.cli import doctor, doctor_jupyter, main
from voicelab.server.tls import certificate_authority


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICELAB_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def look(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the one finding."""
    status = main(["doctor", "--json", *words])
    (finding,) = json.loads(capsys.readouterr().out)
    assert list(finding) == ["check", "level", "symptom", "cause", "cure"]
    return status, finding


@pytest.mark.media
def test_a_machine_where_the_lab_works(place: Path) -> None:
    """Everything is looked at for real: UDP, the voice, a call to a lab that hears its tone come back."""
    command = [sys.executable, "-P", "-m", "voicelab", "doctor", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=dict(os.environ))
    levels = {finding["check"]: finding["level"] for finding in json.loads(done.stdout)}
    assert list(levels) == list(doctor.CHECKS)
    assert done.returncode == 0, done.stdout
    assert {levels[name] for name in ("data directory", "media", "udp", "speech", "call")} == {"ok"}
    assert levels["microphone"] == "advice"


def test_a_table_for_people(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stops stands with its cause and its cure; what is fine takes one line."""
    (place / "data").write_text("not a directory")
    assert main(["doctor", "--only", "python", "--only", "data directory"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ok   python          CPython ")
    assert lines[1] == "STOP data directory  The lab does not start."
    assert lines[2].startswith(" " * 21 + "cause: The data directory ")
    assert any(line.startswith(" " * 21 + "cure: ") for line in lines)
    assert lines[-1] == "1 of 2 checks found what stops the lab, 0 gave a warning."


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        status, finding = look(capsys, "--only", "port", "--port", str(server.getsockname()[1]))
    assert status == 1 and finding["level"] == "broken"
    assert "cannot be listened on" in finding["cause"] and "--port 0" in finding["cure"]


def test_udp_that_is_shut(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As behind a firewall that refuses datagrams."""

    class Shut(socket.socket):
        def sendto(self, *_: Any) -> int:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("voicelab.cli.doctor_sound.socket.socket", Shut)
    status, finding = look(capsys, "--only", "udp")
    assert status == 1 and "Operation not permitted" in finding["cause"] and "UDP" in finding["cure"]


@pytest.mark.parametrize("name", ["chromium", "node"])
def test_what_only_developers_need_is_a_warning(
    name: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(place))
    status, finding = look(capsys, "--only", name)
    assert (status, finding["level"]) == (0, "warning")


def test_a_proxy_that_is_not_enabled(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Jupyter's own configuration decides."""
    assert look(capsys, "--only", "proxy")[0] == 0
    off = {"ServerApp": {"jpserver_extensions": {"jupyter_server_proxy": False}}}
    (place / "jupyter_server_config.json").write_text(json.dumps(off))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(place))
    status, finding = look(capsys, "--only", "proxy")
    assert status == 1 and "jupyter server extension enable" in finding["cure"]


@pytest.mark.parametrize(
    ("variable", "level", "words"),
    [("COLAB_RELEASE_TAG", "warning", "In Colab"), ("VSCODE_PID", "advice", "In VS Code")],
)
def test_a_page_that_is_no_jupyters(
    variable: str, level: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("COLAB_RELEASE_TAG", "VSCODE_PID", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    assert look(capsys, "--only", "page")[1]["level"] == "ok"
    monkeypatch.setenv(variable, "1")
    status, finding = look(capsys, "--only", "page")
    assert (status, finding["level"]) == (0, level) and finding["symptom"].startswith(words)
    assert "JupyterLab, in a browser" in finding["cure"] and "lab.caller(" in finding["cure"]


def test_every_bundle_is_looked_for() -> None:
    """The front end is whole, or the doctor names what is missing."""
    built = {file.name for file in (Path(voicelab.widgets.__file__).parent / "static").glob("*.js")}
    assert built - {"lab_plugin.js"} == {name for name in doctor_jupyter._BUNDLES if name.endswith(".js")}


def test_an_authority_that_is_not_trusted(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It matters to --tls only: no failure, but the file is named."""
    (place / "data").mkdir()
    certificate_authority(place / "data")
    status, finding = look(capsys, "--only", "certificate")
    assert (status, finding["level"]) == (0, "advice") and str(place / "data" / "ca.pem") in finding["cause"]


def test_a_lab_that_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The call's row says what the lab said."""
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    status, finding = look(capsys, "--only", "call")
    assert status == 1 and "The lab's server cannot be started" in finding["cause"]


def test_a_check_that_fails_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> Any:
        raise RuntimeError("out of luck")

    monkeypatch.setitem(doctor.CHECKS, "udp", fail)  # type: ignore[arg-type]
    status, finding = look(capsys, "--only", "udp")
    assert status == 1 and finding["cause"] == "RuntimeError: out of luck"
