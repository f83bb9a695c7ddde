"""Who will answer at a voice URL? What is said when, so far, nobody of this lab does."""

from __future__ import annotations

import re
from collections.abc import Collection

from voicelab.kernel.connection import Connection
from voicelab.kernel.webhooks import show_in_notebook
from voicelab.twiml.nearest import nearest

__all__ = ["no_such_name", "nobody_yet", "remark_name"]

_NAME = re.compile(r"[A-Za-z_][\w.\-]*")
_MOST = 8  # names that are listed


def nobody_yet(target: str, base: str, documents: Collection[str], webhooks: Collection[str] | None) -> str:
    """A sentence on a voice URL that leads to this lab and to nobody; empty for all others.

    ``target`` is what the user gave, ``base`` the lab's address, ``webhooks`` the paths of webhook functions, None
    where other kernels may serve more of them.
    """
    path = target.removeprefix(base).partition("#")[0].partition("?")[0]
    if "://" in path or not path:
        return ""
    name = path if not path.startswith("/") else path.removeprefix("/twiml/")
    if not name.startswith("/"):  # a document
        if name in documents:
            return ""
        write = f"Until %%twiml {name} is written, its callers hear an application error (11200)."
        return f"There is no document {name} yet{_near(name, documents)}. {write}"
    function = path.removeprefix("/webhooks") if path.startswith("/webhooks/") else path
    if webhooks is None or function in webhooks or path.startswith("/2010-04-01/"):
        return ""
    told = f"No webhook function is served at {function} yet{_near(function, webhooks)}."
    if path.startswith("/webhooks/"):
        return f'{told} Until @lab.webhook("{function}") runs, its callers hear an application error (11200).'
    return f"{told} Run the cell with its @lab.webhook first, then this one again: callers hear an error (11200)."


def no_such_name(name: str, documents: Collection[str], phones: Collection[str]) -> str:
    """A sentence on a mere name that is neither a document's nor a phone's; empty when it is one of them."""
    if name in documents or name in phones:
        return ""
    near = _near(name, [*documents, *phones])
    return f"There is no document {name}{near}, so a phone of that name will be rung; none is open now."


def remark_name(connection: Connection, what: str) -> None:
    """Say in the notebook that ``what``, where it is a mere name, is neither a document's nor an open phone's."""
    if not _NAME.fullmatch(what.strip()):
        return
    documents = [str(each["name"]) for each in connection.client.documents()]
    if what.strip() in documents:
        return
    phones = [str(each["identity"]) for each in connection.client.about().get("phones") or []]
    if said := no_such_name(what.strip(), documents, phones):
        show_in_notebook(said)


def _near(name: str, known: Collection[str]) -> str:
    close = nearest(name, sorted(known))
    if close:
        return f" (did you mean {close}?)"
    listed = ", ".join(sorted(known)[:_MOST])
    return f" (there are: {listed})" if listed else ""
