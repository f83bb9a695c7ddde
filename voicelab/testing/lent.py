"""What a notebook's lab lends to a test: its documents, and the numbers and applications that lead to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from voicelab.errors import LabError
from voicelab.testing.fixture import TestLab

__all__ = ["lend"]

_KINDS = ("documents", "numbers", "applications")


def lend(lab: TestLab, path: str | Path) -> None:
    """Give ``lab`` what the JSON file holds: ``{documents: {name: TwiML}, numbers: {...}, applications: {...}}``.

    A number's or an application's value is a document's name or an address. What the test makes itself under the
    same name replaces it. LabError for a file that cannot be used.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        kinds: dict[str, Mapping[str, str]] = {kind: data.get(kind, {}) for kind in _KINDS}
        pairs = {kind: [(str(name), str(value)) for name, value in kinds[kind].items()] for kind in _KINDS}
    except (OSError, ValueError, AttributeError) as error:
        raise LabError(f"{path} cannot be used: {error}.", cure='{"documents": {"name": "..."}}') from error
    for name, source in pairs["documents"]:
        lab.lab.directory.documents[name] = source  # as it is: a document that is not well-formed is one too
    for number, answer in pairs["numbers"]:
        lab.number(number, answer)
    for name, answer in pairs["applications"]:
        lab.app(name, answer)
