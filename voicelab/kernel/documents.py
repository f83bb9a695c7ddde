"""``lab.twiml``: the lab's documents as a mapping from name to TwiML."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

from voicelab.calls.webhook_function import twiml_text
from voicelab.client import Client, Json
from voicelab.errors import ApplicationError, NoSuchName, RequestError, WrongType
from voicelab.kernel import html
from voicelab.kernel.webhooks import show_in_notebook

if TYPE_CHECKING:
    from lxml import etree
    from twilio.twiml.voice_response import VoiceResponse

__all__ = ["Documents"]


class Documents(MutableMapping[str, "str | VoiceResponse | etree._Element"]):
    """The documents by name. Values go in as str, ``VoiceResponse`` or an lxml element, and come out as str.

    Setting one publishes it at once, at ``/twiml/NAME`` of the lab, and says what is an error in it; all
    findings are in :meth:`findings`.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def __getitem__(self, name: str) -> str:
        if not isinstance(name, str):
            raise self._no_such(name)
        try:
            return str(self._client.document(name)["source"])
        except RequestError as error:
            if error.status == 404:
                raise self._no_such(name) from None
            raise

    def __setitem__(self, name: str, document: str | VoiceResponse | etree._Element) -> None:
        for finding in self.publish(name, document)["findings"]:
            if finding["level"] == "error":  # published all the same; a cell of %%twiml shows it at its line
                code = f"{finding['code']}: " if finding["code"] else ""
                place = f"line {finding['line']}, column {finding['column']}"
                show_in_notebook(f"{name}, {place}: {code}{finding['message']} {finding['cure']}")

    def __delitem__(self, name: str) -> None:
        if not isinstance(name, str):
            raise self._no_such(name)
        try:
            self._client.delete_document(name)
        except RequestError as error:
            if error.status == 404:
                raise self._no_such(name) from None
            raise

    def _no_such(self, name: object) -> NoSuchName:
        return NoSuchName(f"The lab has no document {name}; it has: {', '.join(self) or 'none yet'}.")

    def __iter__(self) -> Iterator[str]:
        return iter([str(document["name"]) for document in self._client.documents()])

    def __len__(self) -> int:
        return len(self._client.documents())

    def publish(self, name: str, document: str | VoiceResponse | etree._Element) -> Json:
        """Publish a document and return what the lab says of it: its name, its url and the findings.

        TypeError for what is no document.
        """
        if not isinstance(name, str):
            raise WrongType(f"{name!r} is no name of a document.", cure='A text: lab.twiml["welcome"] = ...')
        try:
            source = twiml_text(document)
        except ApplicationError as error:
            raise WrongType(error.message, cure=error.cure) from None
        return self._client.put_document(name, source)

    def url(self, name: str) -> str:
        """The address the lab serves a document at; KeyError for a name it does not have."""
        self[name]
        return f"{self._client.url}/twiml/{name}"

    def findings(self, name: str) -> list[Json]:
        """What the check has to say about a document, as ``voicelab check --json`` does."""
        return self._client.check(self[name], name)

    def __repr__(self) -> str:
        names = ", ".join(self)
        return f"<documents: {names or 'none yet'}>"

    def _repr_html_(self) -> str:
        documents = self._client.documents()
        if not documents:
            return html.page(html.muted("No documents yet. %%twiml NAME at the top of a cell publishes one."))
        rows = [
            (
                html.code(str(each["name"])),
                html.muted(str(each["url"])),
                html.muted(_gist(str(each["source"]))),
            )
            for each in documents
        ]
        return html.page(html.table(["document", "served at", "begins"], rows))


def _gist(source: str) -> str:
    words = " ".join(source.split())
    return words if len(words) <= 80 else words[:79] + "…"
