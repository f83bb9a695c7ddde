"""A real lab, started as a kernel starts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from voicelab.kernel import connection
from voicelab.kernel.connection import Connection
from voicelab.kernel.lab import Lab


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """This process's own lab, as in a kernel."""
    own = connection.own_connection(tmp_path_factory.mktemp("voicelab"))
    yield own
    own.end()


@pytest.fixture
def lab(own: Connection) -> Lab:
    """What ``%load_ext voicelab`` binds."""
    assert own.alive
    return Lab()
