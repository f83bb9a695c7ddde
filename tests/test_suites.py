"""Every test file is run by ``make test`` once, and what runs beside the rest counts as it does."""

from __future__ import annotations

import sys
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


@pytest.mark.parametrize("code", [0, 1])
def test_what_runs_beside_is_printed_and_counts(
    code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said = f"print('=== beside ==='); raise SystemExit({code})"
    monkeypatch.setattr(suites, "_behind", lambda arguments: [sys.executable, "-c", said])
    with suites.beside([]) as codes:
        print("=== listening ===", flush=True)
    assert codes == [code]
    assert capfd.readouterr().out.split("\n")[:2] == ["=== listening ===", "=== beside ==="]


def test_a_suite_that_a_signal_ends_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = CompletedProcess([], -9)  # as by a machine that has no memory left
    monkeypatch.setattr(suites.subprocess, "run", lambda *command, **how: ended)
    assert suites.main(["--beside"]) == 9
