"""The phone widget in Firefox ESR: an outgoing call by mouse and keyboard, heard both ways."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import wave
from pathlib import Path
from typing import Any
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


TONE = 440.0


@pytest.mark.parametrize(("choice", "transport"), [("auto", "WebRTC"), ("websocket", "WebSocket")])
def test_the_phone_calls_from_firefox(
    real_lab: Client, sound_card: dict[str, str], choice: str, transport: str
) -> None:
    """The widget's Call, keys and Hang up; the tone sounds in the page, its microphone in the lab, digits arrive."""
    firefox, node = shutil.which("firefox-esr") or shutil.which("firefox"), shutil.which("node")
    assert firefox and node, "Firefox ESR or node is missing: `make test` installs them where it may."
    lab, name = real_lab, f"fox-{choice}"
    picture = artefact(f"firefox-phone-{choice}.png")

    async def drive() -> dict[str, Any]:
        harness = FakeLab()
        async with harness.running():
            page = f"http://127.0.0.1:{harness.port}/"
            await asyncio.to_thread(
                lab.put_document,
                name,
                "<Response><Gather timeout='200' numDigits='9'>"
                f"<Play loop='0'>{page}tone-440.wav</Play></Gather></Response>",
            )
            task = {
                "firefox": firefox,
                "page": page,
                "credentials": {
                    "type": "credentials",
                    "port": urlsplit(lab.url).port,
                    "url": None,
                    "account_sid": lab.account_sid,
                    "token": lab.token("access", name),
                    "observe_token": lab.token("observe"),
                },
                "traits": {**PHONE, "identity": name, "to": name, "transport_choice": choice},
                "tone": TONE,
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
            found: dict[str, Any] = json.loads(said.decode().splitlines()[-1])
            return found

    seen = asyncio.run(drive())
    assert str(seen["version"]).startswith("firefox/") and seen["faults"] == []
    assert seen["transport"] == transport
    assert abs(seen["sound"]["frequency"] - TONE) < 10
    sid = str(seen["call_sid"])
    assert seen["status"] == "in-call" and lab.call(sid)["status"] == "completed"
    assert [event.digit for event in lab.events(sid) if isinstance(event, DigitPressed)] == ["1", "2", "#"]
    assert share_at(sound(lab, sid, "inbound"), HUM) > 0.3  # the rest is the keys
    assert share_at(sound(lab, sid, "outbound"), TONE) > 0.3
