"""What ``voicelab doctor`` looks at for notebooks and pages: the proxy, the front end, its tools, the microphone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import voicelab.widgets
from voicelab.cli.diagnosis import Diagnosis, fine
from voicelab.cli.troubles import TROUBLES

__all__ = ["chromium", "front_end", "microphone", "node", "page", "proxy"]

_BUNDLES = (
    *("phone.js", "timeline.js", "scope.js", "cell.js", "editor.js", "flow.js", "conference.js", "queues.js"),
    *("walkie_talkie.js", "click_to_call.js", "voice-sdk.min.js", "tokens.css"),
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_NODE = 20


def proxy() -> Diagnosis:
    """jupyter-server-proxy: installed, and enabled in the Jupyter of this Python."""
    if find_spec("jupyter_server_proxy") is None:
        return TROUBLES["no proxy"].found()
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    manager = ExtensionConfigManager(read_config_path=jupyter_config_path())
    enabled: dict[str, bool] = manager.get_jpserver_extensions()  # type: ignore[no-untyped-call]
    if not enabled.get("jupyter_server_proxy"):
        return TROUBLES["proxy off"].found()
    return fine(f"jupyter-server-proxy {version('jupyter-server-proxy')} is installed and enabled")


def page() -> Diagnosis:
    """What shows the outputs of kernels that are started from here, where that is no Jupyter."""
    if "COLAB_RELEASE_TAG" in os.environ:
        return TROUBLES["colab"].found()
    if "VSCODE_PID" in os.environ or os.environ.get("TERM_PROGRAM") == "vscode":
        return TROUBLES["vs code"].found()
    return fine("a page of Jupyter finds the lab through jupyter-server-proxy, or on this machine")


def front_end() -> Diagnosis:
    """The widgets' bundles."""
    static = Path(voicelab.widgets.__file__).with_name("static")
    missing = [name for name in _BUNDLES if not (static / name).is_file()]
    if missing:
        return TROUBLES["no front end"].found(missing=", ".join(missing), place=static)
    return fine("the widgets and the SDK are there")


def node() -> Diagnosis:
    """Node.js, which only the building of the front end needs."""
    path = shutil.which("node")
    if path is None:
        return TROUBLES["no node"].found(oldest=_NODE)
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20).stdout.strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        return TROUBLES["dead node"].found(path=path, reason=error, oldest=_NODE)
    major = re.match(r"v(\d+)", said)
    if major is None or int(major[1]) < _NODE:
        return TROUBLES["old node"].found(path=path, version=said or "of an unknown version", oldest=_NODE)
    return fine(f"node {said} at {path}")


def chromium() -> Diagnosis:
    """Chromium, which only VoiceLab's own browser tests need."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return fine(path)
    return TROUBLES["no chromium"].found()


def microphone() -> Diagnosis:
    """What only the browser can know, in words."""
    return TROUBLES["microphone"].found()
