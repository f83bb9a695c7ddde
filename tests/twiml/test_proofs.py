"""Everything the language has is proved by a test that names it, and the page on compatibility is made of those."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from proofs import FOLDERS, claims_of, written

from voicelab.twiml.entry import ElementSpec
from voicelab.twiml.grammar import ELEMENTS

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "proofs.json"
PROOFS: dict[str, list[str]] = json.loads(FILE.read_text("utf-8"))
SPEC = pytest.mark.parametrize("spec", [*ELEMENTS.values()], ids=lambda spec: spec.key)


@SPEC
def test_every_element_and_attribute_is_proved(spec: ElementSpec) -> None:
    """For every verb a test file proves the documented rows, one case an attribute"""
    missing = [
        name for name in (spec.key, *(f"{spec.key}.{each}" for each in spec.attributes)) if name not in PROOFS
    ]
    assert missing == [], "no test has pytest.mark.proves for these"


def test_nothing_is_proved_that_is_not_there() -> None:
    known = {f"{key}.{name}" for key, spec in ELEMENTS.items() for name in spec.attributes} | {*ELEMENTS}
    assert set(PROOFS) <= known


def test_the_file_names_tests_that_are_there() -> None:
    """``make docs`` writes it; a mark that is gone, or a test that has another name, is found here."""
    collected = subprocess.run(
        [sys.executable, "-c", _COLLECT, *FOLDERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert collected.returncode == 0, collected.stdout + collected.stderr
    marked: dict[str, list[str]] = json.loads(collected.stderr)
    stale = {
        claim: gone for claim, tests in PROOFS.items() if (gone := set(tests) - set(marked.get(claim, ())))
    }
    assert stale == {}, "docs/proofs.json names tests that do not prove this any more; run make docs"


def _collect(arguments: list[str]) -> int:
    """Print the marks of the tests in these places on stderr, in the form of the file."""

    class Collector:
        def pytest_collection_finish(self, session: pytest.Session) -> None:
            pairs = [
                (claim, item.nodeid.partition("[")[0]) for item in session.items for claim in claims_of(item)
            ]
            print(written(pairs), end="", file=sys.stderr)

    return int(
        pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *arguments], plugins=[Collector()])
    )


_COLLECT = """
import sys
sys.path[:0] = ["tests", "tests/twiml"]
from test_proofs import _collect
sys.exit(_collect(sys.argv[1:]))
"""
