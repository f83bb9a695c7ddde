"""A lab with a CONNECT door, and programs that know nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from lab_child import LabChild, start_lab


@pytest.fixture(scope="session")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    """A lab that is a proxy too."""
    child = start_lab(tmp_path_factory.mktemp("behind"), "--proxy-port", "0")
    yield child
    assert child.end() == 0
