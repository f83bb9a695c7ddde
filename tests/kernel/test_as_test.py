"""``call.as_test()``: what was just done in the notebook, as a test that anybody can run."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from voicelab.errors import LabError
from voicelab.kernel.call import Call
from voicelab.kernel.lab import Lab

MENU = """<Response>
  <Gather numDigits="1" action="as-test-chosen"><Say>Press 1 for "sales"</Say></Gather>
</Response>"""
CHOSEN = '<Response><Say>You chose {{Digits}}</Say><Pause length="30"/></Response>'
PATIENCE = 120.0


@pytest.fixture(scope="module")
def done(own: object) -> Call:
    """A real call of a scripted caller on a real server, and over."""
    lab = Lab()
    lab.twiml["as-test-menu"], lab.twiml["as-test-chosen"] = MENU, CHOSEN

    async def converse() -> Call:
        caller = lab.caller("+15005550001")
        call = await caller.dial("as-test-menu")
        await caller.hear("press 1")
        await caller.press("1")
        await caller.hear("you chose 1")
        await caller.hang_up()
        await asyncio.to_thread(call.wait, PATIENCE)
        return call

    return asyncio.run(converse())


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, timeout=PATIENCE
    )


def test_the_python_test_passes_in_pytest_and_would_notice_a_change(done: Call, tmp_path: Path) -> None:
    """``call.as_test()`` writes the test that replays what you just did."""
    text = done.as_test("sales")
    assert text.startswith('AS_TEST_MENU = """<Response>\n'), "a document stands there as it was written"
    assert "\ndef test_sales(voicelab):\n" in text and "call.presses('1'" in text
    assert "call.hangs_up()" in text
    text.save(tmp_path / "test_right.py")
    right = run("pytest", "-q", "-p", "no:cacheprovider", "test_right.py", folder=tmp_path)
    assert right.returncode == 0 and "1 passed" in right.stdout, right.stdout + right.stderr
    (tmp_path / "test_other.py").write_text(text.replace("<Say>You chose 1", "<Say>You took 1"))
    wrong = run("pytest", "-q", "-p", "no:cacheprovider", "test_other.py", folder=tmp_path)
    assert wrong.returncode == 1 and "You chose 1" in wrong.stdout
    assert "placed.py" not in wrong.stdout, "the test's own line, not ours, is where it failed"


def test_the_scenario_passes_by_voicelab_test(done: Call, tmp_path: Path) -> None:
    """Scenarios are "recorded from a real call in the notebook"."""
    done.as_test("sales", kind="yaml").save(tmp_path / "sales.yaml")
    result = run("voicelab", "test", "sales.yaml", folder=tmp_path)
    assert result.returncode == 0 and "1 passed" in result.stdout, result.stdout + result.stderr


def test_the_text_shows_its_lines(done: Call) -> None:
    """Every object shows itself on a cell's last line."""
    shown = done.as_test()._repr_html_()
    assert "def test_call(voicelab):" in shown and "&lt;Say&gt;" in shown


def test_another_kind_is_refused(done: Call) -> None:
    with pytest.raises(ValueError, match="python or yaml, not 'java'"):
        done.as_test(kind="java")


def test_a_call_in_which_nothing_ran_is_no_test(lab: Lab) -> None:
    call = lab.call("client:nobody-is-here", "<Response/>")
    call.wait(PATIENCE)
    with pytest.raises(LabError, match="No document ran"):
        call.as_test()
