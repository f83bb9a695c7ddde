"""The front end's build: bundles match their sources, and the build hook knows when they do not."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with sources and bundles, and nothing else."""
    ignore = shutil.ignore_patterns("node_modules")
    shutil.copytree(ROOT / "widgets", tmp_path / "widgets", ignore=ignore)
    shutil.copytree(ROOT / "voicelab/widgets/static", tmp_path / "voicelab/widgets/static")
    return tmp_path


def test_the_committed_bundles_are_fresh(hook: ModuleType, checkout: Path) -> None:
    assert hook.whats_wrong(checkout) is None


def test_a_changed_source_makes_the_bundles_stale(hook: ModuleType, checkout: Path) -> None:
    source = checkout / "widgets/src/phone.css"
    source.write_text(source.read_text() + "\n")
    assert hook.whats_wrong(checkout) == "older than the sources in widgets/src"


def test_a_missing_bundle_is_named(hook: ModuleType, checkout: Path) -> None:
    (checkout / "voicelab/widgets/static/timeline.js").unlink()
    assert hook.whats_wrong(checkout) == "timeline.js missing"


def test_bundles_without_sources_are_taken_as_they_are(hook: ModuleType, checkout: Path) -> None:
    shutil.rmtree(checkout / "widgets")
    assert hook.whats_wrong(checkout) is None


def test_no_lock_entry_names_a_registry() -> None:
    assert "resolved" not in (ROOT / "widgets/package-lock.json").read_text()


def test_what_is_pure_in_the_front_end() -> None:
    """The unit tests of addresses, envelopes, stories and layout, run by node itself."""
    if shutil.which("node") is None or not (ROOT / "widgets/node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("node or widgets/node_modules is missing: run npm ci in widgets/")
        pytest.skip("node or widgets/node_modules is missing: run npm ci in widgets/")
    done = subprocess.run(
        ["node", "test/run.mjs"], cwd=ROOT / "widgets", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
