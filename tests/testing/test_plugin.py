"""The pytest plug-in as a user meets it, in a pytest of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

TESTS = '''
MENU = """<Response><Gather numDigits="1" action="/twiml/chosen"><Say>Press 1</Say></Gather></Response>"""

def test_good(voicelab):
    voicelab.document("chosen", "<Response><Say>Thanks</Say></Response>")
    call = voicelab.dial(MENU)
    call.hears("Press 1")
    call.presses("1")
    assert call.ended("completed") and voicelab.elapsed < 30

def test_surprise(voicelab):
    voicelab.dial(MENU).hears("Press 9")

def test_plain_assertion(voicelab):
    call = voicelab.dial(MENU)
    assert call.ended("busy")
'''


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(TESTS)
    return pytester


def test_a_run_with_failures(project: pytest.Pytester) -> None:
    """Failures show the timeline, artifacts of failing tests are kept, the summary says what was reached."""
    result = project.runpytest_inprocess(
        "-p", "no:randomly", "--voicelab-coverage", "--voicelab-artifacts", "kept"
    )
    result.assert_outcomes(passed=1, failed=2)
    text = result.stdout.str()
    assert "expected that the caller hears 'Press 9', but the call is over" in text
    assert ">> " in text
    assert "<the call ended completed, not busy>" in text
    assert text.count("voicelab timeline") == 1  # of the plain assertion; a surprise shows its own
    assert "coverage of call flows" in text and "6 of 6 verbs, branches and actions reached (100 %)" in text
    folders = list((project.path / "kept").iterdir())
    assert len(folders) == 2 and all("good" not in folder.name for folder in folders)
    assert all(f"kept/{folder.name}" in text for folder in folders)
    for folder in folders:
        assert {path.name for path in folder.iterdir()} == {"timeline.txt", "call-1.wav", "call-1.png"}
        assert (folder / "call-1.png").read_bytes().startswith(b"\x89PNG")
        assert (folder / "call-1.wav").stat().st_size > 16000


def test_a_worker_hands_in_its_coverage(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("--voicelab-coverage=flow.json", "-n1")
    result.stdout.fnmatch_lines(["*coverage of call flows*", "*of * verbs, branches and actions reached*"])
    data = json.loads((project.path / "flow.json").read_text())
    assert [place["ran"] for place in data.values() if place["verb"] == "Gather"] == [3]


CASES = """
from voicelab.testing import CallTestCase

class TestMenu(CallTestCase):
    def test_good(self):
        assert self.voicelab.dial("<Response><Say>Hallo</Say></Response>").ended("completed")

    def test_bad(self):
        self.voicelab.dial("<Response><Say>Hallo</Say></Response>").hears("Goodbye")
"""


def test_of_a_unittest_case_the_same_is_kept(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(CASES)
    result = pytester.runpytest_inprocess("--voicelab-coverage", "--voicelab-artifacts", "kept")
    result.assert_outcomes(passed=1, failed=1)
    assert "1 of 1 verbs, branches and actions reached" in result.stdout.str()
    (folder,) = (pytester.path / "kept").iterdir()
    assert folder.name.endswith("test_bad")
    assert {path.name for path in folder.iterdir()} == {"timeline.txt", "call-1.wav", "call-1.png"}


def test_nothing_heavy_is_imported_until_the_fixture_is_used() -> None:
    program = (
        "import sys, voicelab.testing.plugin; sys.exit(str({'aiohttp', 'numpy', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "set()"
