"""A lesson that is run in a real kernel, cell by cell, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbformat import NotebookNode
from numpy.typing import NDArray

import voicelab

__all__ = ["Lesson", "heard_in", "running", "utterances"]

RATE = 8000
Sound = NDArray[Any]


class Lesson:
    """A notebook and the kernel that runs it; the lab that it started is ``lab``, reached as a shared one."""

    def __init__(self, notebook: NotebookNode, client: NotebookClient, data_directory: Path) -> None:
        self.notebook = notebook
        self._client = client
        self._data = data_directory
        self._next = 0
        self._lab: voicelab.Lab | None = None

    def run(self, before: str = "") -> None:
        """Run cells to the end, or up to the one that holds ``before``; raises what a cell raises."""
        for index in range(self._next, len(self.notebook.cells)):
            cell = self.notebook.cells[index]
            if before and cell.cell_type == "code" and before in cell.source:
                self._next = index
                return
            self._client.execute_cell(cell, index)
        self._next = len(self.notebook.cells)

    @property
    def lab(self) -> voicelab.Lab:
        """The lesson's lab."""
        if self._lab is None:
            kept = json.loads((self._data / "credentials.json").read_text())
            self._lab = voicelab.Lab(self.ask("lab.url"), kept["account_sid"], kept["auth_token"])
        return self._lab

    def ask(self, expression: str) -> str:
        """The text of an expression in the lesson's kernel."""
        cell = nbformat.v4.new_code_cell(f"print({expression})")
        self.notebook.cells.append(cell)
        self._client.execute_cell(cell, len(self.notebook.cells) - 1)
        self.notebook.cells.pop()
        return printed(cell).strip()

    def said(self, beginning: str) -> str:
        """What the cell that has this line showed: text written, and values as text."""
        for cell in self.notebook.cells:
            if cell.cell_type == "code" and any(
                line.startswith(beginning) for line in cell.source.splitlines()
            ):
                return printed(cell)
        raise KeyError(f"no cell has a line that begins with {beginning!r}")

    def written(self, stream: str = "stdout") -> str:
        """Everything that the cells wrote."""
        return "".join(printed(cell, stream) for cell in self.notebook.cells if cell.cell_type == "code")


def printed(cell: NotebookNode, *streams: str) -> str:
    """What a cell showed, as text."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream" and (not streams or output.name in streams):
            parts.append(output.text)
        elif output.output_type in ("execute_result", "display_data") and not streams:
            parts.append(output.data.get("text/plain", ""))
    return "\n".join(parts)


@contextmanager
def running(path: Path, home: Path) -> Iterator[Lesson]:
    """A lesson with a kernel of its own; ``home`` takes what Jupyter and the lab keep. The kernel ends with it.

    The environment must say VOICELAB_DATA_DIR already: the kernel inherits it.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(path.parent)}})
    with client.setup_kernel():
        yield Lesson(notebook, client, home)


def utterances(track: Sound, gap: float = 0.8) -> list[Sound]:
    """The stretches of sound on a track, ``gap`` seconds of silence or more between them."""
    frames = track[: len(track) // 160 * 160].reshape(-1, 160)
    loud = np.flatnonzero(np.abs(frames).max(axis=1) > 0.01)
    if not len(loud):
        return []
    cuts = np.flatnonzero(np.diff(loud) > gap * 50) + 1
    return [track[part[0] * 160 : (part[-1] + 1) * 160] for part in np.split(loud, cuts)]


def heard_in(track: Sound, said: Sound) -> float:
    """How much of what was ``said`` is in ``track``, sample for sample: 1 where it is as it was, near 0 if not."""
    if len(said) > len(track) or not np.any(said):
        return 0.0
    said = said.astype(float)
    track = track.astype(float)
    size = 1 << (len(track) + len(said)).bit_length()
    product = np.fft.irfft(np.fft.rfft(track, size) * np.conj(np.fft.rfft(said, size)), size)
    energy = np.concatenate([[0.0], np.cumsum(track**2)])
    windows = energy[len(said) :] - energy[: -len(said)]
    alike = product[: len(windows)] / np.sqrt(np.maximum(windows, 1e-9) * np.sum(said**2))
    return float(alike.max())
