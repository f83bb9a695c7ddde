"""The page of what a notebook holds: ``lab`` and what it gives, from the docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from voicelab.kernel.call import Call
from voicelab.kernel.caller import ScriptedCaller
from voicelab.kernel.documents import Documents
from voicelab.kernel.lab import Lab
from voicelab.kernel.records import Recording
from voicelab.kernel.rooms import Conference, Participant
from voicelab.kernel.table import Table

__all__ = ["notebook"]

HELD: dict[str, tuple[type, str]] = {
    "lab": (Lab, "lab"),
    "A call": (Call, "call"),
    "A scripted caller": (ScriptedCaller, "caller"),
    "A conference": (Conference, "conference"),
    "A participant": (Participant, "participant"),
    "A recording": (Recording, "recording"),
    "A table": (Table, "table"),
    "The documents": (Documents, "lab.twiml"),
}


def notebook() -> str:
    """Everything public of the objects that a notebook holds."""
    lines = [
        "# In a notebook",
        "",
        "Made from the docstrings by `make docs`. `%load_ext voicelab` binds `lab`; `%%twiml NAME` publishes a",
        "document, `%twiml` lists them. Everything shows itself on a cell's last line.",
    ]
    for title, (kind, name) in HELD.items():
        lines += ["", f"## {title}", "", *_sentences(kind), ""]
        for member, value in _public(kind):
            lines += [f"### `{name}.{_signature(member, value)}`", "", *_sentences(value), ""]
    return "\n".join(lines).rstrip() + "\n"


def _public(kind: type) -> Iterator[tuple[str, Any]]:
    """Its own members and those of its bases in this package, in the order in which they are written."""
    seen = set()
    for base in kind.__mro__:
        if not base.__module__.startswith("voicelab."):
            continue
        for name, value in vars(base).items():
            if name.startswith("_") or name in seen or name in ("cells", "record"):
                continue
            seen.add(name)
            if callable(value) or isinstance(value, property):
                yield name, value


def _signature(name: str, value: Any) -> str:
    if isinstance(value, property):
        return name
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in inspect.signature(value).parameters.values()
        if parameter.name != "self"
    ]
    return name + str(inspect.Signature(parameters))


def _sentences(value: Any) -> list[str]:
    """A docstring as Markdown."""
    text = inspect.getdoc(value) or ""
    text = re.sub(r":\w+:`([^`]+)`", r"`\1`", text)
    return re.sub(r"``([^`]+)``", r"`\1`", text).splitlines()
