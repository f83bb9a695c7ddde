"""``voicelab test FILE...``: runs scenario files in virtual time."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from xml.etree import ElementTree

from voicelab.errors import LabError
from voicelab.testing.coverage import FlowCoverage
from voicelab.testing.lent import lend
from voicelab.testing.scenario import Outcome, Scenario, ScenarioError, load

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``voicelab test``."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="scenario files (YAML or JSON)")
    parser.add_argument("--junit", metavar="F", type=Path, help="also write the results as JUnit XML to F")
    parser.add_argument(
        "--with",
        dest="lent",
        metavar="JSON",
        type=Path,
        help="a file of documents, numbers and applications that every scenario has besides its own",
    )
    parser.add_argument("--render", action="store_true", help="make every sample")
    parser.add_argument(
        "--artifacts",
        metavar="DIR",
        type=Path,
        help="render, and keep WAV, PNG and timeline of failing calls",
    )
    parser.add_argument(
        "--coverage-file",
        metavar="JSON",
        type=Path,
        help="write what was reached to this file, as pytest --voicelab-coverage=JSON does",
    )
    parser.add_argument(
        "--coverage", action="store_true", help="say what of the flows no scenario has reached"
    )


def run(args: argparse.Namespace) -> int:
    """Run the scenarios: 0 when all passed, 1 when one failed, 2 when a file cannot be used."""
    for file in (args.junit, args.coverage_file):
        if file is not None and (file.is_dir() or not file.absolute().parent.is_dir()):
            why = "is a folder" if file.is_dir() else "is in a folder that does not exist"
            print(f"error: {file} {why}: the results could not be written there.", file=sys.stderr)
            return 2
    scenarios: list[Scenario] = []
    unusable = 0
    for file in args.files:
        try:
            scenarios += load(file)
        except ScenarioError as error:
            print(f"error: {error}", file=sys.stderr)
            unusable += 1
    if unusable:
        return 2
    outcomes: list[Outcome] = []
    coverage = FlowCoverage()
    for scenario in scenarios:
        try:
            outcome = _play(scenario, args, coverage)
        except LabError as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
        outcomes.append(outcome)
        _tell(outcome)
    failed = sum(not outcome.passed for outcome in outcomes)
    print(f"{len(outcomes) - failed} passed" + (f", {failed} failed" if failed else ""))
    if args.coverage:
        print(coverage.report())
    if args.coverage_file is not None:
        coverage.write(args.coverage_file)
    if args.junit is not None:
        _write_junit(args.junit, outcomes)
    return 1 if failed else 0


def _play(scenario: Scenario, args: argparse.Namespace, coverage: FlowCoverage) -> Outcome:
    settings = {"render": True} if args.render or args.artifacts else {}
    with scenario.make_lab(**settings) as lab:
        if args.lent is not None:
            lend(lab, args.lent)
        outcome = scenario.run(lab)
        coverage.add(lab.events)
        if args.artifacts and not outcome.passed:
            from voicelab.testing.artifacts import keep

            keep(lab, args.artifacts / "".join(c if c.isalnum() else "_" for c in scenario.name)[:100])
        return outcome


def _tell(outcome: Outcome) -> None:
    scenario = outcome.scenario
    if outcome.passed:
        print(f"ok      {scenario.name} ({outcome.elapsed:.1f} s of call time)")
        return
    print(f"FAILED  {scenario.name}")
    print(f"{scenario.file}:{outcome.line}: {outcome.failure}\n")


def _write_junit(path: Path, outcomes: list[Outcome]) -> None:
    failed = sum(not outcome.passed for outcome in outcomes)
    suites = ElementTree.Element("testsuites", tests=str(len(outcomes)), failures=str(failed), errors="0")
    suite = ElementTree.SubElement(
        suites, "testsuite", name="voicelab", tests=str(len(outcomes)), failures=str(failed), errors="0"
    )
    for outcome in outcomes:
        scenario = outcome.scenario
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=str(scenario.file),
            name=scenario.name,
            file=str(scenario.file),
            line=str(outcome.line or scenario.line),
            time=f"{outcome.elapsed:.3f}",
        )
        if not outcome.passed:
            first = outcome.failure.splitlines()[0]
            failure = ElementTree.SubElement(case, "failure", message=first, type="Surprise")
            failure.text = _printable(outcome.failure)
    ElementTree.indent(suites)
    ElementTree.ElementTree(suites).write(path, encoding="utf-8", xml_declaration=True)


def _printable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and ord(c) not in (0xFFFE, 0xFFFF)))
