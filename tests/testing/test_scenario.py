"""Scenarios as data: the fixture's words in YAML and JSON, clear places for what cannot be used, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from voicelab.cli import main
from voicelab.testing.scenario import ScenarioError, load

MENU = """
scenario: The menu leads to sales
dial: |
  <Response>
    <Gather numDigits="1" action="/twiml/chosen"><Say>Press 1 for sales</Say></Gather>
  </Response>
to: +15005550006
documents:
  chosen: <Response><Dial callerId="+15005550006">+15005550010</Dial></Response>
callees:
  +15005550010: {answers_after: 3, says: Sales speaking., hangs_up_after: 2}
steps:
  - hears: press 1 for sales
  - presses: 1
  - requested: /chosen
    Digits: 1
  - expects: Dial
    number: +15005550010
  - hears: sales speaking
  - ended: completed
  - elapsed: 30
"""


def write(folder: Path, text: str, name: str = "menu.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_scenario_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(write(tmp_path, MENU))]) == 0
    out = capsys.readouterr().out
    assert out.startswith("ok      The menu leads to sales (") and out.endswith("1 passed\n")


def test_json_is_read_too(tmp_path: Path) -> None:
    scenario = {"dial": "<Response><Say>Hi</Say></Response>", "steps": [{"hears": "hi"}, "ended"]}
    assert main(["test", str(write(tmp_path, json.dumps([scenario, scenario]), "two.json"))]) == 0


def test_a_failing_scenario_names_its_step_and_shows_the_timeline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, MENU.replace("  - presses: 1\n", "  - presses: 1\n  - hears: good bye\n"))
    junit = tmp_path / "junit.xml"
    assert main(["test", str(path), "--junit", str(junit)]) == 1
    out = capsys.readouterr().out
    assert f"{path}:15: expected that the caller hears 'good bye', but the call is over" in out
    assert "\n>> " in out and "1 failed" in out
    case = ElementTree.parse(junit).getroot().find("testsuite/testcase")
    assert case is not None and case.get("name") == "The menu leads to sales" and case.get("line") == "15"
    failure = case.find("failure")
    assert failure is not None and ">> " in (failure.text or "")


def test_junit_counts_what_passed(tmp_path: Path) -> None:
    junit = tmp_path / "junit.xml"
    assert main(["test", str(write(tmp_path, MENU)), "--junit", str(junit)]) == 0
    root = ElementTree.parse(junit).getroot()
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


ALIASES = "".join(
    f"{name}: &{name} [{', '.join([inner] * 9)}]\n"
    for name, inner in zip("abcdefgh", ["x", *(f"*{name}" for name in "abcdefg")], strict=True)
)
"""A few lines that stand for 43 million values."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("steps: [", "is no YAML"),
        ("scenario: x\nstep: []\n", "'step' is not a part of a scenario"),
        ("scenario: x\n", "has no steps"),
        ("scenario: x\nsteps:\n  - sings: la\n", "3: a step cannot be sings"),
        ("scenario: x\nsteps: 5\n", "steps must be a list"),
        ("- 1\n- 2\n", "a scenario is names with values"),
        ("scenario: x\nscenario: y\nsteps: []\n", "2: 'scenario' stands here twice"),
        ("", "there is no scenario in here"),
        ("? [a]\n: b\n", "a name must be a word"),
        ("scenario: x\nsteps: []\n", "1: this scenario has no steps"),
        ("render: perhaps\ndial: <Response/>\nsteps: [hangs_up]\n", "1: render must be true or false"),
        (ALIASES, "holds more than 100000 values"),
    ],
)
def test_an_unusable_file_is_exit_2_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    path = write(tmp_path, text)
    assert main(["test", str(path)]) == 2
    err = capsys.readouterr().err
    assert words in err and str(path) in err


