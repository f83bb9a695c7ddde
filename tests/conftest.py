"""What a test needs from the machine: where it cannot be had, the test says so and the rest runs; CI fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from proofs import Proofs

PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
    "pulseaudio": ("pulseaudio",),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--proofs FILE`` writes what of the language this run has proved; see ``proofs.py``."""
    parser.addoption("--proofs", metavar="FILE", help="write what of the language the passing tests prove")


def pytest_configure(config: pytest.Config) -> None:
    """``proves`` names what of the language a test proves: the key of an element, and attributes of it."""
    config.addinivalue_line("markers", "proves(key, *attributes): what of the language this test proves")
    if file := config.getoption("--proofs"):
        config.pluginmanager.register(Proofs(Path(file)))


def pytest_itemcollected(item: pytest.Item) -> None:
    """With ``--dist loadgroup`` a worker takes a file at a time, as its tests share what they start."""
    if item.get_closest_marker("xdist_group") is None:
        item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip ``browser`` tests whose programs are not installed, but never in CI: there they run, and fail.

    The mark names its programs (``pytest.mark.browser("firefox", "pulseaudio")``); without names it is Chromium.
    """
    if os.environ.get("CI") == "true":
        return
    missing = {name for name, spellings in PROGRAMS.items() if not any(map(shutil.which, spellings))}
    for item in items:
        for mark in item.iter_markers("browser"):
            if lacking := missing & set(mark.args or ("chromium",)):
                words = f"not on this machine: {', '.join(sorted(lacking))} (make test says how to get it)"
                item.add_marker(pytest.mark.skip(reason=words))


@pytest.fixture(scope="session")
def sound_card(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment with a sound card that nobody hears: without one AudioContext.resume() never settles."""
    pulseaudio = shutil.which("pulseaudio")
    assert pulseaudio, "PulseAudio is not on this machine: `make test` installs it where it may."
    folder = tmp_path_factory.mktemp("pulse")
    folder.chmod(0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    for name in ("PULSE_SERVER", "DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [
            *(pulseaudio, "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error"),
            *("-L", "module-native-protocol-unix", "-L", "module-null-sink sink_name=null"),
        ],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    yield environment
    process.terminate()
    process.wait(10)
