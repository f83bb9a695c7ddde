"""``call.as_test()`` writes the test that replays what was just done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from voicelab.calls import replay
from voicelab.cli import main
from voicelab.testing import TestLab
from voicelab.testing.loop import EPOCH

MENU = """<Response>
  <Gather numDigits="1" action="/twiml/chosen"><Say>Press 1 for "sales"</Say></Gather>
  <Say>Nothing chosen</Say>
</Response>"""
CHOSEN = """<Response>
  <Say>You chose {{Digits}}</Say>
  <Dial callerId="+15005550006" timeout="10">+15005550010</Dial>
  <Pause length="30"/>
</Response>"""


def played(*, barge: bool = False, callee: dict[str, object] | None = None) -> tuple[str, str, list[str]]:
    """A call, as Python and as YAML, and the kinds of its events."""
    with TestLab() as lab:
        lab.document("chosen", CHOSEN)
        lab.callee("+15005550010", **(callee or {"answers_after": 2, "hangs_up_after": 4}))
        call = lab.dial(MENU)
        call.hears("press 1", to_the_end=not barge)
        call.presses("1", after=0.4)
        call.hears("you chose 1")
        call.waits(15)
        call.hangs_up()
        return call.as_test("the menu"), call.as_test("the menu", kind="yaml"), shape(lab)


def shape(lab: TestLab) -> list[str]:
    return [f"{event.event_name()} {event.at:.1f}" for event in lab.events]


CASES = [
    {},
    {"barge": True},
    {"callee": {"busy": True}},
    {"callee": {"answers_after": None}},
    {"callee": {"absent": True}},
]


@pytest.mark.parametrize("case", CASES, ids=["plain", "barge", "busy", "silent", "absent"])
def test_the_python_test_replays_the_same_call(case: dict[str, object]) -> None:
    python, _, events = played(**case)  # type: ignore[arg-type]
    space: dict[str, object] = {}
    exec(compile(python, "replayed", "exec"), space)
    with TestLab(epoch=EPOCH) as lab:
        space["test_the_menu"](lab)  # type: ignore[operator]
        assert shape(lab) == events


@pytest.mark.parametrize("case", CASES, ids=["plain", "barge", "busy", "silent", "absent"])
def test_the_scenario_replays_the_same_call(case: dict[str, object], tmp_path: Path) -> None:
    _, text, _ = played(**case)  # type: ignore[arg-type]
    path = tmp_path / "replayed.yaml"
    path.write_text(text)
    assert main(["test", str(path)]) == 0


def test_the_scenario_is_readable() -> None:
    _, text, _ = played()
    assert "- hears: Press 1 for \"sales\"\n- presses: '1'\n  after: 0.4\n" in text
    assert "answers_after: 2" in text


def test_a_number_of_the_lab_that_was_dialled_answers_in_the_test_too(tmp_path: Path) -> None:
    with TestLab() as lab:
        lab.number("+15005550011", "<Response><Say>Eleven speaking</Say></Response>")
        call = lab.dial("<Response><Dial>+15005550011</Dial><Say>Back again</Say></Response>")
        call.hears("back again")
        assert call.ended("completed")
        python, text, events = call.as_test("number"), call.as_test("number", kind="yaml"), shape(lab)
    assert "voicelab.number('+15005550011', " in python
    space: dict[str, object] = {}
    exec(compile(python, "replayed", "exec"), space)
    with TestLab(epoch=EPOCH) as again:
        space["test_number"](again)  # type: ignore[operator]
        assert sorted(shape(again)) == sorted(events)  # a function answers a moment after a document
    (tmp_path / "number.yaml").write_text(text)
    assert main(["test", str(tmp_path / "number.yaml")]) == 0


SOURCES = [
    "<Response/>",
    "<Response>\n  <Say>Hi</Say>\n</Response>",
    "<Response>\n  <Say>C:\\new</Say>\n</Response>",
    '<Response>\n  <Say>"""</Say>\n</Response>',
    'no XML, and it ends\nwith a "',
    "<Response>\r\n<Say>\tHé</Say>\r\n</Response>",
    "<Response>\n<Say>\u2028</Say>\n</Response>",
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_document_is_in_the_test_as_it_was(source: str) -> None:
    """Whatever is in it, and wherever it was served; one of several lines is a constant above the test."""
    other = source + "\n"
    serve = {"http://h/twiml/menu": source, "http://h/a/menu/": [other, "<Response/>"], "http://h/1": other}
    text = replay._python({"scenario": "it", "serve": serve, "dial": "http://h/1", "steps": []})
    served: dict[str, Callable[[], str]] = {}
    names: dict[str, Any] = {}
    exec(compile(text, "test_it.py", "exec"), names)
    names["test_it"](SimpleNamespace(serve=served.__setitem__, dial=lambda *_, **__: None))
    assert served["http://h/twiml/menu"]() == source and served["http://h/1"]() == other
    assert [served["http://h/a/menu/"]() for _ in range(2)] == [other, "<Response/>"]
    assert (f'MENU = """{source}"""' in text) == (source == SOURCES[1])
