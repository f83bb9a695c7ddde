"""Runs the tests as ``make test`` does: suite by suite, each as it can bear it. Arguments go on to pytest.

Virtual time needs no quiet machine: two workers, random order. Programs of their own (labs, kernels, web
applications, voices, pages with nothing to hear) mostly wait for each other: two workers, a file or a lesson at a
time. What listens to a browser in real time runs alone and in the order of the files, so that what passed here is what
runs elsewhere. A folder below tests/ that is named in no suite runs with these. Free speech needs the extra
``whisper``, which the rest must do without: ``make test`` puts it in a folder of its own, and only the last suite finds
it there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
VIRTUAL = [
    "calls",
    "engine",
    "flow",
    "ledger",
    "rest",
    "signaling",
    "streams",
    "testing",
    "twiml",
    "verbs",
    "test_clock.py",
    "test_house_time.py",
]
PROGRAMS = [
    "notebooks/test_lessons.py",
    "apps",
    "cli",
    "docs",
    "kernel",
    "onesetting",
    "server",
    "speech",
    "widgets/test_accessibility.py",
    "widgets/test_boards.py",
    "widgets/test_build.py",
    "widgets/test_call_widgets.py",
    "widgets/test_editor_widget.py",
    "widgets/test_python_halves.py",
]
REAL = [
    "calls/test_credentials.py",
    "ledger/test_ledger.py",
    "ledger/test_room_for_recordings.py",
    "rest/test_every_operation.py",
    "rest/test_real_server.py",
    "signaling/scripted_page.py",
    "signaling/test_signaling_tokens.py",
    "signaling/test_watch_tokens.py",
    "test_clock.py",
    "testing/test_misuse.py",
    "testing/test_plugin.py",
    "twiml/test_proofs.py",
]
"""Of those, what has a real loop, socket or process in it all the same, where no nap is allowed. ``house_loops.py``
finds them, and says when one is missing here or named in vain."""
FREE_SPEECH = ["speech/test_whisper.py", "speech/test_whisper_calls.py"]
WHISPER = TESTS.parent / ".venv" / "whisper"
NO_TESTS = 5  # pytest's exit code


def suites() -> list[tuple[str, list[str]]]:
    """Each suite's name and its arguments for pytest."""
    ran = {*VIRTUAL, *PROGRAMS}
    rest = sorted(
        path.name
        for path in TESTS.iterdir()
        if path.name not in ran and (any(path.glob("test_*.py")) or path.match("test_*.py"))
    )
    free = [f"--ignore={place}" for place in places(FREE_SPEECH)]
    elsewhere = [*free, *(f"--ignore={place}" for place in places(PROGRAMS) if place.endswith(".py"))]
    return [
        ("virtual time", [*places(VIRTUAL), "-n", "2"]),
        ("programs", [*places(PROGRAMS), *free, "-n", "2", "--dist", "loadgroup", "-p", "no:randomly"]),
        ("sound and browsers", [*places(rest), *elsewhere, "-p", "no:randomly"]),
        ("free speech", [*places(FREE_SPEECH), "-p", "no:randomly"]),
    ]


def places(names: list[str]) -> list[str]:
    """Paths for pytest, of those that are there."""
    return [f"tests/{name}" for name in names if (TESTS / name).exists()]


def environment(name: str) -> dict[str, str]:
    """That of this process; for free speech, with the extra on the path."""
    if name != "free speech":
        return dict(os.environ)
    paths = [str(WHISPER), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def main(arguments: list[str]) -> int:
    """Run every suite, also after one has failed; the worst exit code."""
    codes = []
    for name, of_suite in suites():
        print(f"\n=== {name} ===", flush=True)
        command = [sys.executable, "-m", "pytest", *of_suite, *arguments]
        ran = subprocess.run(command, cwd=TESTS.parent, env=environment(name), check=False)
        codes.append(ran.returncode)
    return max((code for code in codes if code != NO_TESTS), default=NO_TESTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
