"""What a document is for, read off the documents that name it: a whisper, or what is heard while somebody waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from voicelab.twiml.check import Role, examine

__all__ = ["roles_named"]

_NAMES: Mapping[tuple[str, str], Role] = {
    ("Number", "url"): "whisper",
    ("Client", "url"): "whisper",
    ("Sip", "url"): "whisper",
    ("WhatsApp", "url"): "whisper",
    ("Application", "url"): "whisper",
    ("Queue", "url"): "queue-url",
    ("Conference", "waitUrl"): "wait",
    ("Enqueue", "waitUrl"): "queue-wait",
}


def roles_named(source: str | bytes) -> Iterator[tuple[str, Role]]:
    """The addresses that a document names for a role, as written, each with the role."""
    document = examine(source).document
    for element in document.root.walk() if document is not None else ():
        for (name, attribute), role in _NAMES.items():
            if element.name == name and element.given(attribute) and element[attribute]:
                yield element[attribute], role
