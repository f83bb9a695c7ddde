"""How our widgets open their way to the page: who runs a notebook without a page keeps no state of them.

``jupyter execute``, ``nbconvert --execute`` and papermill write the state of each widget that a cell opens into the
notebook, its whole front end with it. Where such a notebook becomes a page, that is what shows: a widget with no kernel
behind it, in place of the picture beside it. So the message that opens a widget of ours is no cell's. A page that has
a kernel takes it as any other.

A widget's id is digits. The page writes it as a number where it saves a notebook: see widgets/src/saved_state.ts.
"""

from __future__ import annotations

import secrets
from typing import Any

import comm
import ipywidgets
from ipywidgets.widgets.widget import __protocol_version__, _remove_buffers

__all__ = ["STAND_IN_MIME", "Stack", "Unrecorded"]

STAND_IN_MIME = "application/vnd.voicelab.widget+json"
"""Beside it an output's HTML is shown where the widget has no model: see widgets/src/lab_plugin.ts."""

_NUMBERS = 2**53 - 1  # as many as a page can tell apart


class Unrecorded(ipywidgets.Widget):  # type: ignore[misc]
    """A widget whose opening no cell is the parent of."""

    comm: Any  # the trait, for mypy

    def open(self) -> None:
        """Open the comm, if there is none."""
        if self.comm is not None:
            return
        state, buffer_paths, buffers = _remove_buffers(self.get_state())
        name = str(1 + secrets.randbelow(_NUMBERS)) if self._model_id is None else self._model_id
        way = comm.create_comm(target_name="jupyter.widget", primary=False, comm_id=name)
        kernel = _kernel()
        if kernel is not None and hasattr(way, "kernel"):
            way.kernel = _OfNoCell(kernel)
        way.open(
            data={"state": state, "buffer_paths": buffer_paths},
            metadata={"version": __protocol_version__},
            buffers=buffers,
        )
        if kernel is not None and hasattr(way, "kernel"):
            way.kernel = kernel
        self.comm = way


class Stack(Unrecorded, ipywidgets.VBox):  # type: ignore[misc]
    """Widgets one below the other."""


class _OfNoCell:
    """The kernel, for one message that is the answer to nothing."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel

    def get_parent(self, *_: Any) -> dict[str, Any]:
        return {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kernel, name)


def _kernel() -> Any:
    """The kernel of ipykernel; None elsewhere."""
    try:
        from ipykernel.kernelbase import Kernel
    except ImportError:
        return None
    return Kernel.instance() if Kernel.initialized() else None
