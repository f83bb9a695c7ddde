"""Every test file is run by ``make test`` once, and what ends badly counts."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
import suites

TOP = suites.TESTS.parent
FILES = sorted(path for path in suites.TESTS.rglob("test_*.py") if "node_modules" not in path.parts)


def chosen(arguments: list[str]) -> set[Path]:
    """The test files that pytest runs with these arguments."""
    left_out = {TOP / each.removeprefix("--ignore=") for each in arguments if each.startswith("--ignore=")}
    named = [TOP / each for each in arguments if each.startswith("tests/")]
    found = {file for file in FILES if any(file == place or place in file.parents for place in named)}
    return found - left_out


def test_every_file_is_in_one_suite() -> None:
    of_suites = {name: chosen(arguments) for name, arguments in suites.suites().items()}
    where = {file: [name for name, files in of_suites.items() if file in files] for file in FILES}
    assert {str(file): names for file, names in where.items() if len(names) != 1} == {}


def test_every_name_is_there() -> None:
    names = [*suites.VIRTUAL, *suites.PROGRAMS, *suites.REAL, *suites.FREE_SPEECH]
    assert [name for name in names if not (suites.TESTS / name).exists()] == []
    assert len(set(names)) == len(names)


def test_a_suite_that_a_signal_ends_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = CompletedProcess([], -9)  # as by a machine that has no memory left
    monkeypatch.setattr(suites.subprocess, "run", lambda *command, **how: ended)
    assert suites.main([]) == 9
