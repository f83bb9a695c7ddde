"""What repo2docker reads: with a ``binder/`` folder it reads that folder alone, and installs nothing by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
BINDER = ROOT / "binder"
BASE = {"jupyterlab": "4.4.9", "notebook": "7.4.7", "ipykernel": "7.0.1"}  # of repo2docker's own image


def project() -> dict[str, object]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"])


def test_the_image_gets_voicelab_and_a_python_that_it_takes() -> None:
    lines = (BINDER / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["."]
    name, _, version = (BINDER / "runtime.txt").read_text().strip().partition("-")
    assert name == "python" and version in SpecifierSet(str(project()["requires-python"]))


def test_voicelab_takes_the_jupyter_that_is_there_and_brings_the_proxy() -> None:
    """Asking for a newer JupyterLab would break the image's Notebook."""
    needed = {one.name: one for one in map(Requirement, project()["dependencies"])}  # type: ignore[call-overload]
    for name, version in BASE.items():
        assert name not in needed or version in needed[name].specifier
    assert "jupyter-server-proxy" in needed


def test_post_build_is_a_script_that_can_run() -> None:
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK)
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    checked = subprocess.run([bash, "-n", script], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
