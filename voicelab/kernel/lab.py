"""The object a student holds: ``lab``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voicelab.calls.webhook_function import WebhookFunction, twiml_text
from voicelab.client import Json, TokenKind
from voicelab.errors import NoSuchName, WrongType, WrongValue
from voicelab.kernel import panels
from voicelab.kernel.answering import Answering
from voicelab.kernel.call import CALL_COLUMNS, CALL_FIELDS, Call
from voicelab.kernel.caller import ScriptedCaller
from voicelab.kernel.card import card
from voicelab.kernel.connection import Connection, own_connection, shared_connection
from voicelab.kernel.documents import Documents
from voicelab.kernel.export import Export, Source, make_export, routes_of
from voicelab.kernel.faults import Broken
from voicelab.kernel.flow import Flows
from voicelab.kernel.records import (
    NOTIFICATION_COLUMNS,
    NOTIFICATION_FIELDS,
    RECORDING_COLUMNS,
    RECORDING_FIELDS,
    Notification,
    Recording,
)
from voicelab.kernel.report import Report
from voicelab.kernel.rooms import CONFERENCE_COLUMNS, CONFERENCE_FIELDS, Conference
from voicelab.kernel.secret import Secret
from voicelab.kernel.table import Table
from voicelab.kernel.trial import PATIENCE, Tested, lent_by, try_out
from voicelab.kernel.unserved import remark_name
from voicelab.kernel.voices import Voices
from voicelab.kernel.waiting import Queues

if TYPE_CHECKING:
    from lxml import etree
    from twilio.rest import Client as TwilioClient
    from twilio.twiml.voice_response import VoiceResponse

    from voicelab.kernel.editing import DocumentEditor
    from voicelab.widgets.click_to_call import ClickToCallWidget
    from voicelab.widgets.phone import PhoneWidget
    from voicelab.widgets.walkie_talkie import WalkieTalkieWidget

__all__ = ["Lab"]


class Lab(Answering):
    """A lab: phones, documents, webhook functions, calls.

    ``Lab()`` starts this kernel's own lab, or joins it when it runs; ``Lab(url, account_sid, auth_token)`` uses a
    shared one. Missing credentials are read from ``VOICELAB_ACCOUNT_SID`` and ``VOICELAB_AUTH_TOKEN``. Methods may
    be called from any thread. They raise RequestError when the lab refuses something, in the lab's own words, and
    LabError when it is gone.
    """

    def __init__(
        self,
        url: str | None = None,
        account_sid: str | None = None,
        auth_token: str | None = None,
        *,
        data_dir: str | Path | None = None,
        ca_file: str | None = None,
    ) -> None:
        if url is None:
            self._connection = own_connection(data_dir)
        else:
            self._connection = shared_connection(url, account_sid, auth_token, ca_file)
        self._client = self._connection.client
        self._twilio: TwilioClient | None = None
        self.twiml = Documents(self._client)

    # -- what it is --------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The lab's address, as this kernel sees it."""
        return self._connection.url

    @property
    def account_sid(self) -> str:
        """The account that everything here belongs to."""
        return self._connection.account_sid

    @property
    def alive(self) -> bool:
        """Whether the lab is there."""
        return self._connection.alive

    @property
    def own(self) -> bool:
        """Whether it is this kernel's own, which ends with it; else it is a shared one."""
        return self._connection.child is not None

    @property
    def log(self) -> str:
        """The last lines the lab's own server wrote; empty for a shared lab."""
        return self._connection.child.log if self._connection.child else ""

    def end(self) -> None:
        """End this kernel's lab; leave a shared one. Idempotent."""
        self._connection.end()

    # -- phones and calls --------------------------------------------------------------------------------

    def phone(
        self,
        identity: str = "alice",
        to: str = "",
        voice: str = "microphone",
        *,
        transport: str = "auto",
    ) -> PhoneWidget:
        """A softphone in the notebook, named ``identity``.

        ``to`` is whom its Call button calls: a document's name, a number, ``app:NAME``, ``client:NAME``.
        ``voice`` is what it says: ``microphone``, ``typed`` (the lab says what you type), ``silence``, or the path
        of a WAV file. ``transport`` is how sound travels between page and lab: ``webrtc`` (UDP), ``websocket``
        (through the page's own origin, where UDP is shut), or ``auto``: what works.
        """
        self._connection.check()
        return panels.phone(self._connection, _identity(identity, "phone"), to, voice, transport)

    def walkie_talkie(
        self,
        identity: str = "alice",
        channel: str | int = "1",
        voice: str = "microphone",
        transport: str = "auto",
    ) -> WalkieTalkieWidget:
        """A walkie-talkie in the notebook: hold its button, or the space bar, to talk on the channel.

        A channel is the conference ``channel-NAME``: phones, the board and other programs can join it too.
        ``voice`` and ``transport`` are as for :meth:`phone`.
        """
        self._connection.check()
        identity = _identity(identity, "walkie_talkie")
        return panels.walkie_talkie(self._connection, identity, str(channel), voice, transport)

    def click_to_call(self, customer: str, agent: str = "alice", from_: str = "") -> ClickToCallWidget:
        """A button that calls ``customer`` (a number, ``client:NAME``): ``agent`` rings first, then ``customer``.

        ``from_`` is the number that both see. RequestError 20001 for an address that is too long.
        """
        self._connection.check()
        if not customer:
            raise WrongValue("Nobody is to be called.", cure='Say whom: lab.click_to_call("+15005550010").')
        return panels.click_to_call(self._connection, customer, agent, from_)

    def editor(self, name: str) -> DocumentEditor:
        """An editor of a document of this lab; one that is not there yet is made.

        What is written is published as it is written, and what Python publishes shows in the editor. RequestError
        for what cannot be a document's name.
        """
        from voicelab.kernel.editing import FIRST, DocumentEditor  # ipywidgets takes its time

        self._connection.check()
        if name not in self.twiml:
            self.twiml[name] = FIRST
        return DocumentEditor(self, name)

    def call(
        self, to: str, what: str | WebhookFunction | VoiceResponse | etree._Element, from_: str | None = None
    ) -> Call:
        """Ring ``to`` (``client:alice``, a number), then run ``what``: a document, its name, a URL, a function.

        ``from_`` is the number or client that it shows. A name that is no document's is a phone's. Returns at once;
        ``.wait()`` waits for the end.
        """
        if not isinstance(what, str):
            what = self.webhook_url(what) if callable(what) else twiml_text(what)
        else:
            what = self._address(what)
            remark_name(self._connection, what)
        return Call(self._connection, self._client.place_call(to, what, from_))

    def caller(self, caller: str = "client:caller") -> ScriptedCaller:
        """A scripted caller, for lessons and trials without a phone: ``await caller.dial("welcome")``."""
        self._connection.check()
        return ScriptedCaller(self._connection, caller)

    @property
    def calls(self) -> Table[Call]:
        """Calls, oldest first: ``lab.calls[-1]`` is the newest."""
        return Table("calls", CALL_COLUMNS, lambda: self._rows(Call, self._client.calls()), CALL_FIELDS)

    @property
    def recordings(self) -> Table[Recording]:
        """Recordings, oldest first."""
        return Table(
            "recordings",
            RECORDING_COLUMNS,
            lambda: self._rows(Recording, self._client.recordings()),
            RECORDING_FIELDS,
        )

    @property
    def notifications(self) -> Table[Notification]:
        """What went wrong, oldest first, each with Twilio's code and the cure."""
        return Table(
            "notifications",
            NOTIFICATION_COLUMNS,
            lambda: self._rows(Notification, self._client.notifications()),
            NOTIFICATION_FIELDS,
        )

    @property
    def conferences(self) -> Table[Conference]:
        """Conferences, oldest first."""
        return Table("conferences", CONFERENCE_COLUMNS, self._conferences, CONFERENCE_FIELDS)

    def conference(self, name: str) -> Conference:
        """The conference of that name, live or not yet; on a cell's last line its board.

        Who is there is in ``participants``; ``conference["alice"].mute()``, ``.hold()``, ``.kick()``.
        """
        self._connection.check()
        return Conference(self._connection, self.twilio, self._address, name)

    @property
    def queues(self) -> Queues:
        """Queues of callers who wait, oldest first; on a cell's last line a board of who waits."""
        self._connection.check()
        return Queues(self._connection, self.twilio)

    @property
    def voices(self) -> Voices:
        """Who speaks here, and for which of Twilio's voices: ``lab.voices["Polly.Joanna"]``."""
        return Voices(self._client.voices())

    @property
    def flow(self) -> Flows:
        """The flow of the lab's documents and webhooks as a picture: ``lab.flow``, ``lab.flow("welcome")``.

        ``lab.flow(call=lab.calls[-1])`` lights the path that a call took, ``lab.flow(coverage=report)`` marks what
        tests have not reached.
        """
        self._connection.check()
        return Flows(self._connection)

    # -- trying it out -----------------------------------------------------------------------------------

    def test(self, what: Tested, *, timeout: float = PATIENCE) -> Report:
        """Run a test in virtual time, without sound and without waiting, against this lab's own documents.

        ``what`` is a scenario (YAML text, a mapping, a file), as ``call.as_test(kind="yaml")`` writes it, or a
        pytest function (itself, its text, a file): ``def test_menu(voicelab): ...``. It runs in a process of its
        own with copies of the lab's documents; what else it needs of the notebook it must bring along. A test
        that takes longer than ``timeout`` seconds on the clock is ended. LabError for what is no test.
        """
        self._connection.check()
        return try_out(what, lent_by(self._client), timeout)

    def break_it(
        self,
        *,
        webhook: int | str | None = None,
        slow: float | str | None = None,
        only: str | None = None,
        times: int | None = None,
        share: float | str | None = None,
        loss: float | str | None = None,
        jitter: float | str | None = None,
        reorder: float | str | None = None,
        signaling: str | None = None,
        identity: str | None = None,
        after: float | str | None = None,
        seed: int | str = 0,
        limit: float | str | None = None,
    ) -> Broken:
        """Break something on purpose while a block runs: ``with lab.break_it(webhook=500): ...``.

        ``webhook`` is a status, or ``"slow"``, ``"refused"``, ``"wrong type"``, ``"redirect loop"``, ``"not XML"``
        and others, for requests whose URL holds ``only``; ``slow`` seconds more for each; ``times`` the first so
        many, ``share`` a chance of 0 to 1. ``loss`` and ``reorder`` are shares of the packets (0.05 or ``"5%"``),
        ``jitter`` is seconds (0.03 or ``"30ms"``), as in tests and scenarios. ``signaling="cut"`` drops the pages'
        connections (``identity``'s only) once, ``after`` seconds. The same ``seed`` breaks the same things. It is
        for everybody on this lab, and over with the block, with the lab, or after ``limit`` seconds (600).
        RequestError, on entering, for what cannot be broken.
        """
        fault = {name: value for name, value in locals().items() if name != "self" and value is not None}
        return Broken(self._connection, fault)

    # -- for programs ------------------------------------------------------------------------------------

    @property
    def twilio(self) -> TwilioClient:
        """The official ``twilio.rest.Client``, bound to this lab: nothing it sends leaves it."""
        if self._twilio is None:
            from voicelab.kernel.twilio_client import bound_client

            self._twilio = bound_client(
                self.url, self.account_sid, self._connection.auth_token, self._connection.ca_file
            )
        return self._twilio

    def access_token(self, identity: str, ttl: int = 3600) -> Secret:
        """An Access Token with a voice grant, for the official SDKs; ``ttl`` in seconds."""
        return self._token("access", identity, ttl)

    def capability_token(self, identity: str, ttl: int = 3600) -> Secret:
        """A token of the older kind, for twilio-client 1.x; ``ttl`` in seconds."""
        return self._token("capability", identity, ttl)

    @property
    def voice_sdk(self) -> Path:
        """The file of the official browser SDK, as npm has it, for a web page of your own."""
        from voicelab.widgets.bundle import voice_sdk

        return voice_sdk()

    def export(
        self,
        what: str | WebhookFunction,
        *,
        public_url: str | None = None,
        number: str | None = None,
        name: str | None = None,
    ) -> Export:
        """What changes to run ``what`` on a real account: a dry run that shows the requests and sends nothing.

        ``what`` is a document's name, ``app:NAME``, a number of the lab, or a webhook function (or its path).
        ``public_url`` is where your own server will answer, by the same paths as the lab; ``number`` one of the
        account's numbers, to lead there; ``name`` the application's. ``.push(account_sid=..., auth_token=...,
        confirm=True)`` sends it. KeyError for what the lab does not have.
        """
        documents = {str(each["name"]): str(each["source"]) for each in self._client.documents()}
        served = self._connection.tunnel.functions
        functions = {path: getattr(function, "__name__", path) for path, function in served.items()}
        if callable(what) or what in served:
            routes, named = {"voice_url": self.webhook_url(what)}, self.webhook_url(what).rpartition("/")[2]
        elif what.startswith("app:"):
            routes, named = routes_of(self.app(what[4:]).record()), what[4:]
        elif what.startswith("+"):
            record = self.number(what).record()
            by_sid = {str(each["sid"]): each for each in self._client.applications()}
            routes = routes_of(by_sid.get(str(record["voice_application_sid"]), record))
            named, number = what, number or what
        elif what in documents:
            routes, named = {"voice_url": what}, what
        else:
            raise NoSuchName(f"The lab has no document {what}; it has: {', '.join(documents) or 'none'}.")
        source = Source(self.url, documents, functions)
        return make_export(source, name or named, routes, public_url, number)

    # -- how it shows itself -----------------------------------------------------------------------------

    def __repr__(self) -> str:
        state = "" if self.alive else " (ended)"
        return f"<Lab {self.url} {self.account_sid}{state}>"

    def _repr_html_(self) -> str:
        return card(self._connection, self.twiml)

    # ----------------------------------------------------------------------------------------------------

    def _token(self, kind: TokenKind, identity: str, ttl: int) -> Secret:
        token = self._client.token(kind, _identity(identity, f"{kind}_token"), ttl)
        return Secret(token, f"{kind} token for {identity}, valid for {ttl} s")

    def _rows(self, kind: Callable[[Connection, Json], Any], records: list[Json]) -> list[Any]:
        return [kind(self._connection, record) for record in records]

    def _conferences(self) -> list[Conference]:
        self._connection.check()
        return [
            Conference(self._connection, self.twilio, self._address, str(each.friendly_name), each)
            for each in reversed(self.twilio.conferences.list())
        ]


def _identity(identity: object, method: str) -> str:
    wrong = WrongValue if isinstance(identity, str) else WrongType
    if not isinstance(identity, str) or not identity.strip():
        raise wrong(f"{identity!r} is no identity.", cure=f'A phone\'s name: lab.{method}("alice").')
    return identity
