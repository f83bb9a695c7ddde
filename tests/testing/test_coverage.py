"""Coverage of a flow: verbs, Gather branches and actions that no test has reached."""

from __future__ import annotations

import json
from pathlib import Path

from voicelab.testing import TestLab
from voicelab.testing.coverage import FlowCoverage

MENU = """<Response>
  <Gather numDigits="1" action="/twiml/chosen"><Say>Press 1</Say></Gather>
  <Say>Nothing chosen</Say>
  <Record action="/twiml/recorded"/>
</Response>"""


def covered(digits: str) -> FlowCoverage:
    coverage = FlowCoverage()
    with TestLab() as lab:
        lab.document("chosen", "<Response><Say>Thanks</Say></Response>")
        lab.document("recorded", "<Response><Say>Recorded</Say></Response>")
        call = lab.dial(MENU)
        call.hears("press 1")
        if digits:
            call.presses(digits)
        else:
            call.expects("Record")
            call.says("a message")
        call.ended()
        coverage.add(lab.events)
    return coverage


def missing(coverage: FlowCoverage) -> list[str]:
    return [f"{place.verb} {words}" for place, words in coverage.missing]


def test_what_one_branch_leaves_out() -> None:
    assert missing(covered("1")) == [
        "Gather never went on with: nothing",
        "Say never ran",
        "Record never ran",
    ]


def test_the_other_branch_and_both_together() -> None:
    silent = covered("")
    assert missing(silent) == [
        "Gather never went on with: input",
        "Gather its action http://lab.test/twiml/chosen was never requested",
        "Record never went on with: nothing",
    ]
    silent.merge(covered("1").to_json())
    assert missing(silent) == ["Record never went on with: nothing"]
    done, total = silent.reached
    assert (done, total) == (total - 1, total)


def test_the_report_names_document_and_line(tmp_path: Path) -> None:
    coverage = covered("1")
    report = coverage.report()
    assert "/twiml/document-8321eb\n  line 2: <Gather> 'Press 1' never went on with: nothing\n" in report
    coverage.write(tmp_path / "flow.json")
    again = FlowCoverage()
    again.merge(json.loads((tmp_path / "flow.json").read_text()))
    assert again.report() == report


def test_nothing_ran() -> None:
    assert FlowCoverage().report() == "No document ran."
