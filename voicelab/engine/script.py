"""Runs one document after another on one side of a call, verb by verb, following outcomes.

Source: Twilio's "How TwiML works". The first verb decides whether the call is answered; a document that
ends hangs up; a document that cannot be had or read asks the fallback URL, then apologises.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

from voicelab.calls.events import DocumentStarted, VerbEnded
from voicelab.calls.webhook_form import call_form
from voicelab.clock import elapsed
from voicelab.engine.application import Fetched
from voicelab.engine.caller import Hearers, LegCaller
from voicelab.engine.directory import Entry
from voicelab.engine.side import Side
from voicelab.errors import ApplicationError, DocumentError, Level, VoiceLabError
from voicelab.twiml.check import Finding, Role, examine
from voicelab.twiml.document import Document, Element
from voicelab.twiml.source import in_utf8
from voicelab.verbs.plans import Continue, End, GoTo, HungUp, Leave, Outcome, Speech
from voicelab.verbs.ports import Ports, Switchboard
from voicelab.verbs.table import VERBS

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Script"]

_examine = lru_cache(maxsize=256)(examine)  # a menu that loops, a thousand calls to one document: read once

APOLOGY = "We are sorry. An application error has occurred. Good bye."
_XML = frozenset({"text/xml", "application/xml", "text/html", "application/xhtml+xml"})
_LOOP_DOCUMENTS, _LOOP_SECONDS = 40, 1.0  # so many documents in so little call time go nowhere


class Script:
    """The run of documents on one side of a call.

    ``role`` limits the verbs, for documents that wait or whisper; ``hearers`` hear it in the party's place.
    Entering a script is :meth:`run`; it returns how the last document ended.
    """

    def __init__(
        self,
        call: Call,
        side: Side,
        switchboard: Switchboard,
        *,
        role: Role | None = None,
        hearers: Hearers | None = None,
    ) -> None:
        self._call = call
        self._side = side
        self._role = role
        self._caller = LegCaller(call, side, hearers)
        self._base = ""
        self._ports = Ports(self._caller, switchboard, self)
        self._recent: deque[float] = deque(maxlen=_LOOP_DOCUMENTS)
        self._loops = 0

    # --- the Application port -------------------------------------------------------------------------------
    def resolve(self, url: str) -> str:
        """Make ``url`` absolute against the running document."""
        url = url.strip()
        try:
            return self._resolved(url)
        except ValueError as error:  # such as a bracket that begins an address and never ends it
            raise ApplicationError(
                f"{url!r} is no URL: {error}.",
                code=11100,
                cure="Write it whole, as in https://example.com/next.",
            ) from error

    def _resolved(self, url: str) -> str:
        if urlsplit(url).scheme in ("http", "https"):
            return url
        if not self._base:
            raise DocumentError(
                f"{url or 'An empty URL'} is relative, and this document has no address of its own.",
                code=15004,
                cure="Write the whole URL, or serve the document from one.",
            )
        resolved = urljoin(self._base, url) if url else self._base
        if urlsplit(resolved).scheme not in ("http", "https"):
            raise ApplicationError(f"{url!r} is not an http or https URL.", code=11100)
        return resolved

    def notify(
        self, code: int | None, level: Level, message: str, *, cure: str = "", element: Element | None = None
    ) -> None:
        """Record a notification at ``element``'s place."""
        place = element.place if element is not None else None
        self._call.notify(code, level, message, cure=cure, place=place, url=self._base)

    def tell(self, url: str, method: str, parameters: Mapping[str, str], purpose: str) -> None:
        """Post something beside the document."""
        form = call_form(self._call.record) | dict(parameters)
        self._call.start_job(self._call.application.callback(url, method, form, purpose), purpose)

    # --- documents ------------------------------------------------------------------------------------------
    async def run(self, entry: Entry) -> Outcome:
        """Run from ``entry`` until a document ends; HungUp when the party goes first."""
        target: GoTo | str = (
            entry.twiml
            if entry.twiml is not None
            else GoTo(entry.url, entry.method, entry.parameters, "document")
        )
        falling_back = False
        while True:
            try:
                self._going_nowhere()
                document = await self._load(target)
                outcome = await self._perform(document)
            except VoiceLabError as error:
                self._report(error)
                if self._role is not None:
                    raise  # a document that waits or whispers: whoever runs it knows what follows
                if falling_back or not entry.fallback_url or self._loops > 1:
                    return await self._apologise(error)
                falling_back = True
                code = str(error.code or "")
                failed = target.url if isinstance(target, GoTo) else ""
                details = {"ErrorCode": code, "ErrorUrl": failed}
                target = GoTo(entry.fallback_url, entry.fallback_method, details, "fallback")
                continue
            if not isinstance(outcome, GoTo):
                return outcome
            target, falling_back = outcome, False

    async def _load(self, target: GoTo | str) -> Document:
        if isinstance(target, str):
            self._base, source = "", target.encode()
        else:
            form = call_form(self._call.record) | dict(target.parameters)
            self._base = target.url  # what a failure is about
            work = self._call.application.fetch(target.url, target.method, form, target.purpose)
            fetched = await self._side.or_gone(work)
            self._base, source = fetched.url, in_utf8(self._source(fetched), fetched.charset)
        examined = _examine(source, role=self._role, templates=False)
        self._call.documents += 1
        text = source.decode("utf-8", "replace")
        self._call.emit(DocumentStarted, document=self._call.documents, url=self._base, source=text)
        faults = [e.fault for e in examined.document.root.children if e.fault] if examined.document else []
        for finding in examined.findings:
            if finding.code is not None and finding not in faults and examined.document is not None:
                self._tell(finding)
        if examined.document is None:
            finding = next(f for f in examined.findings if f.level == "error")
            raise _error_of(finding)
        return examined.document

    def _source(self, fetched: Fetched) -> bytes:
        kind = fetched.content_type
        if not fetched.body.strip() and (kind in _XML or not kind or kind == "text/plain"):
            raise DocumentError(
                f"{fetched.url} answered with nothing.",
                code=11770 if fetched.chunked and not fetched.body else 12100,
                cure="Answer at least <Response/>.",
            )
        if kind in _XML:
            return fetched.body
        if kind == "text/plain":
            if _examine(fetched.body).document is not None:
                return fetched.body
            words = fetched.body.decode("utf-8", "replace")
            return f"<Response><Say>{escape(words)}</Say></Response>".encode()
        if kind.startswith("audio/"):
            return f"<Response><Play>{escape(fetched.url)}</Play></Response>".encode()
        raise ApplicationError(
            f"{fetched.url} answered with the content type {kind or '(none)'}, which is neither TwiML nor sound.",
            code=12300,
            cure="Answer with text/xml.",
        )

    async def _perform(self, document: Document) -> Outcome:
        if not document.root.children:
            await self._caller.answer()
        for element in document.root.children:
            if element.fault is not None:
                raise _error_of(element.fault)
            outcome = await self._verb(element)
            if isinstance(outcome, Leave) and self._role != "queue-wait":
                continue  # there is no queue to leave
            if not isinstance(outcome, Continue):
                return outcome
        return Continue()

    async def _verb(self, element: Element) -> Outcome:
        verb = VERBS.get(element.name)
        if verb is None:
            self.notify(
                None,
                "warning",
                f"<{element.name}> does nothing by itself; the call goes on with the next verb.",
                cure="Put <Queue> into a <Dial>, <Prompt> into a <Pay>.",
                element=element,
            )
            return Continue()
        if _answers(element):
            await self._caller.answer()
        self._call.place = element.place
        self._say_limits(element)
        number = self._caller.begin(element, None)
        self._caller.verb_id = number
        words = "stopped"
        try:
            outcome = await verb(element, self._ports)
            words = _words(outcome)
            return outcome
        except HungUp:
            words = "hung up"
            raise
        except VoiceLabError as error:
            words = f"error {error.code or ''}".strip()
            if error.place is None:
                error.place = element.place
            raise
        finally:
            self._call.emit(VerbEnded, verb_id=number, outcome=words)
            self._caller.verb_id = self._call.place = None

    def _say_limits(self, element: Element) -> None:
        """Tell, once a call, which of the attributes that are written here have no effect or are simulated."""
        for each in element.walk():
            for name in each.attributes if each.spec is not None else ():
                attribute = each.spec.attributes.get(name) if each.spec is not None else None
                if attribute is not None and attribute.says:
                    how = "has no effect" if attribute.support == "refused" else "is simulated"
                    self._call.remark(f"{name} on <{each.name}> {how}. {attribute.says}")

    # --- when it goes wrong ---------------------------------------------------------------------------------
    def _tell(self, finding: Finding) -> None:
        self._call.notify(
            finding.code,
            finding.level,
            finding.message,
            cure=finding.cure,
            place=finding.place,
            url=self._base,
        )

    def _report(self, error: VoiceLabError) -> None:
        self._call.notify(
            error.code, "error", error.message, cure=error.cure, place=error.place, url=self._base
        )

    async def _apologise(self, error: VoiceLabError) -> Outcome:
        """Say that something is wrong, as the platform does, and hang up."""
        await self._caller.answer()
        await self._caller.play(Speech(APOLOGY, APOLOGY))
        return End(f"an error ended the document: {error.message}")

    def _going_nowhere(self) -> None:
        now = elapsed()
        if len(self._recent) == _LOOP_DOCUMENTS and now - self._recent[0] < _LOOP_SECONDS:
            self._recent.clear()
            self._loops += 1  # the first one may fall back; the fallback may lead into the same loop
            raise DocumentError(
                f"{_LOOP_DOCUMENTS} documents ran in less than {_LOOP_SECONDS:.0f} second: they redirect in a loop.",
                cure="Let one of them do something that takes time, or end.",
            )
        self._recent.append(now)


def _answers(element: Element) -> bool:
    """Whether the verb, standing first, answers the call: all but Reject, Pause and Dial answerOnBridge."""
    if element.name == "Dial":
        return not element["answerOnBridge"]
    return element.name not in ("Reject", "Pause")


def _error_of(finding: Finding) -> DocumentError:
    return DocumentError(finding.message, code=finding.code, cure=finding.cure, place=finding.place)


def _words(outcome: Outcome) -> str:
    match outcome:
        case GoTo(url):
            return f"go to {url}"
        case End():
            return "end"
        case Leave():
            return "leave"
        case _:
            return "continue"
