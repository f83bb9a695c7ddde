"""The phone widget in Firefox ESR: an outgoing call by mouse and keyboard, heard both ways."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import wave
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from browser_page import PHONE
from fake_lab import FakeLab
from numpy.typing import NDArray
from real_lab import artefact

from voicelab.calls.events import DigitPressed
from voicelab.client import Client

pytestmark = [pytest.mark.browser("firefox", "pulseaudio"), pytest.mark.media]
SCRIPTS = Path(__file__).parents[1] / "browser"
HUM = 1000.0
"""What Firefox's fake microphone says, in hertz."""


def sound(lab: Client, sid: str, track: str) -> NDArray[np.float64]:
    with wave.open(io.BytesIO(lab.audio(sid, track))) as file:  # type: ignore[arg-type]
        return np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(float)


def share_at(samples: NDArray[np.float64], frequency: float) -> float:
    """How much of the sound's power is within 20 Hz of a frequency."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / 8000)
    return float(power[np.abs(at - frequency) < 20].sum() / power[at > 50].sum())


def test_the_phone_calls_from_firefox(real_lab: Client, sound_card: dict[str, str], tmp_path: Path) -> None:
    """The widget's Call, keys and Hang up; its microphone reaches the lab, and digits arrive."""
    firefox, node = shutil.which("firefox-esr") or shutil.which("firefox"), shutil.which("node")
    assert firefox and node, "Firefox ESR or node is missing: `make test` installs them where it may."
    lab = real_lab
    lab.put_document(
        "fox", "<Response><Gather timeout='40' numDigits='9'><Say>Go on.</Say></Gather></Response>"
    )
    picture = artefact("firefox-phone.png")

    async def drive() -> dict[str, object]:
        harness = FakeLab()
        async with harness.running():
            task = {
                "firefox": firefox,
                "page": f"http://127.0.0.1:{harness.port}/",
                "credentials": {
                    "type": "credentials",
                    "port": urlsplit(lab.url).port,
                    "url": None,
                    "account_sid": lab.account_sid,
                    "token": lab.token("access", "fox"),
                    "observe_token": lab.token("observe"),
                },
                "traits": {**PHONE, "identity": "fox", "to": "fox"},
                "picture": str(picture) if picture else None,
            }
            process = await asyncio.create_subprocess_exec(
                *(node, "firefox_widget.mjs", json.dumps(task)),
                cwd=SCRIPTS,
                env=sound_card,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            said, complained = await asyncio.wait_for(process.communicate(), 300)
            assert process.returncode == 0, complained.decode()[-3000:]
            found: dict[str, object] = json.loads(said.decode().splitlines()[-1])
            return found

    seen = asyncio.run(drive())
    assert str(seen["version"]).startswith("firefox/") and seen["faults"] == []
    sid = str(seen["call_sid"])
    assert seen["status"] == "in-call" and lab.call(sid)["status"] == "completed"
    assert [event.digit for event in lab.events(sid) if isinstance(event, DigitPressed)] == ["1", "2", "#"]
    assert share_at(sound(lab, sid, "inbound"), HUM) > 0.3  # the rest is the keys
    assert np.abs(sound(lab, sid, "outbound")).max() > 1000
