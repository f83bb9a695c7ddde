"""The house rules that no linter has: file sizes, names, private paths, docs that list what there is.

Run by ``make lint``. Prints each breach with its place and exits 1 when there is one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import house_time

ROOT = Path(__file__).parent.parent
CAP = 400
BANNED_NAMES = re.compile(r"(^|[/_])(utils?|helpers?|manager|common)([/_.]|$)")
PRIVATE = re.compile(r"(^|[^a-zA-Z.])/(work|farm|root)/")


def tracked() -> list[Path]:
    """The files that git tracks or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def breaches(path: Path) -> list[str]:
    """What is against the rules in one file."""
    name = str(path.relative_to(ROOT))
    found: list[str] = []
    code = name.startswith(("voicelab/", "widgets/src/", "tests/", "bench/")) and path.suffix in (
        ".py",
        ".ts",
    )
    if BANNED_NAMES.search(name):
        found.append(f"{name}: a file is named for its thing")
    if not code:
        return found
    lines = path.read_text("utf-8").splitlines()
    if len(lines) > CAP and "/static/" not in name:
        found.append(f"{name}: {len(lines)} lines; which two things does it answer for?")
    for number, line in enumerate(lines, 1):
        if PRIVATE.search(line) and name != "tests/house.py":
            found.append(f"{name}:{number}: a path of one machine")
    if name.startswith("tests/") and path.suffix == ".py" and name != "tests/house_time.py":
        found += [f"{name}:{number}: {words}" for number, words in house_time.faults(name, "\n".join(lines))]
    return found


def namesakes(paths: list[Path]) -> list[str]:
    """Python files below tests/ that share a name: one pytest run can import only one of them."""
    first: dict[str, str] = {}
    found: list[str] = []
    for path in paths:
        name = str(path.relative_to(ROOT))
        if name.startswith("tests/") and path.suffix == ".py" and path.name != "conftest.py":
            if path.name in first:
                found.append(f"{name}: {first[path.name]} has this name; one pytest run cannot import both")
            first[path.name] = name
    return found


def main() -> int:
    """Check every file."""
    paths = tracked()
    found = [breach for path in paths for breach in breaches(path)] + namesakes(paths)
    found += house_time.rules_of(ROOT)
    print("\n".join(found) or "house rules: all kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
