"""The editor and the flow in a real JupyterLab: edited by keyboard, called, also while the kernel computes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jupyter_page import JupyterLab, Notebook
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

MENU = """%%twiml menu
<Response>
  <Gather numDigits="1" timout="8" action="chosen">
    <Say>Press 1 for sales, 2 for a song.</Say>
  </Gather>
  <Redirect/>
</Response>"""
CHOSEN = """%%twiml chosen
<Response><Redirect>menu-{{Digits}}</Redirect></Response>"""
SALES = """%%twiml menu-1
<Response>
  <Say>Sales is closed.</Say>
  <Dial action="menu-2"><Number>+15005550010</Number></Dial>
</Response>"""
SONG = """%%twiml menu-2
<Response><Play>/webhooks/song.wav</Play><Redirect>menu</Redirect></Response>"""


def write_lesson(folder: Path) -> str:
    """A notebook with a few documents and their flow."""
    cells = ["%load_ext voicelab", MENU, CHOSEN, SALES, SONG, "lab.flow"]
    made = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for source in cells
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    (folder / "editing.ipynb").write_text(json.dumps(notebook))
    return "editing.ipynb"


def editor_of(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"Editor of {name}", exact=True)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_cells_document_is_edited_and_called(
    page: Page, start_jupyter: Callable[..., JupyterLab], lessons: Path, artefacts: Path, theme: str
) -> None:
    """Edit, mend, write by keyboard with completion; what Python publishes shows; Call places the call."""
    jupyter = start_jupyter(theme=f"JupyterLab {theme}")
    notebook = Notebook.open(page, jupyter, write_lesson(lessons))
    notebook.run_all()
    lab = notebook.lab()
    flow = page.locator("svg.vl-flow:visible")  # the picture behind the widget is there too, hidden
    flow.scroll_into_view_if_needed()
    assert flow.evaluate("svg => Math.round(svg.getBoundingClientRect().width) === svg.viewBox.baseVal.width")
    flow.screenshot(path=artefacts / f"flow-{theme.lower()}.png")

    page.get_by_role("button", name="Edit", exact=True).first.click()
    editor = editor_of(page, "menu")
    editor.get_by_role("button", name="Change to timeout").click()
    expect(editor.get_by_text("published", exact=True)).to_be_visible()
    expect(editor.get_by_role("listitem")).to_have_count(0)
    assert 'timeout="8"' in lab.twiml["menu"]

    editor.locator(".cm-line", has_text="<Redirect/>").click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("<Ha")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_have_text("Hangup")
    editor.screenshot(path=artefacts / f"editor-{theme.lower()}.png")
    page.keyboard.press("Enter")
    page.keyboard.type("/>")
    page.wait_for_function(
        "() => document.querySelector('.vl-editor [role=status]').textContent === 'published'"
    )
    assert "<Hangup/>" in lab.twiml["menu"]

    lab.twiml["menu"] = lab.twiml["menu"].replace("Press 1 for sales, 2 for a song.", "Press one.")
    expect(editor.get_by_text("Press one.")).to_be_visible()

    editor.get_by_role("button", name="Call", exact=True).click()
    phone = page.get_by_role("group", name="Phone caller", exact=True)
    expect(phone.get_by_role("button", name="Hang up", exact=True)).to_be_enabled()
    page.wait_for_function("() => window.voicelabHeard.chunks.length > 0")  # the call's sound is here
    call = lab.calls[-1]
    call.wait(60, until="verb-started")
    assert (call.from_, call.to) == ("client:caller", "menu")
    # The way of the call lights up in the flow, which has the document as it is by now
    picture = page.get_by_role("group", name="Flow of the lab")
    steps = picture.locator("[data-step]:has(.f-row.f-live)")
    expect(steps.filter(has_text="Press one.")).to_be_visible()
    expect(picture.locator("[data-step]:has(.f-row.f-now)")).to_have_count(1)
    picture.screenshot(path=artefacts / f"flow-live-{theme.lower()}.png")
    phone.get_by_role("button", name="Hang up", exact=True).click()
    call.wait(60)
    expect(picture.locator("[data-step]:has(.f-row.f-now)")).to_have_count(0)

    editor.get_by_role("button", name="Done", exact=True).click()
    sheet = page.locator(".vl-cell").first
    expect(sheet.locator("code", has_text="Press one.")).to_be_visible()

    page.evaluate(
        "() => window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
    )
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    saved = (lessons / "editing.ipynb").read_text()
    assert not re.search(r"eyJ[\w-]{10,}\.", saved), "a token was saved"
    # Saved with what it shows; the widgets' own state is left out, but for what no output shows any more
    assert "application/vnd.voicelab.widget+json" in saved


def test_a_kernel_that_computes_stops_neither_help_nor_publishing(
    page: Page, start_jupyter: Callable[..., JupyterLab], lessons: Path
) -> None:
    notebook = Notebook.open(page, start_jupyter(), write_lesson(lessons))
    notebook.run_all()
    lab = notebook.lab()
    page.get_by_role("button", name="Edit", exact=True).first.click()
    editor = editor_of(page, "menu")
    expect(editor.get_by_role("button", name="Change to timeout")).to_be_visible()
    notebook.start("import threading; gate = threading.Event(); gate.wait(120)")
    editor.locator(".cm-line", has_text="<Redirect/>").click()
    page.keyboard.press("End")
    page.keyboard.type("<Pau")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_have_text("Pause")
    page.keyboard.press("Enter")
    page.keyboard.type("/>")
    page.wait_for_function(
        "() => document.querySelector('.vl-editor [role=status]').textContent === 'published'"
    )
    assert "<Redirect/><Pause/>" in lab.twiml["menu"]
    # The lab's number calls: what it comes by lights up, and no kernel is asked
    lab.number("+15005550009", voice_url="menu-1")
    lab.call("+15005550009", "menu")
    picture = page.get_by_role("group", name="Flow of the lab")
    steps = picture.locator("[data-step]:has(.f-row.f-live)")
    expect(steps.filter(has_text="Sales is closed.")).to_be_visible()
    assert (
        page.evaluate("() => Promise.race([window.voicelabRun, Promise.resolve('computing')])") == "computing"
    )
    notebook.interrupt()
    assert notebook.finish()["status"] == "error"
