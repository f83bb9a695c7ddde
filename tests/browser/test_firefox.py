"""The unmodified SDKs in Firefox ESR: the second browser, proved by sound."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from parts import MICROPHONE, Lab, SdkPage, Site, strongest

pytestmark = [pytest.mark.browser("firefox", "pulseaudio"), pytest.mark.media]
HERE = Path(__file__).parent


def drive(
    program: str,
    task: dict[str, Any],
    sound_card: dict[str, str],
    meanwhile: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """Let Firefox do what the program and the task say, and return what it saw."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    assert firefox, "Firefox ESR is not on this machine: `make test` installs it where it may."
    node = shutil.which("node")
    assert node, "node is not on this machine"
    run = subprocess.Popen(
        [node, program, json.dumps({**task, "firefox": firefox})],
        cwd=HERE,
        env=sound_card,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        meanwhile()
        said, faults = run.communicate(timeout=300)
    finally:
        run.kill()
    assert run.returncode == 0, faults[-3000:]
    return dict(json.loads(said.splitlines()[-1]))


def proved_by_sound(lab: Lab, sid: str) -> None:
    """The lab heard Firefox's fake microphone and its three keys, and the call is over."""
    assert lab.ended(sid) == "completed"
    assert [digit for digit, _ in lab.digits(sid)] == ["1", "2", "#"]
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 15 and share > 0.5


@pytest.mark.parametrize(
    ("kind", "incoming", "codec"),
    [
        ("2.x", False, "pcmu"),
        ("2.x", False, "opus"),
        ("2.x", True, "pcmu"),
        ("1.x", False, "pcmu"),
        ("1.x", True, "pcmu"),
    ],
)
def test_firefox_calls_and_is_called(
    lab: Lab, site: Site, sound_card: dict[str, str], kind: str, incoming: bool, codec: str
) -> None:
    """Register, call or be called, Play at its frequency, the microphone at its, keys, hang up."""
    name = SdkPage.new_identity("firefox")
    lab.document("tone440", f"<Play>{site.url}/tone-440.wav</Play>")
    task = {
        "page": f"{site.url}/page.html",
        "lab": lab.tls_url,
        "token": lab.token(name),
        "kind": kind,
        "options": {"codecPreferences": [codec, "opus" if codec == "pcmu" else "pcmu"]},
        "incoming": incoming,
        "to": "tone440",
        "tone": 440,
    }

    def ring() -> None:
        if incoming:
            lab.until(lambda: lab.phones(name) == 1, "Firefox's registration")
            lab.client.place_call(f"client:{name}", "tone440")

    seen = drive("firefox.mjs", task, sound_card, ring)
    assert seen["version"].startswith("firefox/")
    assert abs(seen["heard"]["frequency"] - 440) < 10
    proved_by_sound(lab, seen["sid"])
    assert not {"callError", "error", "unhandled", "uncaught"} & set(seen["notes"])
    homes = (site.url, lab.tls_url, lab.tls_url.replace("https", "wss"), "data:", "blob:")
    assert [url for url in seen["asked"] if not url.startswith(homes)] == []
