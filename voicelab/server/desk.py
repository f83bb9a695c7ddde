"""Documents as several people change them at once: who is told of a change, and whose change came first.

A document's revision is made of its text alone, so that it means the same to everybody and after a restart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

from voicelab.engine.directory import Directory
from voicelab.errors import RequestError
from voicelab.ledger import Ledger
from voicelab.server.fields import need_room

__all__ = ["Desk", "Listener", "revision_of"]

Listener: TypeAlias = Callable[[str, str], None]
"""Told the account and the name of each document that changed."""


def revision_of(source: str | None) -> str:
    """The revision of a text; empty for a document that is not there."""
    return "" if source is None else hashlib.sha256(source.encode()).hexdigest()[:16]


class Desk:
    """Every change of a document goes through here, whoever's it is."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def publish(
        self, directory: Directory, ledger: Ledger, name: str, source: str, base: str | None = None
    ) -> str:
        """Keep a document of the directory's account and return its revision.

        ``base`` is the revision that the writer knew. RequestError with status 409 when somebody has changed
        the document since: then nothing is kept.
        """
        documents = directory.documents
        if base is not None and base != revision_of(documents.get(name)):
            raise RequestError(
                f"Somebody else has changed {name} meanwhile.",
                status=409,
                code=20001,
                cure="Read the document again and bring your change into it.",
            )
        need_room(documents, name, "documents")
        changed = documents.get(name) != source
        documents[name] = source
        ledger.save_document(directory.account.sid, name, source)
        if changed:
            self._tell(directory, name)
        return revision_of(source)

    def withdraw(self, directory: Directory, ledger: Ledger, name: str) -> None:
        """Forget a document."""
        del directory.documents[name]
        ledger.delete_document(directory.account.sid, name)
        self._tell(directory, name)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` of every change from now on; call what is returned to stop that."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def _tell(self, directory: Directory, name: str) -> None:
        for listener in list(self._listeners):
            listener(directory.account.sid, name)
