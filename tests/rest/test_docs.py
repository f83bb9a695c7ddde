"""The page of operations lists what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from voicelab.rest.table import ROUTES

PAGE = Path(__file__).parents[2] / "docs" / "rest.md"


def test_the_page_lists_every_operation() -> None:
    listed = {
        (method, "" if path == "(the account)" else path)
        for path, methods in re.findall(r"^\| `([^`]+)` \| ([A-Z, ]+) \|$", PAGE.read_text(), re.MULTILINE)
        for method in methods.split(", ")
    }
    assert listed == {(route.method, route.path) for route in ROUTES}
