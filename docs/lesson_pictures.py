"""Takes the lessons' pictures anew, from the real thing: JupyterLab in Chromium, each lesson run, one cell shown.

``make pictures`` runs it for all lessons; ``python docs/lesson_pictures.py 09-testing`` for one. Look at them before
they are committed: ``docs/build.py`` puts them below each lesson's introduction.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "notebooks"))

from jupyter_page import JupyterLab, Notebook  # noqa: E402  the way there is on the path now

SHOWN = {
    "01-hello": "call.timeline",
    "02-menus": "call.plot()",
    "03-conference": "grace_call.timeline",
    "04-voicemail": "call.plot()",
    "05-webhooks": "call.timeline",
    "06-rest": "lab.calls[clicked.sid].plot()",
    "07-speech": "call.plot()",
    "08-media-streams": "call.plot()",
    "09-testing": "call.flow",
    "10-web-page": "IFrame(",
    "11-when-things-go-wrong": "%%twiml shop",
    "12-going-live": "export = lab.export(",
}
"""Which cell of a lesson is its picture, by words in it."""

_SIZE = {"width": 800, "height": 1000}
_SETTLED = 3000  # milliseconds for what is drawn after the last answer
_PLACE = """words => {
    const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells;
    return cells.findIndex(cell => cell.cell_type === "code" && cell.getSource().includes(words));
}"""


def take(page: Page, jupyter: JupyterLab, name: str) -> Path:
    """Run a lesson to its end and keep the picture of its cell."""
    notebook = Notebook.open(page, jupyter, f"{name}.ipynb")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    if name == "10-web-page":  # its last cell closes the server that the picture shows
        notebook.run_above("rung = ")
    else:
        notebook.run_all()
    cell = page.locator(".jp-Notebook .jp-Cell").nth(page.evaluate(_PLACE, SHOWN[name]))
    cell.scroll_into_view_if_needed()
    page.wait_for_timeout(_SETTLED)
    place = ROOT / "docs" / "pictures" / "lessons" / f"{name}.png"
    parts = [part.bounding_box() for part in (cell.locator(".jp-InputArea"), cell.locator(".jp-OutputArea"))]
    boxes = [box for box in parts if box is not None]
    left = min(box["x"] for box in boxes)
    top, bottom = min(box["y"] for box in boxes), max(box["y"] + box["height"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    clip = {"x": left, "y": top, "width": right - left, "height": min(bottom, _SIZE["height"]) - top}
    page.screenshot(path=place, clip=clip)  # type: ignore[arg-type]
    return place


def main(names: list[str]) -> int:
    """Take the pictures of these lessons, or of all that have one."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder, home = Path(place, "lessons"), Path(place, "home")
        folder.mkdir()
        for lesson in (ROOT / "notebooks").glob("*.ipynb"):
            shutil.copy(lesson, folder)
        jupyter = JupyterLab(folder, home)
        tracker = home / "settings" / "@jupyterlab" / "notebook-extension"
        tracker.mkdir(parents=True)
        (tracker / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            for name in names or SHOWN:
                page = browser.new_page(viewport=_SIZE)  # type: ignore[arg-type]
                page.set_default_timeout(60_000)
                print(take(page, jupyter, name))
                page.close()
                jupyter.end_kernels()
        finally:
            browser.close()
            jupyter.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
