"""The rules about time see what they are for, by whatever name it is called."""

from __future__ import annotations

import house_time
import pytest
import suites

BREACHES = {
    "an alias of a module": "import time as t\nt.sleep(1)",
    "an alias of a function": "from time import sleep as nap\nnap(1)",
    "a name handed on": "import time\nnap = time.sleep",
    "a loop's nap": "import asyncio\nasync def f():\n    await asyncio.sleep(0.1)",
    "a loop's nap by its own name": "from asyncio import sleep\nasync def f():\n    await sleep(delay=1)",
    "anyio's": "import anyio\nasync def f():\n    await anyio.sleep(1)",
    "a page's": "def f(page):\n    page.wait_for_timeout(100)",
    "a select of nothing": "import select\nselect.select([], [], [], 0.1)",
    "an event that nobody sets": "import threading\npause = threading.Event()\npause.wait(0.1)",
    "an event without a name": "from threading import Event\nEvent().wait(timeout=1)",
    "an exemption from the clocks": "from time import time  # noqa: TID251",
    "an exemption from everything": "from time import time  # noqa",
    "a mark that tries again": "import pytest\n@pytest.mark.flaky(reruns=3)\ndef test_x(): pass",
}
FINE = {
    "a turn": "import asyncio\nasync def f():\n    await asyncio.sleep(0)",
    "a wait for somebody": "import threading\ncame = threading.Event()\nstart(came.set)\nassert came.wait(60)",
    "a wait for whoever has it": "import threading\ncame = threading.Event()\nstart(came)\nassert came.wait(60)",
    "another sleep": "def f(bed):\n    bed.sleep(8)",
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(breach: str) -> None:
    text = BREACHES[breach]
    found = list(house_time.faults("tests/callers/test_x.py", text))
    assert found and 1 <= found[0][0] <= text.count("\n") + 1


@pytest.mark.parametrize("fine", FINE)
def test_what_is_fine_is_no_breach(fine: str) -> None:
    assert not list(house_time.faults("tests/callers/test_x.py", FINE[fine]))


def test_where_time_is_virtual_a_nap_is_none() -> None:
    nap = "import asyncio\nasync def f():\n    await asyncio.sleep(3600)"
    assert not list(house_time.faults("tests/verbs/test_x.py", nap))
    assert list(house_time.faults("tests/kernel/test_x.py", nap))
    itself = f"from voicelab.testing.loop import run\n{nap}\nrun(f())"
    assert not list(house_time.faults("tests/kernel/test_x.py", itself)), "it says so itself"
    assert list(house_time.faults("tests/kernel/test_x.py", f"{itself}\nasyncio.run(f())")), (
        "and a real one too"
    )


REAL = {
    "asyncio's": "import asyncio\nasyncio.run(f())",
    "by its own name": "from asyncio import run as go\ngo(f())",
    "a runner": "import asyncio\nwith asyncio.Runner() as runner: runner.run(f())",
    "a runner with a factory": "import asyncio\nasyncio.Runner(loop_factory=asyncio.SelectorEventLoop)",
    "a new loop": "import asyncio\nasyncio.new_event_loop().run_until_complete(f())",
    "a socket": "import socket\nsocket.create_connection(('127.0.0.1', 80))",
    "a process": "from subprocess import Popen\nPopen(['sh'])",
    "a page": "from playwright.sync_api import sync_playwright\nsync_playwright()",
    "a lab of a test": "from voicelab.testing import TestLab\nTestLab(real_time=True)",
    "a client": "import aiohttp\nasync def f():\n    async with aiohttp.ClientSession() as s: pass",
}


@pytest.mark.parametrize("real", REAL)
def test_what_is_real_is_seen_where_time_is_virtual(real: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(house_time.faults("tests/verbs/test_x.py", REAL[real]))
    assert len(found) == 1 and "in a suite of virtual time" in found[0][1]
    assert not list(house_time.faults("tests/kernel/test_x.py", REAL[real]))
    monkeypatch.setattr(suites, "REAL", ["verbs/test_x.py"])
    assert not list(house_time.faults("tests/verbs/test_x.py", REAL[real])), "it is named"
    nap = REAL[real] + "\nfrom asyncio import sleep\nasync def g():\n    await sleep(1)"
    assert list(house_time.faults("tests/verbs/test_x.py", nap)), "what is named may not nap"


def test_a_file_that_is_named_in_vain_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suites, "REAL", ["verbs/test_x.py"])
    assert (
        "in vain"
        in next(house_time.faults("tests/verbs/test_x.py", "from voicelab.testing import TestLab"))[1]
    )


def test_a_runner_with_the_virtual_loop_is_virtual() -> None:
    text = "import asyncio\nfrom voicelab.testing.loop import VirtualLoop\nasyncio.Runner(loop_factory=VirtualLoop)"
    assert not list(house_time.faults("tests/verbs/test_x.py", text))
