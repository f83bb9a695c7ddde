"""``voicelab lab [DIR]``: the tutorial notebooks in a folder of yours, and JupyterLab open on it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["add_arguments", "arrange", "copy_tutorials", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "dir", nargs="?", default=".", type=Path, help="where the notebooks go (default: here)"
    )
    parser.add_argument(
        "jupyter", nargs=argparse.REMAINDER, help="passed on to JupyterLab, such as --no-browser --port 9000"
    )


def arrange(words: Sequence[str]) -> list[str]:
    """The command's words with the folder said, where the first of them is JupyterLab's already."""
    own = not words or not words[0].startswith("-") or words[0] in ("-h", "--help")
    return [*words] if own else [".", *words]


def run(arguments: argparse.Namespace) -> int:
    """Copy what is absent, then be JupyterLab until it ends."""
    directory: Path = arguments.dir.expanduser()
    passed = [word for word in arguments.jupyter if word != "--"]
    if directory.is_file():
        print(f"voicelab lab: {directory} is a file. Name a folder; it is made when absent.", file=sys.stderr)
        return 1
    try:
        copied = copy_tutorials(directory)
    except OSError as error:
        print(f"voicelab lab: {directory} cannot be used: {error.strerror}.", file=sys.stderr)
        return 1
    for path in copied:
        print(f"voicelab lab: {path} is new", file=sys.stderr)
    return _open_jupyterlab(directory, passed)


def copy_tutorials(directory: Path) -> list[Path]:
    """Copy the tutorial notebooks into ``directory``; what is there stays as it is. Returns what was copied."""
    directory.mkdir(parents=True, exist_ok=True)
    source = _tutorials()
    copied = []
    for notebook in sorted(source.glob("*.ipynb")):
        target = directory / notebook.name
        if not target.exists() and not target.is_symlink():
            shutil.copyfile(notebook, target)
            copied.append(target)
    return copied


def _tutorials() -> Path:
    """Where the tutorials are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "notebooks"
    return installed if installed.is_dir() else package.parent / "notebooks"


def _open_jupyterlab(directory: Path, passed: Sequence[str]) -> int:
    from jupyterlab.labapp import LabApp

    argv = [f"--ServerApp.root_dir={directory.resolve()}", *passed]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in argv:
        argv.append("--allow-root")
    LabApp.launch_instance(argv)
    return 0