def test_a_file_that_is_not_there_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(tmp_path / "none.yaml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("test_menu.py", "python -m pytest"),
        ("menu.xml", "voicelab check"),
        ("01-hello.ipynb", "jupyter execute"),
        ("folder", "*.yaml"),
    ],
)
def test_what_is_named_in_its_place_is_told_what_it_is_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    if name == "folder":
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("x: 1\n")
    assert main(["test", str(tmp_path / name)]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--junit", "--coverage-file"])
def test_results_that_could_not_be_written_are_known_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    path = write(tmp_path, "dial: <Response/>\nsteps: [ended]\n")
    assert main(["test", str(path), option, str(tmp_path / "none" / "report")]) == 2
    said = capsys.readouterr()
    assert "is in a folder that does not exist" in said.err and said.out == ""


def test_a_disk_that_takes_nothing_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "report.xml")

    monkeypatch.setattr("voicelab.cli.test._write_junit", full)
    path = write(tmp_path, "dial: <Response/>\nsteps:\n  - ended: completed\n")
    assert main(["test", str(path), "--junit", str(tmp_path / "report.xml")]) == 1
    said = capsys.readouterr()
    assert said.err == "voicelab test: report.xml: No space left on device.\n" and "1 passed" in said.out


def test_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="no UTF-8"):
        load(path)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("- {hears: hi, loudly: yes}", "4: 'loudly' is not known here"),
        ("- {hears: hi, within: soon}", "4: within: could not convert"),
        ("- {hears: '?'}", "4: there are no words in '?'"),
        ("- {presses: 1x}", "4: 'x' is not a key"),
        ("- {expects: Say, within: soon}", "4: within: could not convert"),
        ("- {expects: say}", "4: 'say' is no verb of TwiML. Did you mean 'Say'?"),
        ("- {ended: complete}", "4: No call ends 'complete'"),
        ("- {dial: <Response/>, parameters: none}", "4: under parameters must stand names with values"),
        ("- {waits: soon}", "waits must be a number"),
        ("- {break_it: {webhook: nonsense}}", "is no fault of a webhook"),
        ("- {hears: hi, call: bob}", "no call bob was dialled"),
    ],
)
def test_a_step_that_makes_no_sense_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], step: str, words: str
) -> None:
    path = write(tmp_path, f"scenario: x\ndial: <Response><Say>Hi</Say></Response>\nsteps:\n  {step}\n")
    assert main(["test", str(path)]) in (1, 2)
    captured = capsys.readouterr()
    assert words in captured.out + captured.err


def test_two_calls_meet_in_one_scenario(tmp_path: Path) -> None:
    text = """
scenario: Two callers
documents:
  room: <Response><Dial><Conference waitUrl="">lobby</Conference></Dial></Response>
steps:
  - {dial: room, call: alice, from: +15005550001}
  - {dial: room, call: bob, from: +15005550002}
  - {waits: 1}
  - {says: Hello Alice, call: bob}
  - {hears: hello alice, call: alice}
  - {hangs_up: true, call: bob}
  - {hangs_up: true, call: alice}
"""
    assert main(["test", str(write(tmp_path, text))]) == 0


def test_an_application_and_a_file_are_dialled(tmp_path: Path) -> None:
    write(tmp_path, "<Response><Say>From a file</Say></Response>", "hello.xml")
    write(
        tmp_path,
        "def app(p):\n    return '<Response><Say>From a module</Say></Response>'\n",
        "pbx_module_x.py",
    )
    text = """
scenario: file
dial: hello.xml
steps: [hears: from a file]
---
scenario: module
dial: pbx_module_x:app
steps: [hears: from a module]
---
scenario: faults and answers in turn
dial: http://app.test/
serve:
  http://app.test: [<Response><Redirect/></Response>, {status: 500}, <Response><Say>third</Say></Response>]
steps:
  - hears: application error
  - {dial: "http://app.test/"}
  - hears: third
"""
    assert main(["test", str(write(tmp_path, text)), "--coverage"]) == 0
