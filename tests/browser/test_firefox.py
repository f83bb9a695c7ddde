"""The unmodified @twilio/voice-sdk in Firefox ESR: the second browser, over TLS, proved by sound."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from parts import MICROPHONE, Lab, SdkPage, Site, strongest

pytestmark = [pytest.mark.browser("firefox", "pulseaudio"), pytest.mark.media]
HERE = Path(__file__).parent


def test_firefox_calls(lab: Lab, site: Site, sound_card: dict[str, str]) -> None:
    """Register, outgoing call, Play at its frequency, the microphone at its, keys, hang up."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    assert firefox, "Firefox ESR is not on this machine: `make test` installs it where it may."
    node = shutil.which("node")
    assert node, "node is not on this machine"
    lab.document("tone440", f"<Play>{site.url}/tone-440.wav</Play>")
    task = {
        "firefox": firefox,
        "page": f"{site.url}/page.html",
        "lab": lab.tls_url,
        "token": lab.token(SdkPage.new_identity("firefox")),
        "kind": "2.x",
        "to": "tone440",
        "tone": 440,
    }
    run = subprocess.run(
        [node, "firefox.mjs", json.dumps(task)],
        cwd=HERE,
        env=sound_card,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    seen = json.loads(run.stdout.splitlines()[-1])
    assert seen["version"].startswith("firefox/")
    assert abs(seen["heard"]["frequency"] - 440) < 10
    sid = seen["sid"]
    assert lab.ended(sid) == "completed"
    assert [digit for digit, _ in lab.digits(sid)] == ["1", "2", "#"]
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 15 and share > 0.5
    assert not {"callError", "error", "unhandled", "uncaught"} & set(seen["notes"])
    homes = (site.url, lab.tls_url, lab.tls_url.replace("https", "wss"), "data:", "blob:")
    assert [url for url in seen["asked"] if not url.startswith(homes)] == []
