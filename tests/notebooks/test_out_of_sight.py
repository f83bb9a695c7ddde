"""A call goes on while its phone is not to be seen: scrolled away, folded away, shown twice, moved to another place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from ears import RATE, Heard, tone_seconds
from jupyter_page import MICROPHONE_HZ, JupyterLab, Notebook
from playwright.sync_api import Locator, Page, expect

import voicelab
from voicelab.kernel.call import Call

pytestmark = [pytest.mark.browser, pytest.mark.media]

NAME = "long.ipynb"
TONE = 440.0
PHONE, WALKIE, TIMELINE, SCOPE = 2, 3, 4, 5
CELLS = [
    "%load_ext voicelab",
    "import numpy as np\n"
    "tone = lab.webhook('/tone.wav')("
    f"lambda: 0.3 * np.sin(2 * np.pi * {TONE} * np.arange(0, 20, 1 / 8000)))\n"
    "lab.twiml['long'] = '<Response><Play loop=\"0\">/webhooks/tone.wav</Play></Response>'",
    "phone = lab.phone('alice', to='long')\nphone",
    "lab.walkie_talkie('carol', channel='7')",
    "lab.calls[0].timeline",
    "lab.calls[0].scope",
    *(f"print({number})\n" + "#\n" * 25 for number in range(40)),  # many pages of them
]


class LongNotebook:
    """The notebook in JupyterLab, with its phone in a call."""

    def __init__(self, page: Page, jupyter: JupyterLab) -> None:
        self.page = page
        notebook = Notebook.open(page, jupyter, NAME)
        # as JupyterLab 4.4 has it unless told otherwise: cells that are not in view leave the page
        page.evaluate(
            """() => {
                const {content} = window.jupyterapp.shell.currentWidget;
                content.notebookConfig = {...content.notebookConfig, windowingMode: 'full'};
            }"""
        )
        notebook.run_above("lab.calls[0].timeline")
        self.lab: voicelab.Lab = notebook.lab()
        self.heard = Heard(page)

    @property
    def phone(self) -> Locator:
        return self.page.get_by_role("group", name="Phone alice", exact=True)

    def ring_up(self) -> Call:
        button(self.phone, "Call").click()
        expect(self.phone.locator(".vl-status")).to_have_text("in call · WebRTC")
        return self.lab.calls[-1]

    def do(self, command: str, cell: int) -> None:
        """A command of JupyterLab on a cell."""
        self.page.evaluate(
            """async ([command, cell]) => {
                const {content} = window.jupyterapp.shell.currentWidget;
                content.activeCellIndex = cell;
                content.mode = 'command';
                await window.jupyterapp.commands.execute(command);
            }""",
            [command, cell],
        )

    def scroll_to(self, cell: int) -> None:
        self.page.evaluate(
            """async cell => {
                const {content} = window.jupyterapp.shell.currentWidget;
                content.activeCellIndex = cell;
                await content.scrollToItem(cell, 'start');
            }""",
            cell,
        )

    def goes_on(self, call: Call) -> None:
        """A second of sound passes each way from now on."""
        mark, said = self.heard.seconds(), len(call.samples("caller"))
        for second in range(1, 61):
            self.heard.wait_for(mark + second)
            there = tone_seconds(call.samples("caller")[said:, 0], 8000, MICROPHONE_HZ)
            if tone_seconds(self.heard.since(mark), RATE, TONE) > 1.0 and there > 1.0:
                break
        else:
            raise AssertionError(f"no sound both ways; the lab heard {there} s")
        assert call.status == "in-progress"


def button(place: Locator, name: str) -> Locator:
    return place.get_by_role("button", name=name, exact=True)


def test_a_call_goes_on_while_its_phone_is_out_of_sight(
    page: Page, start_jupyter: Callable[..., JupyterLab], lessons: Path, artefacts: Path
) -> None:
    """Proved by sound. What comes into view again shows what goes on; a phone that is gone for good hangs up."""
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(written, lessons / NAME)
    notebook = LongNotebook(page, start_jupyter())
    phone = notebook.phone
    status = phone.locator(".vl-status")
    call = notebook.ring_up()
    walkie = page.get_by_role("group", name="Walkie-talkie carol", exact=True)
    button(walkie, "Join").click()
    expect(walkie.get_by_role("status")).to_have_text("channel 7 · listening")
    for cell in (TIMELINE, SCOPE):
        notebook.do("notebook:run-cell", cell)

    notebook.scroll_to(len(CELLS) - 1)
    expect(phone).to_have_count(0)
    expect(walkie).to_have_count(0)
    notebook.goes_on(call)
    notebook.scroll_to(PHONE)
    expect(status).to_have_text("in call · WebRTC")
    expect(walkie.get_by_role("status")).to_have_text("channel 7 · listening")
    expect(walkie.get_by_text("carol (you)")).to_be_visible()
    for cell, name in ((TIMELINE, "Timeline"), (SCOPE, "Scope")):
        notebook.scroll_to(cell)
        picture = page.get_by_role("group", name=f"{name} of call {call.sid}", exact=True)
        expect(picture).to_contain_text("in-progress")
        picture.screenshot(path=artefacts / f"scrolled-back-{name.lower()}.png")

    notebook.do("notebook:hide-cell-outputs", PHONE)
    expect(phone).to_have_count(0)
    notebook.do("notebook:show-cell-outputs", PHONE)
    expect(status).to_have_text("in call · WebRTC")

    notebook.do("notebook:create-output-view", PHONE)
    expect(status).to_have_text(["in call · WebRTC"] * 2)  # the same phone, not a second one
    page.evaluate("() => window.jupyterapp.commands.execute('application:close')")
    expect(status).to_have_text("in call · WebRTC")

    notebook.do("notebook:move-cell-down", PHONE)
    notebook.scroll_to(PHONE)
    expect(status).to_have_text("in call · WebRTC")
    notebook.goes_on(call)
    button(phone, "Hang up").click()
    assert call.wait(60).status == "completed"

    again = notebook.ring_up()
    notebook.do("notebook:delete-cell", PHONE + 1)
    assert again.wait(60).status == "completed"  # nobody could hang it up any more
