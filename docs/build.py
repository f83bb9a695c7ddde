"""Builds the documentation site from what is there already: README, pages, lessons, tables. ``make docs`` runs it.

The sources are laid out beside each other in ``docs/_build/source`` as they are in the repository, so links between
them hold; a broken one ends the build. ``python docs/build.py [FOLDER]`` puts the site into FOLDER instead.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from generate import main as generate

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")

STYLE = """table.docutils td, table.docutils th { text-align: left; vertical-align: top }
.table-wrapper { overflow-x: auto }
body {
  --mystnb-source-border-color: var(--color-background-border);
  --mystnb-source-margin-color: var(--color-brand-primary);
  --mystnb-source-bg-color: var(--color-code-background);
}
figure.align-default, article img { border-radius: 8px }
"""


def stage(source: Path) -> None:
    """Lay out everything that the site is made of in ``source``."""
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(
        HERE, source / "docs", ignore=shutil.ignore_patterns("_build", "site", "*.py", "__pycache__")
    )
    for name in PAGES:
        shutil.copy(ROOT / name, source)
    shutil.copy(HERE / "site" / "conf.py", source)
    (source / "index.md").write_text(
        _with_every_page((HERE / "site" / "index.md").read_text("utf-8")), "utf-8"
    )
    _take_along(source)
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    (source / "notebooks").mkdir()
    for lesson in lessons:
        notebook = json.loads(lesson.read_text("utf-8"))
        pictures = sorted((HERE / "pictures" / "lessons").glob(f"{lesson.stem}*.png"))
        notebook["cells"] = list(_readable(notebook["cells"], pictures))
        (source / "notebooks" / lesson.name).write_text(json.dumps(notebook), "utf-8")
    static = source / "site-static"
    static.mkdir()
    (static / "site.css").write_text(STYLE, "utf-8")
    shutil.copy(HERE / "site" / "site.js", static)


def _with_every_page(index: str) -> str:
    """The front page; pages that it does not name yet stand at the end of its table of contents."""
    named = set(re.findall(r"^docs/([\w-]+)$", index, re.MULTILINE))
    others = sorted(page.stem for page in HERE.glob("*.md") if page.stem not in named)
    rows = "".join(f"docs/{name}\n" for name in others)
    return f"{index}\n```{{toctree}}\n:caption: More\n:hidden:\n\n{rows}```\n" if others else index


def _take_along(source: Path) -> None:
    """Copy what the pages link to and what is no page, such as a test: the site offers it for download."""
    for page in source.rglob("*.md"):
        home = ROOT / page.relative_to(source).parent
        for link in re.findall(r"\]\(([\w./-]+)\)", page.read_text("utf-8")):
            target = (home / link).resolve()
            if target.is_relative_to(ROOT) and target.is_file() and target.suffix not in (".md", ".ipynb"):
                place = source / target.relative_to(ROOT)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(target, place)


def _readable(cells: Iterable[dict[str, Any]], pictures: list[Path]) -> Iterable[dict[str, Any]]:
    """A lesson's cells as the site shows them: TwiML as XML, and below the introduction what it looks like."""
    for index, cell in enumerate(cells):
        text = "".join(cell["source"])
        if cell["cell_type"] == "code" and text.startswith("%%twiml"):
            cell = _markdown(f"```{_language(text)}\n{text}\n```", cell["id"])
        yield cell
        if index == 0:
            for number, picture in enumerate(pictures):
                link = f"![What this lesson shows](../docs/pictures/lessons/{picture.name})"
                yield _markdown(link, f"picture-{number}")


def _language(cell: str) -> str:
    """XML, or plain text for a document that is broken on purpose."""
    try:
        ElementTree.fromstring(cell.partition("\n")[2])
    except ElementTree.ParseError:
        return "text"
    return "xml"


def _markdown(text: str, cell_id: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": text}


def build(site: Path, source: Path) -> int:
    """Build the site in ``site``; 0 when nothing is wrong with it, links included."""
    from sphinx.cmd.build import build_main

    stage(source)
    shutil.rmtree(site, ignore_errors=True)
    return build_main(
        ["-q", "-W", "--keep-going", "-b", "html", "-d", str(source / ".doctrees"), str(source), str(site)]
    )


def main(arguments: list[str]) -> int:
    """Write the generated pages, then the site; into a folder of somebody else's only the site."""
    if not arguments:
        generate([])
    site = Path(arguments[0]) if arguments else HERE / "_build" / "html"
    status = build(site, site.with_name(f"{site.name}-source"))
    if status == 0:
        print(f"the documentation: {site / 'index.html'}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
