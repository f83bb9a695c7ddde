"""The documentation site: it builds without a warning, has every table whole, and asks nobody outside."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect, sync_playwright
from pygments.styles import get_style_by_name

from voicelab.calls.events import Event
from voicelab.cli import COMMANDS
from voicelab.cli.troubles import TROUBLES
from voicelab.error_codes import ERROR_CODES
from voicelab.kernel.call import Call
from voicelab.kernel.caller import ScriptedCaller
from voicelab.kernel.lab import Lab
from voicelab.rest.table import ROUTES
from voicelab.twiml.grammar import ELEMENTS

ROOT = Path(__file__).parents[2]
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "audio": "src"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sphinx runs strictly: a link to nowhere, or a page that no table of contents names, is a failure."""
    folder = tmp_path_factory.mktemp("documentation") / "html"
    command = [sys.executable, str(ROOT / "docs" / "build.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "index.html" in done.stdout
    return folder


def page(site: Path, name: str) -> html.HtmlElement:
    return html.fromstring((site / name).read_bytes())


def first_cells(site: Path, name: str) -> list[str]:
    """The first cell of every row of every table of a page."""
    return [row[0].text_content().strip() for row in page(site, name).iterfind(".//tbody/tr")]


def test_every_element_and_every_attribute_is_there(site: Path) -> None:
    cells = first_cells(site, "docs/compatibility.html")
    for key, spec in ELEMENTS.items():
        assert (spec.name if spec.name == key else f"{spec.name} ({key})") in cells
        assert set(spec.attributes) <= set(cells)


def test_every_event_is_there(site: Path) -> None:
    assert set(first_cells(site, "docs/events.html")) == set(Event.registry)


def test_every_operation_is_there(site: Path) -> None:
    rows = [
        [cell.text_content().strip() for cell in row]
        for row in page(site, "docs/rest.html").iterfind(".//tbody/tr")
    ]
    listed = {(row[0], method) for row in rows for method in row[-1].split(", ")}
    for route in ROUTES:
        if "absent_handler" not in route.handler.__qualname__:
            assert (route.path or "(the account)", route.method) in listed


def test_every_error_code_is_there_with_a_cure(site: Path) -> None:
    rows = {
        row[0].text_content().strip(): row[2].text_content().strip()
        for row in page(site, "docs/errors.html").iterfind(".//tbody/tr")
    }
    of_grammar = {attribute.code for spec in ELEMENTS.values() for attribute in spec.attributes.values()}
    assert {str(code) for code in {*ERROR_CODES, *of_grammar}} <= set(rows)
    assert all(rows.values()) and "<Redirect>" in rows["11750"] and "&amp;" in rows["12100"]


def test_every_trouble_is_there(site: Path) -> None:
    rows = [
        [cell.text_content().strip() for cell in row]
        for row in page(site, "docs/symptoms.html").iterfind(".//tbody/tr")
    ]
    assert len(rows) == len(TROUBLES) - 1  # all but that a check itself fails
    for trouble in TROUBLES.values():
        if trouble.check != "{check}":
            wanted = [
                re.sub(r"\{(\w+)\}", r"‹\1›", words).replace("`", "")
                for words in (trouble.symptom, trouble.cause)
            ]
            assert any(row[:2] == wanted for row in rows), wanted


def test_every_command_and_its_arguments_are_there(site: Path) -> None:
    text = page(site, "docs/commands.html").text_content()
    assert all(f"voicelab {name}" in text for name in COMMANDS if (ROOT / f"voicelab/cli/{name}.py").exists())
    assert "--exit-with-stdin" in text and "--junit" in text


def test_everything_that_a_lab_can_do_is_there(site: Path) -> None:
    text = page(site, "docs/notebook.html").text_content()
    for kind, name in ((Lab, "lab"), (Call, "call"), (ScriptedCaller, "caller")):
        for member in vars(kind):
            if not member.startswith("_") and member not in ("cells", "record"):
                assert f"{name}.{member}" in text


def test_every_lesson_is_a_page_with_all_its_cells(site: Path) -> None:
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert lessons
    for lesson in lessons:
        shown = re.sub(r"\s+", "", page(site, f"notebooks/{lesson.stem}.html").text_content())
        for cell in json.loads(lesson.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                assert re.sub(r"\s+", "", "".join(cell["source"])) in shown, (lesson.name, cell["id"])


def test_no_link_leads_nowhere(site: Path) -> None:
    """Links within the site, their anchors too: Sphinx has looked at those it made, this looks at all."""
    anchors: dict[Path, set[str]] = {}
    for file in site.rglob("*.html"):
        tree = html.fromstring(file.read_bytes())
        anchors[file] = {*tree.xpath("//@id"), *tree.xpath("//a/@name"), ""}
    for file in anchors:
        for link in html.fromstring(file.read_bytes()).xpath("//a/@href | //img/@src"):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("data:"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file.resolve()
            assert target.is_file(), f"{file.name}: {link}"
            if target.suffix == ".html" and target.name not in ("search.html", "genindex.html"):
                assert parts.fragment in anchors[target], f"{file.name}: {link}"


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG has it, of six hexadecimal digits."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("setting", "grounds"), [("pygments_style", "f0f0f0"), ("pygments_dark_style", "2b2b2b")]
)
def test_code_is_legible(setting: str, grounds: str) -> None:
    """4.5 to 1 and better for every kind of word, on the greyest ground that the site puts code on."""
    names: dict[str, Any] = {}
    exec((ROOT / "docs" / "site" / "conf.py").read_text("utf-8"), names)
    ground = brightness(grounds)
    for kind, style in get_style_by_name(names[setting]):
        if style["color"]:
            dark, bright = sorted((brightness(style["color"]), ground))
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, kind


def test_every_page_has_what_makes_it_scroll_by_keyboard(site: Path) -> None:
    assert (site / "_static" / "site.js").is_file()
    for file in site.rglob("*.html"):
        assert any("site.js" in link for link in html.fromstring(file.read_bytes()).xpath("//script/@src")), (
            file
        )


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site's address: pages of a server, as a reader has them."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


READ = (
    "index",
    "docs/symptoms",
    "docs/compatibility",
    "docs/one-setting",
    "notebooks/09-testing",
    "docs/commands",
)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "phone"])
def test_pages_have_no_serious_fault_and_fit_their_screen(served: str, scheme: Any, width: int) -> None:
    """axe-core finds nothing serious; on a phone wide tables and code scroll, the page does not."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    axe = (ROOT / "widgets/node_modules/axe-core/axe.min.js").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for name in READ:
            page.goto(f"{served}/{name}.html", wait_until="load")
            page.evaluate(axe)
            found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
            serious = [
                (one["id"], one["nodes"][0]["html"])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            assert serious == [], name
            root = "document.documentElement"
            assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), f"{name} is wider than {width}"
        browser.close()


@pytest.mark.browser
def test_a_search_finds_a_verb(served: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{served}/index.html")
        page.get_by_role("textbox", name="Search").fill("Gather")
        page.keyboard.press("Enter")
        found = page.locator("#search-results li a", has_text="What runs").first
        expect(found).to_be_visible(timeout=60_000)
        browser.close()


def test_nothing_is_loaded_from_outside(site: Path) -> None:
    """Fonts, scripts, pictures: all from the site itself."""
    for file in site.rglob("*.html"):
        for element in html.fromstring(file.read_bytes()).iter(*LOADED):
            address = element.get(LOADED[element.tag]) or ""
            assert not re.match(r"(https?:)?//", address), f"{file.name}: {address}"
    for file in site.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import\s)\s*['\"]?((?:https?:)?//[^)'\"]+)", file.read_text("utf-8"))
        assert not found, f"{file.name}: {found}"
