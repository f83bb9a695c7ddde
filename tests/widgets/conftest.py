from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser_page import Chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """A headless Chromium that all widget tests share."""
    chromium = Chromium()
    yield chromium
    chromium.close()
