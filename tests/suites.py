"""Runs the tests as ``make test`` does: suite by suite, each as it can bear it. Arguments go on to pytest.

Virtual time needs no quiet machine: two workers, random order. Programs of their own (labs, kernels, web applications,
voices, pages with nothing to hear) mostly wait for each other: two workers, a file or a lesson at a time. What listens
to a browser in real time runs alone and in the order of the files, so that what passed here is what runs elsewhere. A
folder below tests/ that is named in no suite runs with these. Free speech needs the extra ``whisper``, which the rest
must do without: ``make test`` puts it in a folder of its own, and only the last suite finds it there.
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
    "media/test_audio_leg.py",
    "media/test_dtmf.py",
    "media/test_files.py",
    "media/test_g711.py",
    "media/test_mixer.py",
    "media/test_opus.py",
    "media/test_playout.py",
    "media/test_playout_of_streams.py",
    "media/test_recorder.py",
    "media/test_tick.py",
    "media/test_tones.py",
    "media/test_webrtc_rtp.py",
    "media/test_webrtc_sdp.py",
    "media/test_websocket.py",
    "media/test_websocket_pipe.py",
    "rest",
    "signaling/test_accepted_as_it_ends.py",
    "streams",
    "testing",
    "twiml",
    "verbs",
    "test_house_time.py",
]
PROGRAMS = [
    "notebooks/test_everywhere.py",
    "notebooks/test_saved_state.py",
    "notebooks/test_editor_in_jupyter.py",
    "notebooks/test_reload.py",
    "notebooks/test_lessons.py",
    "widgets/test_accessibility.py",
    "widgets/test_boards.py",
    "widgets/test_build.py",
    "widgets/test_call_widgets.py",
    "widgets/test_editor_widget.py",
    "widgets/test_python_halves.py",
    "apps",
    "docs",
    "cli",
    "kernel",
    "onesetting",
    "server",
    "signaling",
    "speech",
    "test_binder_folder.py",
    "test_clock.py",
    "test_suites.py",
]
"""Those that take longest first, as the two workers take them in this order."""
REAL = [
    "calls/test_credentials.py",
    "ledger/test_ledger.py",
    "ledger/test_room_for_recordings.py",
    "rest/test_every_operation.py",
    "rest/test_real_server.py",
    "testing/test_misuse.py",
    "testing/test_plugin.py",
    "testing/test_same_engine.py",
    "twiml/test_proofs.py",
]
"""Of those, what has a real loop, socket or process in it all the same: it runs with the programs, and may not nap.
``house_loops.py`` finds them, and says when one is missing here or named in vain."""
FREE_SPEECH = ["speech/test_whisper.py", "speech/test_whisper_calls.py"]
WHISPER = TESTS.parent / ".venv" / "whisper"
NO_TESTS = 5  # pytest's exit code


def suites() -> dict[str, list[str]]:
    """Each suite's arguments for pytest, by its name."""
    programs = [*PROGRAMS, *REAL]
    ran = {*VIRTUAL, *programs}
    rest = sorted(
        path.name
        for path in TESTS.iterdir()
        if path.name not in ran and (any(path.glob("test_*.py")) or path.match("test_*.py"))
    )
    files = [name for name in (*VIRTUAL, *programs) if "/" in name]
    of_folders = [name for name in files if name.partition("/")[0] in PROGRAMS]
    in_order = ["-p", "no:randomly"]
    by_two = ["-n", "2"]
    return {
        "virtual time": [*places(VIRTUAL), *without(REAL), *by_two],
        "programs": [
            *(*places(programs), *without(FREE_SPEECH, of_folders)),
            *(*by_two, "--dist", "loadgroup", "--no-loadscope-reorder", *in_order),
        ],
        "sound and browsers": [*places(rest), *without(FREE_SPEECH, files), *in_order],
        "free speech": [*places(FREE_SPEECH), *in_order],
    }


def places(names: list[str]) -> list[str]:
    """Paths for pytest, of those that are there."""
    return [f"tests/{name}" for name in names if (TESTS / name).exists()]


def without(*names: list[str]) -> list[str]:
    """Arguments for pytest that leave these out."""
    return [f"--ignore={place}" for each in names for place in places(each)]


def environment(name: str) -> dict[str, str]:
    """That of this process; for free speech, with the extra on the path."""
    if name != "free speech":
        return dict(os.environ)
    paths = [str(WHISPER), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def run(name: str, arguments: list[str]) -> int:
    """Run one suite; pytest's exit code, or the signal that ended it."""
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", *suites()[name], *arguments]
    return abs(subprocess.run(command, cwd=TESTS.parent, env=environment(name), check=False).returncode)


def main(arguments: list[str]) -> int:
    """Run every suite, also after one has failed; the worst exit code."""
    codes = [run(name, arguments) for name in suites()]
    return max((code for code in codes if code != NO_TESTS), default=NO_TESTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
