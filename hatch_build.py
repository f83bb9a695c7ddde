"""The build hook: a wheel carries a front end that was built from the sources beside it.

Bundles that match their sources are used as they are, so no node is needed. Where they are missing or
stale, npm builds them; where there is no npm either, the build ends with one sentence that says so.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WIDGETS = (
    "phone",
    "scope",
    "timeline",
    "cell",
    "editor",
    "conference",
    "queues",
    "walkie_talkie",
    "click_to_call",
    "flow",
)
_BUNDLES = [
    *(f"{name}.js" for name in _WIDGETS),
    "lab_plugin.js",
    "voice-sdk.min.js",
    "tokens.css",
    "NOTICES.txt",
]
# What the bundles are made from. widgets/build.mjs computes the same hash: change both or neither.
_INGREDIENTS = ["build.mjs", "package.json", "package-lock.json"]


def source_hash(widgets: Path) -> str:
    """The hash over everything that decides what the bundles contain."""
    files = [widgets / name for name in _INGREDIENTS]
    files += [path for path in (widgets / "src").rglob("*") if path.is_file()]
    hashed = hashlib.sha256()
    for name in sorted(path.relative_to(widgets).as_posix() for path in files):
        hashed.update(name.encode() + b"\0" + (widgets / name).read_bytes() + b"\0")
    return hashed.hexdigest()


def whats_wrong(root: Path) -> str | None:
    """Why the bundles cannot be used as they are; None when they can."""
    static = root / "voicelab" / "widgets" / "static"
    missing = [name for name in _BUNDLES if not (static / name).is_file()]
    if missing:
        return f"{', '.join(missing)} missing"
    if not (root / "widgets" / "src").is_dir():
        return None  # an installed tree without the sources
    stamp = static / "sources.sha256"
    if not stamp.is_file() or stamp.read_text().strip() != source_hash(root / "widgets"):
        return "older than the sources in widgets/src"
    return None


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Sees to it that the bundles are there and fresh."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end when it has to be."""
        root = Path(self.root)
        wrong = whats_wrong(root)
        if wrong is None:
            return
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            raise SystemExit(
                f"voicelab: the front end's bundles in voicelab/widgets/static are {wrong}, and there is no node "
                "to build them. Install Node.js 20 or later, or use a checkout whose bundles are committed."
            )
        self.app.display_info(f"voicelab: the front end's bundles are {wrong}; building them")
        for command in ([npm, "ci", "--no-audit", "--no-fund"], [npm, "run", "build"]):
            done = subprocess.run(command, cwd=root / "widgets", capture_output=True, text=True, check=False)
            if done.returncode:
                tail = (done.stderr or done.stdout).strip()[-1500:]
                raise SystemExit(f"voicelab: `{' '.join(command)}` in widgets/ failed:\n{tail}")
        wrong = whats_wrong(root)
        if wrong is not None:
            raise SystemExit(f"voicelab: the front end was built, but its bundles are still {wrong}.")
