"""Every widget in JupyterLab, Notebook 7 and Voila, behind a hub's prefix; and where its kernel is gone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from board_uses import end_the_room, moderate, send_elsewhere, take_the_first
from controls import unused
from document_uses import edit_and_call, look_back, watch_live
from every_widget import NAME, Everything, button, extension_folder, write_notebook
from hands import RECORDER, Hand, Hands
from jupyter_page import JupyterLab, Notebook
from nbclient import NotebookClient
from nbformat.sign import NotebookNotary
from phone_uses import (
    call_the_room,
    click_to_call,
    hang_up_where_it_was_clicked,
    reject_and_dismiss,
    use_phone,
    walk_and_talk,
)
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
    write_notebook(jupyter.folder, live=True)
    page.add_init_script(RECORDER)
    yield page
    page.screenshot(path=artefacts / f"{request.node.name}.png")
    page.goto("about:blank")
    jupyter.end_kernels()


def use_calls(
    all_of_it: Everything,
    first: Hand,
    *,
    thorough: bool = False,
    listens: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Every widget that does something to a call, by both hands; ``first`` begins. None of it needs the kernel.

    ``thorough`` is every control of them. ``listens`` waits for what the others hear, besides what REST and the events
    tell. ``meanwhile`` is called while the phone is in the room.
    """
    hands = Hands(all_of_it.page, first)
    all_of_it.listens = listens
    alice = call_the_room(all_of_it, hands)
    meanwhile()
    ben = all_of_it.dials("ben", "room")
    if thorough:
        use_phone(all_of_it, hands, alice, ben)
    moderate(all_of_it, hands, alice, ben)
    end_the_room(all_of_it, hands, alice)
    walk_and_talk(all_of_it, hands, thorough)
    click_to_call(all_of_it, hands)
    send_elsewhere(all_of_it, hands)
    if thorough:
        hang_up_where_it_was_clicked(all_of_it, hands)
        take_the_first(all_of_it, hands)
        reject_and_dismiss(all_of_it, hands)


def use_documents(all_of_it: Everything, first: Hand, *, thorough: bool = False) -> None:
    """Every widget of a document, or of a call that is to be looked at; some of it asks the kernel."""
    hands = Hands(all_of_it.page, first)
    look_back(all_of_it, hands, thorough)
    watch_live(all_of_it, hands)
    edit_and_call(all_of_it, hands)


def test_jupyterlab_under_a_hubs_prefix(shown: Page, jupyter: JupyterLab, artefacts: Path) -> None:
    """Every widget, with a busy kernel too; then the lab ends, comes back, and the kernel is started anew."""
    notebook = Notebook.open(shown, jupyter, NAME)
    notebook.run_all()
    all_of_it = Everything(shown, jupyter, artefacts, "lab")
    go = jupyter.folder / "go"

    def keep_busy() -> None:
        notebook.start(f"import os\nwhile not os.path.exists({str(go)!r}): pass\nprint('done')")

    use_calls(all_of_it, "mouse", thorough=True, listens=True, meanwhile=keep_busy)
    go.touch()
    assert notebook.finish() == {"status": "ok", "text": "done\n"}
    use_documents(all_of_it, "mouse", thorough=True)
    use_calls(all_of_it, "keyboard", thorough=True)
    use_documents(all_of_it, "keyboard", thorough=True)
    assert unused(Hands(shown).used()) == []

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
        picture = shown.get_by_role("group", name=re.compile(f"^{name} of call CA")).first
        picture.scroll_into_view_if_needed()  # what nobody sees is not drawn
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
    all_of_it = Everything(shown, jupyter, artefacts, "notebook7")
    use_calls(all_of_it, "mouse")
    use_documents(all_of_it, "mouse")


def test_voila(shown: Page, jupyter: JupyterLab, artefacts: Path) -> None:
    """A page of outputs without a notebook: it runs the cells and shows the widgets."""
    shown.goto(f"{jupyter.url}/voila/render/{NAME}?token={jupyter.token}", timeout=180_000)
    all_of_it = Everything(shown, jupyter, artefacts, "voila")
    use_calls(all_of_it, "keyboard")
    use_documents(all_of_it, "keyboard")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_saved_notebook_without_its_kernel_shows_pictures_and_no_secret(
    page: Page, tmp_path: Path, artefacts: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    """Executed and saved; then opened, trusted, by a Jupyter that has none of the widgets' state."""
    monkeypatch.setenv("VOICELAB_DATA_DIR", str(tmp_path / "voicelab"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    path = write_notebook(folder)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(folder)}}).execute()
    saved = json.dumps(notebook)
    kept = json.loads((tmp_path / "voicelab" / "credentials.json").read_text())
    for name in ("auth_token", "api_key_secret"):
        assert kept[name] not in saved, f"the {name} was saved"
    assert not re.search(r"eyJ[\w-]{10,}\.", saved), "a token was saved"

    del notebook.metadata["widgets"]  # as JupyterLab saves it by default
    del notebook.metadata["kernelspec"], notebook.metadata["language_info"]  # so that it asks for a kernel
    nbformat.write(notebook, path)
    trust = tmp_path / "jupyter" / "data"
    trust.mkdir(parents=True)
    NotebookNotary(data_dir=str(trust)).sign(notebook)
    server = JupyterLab(
        folder,
        tmp_path / "jupyter",
        f"--LabServerApp.extra_labextensions_path={extension_folder(tmp_path)}",
        theme=f"JupyterLab {theme}",
    )
    try:
        page.goto(f"{server.url}/lab/tree/{NAME}?token={server.token}&reset")
        page.locator(".jp-Dialog").get_by_role("button", name="No Kernel").click()
        stand_ins = page.locator(".jp-OutputArea-output")
        for words in (
            "Phone alice",
            "Nobody is here yet",
            "No queues yet",
            "Walkie-talkie carol",
            "Call +15005550088",
        ):
            expect(stand_ins.get_by_text(words).first).to_be_visible()
        expect(stand_ins.get_by_role("img", name=re.compile("Sound of the caller"))).to_have_count(2)
        assert page.get_by_text(NO_MODEL).locator("visible=true").count() == 0
        for number, place in enumerate(stand_ins.all()):
            place.scroll_into_view_if_needed()
            place.screenshot(path=artefacts / f"without-kernel-{theme.lower()}-{number:02d}.png")
        assert page.get_by_text(NO_MODEL).locator("visible=true").count() == 0
    finally:
        page.screenshot(path=artefacts / f"without-kernel-{theme.lower()}.png")
        server.close()
