"""``voicelab call``: the command as a user runs it, a process of its own, against a real lab by WebRTC."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from webhook_server import WebhookServer

from voicelab.callers.phone import open_phone
from voicelab.calls.events import CallEnded, DigitPressed, event_from_json
from voicelab.calls.signature import sign
from voicelab.cli import main
from voicelab.client import Client
from voicelab.kernel.child import Child
from voicelab.media.files import encode_wav
from voicelab.media.frames import RATE, Sound

pytestmark = pytest.mark.media

ACCOUNT, TOKEN = "AC" + "a1" * 16, "b2" * 16
WAIT = 60.0  # a busy machine is no failure
COMMAND = [sys.executable, "-P", "-m", "voicelab", "call"]
CALLER = "+15005550001"


def tone(frequency: float, seconds: float = 1.0) -> NDArray[np.int16]:
    at = np.arange(round(seconds * RATE)) / RATE
    return (8000 * np.sin(2 * np.pi * frequency * at)).astype(np.int16)


def main_frequency(wav: bytes) -> float:
    """The loudest frequency of a WAV file, one channel."""
    with wave.open(io.BytesIO(wav)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        rate = file.getframerate()
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum[5:]) + 5) * rate / len(samples)


@dataclass
class House:
    """A lab, a web application, and the command line between them."""

    url: str
    client: Client
    web: WebhookServer
    environment: dict[str, str]

    def call(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, words)], env=self.environment, capture_output=True, text=True, timeout=WAIT
        )

    @property
    def last(self) -> str:
        return str(self.client.calls()[-1]["sid"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("VOICELAB_")}
    known = {"VOICELAB_ACCOUNT_SID": ACCOUNT, "VOICELAB_AUTH_TOKEN": TOKEN}
    with pytest.MonkeyPatch.context() as patch, WebhookServer().serving() as web:
        for name, value in known.items():
            patch.setenv(name, value)
        child = Child(data_directory=tmp_path_factory.mktemp("lab"))
        ready = child.start()
        try:
            client = Client(ready.url, ACCOUNT, TOKEN)
            yield House(ready.url, client, web, {**plain, **known, "VOICELAB_URL": ready.url})
        finally:
            child.end()


def test_a_webhook_is_called_from_a_number_heard_and_kept(house: House, tmp_path: Path) -> None:
    """WHAT an http webhook; --from N; --digits with w; --record, --plot, --events; exit 0."""
    house.web.pages |= {
        "/voice": "<Response><Play>{here}/tone.wav</Play><Gather numDigits='2' action='/menu'/></Response>",
        "/tone.wav": encode_wav(tone(620)),
        "/menu": "<Response><Hangup/></Response>",
    }
    heard, drawn, told = tmp_path / "heard.wav", tmp_path / "call.png", tmp_path / "call.jsonl"
    done = house.call(
        house.web.url + "/voice",
        *("--from", CALLER, "--digits", "wwwwww1w2"),
        *("--record", heard, "--plot", drawn, "--events", told),
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = house.web.posted[-2:]
    assert first[0] == "/voice" and first[1]["From"] == CALLER
    assert first[2] == sign(TOKEN, house.web.url + "/voice", first[1])
    assert second[0] == "/menu" and second[1]["Digits"] == "12"
    assert abs(main_frequency(heard.read_bytes()) - 620) < 3
    assert drawn.read_bytes().startswith(b"\x89PNG")
    events = [event_from_json(json.loads(line)) for line in told.read_text().splitlines()]
    assert [event.digit for event in events if isinstance(event, DigitPressed)] == ["1", "2"]
    assert isinstance(events[-1], CallEnded) and events[-1].status == "completed"
    assert f"inbound call from {CALLER}" in done.stdout and "status completed" in done.stdout


def test_an_error_in_the_call_is_exit_1(house: House, tmp_path: Path) -> None:
    """WHAT a TwiML file; exit 0 only without a notification of level error."""
    file = tmp_path / "my menu.xml"
    file.write_text("<Response><Redirect>/twiml/no-such-document</Redirect></Response>")
    done = house.call(file)
    assert done.returncode == 1 and "! error 11200" in done.stdout and done.stderr == ""
    assert "to my-menu" in done.stdout  # published under a name that an address can have


@pytest.mark.parametrize("what", ["number", "app"])
def test_a_number_and_an_application_hear_the_caller(house: House, tmp_path: Path, what: str) -> None:
    """WHAT a number, app:NAME; --wav, --say; either transport: the lab hears what the caller plays."""
    house.client.put_document("listen", "<Response><Gather timeout='3'/></Response>")
    house.client.put_number("+15005550006", voice_url="listen")
    house.client.put_application("support", voice_url="listen")
    (tmp_path / "tone.wav").write_bytes(encode_wav(tone(500, 2.0)))
    by_socket = ("--say", "Good morning.", "--transport", "websocket")
    deed = ("--wav", tmp_path / "tone.wav") if what == "number" else by_socket
    who = (CALLER, CALLER) if what == "number" else ("anna", "client:anna")
    done = house.call("+15005550006" if what == "number" else "app:support", *deed, "--from", who[0])
    assert (done.returncode, done.stderr) == (0, "")
    said = house.client.audio(house.last, "inbound")
    if what == "number":
        assert abs(main_frequency(said) - 500) < 3
    else:
        with wave.open(io.BytesIO(said)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(float)
        assert np.sqrt(np.mean(samples**2)) > 100
    assert house.client.call(house.last)["from"] == who[1]


def test_a_client_answers_and_hangs_up(house: House, tmp_path: Path) -> None:
    """WHAT client:NAME: another phone of the lab rings, and both hear each other; its leg is shown too."""
    heard = tmp_path / "heard.wav"

    async def story() -> tuple[int | None, bytes]:
        async with asyncio.timeout(WAIT), open_phone(house.url, house.client.token("access", "bob")) as bob:
            await bob.register()
            process = await asyncio.create_subprocess_exec(
                *COMMAND, "client:bob", "--record", str(heard), env=house.environment, stdout=subprocess.PIPE
            )
            call = await bob.answer()
            await call.leg.play(Sound.of(tone(700, 1.5)))
            await call.hang_up()
            out, _ = await process.communicate()
            return process.returncode, out

    status, out = asyncio.run(story())
    assert status == 0 and b"  | " in out
    assert abs(main_frequency(heard.read_bytes()) - 700) < 3


def test_a_call_that_lasts_too_long_is_hung_up(house: House) -> None:
    """WHAT a document of the lab; --timeout S."""
    house.client.put_document("long", "<Response><Gather timeout='60'/></Response>")
    done = house.call("long", "--timeout", "2")
    assert done.returncode == 0 and "2 seconds are over; hanging up." in done.stderr
    assert house.client.call(house.last)["status"] == "completed"


def test_nobody_of_that_name(house: House) -> None:
    """A clear sentence and exit 1; nothing waits for a call that is none."""
    done = house.call("app:nowhere")
    assert done.returncode == 1 and "nowhere" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_mistyped_name_is_not_rung_as_somebody(house: House) -> None:
    """A bare word is a file or a document; a phone is client:NAME."""
    done = house.call("welcom")
    assert done.returncode == 1 and done.stdout == ""
    assert "There is no file welcom here, and the lab has no document of that name." in done.stderr
    assert "client:welcom" in done.stderr


def test_ctrl_c_ends_the_call_and_the_commands_own_lab(tmp_path: Path) -> None:
    """Exit 130, no traceback, no process left behind."""
    (tmp_path / "long.xml").write_text("<Response><Gather timeout='60'/></Response>")
    place = tmp_path / "data"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("VOICELAB_")}
    process = subprocess.Popen(
        [*COMMAND, tmp_path / "long.xml"],
        env={**plain, "VOICELAB_DATA_DIR": str(place)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    assert any("<Gather" in line for line in lines)
    assert _processes(place)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=WAIT)
    assert (process.returncode, errors) == (130, "voicelab call: interrupted; the call is hung up.\n")
    assert not _processes(place)


def _processes(place: Path) -> list[str]:
    """The processes whose command line names this place."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if os.fsencode(place) in words:
            found.append(entry.parent.name)
    return found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.xml"], "none.xml cannot be read: No such file or directory."),
        (["good.xml", "--wav", "none.wav"], "--wav none.wav cannot be read: No such file or directory."),
        (["good.xml", "--wav", "good.xml"], "--wav good.xml cannot be played."),
        (["good.xml", "--digits", "1x"], "--digits 1x: 'x' is not a key."),
        (["good.xml", "--record", "none/out.wav"], "is in a folder that does not exist."),
        (["."], ". is a folder. Name a TwiML file in it."),
        (["good.xml", "--timeout", "-1"], "--timeout -1 is not a number of seconds above nothing."),
        (["good.xml"], "VOICELAB_URL is set to http://127.0.0.1:9;"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Bad words, and a lab that is not there: exit 1 and one line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.xml").write_text("<Response/>")
    monkeypatch.setenv("VOICELAB_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("VOICELAB_ACCOUNT_SID", ACCOUNT)
    monkeypatch.setenv("VOICELAB_AUTH_TOKEN", TOKEN)
    assert main(["call", *words]) == 1
    errors = capsys.readouterr().err
    assert said in errors and errors.startswith("voicelab call: ") and errors.count("\n") == 1
