"""What ``voicelab doctor`` looks at for notebooks and pages: the proxy, the front end, its tools, the microphone."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import voicelab.widgets
from voicelab.cli.diagnosis import Diagnosis, advice, broken, fine, warning

__all__ = ["chromium", "front_end", "microphone", "node", "proxy"]

_BUNDLES = ("phone.js", "timeline.js", "scope.js", "cell.js")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_NODE = 20


def proxy() -> Diagnosis:
    """jupyter-server-proxy: installed, and enabled in the Jupyter of this Python."""
    symptom = "On JupyterHub, Binder or any Jupyter elsewhere the phone says that the lab does not answer."
    if find_spec("jupyter_server_proxy") is None:
        return broken(
            symptom,
            "jupyter-server-proxy is not installed where this Python is.",
            "pip install jupyter-server-proxy, where JupyterLab runs; then start JupyterLab again.",
        )
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    manager = ExtensionConfigManager(read_config_path=jupyter_config_path())
    enabled: dict[str, bool] = manager.get_jpserver_extensions()  # type: ignore[no-untyped-call]
    if not enabled.get("jupyter_server_proxy"):
        return broken(
            symptom,
            "jupyter-server-proxy is installed but not enabled.",
            "jupyter server extension enable jupyter_server_proxy; then start JupyterLab again.",
        )
    return fine(f"jupyter-server-proxy {version('jupyter-server-proxy')} is installed and enabled")


def front_end() -> Diagnosis:
    """The widgets' bundles."""
    static = Path(voicelab.widgets.__file__).with_name("static")
    missing = [name for name in _BUNDLES if not (static / name).is_file()]
    if missing:
        return broken(
            "A phone's cell shows an error instead of the phone.",
            f"{', '.join(missing)} is not in {static}.",
            "In a clone: make widgets. Otherwise install VoiceLab again.",
        )
    return fine(f"all {len(_BUNDLES)} bundles are there")


def node() -> Diagnosis:
    """Node.js, which only the building of the front end needs."""
    symptom = "`make widgets` does not build the front end. Nothing else needs node."
    cure = f"Install Node.js {_NODE} or newer, if you change what is in widgets/."
    path = shutil.which("node")
    if path is None:
        return warning(symptom, "There is no node on the PATH.", cure)
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20).stdout.strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        return warning(symptom, f"{path} does not run: {error}.", cure)
    major = re.match(r"v(\d+)", said)
    if major is None or int(major[1]) < _NODE:
        return warning(symptom, f"{path} is {said or 'of an unknown version'}.", cure)
    return fine(f"node {said} at {path}")


def chromium() -> Diagnosis:
    """Chromium, which only VoiceLab's own browser tests need."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return fine(path)
    return warning(
        "`make test` leaves the browser tests out. A lab needs no Chromium: any browser shows the phone.",
        "There is no Chromium on the PATH.",
        "Install it, on Debian or Ubuntu: sudo apt-get install chromium",
    )


def microphone() -> Diagnosis:
    """What only the browser can know, in words."""
    return advice(
        "The phone says that the microphone was refused, or that the page may not use it.",
        "Browsers give the microphone only to secure pages (https, http://localhost, http://127.0.0.1), and only "
        "when allowed; from here that cannot be seen.",
        "Open JupyterLab by http://localhost or by https, and allow the microphone at the lock beside the address. "
        'Without one, type: lab.phone(..., voice="typed").',
    )
