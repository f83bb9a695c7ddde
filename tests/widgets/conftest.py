from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser_page import Chromium
from real_lab import running_lab

from voicelab.client import Client


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """A headless Chromium that all widget tests share."""
    chromium = Chromium()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def asking_browser() -> Iterator[Chromium]:
    """One in which the microphone has to be allowed."""
    chromium = Chromium(without=("fake-ui",))
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def deaf_browser() -> Iterator[Chromium]:
    """One on a machine without a microphone."""
    chromium = Chromium(without=("fake-ui", "fake-device"))
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def real_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A real lab that tests share; each uses names of its own."""
    with running_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab
