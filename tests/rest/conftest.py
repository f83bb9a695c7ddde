"""Real labs for the tests that need sockets, and an application that they can call."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_application import Application

sys.path.insert(0, str(Path(__file__).parents[1] / "server"))

from lab_child import LabChild, start_lab


@pytest.fixture
def application() -> Iterator[Application]:
    app = Application('<Response><Say>hello there</Say><Pause length="60"/></Response>')
    yield app
    app.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    """A lab on real sockets, for the tests that do not end it."""
    child = start_lab(tmp_path_factory.mktemp("lab"))
    yield child
    assert child.end() == 0
