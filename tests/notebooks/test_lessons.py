"""Every lesson runs from top to bottom unattended, in a real kernel, and what it promises comes true."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from lesson import running
from promises import PROMISES

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


@pytest.mark.media
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in LESSONS]
)
def test_a_lesson_runs_unattended_and_keeps_its_promise(
    name: str, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICELAB_DATA_DIR", str(tmp_path / "voicelab"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    with running(lessons / f"{name}.ipynb", tmp_path / "voicelab") as lesson:
        lesson.run()
        complaints = lesson.written("stderr")
        assert "webhook function" not in complaints or "broken" in complaints, complaints
        PROMISES[name](lesson)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_kept_without_outputs(name: str) -> None:
    """What a learner sees is what their own machine did; and nothing of ours is in the repository."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    assert not [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]
    assert "widgets" not in notebook.metadata
    secret = re.search(r"\b(AC|SK|AP|CA)[0-9a-f]{32}\b|\beyJ[\w-]{10,}", nbformat.writes(notebook))
    assert secret is None, secret


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_made_as_lessons_are(name: str) -> None:
    """It begins with what you will hear and ends with where to go; every cell of code has words before it."""
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    assert cells[0].source.startswith("# ")
    assert "you will hear" in cells[0].source.lower() or name < "03"
    last = next(cell for cell in reversed(cells) if cell.cell_type == "markdown")
    assert last.source.startswith(("## Try next", "## Where to go"))
    assert cells[1].source.startswith("%load_ext voicelab")
    assert max(len(line) for cell in cells for line in cell.source.splitlines()) <= 160
