"""One lab for the tests that only look at it; tests that end or change a lab start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lab_child import LabChild, start_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    child = start_lab(
        tmp_path_factory.mktemp("lab"),
        "--tls",
        "--allow-origin",
        "https://notebooks.example.org",
        "--allow-origin",
        "vscode-webview://*",
        "--allow-host",
        "lab.example.org",
    )
    yield child
    assert child.end() == 0
