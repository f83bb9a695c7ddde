"""Which test proves what of the language: read off the ``proves`` marks of the tests that passed.

``pytest --proofs docs/proofs.json`` with these :data:`FOLDERS` writes the file from which
``docs/generate.py`` makes the page on compatibility; ``make docs`` does both. ``tests/twiml/test_proofs.py`` holds the
file to the marks, and the marks to the grammar table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

__all__ = ["FOLDERS", "Proofs", "claims_of", "written"]

FOLDERS = (
    "tests/verbs",
    "tests/speech/test_ssml.py",
    "tests/speech/test_ssml_heard.py",
    "tests/speech/test_normalise.py",
)
"""Where tests with marks are."""


def claims_of(item: pytest.Item) -> set[str]:
    """What a test says that it proves: ``Element`` and ``Element.attribute``, by the keys of the table."""
    claims: set[str] = set()
    for mark in item.iter_markers("proves"):
        key, *attributes = mark.args
        claims |= {f"{key}.{attribute}" for attribute in attributes} or {key}
    return claims


def named(item: pytest.Item) -> str:
    """The test's place, without the case."""
    return item.nodeid.partition("[")[0]


def written(proofs: Iterable[tuple[str, str]]) -> str:
    """Pairs of a claim and a test as the file has them: sorted, one line a claim."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim, test in proofs:
        found[claim].add(test)
    lines = [f"{json.dumps(claim)}: {json.dumps(sorted(tests))}" for claim, tests in sorted(found.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


class Proofs:
    """Gathers what the tests of this run proved, and writes it when the run is over."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._failed: set[str] = set()
        self._claims: dict[str, set[str]] = {}

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A test begins: what it claims."""
        self._claims.setdefault(named(item), set()).update(claims_of(item))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that failed or was skipped proves nothing, in none of its cases."""
        if report.outcome != "passed":
            self._failed.add(report.nodeid.partition("[")[0])

    def pytest_sessionfinish(self) -> None:
        """Write the file."""
        proven = (
            (claim, test)
            for test, claims in self._claims.items()
            if test not in self._failed
            for claim in claims
        )
        self._file.write_text(written(proven), "utf-8")
