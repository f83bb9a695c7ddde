"""The account's address book: documents, TwiML applications, numbers, and where a call is to go.

What a call runs is an :class:`Entry`. Names resolve in the order that FACE promises: TwiML text, an address,
``app:``, ``client:``, a number, a document, an identity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from voicelab.calls.model import ApplicationRecord, NumberRecord, parse_address
from voicelab.engine.account import Account
from voicelab.errors import RequestError
from voicelab.twiml.nearest import nearest

__all__ = ["Account", "Directory", "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a call runs first, and whom to tell. Either ``url`` or ``twiml`` is set."""

    url: str = ""
    method: str = "POST"
    twiml: str | None = None
    fallback_url: str = ""
    fallback_method: str = "POST"
    parameters: Mapping[str, str] = field(default_factory=dict)  # added to the first request
    status_callback: str = ""
    status_callback_method: str = "POST"
    status_callback_events: frozenset[str] = frozenset({"completed"})
    application_sid: str | None = None
    phone_number_sid: str | None = None
    bare_name: str = ""  # what was dialled by a mere name that no document has: it is rung as an identity


class Directory:
    """The documents, applications and numbers of one account.

    ``base_url`` gives the lab's own address, under which documents are served as ``/twiml/NAME``.
    """

    def __init__(self, account: Account, base_url: Callable[[], str]) -> None:
        self.account = account
        self.documents: dict[str, str] = {}
        self.applications: dict[str, ApplicationRecord] = {}
        self.numbers: dict[str, NumberRecord] = {}
        self._base_url = base_url
        own = "AP" + sha256(account.sid.encode()).hexdigest()[:32]  # the same in every lab of the account
        when = account.date_created
        self.own_application = ApplicationRecord(
            account.sid, "VoiceLab", own, date_created=when, date_updated=when
        )

    def document_url(self, name: str) -> str:
        """The address at which the document is served."""
        return f"{self._base_url()}/twiml/{quote(name)}"

    def voice_url(self, text: str) -> str:
        """A voice URL as the user gave it: an address, a path on this lab, or a document's name."""
        if not text or "://" in text:
            return text
        if text.startswith("/"):
            return self._base_url() + text
        return self.document_url(text)

    def application(self, sid_or_name: str) -> ApplicationRecord | None:
        """The application with this SID or friendly name."""
        if sid_or_name == self.own_application.sid:
            return self.own_application
        for record in self.applications.values():
            if sid_or_name in (record.sid, record.friendly_name):
                return record
        return None

    def number(self, text: str) -> NumberRecord | None:
        """The lab's number that ``text`` writes, in any of the usual forms."""
        return self.numbers.get(str(parse_address(text)))

    @property
    def calls_from(self) -> str:
        """The number that calls show as their From: the account's first, or nobody's when it has none."""
        return next(iter(self.numbers), "+15005550000")

    def entry_of_application(self, record: ApplicationRecord) -> Entry:
        """What a call to the application runs."""
        if not record.voice_url:
            raise RequestError(
                f"The application {record.friendly_name} has no voice URL.",
                code=21218,
                cure=f'Give it one: lab.app("{record.friendly_name}", voice_url=...)',
            )
        return replace(self._entry(record), application_sid=record.sid)

    def entry_of_number(self, record: NumberRecord) -> Entry:
        """What a call to the number runs; its application goes before its own voice URL."""
        if record.voice_application_sid:
            application = self.application(record.voice_application_sid)
            if application is not None:
                return self.entry_of_application(application)
        if not record.voice_url:
            raise RequestError(
                f"{record.phone_number} has no voice URL.",
                code=21402,
                cure=f'Give it one: lab.number("{record.phone_number}", voice_url=...)',
            )
        return replace(self._entry(record), phone_number_sid=record.sid)

    def _entry(self, record: ApplicationRecord | NumberRecord) -> Entry:
        return Entry(
            url=self.voice_url(record.voice_url),
            method=record.voice_method,
            fallback_url=self.voice_url(record.voice_fallback_url),
            fallback_method=record.voice_fallback_method,
            status_callback=self.voice_url(record.status_callback),
            status_callback_method=record.status_callback_method,
        )

    def dialled(self, what: str) -> Entry:
        """What a telephone reaches by ``what``: a number of the lab itself, all else as a phone of the lab does."""
        number = self.number(what)
        return self.resolve(what) if number is None else self.entry_of_number(number)

    def resolve(self, what: str) -> Entry:
        """What ``what`` runs; RequestError 21217 when it names nothing."""
        what = what.strip()
        if what.startswith("<"):
            return Entry(twiml=what)
        if what.startswith(("http://", "https://")):
            return Entry(url=what)
        if what.startswith("app:"):
            application = self.application(what[4:])
            if application is None:
                raise RequestError(
                    f"There is no application {what[4:]} in this lab.",
                    status=404,
                    code=21218,
                    cure=f'Make one: lab.app("{what[4:]}", voice_url=...)',
                )
            return self.entry_of_application(application)
        address = parse_address(what)
        if address.kind in ("client", "number"):
            return self._dial(address.kind, address.value)
        if what in self.documents:
            return Entry(url=self.document_url(what))
        if what:
            return replace(self._dial("client", what), bare_name=what)
        raise RequestError(
            "The call says nothing of where it wants to go.",
            code=21201,
            cure="Type a document's name, a number, app:NAME or client:NAME into To.",
        )

    def nobody(self, identity: str, bare_name: str = "") -> tuple[str, str]:
        """Why an identity cannot be rung, and the cure; ``bare_name`` is what was dialled as a mere name, if so."""
        why = f"Nobody is registered as client:{identity}."
        cure = f'Open a phone for it: lab.phone("{identity}").'
        if bare_name != identity:
            return why, cure
        close = nearest(identity, self.documents)
        known = ", ".join(sorted(self.documents)[:8]) or "none yet"
        hint = f"Did you mean the document {close}?" if close else f"Documents: {known}."
        return f"{why} There is no document {identity} either.", f"{hint} {cure}"

    def _dial(self, kind: str, value: str) -> Entry:
        noun = "Client" if kind == "client" else "Number"
        caller_id = ""
        if noun == "Number":  # a browser's own address is no caller id for a number
            caller_id = f" callerId={quoteattr(self.calls_from)}"
        return Entry(twiml=f"<Response><Dial{caller_id}><{noun}>{escape(value)}</{noun}></Dial></Response>")
