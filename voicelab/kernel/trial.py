"""``lab.test(...)``: a scenario or a pytest function, run in virtual time in a process of its own.

The process knows the lab's documents, and its numbers and applications that lead to them. It has nothing else of
this kernel: a webhook function, or a name that a test function takes from the notebook, is not there.
"""

from __future__ import annotations

import inspect
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree

import yaml

from voicelab.client import Client, Json
from voicelab.errors import LabError, WrongValue
from voicelab.kernel.interrupted import interruptible
from voicelab.kernel.report import Case, Report

__all__ = ["PATIENCE", "Tested", "lent_by", "try_out"]

Tested: TypeAlias = "str | Path | Mapping[str, Any] | Sequence[Mapping[str, Any]] | Callable[..., Any]"
PATIENCE = 120.0
"""Seconds on the clock that a test may take unless told otherwise."""

_MOST = 20_000  # characters of what a test has to say
_PLUG_IN = """import pytest
from voicelab.testing.lent import lend

@pytest.fixture(autouse=True)
def _what_the_lab_has(request):
    if "voicelab" in request.fixturenames:
        lend(request.getfixturevalue("voicelab"), {path!r})
"""


def try_out(what: Tested, lent: Mapping[str, Mapping[str, str]], timeout: float) -> Report:
    """Run it; ``lent`` are the documents, numbers and applications that are there before the test makes its own.

    Raises LabError for what is no test, with the place and the cure. A test that takes longer than ``timeout``
    seconds on the clock is ended, and has failed.
    """
    if not timeout > 0:
        raise WrongValue(f"timeout is a number of seconds, not {timeout!r}.")
    with tempfile.TemporaryDirectory(prefix="voicelab-test-") as name:
        folder = Path(name)
        file, only = _file_of(what, folder)
        belongings = folder / "lent.json"
        belongings.write_text(json.dumps(lent), encoding="utf-8")
        results = folder / "results.xml"
        covered = folder / "coverage.json"
        python = file.suffix == ".py"
        if python:
            plug_in = folder / "voicelab_lent.py"
            plug_in.write_text(_PLUG_IN.format(path=str(belongings)), encoding="utf-8")
            command = [
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                "-p",
                "voicelab_lent",
                f"--junitxml={results}",
            ]
            command += [f"--voicelab-coverage={covered}"]
            command += ["--tb=short", *(["-o", f"python_functions={only}"] if only else [])]
        else:
            command = ["voicelab", "test", "--with", str(belongings), "--junit", str(results)]
            command += ["--coverage-file", str(covered)]
        status, said = _run([*command, str(file)], folder, timeout)
        own = file.parent == folder
        said = said.replace(f"{file}:", "line ") if own and not python else said
        if status is None:
            words = f"It was not over after {timeout:g} seconds on the clock, and was ended.\n\n{said}"
            return Report([Case(only or file.stem, timeout, words.strip())])
        cases = _cases(results, str(file), own and not python)
        if cases and (status != 0 or all(case.passed for case in cases)):
            return Report(cases, json.loads(covered.read_text("utf-8")) if covered.is_file() else {})
        raise LabError(_why(said, python))


def lent_by(client: Client) -> dict[str, dict[str, str]]:
    """A lab's documents, and the numbers and applications that lead to them: what a test is given."""
    documents = {str(each["name"]): str(each["source"]) for each in client.documents()}

    def answers(records: list[Json], key: str) -> dict[str, str]:
        pairs = [(str(each[key]), str(each.get("voice_url") or "")) for each in records]
        names = [(name, url.rpartition("/twiml/")[2]) for name, url in pairs]
        return {name: url for name, url in names if url in documents}

    return {
        "documents": documents,
        "numbers": answers(client.numbers(), "phone_number"),
        "applications": answers(client.applications(), "friendly_name"),
    }


def _file_of(what: Tested, folder: Path) -> tuple[Path, str]:
    """The file to run, written to ``folder`` when it is none yet, and the name of the one function in it."""
    if (
        isinstance(what, str)
        and "\n" not in what
        and what.strip().endswith((".yaml", ".yml", ".json", ".py"))
    ):
        what = Path(what.strip())
    if isinstance(what, Path):
        if not what.is_file():
            raise LabError(f"There is no file {what}.", cure=f"This kernel looks in {Path.cwd()}.")
        return what.resolve(), ""
    if isinstance(what, str):
        python = re.search(r"^\s*(async\s+)?def\s+\w+\s*\(", what, re.MULTILINE)
        file = folder / ("test_it.py" if python else "scenario.yaml")
        file.write_text(textwrap.dedent(what), encoding="utf-8")
        return file, ""
    if callable(what):
        name = getattr(what, "__name__", "")
        if not name.isidentifier():
            raise LabError("A test is a function with a name.", cure="def test_menu(voicelab): ...")
        try:
            source = textwrap.dedent(inspect.getsource(what))
        except (OSError, TypeError) as error:
            raise LabError(
                f"The text of {name} cannot be had: {error}.", cure="Give it as text, or as a file."
            ) from error
        file = folder / "test_it.py"
        file.write_text(f"import asyncio\nimport re\n\nimport pytest\n\n\n{source}", encoding="utf-8")
        return file, name
    if not isinstance(what, Mapping | Sequence):
        raise LabError(
            f"{type(what).__name__} is no test.",
            cure="A test is a scenario (text, a mapping, a file) or a pytest function.",
        )
    scenarios: list[Any] = [what] if isinstance(what, Mapping) else list(what)
    file = folder / "scenario.yaml"
    try:
        text = yaml.safe_dump_all([dict(each) for each in scenarios], sort_keys=False, allow_unicode=True)
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise LabError(
            f"This is no scenario: {str(error).splitlines()[0]}.",
            cure="Names, texts, numbers and lists only.",
        ) from error
    file.write_text(text, encoding="utf-8")
    return file, ""


def _run(command: list[str], folder: Path, timeout: float) -> tuple[int | None, str]:
    """The process's exit status, None when it had to be ended, and what it said."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VOICELAB_")}
    paths = [str(folder), *filter(None, [environment.get("PYTHONPATH", "")])]
    environment |= {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    output = folder / "output.txt"
    with output.open("wb") as stream:  # a file, not a pipe: whoever is left behind cannot hold it open
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", *command],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
        status: int | None = None
        try:
            with interruptible(lambda: "Interrupted: the test was ended."):
                status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        finally:  # the Interrupt button comes this way too
            if process.poll() is None:
                _end(process)
    return status, output.read_text(encoding="utf-8", errors="replace")[-_MOST:]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _cases(results: Path, file: str, scenario_text: bool) -> list[Case]:
    """The cases in a JUnit file; none when there is no such file."""
    if not results.is_file():
        return []
    cases: list[Case] = []
    for case in ElementTree.parse(results).iter("testcase"):
        trouble = [each for each in case if each.tag in ("failure", "error")]
        failure = "\n\n".join((each.text or each.get("message") or "failed").strip() for each in trouble)
        if scenario_text and failure:
            failure = f"line {case.get('line')}: {failure}".replace(f"{file}:", "line ")
        seconds = float(case.get("time") or 0.0)
        cases.append(Case(case.get("name") or "test", seconds, failure[:_MOST]))
    return cases


def _why(said: str, python: bool) -> str:
    """Why nothing ran, in the process's own words."""
    if "No module named pytest" in said:
        return "A test function needs pytest, which this environment does not have: pip install pytest."
    if python and "no tests ran" in said:
        return "There is no test in it: a pytest function's name begins with test_."
    return said.strip().removeprefix("error: ") or "The test said nothing."
