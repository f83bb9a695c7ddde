"""What repo2docker makes of the repository: with a ``binder/`` folder it reads that folder alone.

There is no Docker in tests: repo2docker itself says what it would build (``--no-build --debug``), and the versions of
its base image are read from the list that comes with it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
BINDER = ROOT / "binder"
JUPYTER = ("jupyterlab", "notebook", "ipykernel", "ipywidgets", "jupyter-server")


def project() -> dict[str, object]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"])


def python() -> str:
    """The Python that is asked for, ``3.12``."""
    return (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")


def base_image() -> dict[str, str]:
    """What is in repo2docker's image before anything of ours: versions by name."""
    listed = f"buildpacks/conda/environment.py-{python()}-linux-64.lock"
    packages = (resources.files("repo2docker") / listed).read_text()
    return dict(re.findall(r"/([a-z0-9_.-]+?)-(\d[\w.]*)-[^-/]+\.conda", packages))


@pytest.fixture(scope="module")
def dockerfile() -> str:
    """What repo2docker would build of this repository."""
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", ROOT],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_the_image_gets_voicelab_and_a_python_that_it_takes(dockerfile: str) -> None:
    lines = (BINDER / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["."]
    assert python() in SpecifierSet(str(project()["requires-python"]))
    assert f"python={python()}" in dockerfile, "not the default of repo2docker, which is older"
    copied = dockerfile.index("src/ ${REPO_DIR}/")
    installed = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    built = dockerfile.index("RUN ./binder/postBuild")
    assert copied < installed < built, "the dot in requirements.txt is the whole repository, copied before"


def test_voicelab_takes_the_jupyter_that_is_there_and_brings_the_proxy() -> None:
    """Asking for a newer JupyterLab would break the image's Notebook."""
    there = base_image()
    assert set(JUPYTER) <= {canonicalize_name(name) for name in there}
    assert "jupyter-server-proxy" not in there
    needed = {one.name: one for one in map(Requirement, project()["dependencies"])}  # type: ignore[call-overload]
    for name, version in there.items():
        wanted = needed.get(canonicalize_name(name))
        if wanted is not None and canonicalize_name(name) in JUPYTER:
            assert version in wanted.specifier, f"{name} {version} would be replaced"
    assert "jupyter-server-proxy" in needed


def test_what_voicelab_brings_fits_together() -> None:
    """``pip check``, of VoiceLab and all that it brings: each has what it asks for, in a version that it takes."""
    wanted = [Requirement(line) for line in project()["dependencies"]]  # type: ignore[attr-defined]
    seen: set[str] = set()
    while wanted:
        one = wanted.pop()
        if one.marker is not None and not any(one.marker.evaluate({"extra": extra}) for extra in ("",)):
            continue
        found = metadata.version(one.name)
        assert one.specifier.contains(found, prereleases=True), f"{one} is wanted, and {found} is there"
        if str(one) not in seen:
            seen.add(str(one))
            for line in metadata.requires(one.name) or []:
                further = Requirement(line)
                extras = {"", *one.extras}
                if further.marker is None or any(
                    further.marker.evaluate({"extra": extra}) for extra in extras
                ):
                    further.marker = None
                    wanted.append(further)


def test_post_build_does_what_it_says(tmp_path: Path) -> None:
    """Run in an environment of its own that sees what is installed here: it turns off the question about news."""
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK)
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True, timeout=120)
    (packages,) = tmp_path.glob("lib/python*/site-packages")
    (packages / "here.pth").write_text("\n".join(path for path in sys.path if path))
    for command, module in (
        ("jupyter", "jupyter_core.command"),
        ("jupyter-labextension", "jupyterlab.labextensions"),
    ):
        door = tmp_path / "bin" / command
        door.write_text(f'#!{bash}\nexec "{tmp_path}/bin/python" -m {module} "$@"\n')
        door.chmod(0o755)
    done = subprocess.run(
        [bash, script],
        cwd=ROOT,
        env={
            "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "MPLCONFIGDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / "etc" / "jupyter" / "labconfig" / "page_config.json").read_text()
    assert "@jupyterlab/apputils-extension:announcements" in kept
    assert list(tmp_path.glob("fontlist-*.json")), "the fonts of plots are found now"
