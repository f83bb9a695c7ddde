"""Every widget in JupyterLab, Notebook 7 and Voila, behind a hub's prefix; and where its kernel is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_widget import NAME, Everything, button, extension_folder, write_notebook
from jupyter_page import JupyterLab, Notebook
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.media]

NO_MODEL = re.compile("model not found|Error displaying widget|Loading widget")


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterLab]:
    """One server for all front ends, under the prefix that JupyterHub gives to a user."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = home / "notebooks"
    folder.mkdir()
    server = JupyterLab(
        folder,
        home,
        "--ServerApp.base_url=/user/x/",
        "--JupyterNotebookApp.expose_app_in_browser=True",
        f"--LabServerApp.extra_labextensions_path={extension_folder(home)}",
    )
    yield server
    server.close()


@pytest.fixture
def shown(page: Page, jupyter: JupyterLab, artefacts: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page, with its last sight kept; the kernels that it started are ended afterwards."""
    write_notebook(jupyter.folder)
    yield page
    page.screenshot(path=artefacts / f"{request.node.name}.png")
    page.goto("about:blank")
    jupyter.end_kernels()


def test_jupyterlab_under_a_hubs_prefix(shown: Page, jupyter: JupyterLab, artefacts: Path) -> None:
    """Every widget, with a busy kernel too; then the lab ends, comes back, and the kernel is started anew."""
    notebook = Notebook.open(shown, jupyter, NAME)
    notebook.run_all()
    all_of_it = Everything(shown, jupyter, artefacts, "lab")
    go = jupyter.folder / "go"

    def keep_busy() -> None:
        notebook.start(f"import os\nwhile not os.path.exists({str(go)!r}): pass\nprint('done')")

    all_of_it.use_all(meanwhile=keep_busy)  # nothing of it needed the kernel
    go.touch()
    assert notebook.finish() == {"status": "ok", "text": "done\n"}

    board, phone = all_of_it.widget("Conference room"), all_of_it.widget("Phone alice")
    notebook.run("%unload_ext voicelab")
    for widget in (board, phone):
        expect(widget.get_by_role("alert")).to_contain_text("%reload_ext voicelab starts a new one")
    notebook.run("%load_ext voicelab")
    expect(board.get_by_role("status")).to_have_text("nobody is here yet")
    expect(button(phone, "Call")).to_be_enabled()
    shown.evaluate(
        "() => window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()"
    )
    for widget in (board, phone):
        expect(widget.get_by_role("alert")).to_contain_text("The kernel that made this is gone")
    for name in ("Timeline", "Scope"):
        picture = shown.get_by_role("group", name=re.compile(f"^{name} of call CA"))
        expect(picture).to_contain_text("The kernel that made this is gone")
    board.screenshot(path=artefacts / "lab-kernel-gone.png")


def test_notebook_7(shown: Page, jupyter: JupyterLab, artefacts: Path) -> None:
    shown.goto(f"{jupyter.url}/notebooks/{NAME}?token={jupyter.token}")
    shown.wait_for_function(
        """() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext.session
            ?.kernel?.connectionStatus === 'connected'""",
        timeout=120_000,
    )
    shown.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    Everything(shown, jupyter, artefacts, "notebook7").use_all()


def test_voila(shown: Page, jupyter: JupyterLab, artefacts: Path) -> None:
    """A page of outputs without a notebook: it runs the cells and shows the widgets."""
    shown.goto(f"{jupyter.url}/voila/render/{NAME}?token={jupyter.token}", timeout=180_000)
    Everything(shown, jupyter, artefacts, "voila").use_all()
