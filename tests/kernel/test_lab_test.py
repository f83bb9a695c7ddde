"""``lab.test(...)``: scenarios and pytest functions of a notebook cell, in virtual time, in a process of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicelab.errors import LabError
from voicelab.kernel.lab import Lab

MENU = """<Response>
  <Gather numDigits="1" action="lab-test-chosen"><Say>Press 1 for sales</Say></Gather>
</Response>"""
CHOSEN = "<Response><Say>You chose {{Digits}}</Say></Response>"
SCENARIO = """
scenario: The menu
dial: lab-test-menu
steps:
  - hears: Press 1 for sales
  - presses: 1
  - hears: You chose 1
  - ended: completed
"""


@pytest.fixture
def furnished(lab: Lab) -> Lab:
    """A lab with two documents and a number."""
    lab.twiml["lab-test-menu"], lab.twiml["lab-test-chosen"] = MENU, CHOSEN
    lab.number("+15005550016", voice_url="lab-test-menu")
    return lab


def test_a_scenario_runs_against_the_labs_own_documents(furnished: Lab) -> None:
    """Tests work "in a notebook cell (``lab.test(...)``)"."""
    report = furnished.test(SCENARIO)
    assert report.passed and report and [case.name for case in report] == ["The menu"]
    assert repr(report).startswith("passed  The menu (") and "The menu" in report._repr_html_()


def test_a_failing_scenario_shows_its_line_and_the_timeline(furnished: Lab) -> None:
    """They "show the timeline as text with the place of the surprise"."""
    report = furnished.test(SCENARIO.replace("You chose 1", "You chose 2"))
    assert not report and len(report.failures) == 1
    failure = report.failures[0].failure
    assert failure.startswith("line 7: ") and "Press 1 for sales" in failure and "Digits" in failure
    assert "FAILED  The menu" in repr(report) and "You chose 2" in report._repr_html_()


def test_a_scenario_may_be_a_mapping_or_a_file_and_dial_a_number(furnished: Lab, tmp_path: Path) -> None:
    path = tmp_path / "number.yaml"
    path.write_text("to: '+15005550016'\ndial: '+15005550016'\nsteps:\n- hears: press 1\n")
    assert furnished.test(path).passed and furnished.test(str(path)).passed
    own = {"dial": "mine", "documents": {"mine": "<Response><Say>Mine</Say></Response>"}}
    assert furnished.test({**own, "steps": [{"hears": "mine"}, {"ended": "completed"}]}).passed


def test_a_function_and_its_text_run_as_pytest_runs_them(furnished: Lab) -> None:
    def presses_one(voicelab):  # type: ignore[no-untyped-def]
        call = voicelab.dial("lab-test-menu")
        call.hears("press 1")
        call.presses("1")
        call.hears("you chose 1")
        assert call.ended("completed")

    assert furnished.test(presses_one).passed
    text = 'def test_it(voicelab):\n    voicelab.dial("lab-test-menu").hears("press 2")\n'
    report = furnished.test(text)
    assert not report and "Press 1 for sales" in report[0].failure


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("steps: [}", "no YAML"),
        ("scenario: empty", "no steps"),
        ("dial: a\nsteps:\n- dances: tango", "a step cannot be dances"),
        ("nowhere.yaml", "no file nowhere.yaml"),
        ("def helper():\n    pass\n", "begins with test_"),
        (42, "int is no test"),
    ],
)
def test_what_is_no_test_is_said(lab: Lab, what: object, words: str) -> None:
    with pytest.raises(LabError, match=words):
        lab.test(what)  # type: ignore[arg-type]


def test_a_test_that_never_ends_is_ended(lab: Lab) -> None:
    """Never hangs."""
    report = lab.test("def test_it():\n    while True:\n        pass\n", timeout=3)
    assert not report and "not over after 3 seconds" in report[0].failure
