"""Boxes that somebody makes around widgets of ours: ``ipywidgets.HBox([lab.phone("a"), lab.phone("b")])``.

Such a box would say "model not found" where its notebook is opened without its kernel. So it is shown as our widgets
are, with HTML beside it: the pictures and words of those inside, arranged as the box arranges them.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import ipywidgets

from voicelab.widgets.opening import STAND_IN_MIME, Stack, Unrecorded

__all__ = ["heed_boxes"]

_frames: dict[str, Stack] = {}
"""By the id of a box what shows it: a widget of ours, whose state no runner of notebooks keeps."""


def heed_boxes() -> None:
    """See to the boxes of this kernel, unless somebody else shows boxes in a way of his own; again: nothing."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None:
        return
    printers = shell.display_formatter.mimebundle_formatter.type_printers
    printers.setdefault(ipywidgets.Box, _bundle)


def _bundle(box: Any) -> dict[str, Any] | None:
    """What a cell shows of any box."""
    answer: dict[str, Any] | None = box._repr_mimebundle_()
    if answer is None or isinstance(box, Unrecorded) or not any(_inside(box)):
        return answer
    frame = _frames.get(box.model_id)
    if frame is None:
        frame = _frames[box.model_id] = Stack([box])
    _keep_less(box)
    return {
        **frame._repr_mimebundle_(),
        STAND_IN_MIME: {"title": type(box).__name__},
        "text/plain": answer["text/plain"],
        "text/html": _standing(box),
    }


def _inside(box: Any) -> Iterator[Unrecorded]:
    """Our widgets in a box, and in the boxes in it."""
    for child in box.children:
        if isinstance(child, Unrecorded):
            yield child
        elif isinstance(child, ipywidgets.Box):
            yield from _inside(child)


def _keep_less(box: Any) -> None:
    """Tell who runs the notebook without a page that the box is kept without ours, of which it keeps no state.

    Such a runner takes any message with a state for news of it; pages know no such method and pass over it. A box with
    a child that is not there would keep a page from showing any widget at all.
    """
    for child in box.children:
        if isinstance(child, ipywidgets.Box) and not isinstance(child, Unrecorded):
            _keep_less(child)
    if box.comm is not None:
        others = [
            f"IPY_MODEL_{child.model_id}" for child in box.children if not isinstance(child, Unrecorded)
        ]
        box.comm.send({"method": "kept", "state": {"children": others}, "buffer_paths": []})


def _standing(widget: Any) -> str:
    """The HTML that stands for a widget in a box; nothing for a control, which is dead without a kernel."""
    if isinstance(widget, ipywidgets.Box) and not isinstance(widget, Unrecorded):
        way = "row wrap" if isinstance(widget, ipywidgets.HBox | ipywidgets.GridBox) else "column"
        parts = "".join(filter(None, map(_standing, widget.children)))
        return f'<div style="display:flex;flex-flow:{way};gap:4px 12px;align-items:flex-start">{parts}</div>'
    if isinstance(widget, ipywidgets.HTML):
        return f"<div>{widget.value}</div>"
    if isinstance(widget, ipywidgets.Label):
        return f"<div>{html.escape(widget.value)}</div>"
    if not isinstance(widget, Unrecorded):
        return ""
    answer: Any = widget._repr_mimebundle_()
    data = answer[0] if isinstance(answer, tuple) else answer or {}
    return f"<div>{data.get('text/html', '')}</div>"
