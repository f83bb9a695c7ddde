"""Notebooks that were saved with the state of their widgets: nothing secret in them, pictures without a kernel."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from every_widget import CELLS, NAME, extension_folder, write_notebook
from jupyter_core.paths import jupyter_path
from jupyter_page import JupyterLab, Notebook
from nbclient import NotebookClient
from nbformat.sign import NotebookNotary
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.media]

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
NO_MODEL = re.compile("model not found|Error displaying widget|Loading widget")
WORDS = ("Phone alice", "Nobody is here yet", "No queues yet", "Walkie-talkie carol", "Call +15005550088")
SOUND = re.compile("Sound of the caller")


@pytest.fixture(scope="module")
def extensions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every extension of this Jupyter, wherever it is installed, but not ours."""
    folder = tmp_path_factory.mktemp("labextensions")
    for place in map(Path, jupyter_path("labextensions")):
        for found in place.iterdir() if place.is_dir() else ():
            kept = folder / found.name
            if found.name != "voicelab" and not kept.exists():
                kept.symlink_to(found, target_is_directory=True)
    return folder


@pytest.fixture
def jupyter_without(start_jupyter: Callable[..., JupyterLab], extensions: Path) -> JupyterLab:
    """A Jupyter without our extension.

    It draws all cells at once: the widget manager calls itself restored a moment before it has read the notebook's
    models, and what is first drawn in that moment keeps its "model not found" (docs/decisions/saved-notebooks.md).
    """
    server = start_jupyter(f"--LabServerApp.labextensions_path={extensions}")
    server.prefer("@jupyterlab/notebook-extension/tracker", windowingMode="none")
    return server


def ours(notebook: Any) -> list[str]:
    """The kinds of our widgets whose state is in a notebook."""
    states = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    kinds = [each["state"].get("_anywidget_id", "") for each in states.values()]
    return [kind for kind in kinds if kind.startswith("voicelab.")]


def hold_no_secret(text: str, data_directory: Path) -> None:
    kept = json.loads((data_directory / "credentials.json").read_text())
    for name in ("auth_token", "api_key_secret"):
        assert kept[name] not in text, f"the {name} was saved"
    assert not re.search(r"eyJ[\w-]{10,}\.", text), "a token was saved"


def see_pictures(page: Page, *more: str) -> None:
    """In the place of each widget its picture or words, and no widget that waits for somebody to answer."""
    for words in (*WORDS, *more):
        expect(page.get_by_text(words).locator("visible=true").first).to_be_visible()
    expect(page.get_by_role("img", name=SOUND).locator("visible=true")).to_have_count(2)
    assert page.get_by_text(NO_MODEL).locator("visible=true").count() == 0
    expect(page.get_by_role("button", name="Call", exact=True)).to_have_count(0)
    expect(page.get_by_text("waiting for the kernel")).to_have_count(0)


def see_as_a_page(notebook: Path, chromium: Browser, picture: Path, *more: str) -> None:
    """What nbconvert makes of it, with nothing else within reach."""
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(notebook)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(notebook.with_suffix(".html").as_uri())
    see_pictures(page, *more)
    page.screenshot(path=picture, full_page=True)
    context.close()


def save(page: Page) -> None:
    """Ctrl+S, and it is saved."""
    page.locator(".jp-Notebook").first.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


def see_them_again(page: Page, server: JupyterLab, picture: Path, *more: str) -> None:
    """In JupyterLab and in Notebook 7, each of which starts a kernel that knows nothing."""
    server.end_kernels()
    for where in ("lab/tree", "notebooks"):
        page.goto(f"{server.url}/{where}/{NAME}?token={server.token}")
        see_pictures(page, *more)
        page.screenshot(path=picture.with_name(f"{picture.name}-{where.split('/')[0]}.png"))


