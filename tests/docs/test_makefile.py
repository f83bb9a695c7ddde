"""What the pages tell people to make can be made: the Makefile is read, and has every target."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TARGETS = sorted(
    {target for page in PAGES for target in re.findall(r"`make (\w+)`", page.read_text("utf-8"))}
)


def test_the_pages_name_targets() -> None:
    assert {"lab", "test", "lint", "docs", "widgets"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_it_is_a_target(target: str) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make on this machine")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [make, "-n", target],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
