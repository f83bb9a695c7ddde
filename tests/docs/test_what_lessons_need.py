"""What a lesson imports or runs comes with VoiceLab itself: ``make lab`` installs nothing else."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def what_comes_along() -> set[str]:
    """The distributions that ``pip install voicelab`` brings, on this machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    found: set[str] = set()
    while wanted:
        one = wanted.pop()
        extras = {"", *one.extras}
        name = canonicalize_name(one.name)
        if name in found:
            continue
        found.add(name)
        for line in metadata.requires(name) or []:
            further = Requirement(line)
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras):
                wanted.append(further)
    return found


def modules_of(lesson: Path) -> set[str]:
    """The top-level modules that a lesson imports, or runs by ``-m``."""
    found: set[str] = set()
    for cell in nbformat.read(lesson, as_version=4).cells:
        if cell.cell_type != "code" or cell.source.startswith("%%"):
            continue
        text = TransformerManager().transform_cell(cell.source)
        found |= set(re.findall(r"""["']-m["'], ["'](\w+)["']""", text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                found |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
        if "lab.test(" in text:
            found.add("pytest")
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=[path.stem for path in LESSONS])
def test_a_lesson_needs_nothing_that_voicelab_does_not_bring(lesson: Path) -> None:
    along = what_comes_along()
    whose = metadata.packages_distributions()
    for module in modules_of(lesson) - {"voicelab"} - set(sys.stdlib_module_names):
        homes = {canonicalize_name(name) for name in whose.get(module, [])}
        assert homes & along, f"{module} ({', '.join(homes) or 'not installed'}) is no dependency"