def test_saved_by_jupyterlab_with_its_widgets_state(
    page: Page, chromium: Browser, tmp_path: Path, artefacts: Path
) -> None:
    """Ctrl+S with "Save Widget State Automatically"; then opened by JupyterLab and Notebook 7, and made a page."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    path = write_notebook(folder)
    setting = tmp_path / "jupyter/settings/@jupyter-widgets/jupyterlab-manager/plugin.jupyterlab-settings"
    setting.parent.mkdir(parents=True)
    setting.write_text('{"saveState": true}')
    extension = f"--LabServerApp.extra_labextensions_path={extension_folder(tmp_path)}"
    server = JupyterLab(folder, tmp_path / "jupyter", extension)
    try:
        notebook = Notebook.open(page, server, NAME)
        notebook.run_all()
        expect(page.get_by_role("group", name="Phone alice", exact=True)).to_be_visible()
        notebook.run("import ipywidgets; other = ipywidgets.IntSlider(); None")  # somebody else's
        save(page)
        saved = nbformat.read(path, as_version=4)
        states = saved.metadata["widgets"][STATE]["state"]
        assert "IntSliderModel" in {each["model_name"] for each in states.values()}
        assert not ours(saved)
        hold_no_secret(path.read_text(), server.data_directory)
        see_them_again(page, server, artefacts / "saved-state")
    finally:
        server.close()
    see_as_a_page(path, chromium, artefacts / "saved-state-page.png")


def test_where_voicelab_is_in_the_kernels_environment_only(
    page: Page, chromium: Browser, jupyter_without: JupyterLab, lessons: Path, artefacts: Path
) -> None:
    """Ctrl+S in a Jupyter without our extension that saves no widgets' state: the file has what shows the pictures.

    Somebody's box around two phones too. What it has for them is there once, however often it is saved, is no reason to
    save, and goes when the outputs go; a kernel that is still there has its live widgets.
    """
    path = write_notebook(lessons)
    notebook = nbformat.read(path, as_version=4)
    box = "import ipywidgets\nipywidgets.HBox([lab.phone('erin'), lab.phone('frank')])"
    notebook.cells.append(nbformat.v4.new_code_cell(box))
    nbformat.write(notebook, path)
    server = jupyter_without
    opened = Notebook.open(page, server, NAME)
    assert not page.evaluate("() => 'voicelab' in window._JUPYTERLAB"), "our extension is installed here"
    opened.run_all()
    expect(page.get_by_role("group", name="Phone frank", exact=True)).to_be_attached()
    save(page)
    text = path.read_text()
    hold_no_secret(text, server.data_directory)
    saved = nbformat.read(path, as_version=4)
    nbformat.validate(saved)
    states = saved.metadata["widgets"][STATE]["state"]
    assert [each["model_name"] for each in states.values()] == ["HTMLModel"] * 9
    opened.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    assert path.read_text() == text, "saved again it is another file"

    page.reload()  # its kernel is still there
    phone = page.get_by_role("group", name="Phone alice", exact=True)
    expect(phone.get_by_role("button", name="Call", exact=True)).to_be_enabled()
    assert not page.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    save(page)
    assert "widgets" not in nbformat.read(path, as_version=4).metadata
    path.write_text(text)

    see_them_again(page, server, artefacts / "saved-elsewhere", "Phone erin", "Phone frank")
    see_as_a_page(path, chromium, artefacts / "saved-elsewhere-page.png", "Phone erin", "Phone frank")


def test_a_state_that_holds_our_widgets_shows_pictures_and_no_secret(
    page: Page,
    jupyter_without: JupyterLab,
    lessons: Path,
    tmp_path: Path,
    artefacts: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a front end saves it that knows nothing of us; opened where anywidget is, and VoiceLab is not."""
    path = executed(
        tmp_path,
        monkeypatch,
        "import json, ipywidgets\nopen('state.json', 'w').write("
        "json.dumps(ipywidgets.Widget.get_manager_state()))",
    )
    state = json.loads((path.parent / "state.json").read_text())
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["widgets"] = {STATE: state}
    assert {"voicelab.widgets.phone.PhoneWidget", "voicelab.widgets.timeline.TimelineWidget"} <= set(
        ours(notebook)
    )
    hold_no_secret(json.dumps(notebook), tmp_path / "voicelab")
    nbformat.write(notebook, lessons / NAME)
    server = jupyter_without
    NotebookNotary(data_dir=str(server.data_directory.parent / "data")).sign(notebook)
    page.goto(f"{server.url}/lab/tree/{NAME}?token={server.token}&reset")
    see_pictures(page)
    page.screenshot(path=artefacts / "saved-state-without.png")


def test_executed_without_a_page_it_becomes_a_page_with_pictures(
    chromium: Browser, tmp_path: Path, artefacts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nbclient, as ``nbconvert --execute`` has it, writes the state of all widgets but ours."""
    box = "ipywidgets.HBox([lab.phone('erin'), ipywidgets.IntSlider(), lab.phone('frank')])"
    path = executed(tmp_path, monkeypatch, f"import ipywidgets\ndisplay(ipywidgets.IntSlider())\n{box}")
    notebook = nbformat.read(path, as_version=4)
    states = notebook.metadata["widgets"][STATE]["state"]
    assert "IntSliderModel" in {each["model_name"] for each in states.values()}
    assert not ours(notebook)
    shown = [
        output.data for cell in notebook.cells for output in cell.outputs if VIEW in output.get("data", {})
    ]
    assert len(shown) == 10  # where a kernel is, they are widgets all the same
    hold_no_secret(path.read_text(), tmp_path / "voicelab")
    see_as_a_page(path, chromium, artefacts / "executed-page.png", "Phone erin", "Phone frank")
    # somebody's box is kept without what is not kept, or a page would show no widget at all
    refer = set(re.findall(r'"IPY_MODEL_([^"]+)"', json.dumps(states)))
    assert any(each["model_name"] == "HBoxModel" for each in states.values()) and refer <= set(states)


def executed(home: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> Path:
    """The notebook with every widget, and a last cell, run by nbclient."""
    monkeypatch.setenv("VOICELAB_DATA_DIR", str(home / "voicelab"))
    monkeypatch.setenv("IPYTHONDIR", str(home / "ipython"))
    folder = home / "notebooks"
    folder.mkdir()
    path = write_notebook(folder)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(last))
    assert len(notebook.cells) == len(CELLS) + 1
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.write(notebook, path)
    return path
