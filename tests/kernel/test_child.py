"""The server as a child of the kernel: FACE.md "Command line" (ready line, --exit-with-stdin)."""

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from voicelab.errors import LabError
from voicelab.kernel.child import Child

READY = (
    'print(\'{"event":"ready","url":"http://127.0.0.1:1","tls_url":null,'
    '"account_sid":"AC1","ca_file":null}\', flush=True)\n'
)


def child_of(program: str) -> Child:
    return Child(command=[sys.executable, "-c", program])


def test_start_reads_the_ready_line_and_end_closes_stdin_first(tmp_path: Path) -> None:
    """``--exit-with-stdin``: the child sees end of file and leaves by itself, before any signal."""
    mark = tmp_path / "left-by-itself"
    child = child_of(f"import sys\n{READY}sys.stdin.read()\nopen({str(mark)!r}, 'w').close()")
    ready = child.start(30)
    assert (ready.url, ready.account_sid, ready.tls_url) == ("http://127.0.0.1:1", "AC1", None)
    assert child.alive
    child.end()
    child.end()
    assert not child.alive
    assert mark.exists()


def test_a_child_that_ignores_its_stdin_gets_a_signal() -> None:
    child = child_of(READY + "import threading; threading.Event().wait()")
    child.start(30)
    child.end(grace=0.1)
    assert not child.alive


def test_a_child_that_dies_at_once_is_an_error_with_its_last_words() -> None:
    child = child_of("import sys; sys.exit('Port 80 is taken.')")
    with pytest.raises(LabError, match="Port 80 is taken"):
        child.start(30)


def test_a_child_that_never_gets_ready_is_an_error_and_is_ended() -> None:
    child = child_of("import threading; threading.Event().wait()")
    with pytest.raises(LabError, match=r"not ready within 0\.2 seconds"):
        child.start(0.2)
    assert not child.alive


def test_a_ready_line_that_is_none_is_an_error() -> None:
    child = child_of("print('hello'); import sys; sys.stdin.read()")
    with pytest.raises(LabError, match="did not start"):
        child.start(30)
    assert not child.alive


def test_death_is_noticed_and_told_once() -> None:
    child = child_of("import sys\n" + READY + "sys.stdin.readline(); sys.exit('out of memory')")
    told: list[str] = []
    heard = threading.Event()
    child.on_death(lambda words: (told.append(words), heard.set()))
    child.start(30)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    assert heard.wait(30)
    assert "signal 9" in told[0]
    child.end()
    assert len(told) == 1


def test_the_child_has_its_own_session() -> None:
    """Interrupt signals the kernel's process group: the child must not be in it."""
    child = child_of("import sys\n" + READY + "sys.stdin.read()")
    child.start(30)
    assert child.pid is not None
    assert os.getsid(child.pid) == child.pid != os.getsid(0)
    child.end()


def test_the_child_goes_when_its_kernel_is_killed() -> None:
    """Gone with the kernel, SIGKILL included: the pipe closes. (How soon is the server's: tests/server.)"""
    waits = f"import sys\n{READY}sys.stdin.read()"
    program = (
        "import sys\nfrom voicelab.kernel.child import Child\n"
        f"child = Child(command=[sys.executable, '-c', {waits!r}])\n"
        "child.start(30)\nprint(child.pid, flush=True)\nimport threading; threading.Event().wait()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as kernel:
        assert kernel.stdout is not None
        pid = int(kernel.stdout.readline())
        descriptor = os.pidfd_open(pid)
        kernel.kill()
        gone, _, _ = select.select([descriptor], [], [], 30.0)  # nothing but the pipe can end it
        os.close(descriptor)
        assert gone


def test_a_full_log_does_not_stop_the_child() -> None:
    """A kernel that computes reads nothing: a megabyte on stderr must not block the server."""
    child = child_of(
        "import sys\nsys.stderr.write('x' * 1_000_000 + '\\nlast line\\n')\n" + READY + "sys.stdin.read()"
    )
    child.start(30)
    assert child.log.rstrip().endswith("last line")
    child.end()
