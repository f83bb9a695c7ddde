"""The kernel is interrupted, and killed, while calls go on."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from jupyter_page import JupyterLab, Notebook
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.media]

WATCHES = "import asyncio; print(sum('_watch' in repr(t) for t in asyncio.all_tasks(lab._connection.background.loop)))"


def test_an_interrupt_ends_what_runs_and_a_killed_kernel_ends_its_lab(
    page: Page, start_jupyter: Callable[..., JupyterLab], artefacts: Path
) -> None:
    """Jupyter interrupts the kernel's whole process group: the lab is not in it, and calls go on.

    After ``kill -9`` in mid-call no lab is left, and the page says so.
    """
    notebook = Notebook.open(page, start_jupyter(), "01-hello.ipynb")
    notebook.run_above("caller = lab.caller(")
    lab = notebook.lab()
    lab.twiml["quiet"] = '<Response><Say>Hello.</Say><Pause length="600"/></Response>'
    phone = page.get_by_role("group", name="Phone alice", exact=True)
    status = phone.locator(".vl-status")
    notebook.run("phone.to = 'quiet'\nother = lab.caller('+15005550003')\nawait other.dial('quiet')")
    other = lab.calls[-1]
    phone.get_by_role("button", name="Call", exact=True).click()
    expect(status).to_have_text("in call · WebRTC")
    call = lab.calls[-1]

    for code in ("while True: pass", "await other.hear('what nobody says', timeout=600)"):
        notebook.start(f"print('now', flush=True)\n{code}")
        notebook.wait_for_words("now")  # one that comes before the cell runs would be lost
        notebook.interrupt()
        assert notebook.finish()["status"] == "error", code
        assert (
            notebook.run("await other.press('1')\nprint(lab.alive, other.call.status)") == "True in-progress"
        )
        assert (call.status, other.status) == ("in-progress", "in-progress")
    for _ in range(200):
        if (left := notebook.run(WATCHES)) == "0":
            break
    assert left == "0", "what was interrupted goes on watching the call"
    expect(status).to_have_text("in call · WebRTC")

    kernel, server = (
        int(number)
        for number in notebook.run("import os; print(os.getpid(), lab._connection.child.pid)").split()
    )
    descriptor = os.pidfd_open(server)
    os.kill(kernel, signal.SIGKILL)
    ended, _, _ = select.select([descriptor], [], [], 60)
    os.close(descriptor)
    assert ended, "the lab outlived its kernel"
    expect(phone.get_by_role("button", name="Hang up", exact=True)).to_have_count(0)
    expect(phone.get_by_role("alert")).to_contain_text("The kernel that made this is gone")
    phone.screenshot(path=artefacts / "kernel-killed-phone.png")
