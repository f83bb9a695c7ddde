"""A whole lab without sockets: the engine with a test's web, voice, journal and legs, and scripted parties.

The engine is the server's own, line for line. It runs on a virtual loop or on a real one; legs have samples
(``rendered``) or are lengths alone.
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

from voicelab.calls.events import Event, PromptEnded, PromptStarted
from voicelab.calls.model import ApplicationRecord, NumberRecord, parse_address
from voicelab.calls.webhook_function import twiml_text
from voicelab.clock import elapsed, now
from voicelab.engine.account import Account
from voicelab.engine.answering import SampleDetector
from voicelab.engine.call import Call
from voicelab.engine.directory import Entry
from voicelab.engine.equipment import Equipment
from voicelab.engine.switchboard import Outbound, Switchboard
from voicelab.media.air import Air
from voicelab.media.tick import Tick
from voicelab.testing.activity import Pulse
from voicelab.testing.answering import FactDetector
from voicelab.testing.audio import sounding_pair
from voicelab.testing.ears import FactEars
from voicelab.testing.house import DocumentsSite, RecordingsSite
from voicelab.testing.journal import ListJournal
from voicelab.testing.legs import unrendered_pair
from voicelab.testing.lines import Callee, CallingLine
from voicelab.testing.mix import SoundingRoom, UnrenderedMix
from voicelab.testing.party import Party
from voicelab.testing.sockets import TestSockets
from voicelab.testing.voice import TestVoice
from voicelab.testing.web import TestWeb, origin_of
from voicelab.testing.words import Utterance, speaking

__all__ = ["ACCOUNT_SID", "AUTH_TOKEN", "BASE_URL", "PlacedCall", "VirtualLab", "is_markup"]

BASE_URL = "http://lab.test"
ACCOUNT_SID = "AC" + "0" * 31 + "1"
AUTH_TOKEN = "0" * 31 + "2"
_OWN_KEY = {"SK" + "0" * 31 + "3": "0" * 31 + "4"}


_BEFORE_MARKUP = " \t\r\n\ufeff"


def is_markup(text: str) -> bool:
    """Whether this is TwiML itself, not the name or the address of something."""
    return text.lstrip(_BEFORE_MARKUP).startswith("<")


class PlacedCall:
    """A call of a test: the engine's call, and the scripted party on it. ``line`` is None when the lab called."""

    def __init__(self, lab: VirtualLab, call: Call, party: Party, line: CallingLine | None) -> None:
        self.lab = lab
        self.call = call
        self.party = party
        self.line = line

    @property
    def sid(self) -> str:
        """The call's SID."""
        return self.call.sid

    @property
    def events(self) -> list[Event]:
        """The events of this call so far."""
        return self.call.events

    @property
    def over(self) -> bool:
        """Whether the call is over, its last callbacks included."""
        return self.call.ended.is_set()


class VirtualLab:
    """The exchange, and what surrounds it in a test. To be made and used on the loop it shall live on."""

    def __init__(
        self,
        folder: Path,
        *,
        rendered: bool = False,
        keep_audio: bool = False,
        account_sid: str = ACCOUNT_SID,
        auth_token: str = AUTH_TOKEN,
    ) -> None:
        self.rendered = rendered
        self.loop = asyncio.get_running_loop()
        self.tick = Tick()
        self.air = Air()
        self.web = TestWeb()
        self.sockets = TestSockets()
        self.voice = TestVoice()
        self.journal = ListJournal()
        self.account = Account(
            account_sid, auth_token, keys=dict(_OWN_KEY), date_created=now(), date_updated=now()
        )
        self.began = elapsed()
        self.calls: list[PlacedCall] = []
        self.callees: dict[str, Callee] = {}
        self.events: list[Event] = []
        self.changed = Pulse()
        self.at_end: list[Callable[[], None]] = []
        self.pair = (lambda: sounding_pair(self.tick, self.air)) if rendered else unrendered_pair
        self._said: dict[tuple[str, int], Utterance] = {}
        self._addresses: dict[str, Any] = {}
        equipment = Equipment(
            web=self.web,
            voice=self.voice,
            journal=self.journal,
            legs=self.pair,
            mixes=(lambda: SoundingRoom(self.tick)) if rendered else UnrenderedMix,
            sockets=self.sockets,
            ears=FactEars(),
            detector=SampleDetector() if rendered else FactDetector(),
            base_url=lambda: BASE_URL,
            recordings=folder,
            keep_audio=keep_audio,
        )
        self.switchboard = Switchboard(self.account, equipment)
        self.switchboard.add_observer(self._observe)
        self.directory = self.switchboard.directory(self.account.sid)
        self.web.mount_site(f"{BASE_URL}/twiml", DocumentsSite(self.directory.documents))
        self.web.mount_site(f"{BASE_URL}/2010-04-01", RecordingsSite(folder, self.journal.recordings))

    # --- what happens -------------------------------------------------------------------------------------
    def _observe(self, call: Call, event: Event) -> None:
        self.events.append(event)
        match event:
            case PromptStarted():
                utterance = Utterance(event.text, event.kind, elapsed(), event.duration)
                self._said[event.call_sid, event.prompt_id] = utterance
                speaking.set(utterance)
            case PromptEnded():
                self._said.pop((event.call_sid, event.prompt_id)).end(elapsed(), complete=event.complete)
                speaking.set(None)
        self.changed.beat()

    # --- who is here --------------------------------------------------------------------------------------
    def callee(self, address: str, **behaviour: Any) -> Callee:
        """From now on somebody is there when ``address`` is rung; see :class:`Callee` for how they behave."""
        to = parse_address(address)
        self.dismiss(address)
        callee = self.callees[str(to)] = Callee(str(to), self.voice, self.pair, **behaviour)
        self.switchboard.register(self.account.sid, to, callee)
        return callee

    def callee_at(self, address: str) -> Callee | None:
        """Who is there when ``address`` is rung."""
        return self.callees.get(str(parse_address(address)))

    def dismiss(self, address: str) -> None:
        """Nobody is there any more when ``address`` is rung."""
        to = parse_address(address)
        callee = self.callees.pop(str(to), None)
        if callee is not None:
            self.switchboard.unregister(self.account.sid, to, callee)

    def number(self, number: str, application: Any, *, path: str = "/", **details: Any) -> NumberRecord:
        """A number of the lab whose calls ``application`` answers (anything that :meth:`dial` takes)."""
        record = NumberRecord(
            self.account.sid, str(parse_address(number)), voice_url=self.publish(application, path), **details
        )
        self.directory.numbers[record.phone_number] = record
        return record

    def application(
        self, name: str, application: Any, *, path: str = "/", **details: Any
    ) -> ApplicationRecord:
        """A TwiML application, for ``app:NAME``."""
        record = ApplicationRecord(
            self.account.sid, name, voice_url=self.publish(application, path), **details
        )
        self.directory.applications[record.sid] = record
        return record

    def publish(self, application: Any, path: str = "/", name: str = "") -> str:
        """The address at which ``application`` answers from now on.

        TwiML text (a file of it, or what makes it) is published as a document, so that relative addresses
        resolve; an http address is let out to the real network unless the test serves it; an application or a
        function gets an address of its own, to which ``path`` is added.
        """
        if isinstance(application, PathLike):
            application = Path(application).read_bytes()
        if isinstance(application, str) and not is_markup(application):
            if application.startswith(("http://", "https://")):
                if not self.web.serves(application):
                    self.web.let_out(origin_of(application))
                return application
            return self.directory.voice_url(application)
        if isinstance(application, str | bytes) or hasattr(application, "to_xml") or _is_tree(application):
            text = twiml_text(application).lstrip(_BEFORE_MARKUP)
            name = name or f"document-{sha256(text.encode()).hexdigest()[:6]}"  # the same in every test
            self.directory.documents[name] = text
            return self.directory.document_url(name)
        address = self._address_of(application, name)
        self.web.mount(address, application)
        return address + "/" + path.lstrip("/")

    def _address_of(self, application: Any, name: str) -> str:
        """An address for an application, by its name in the program."""
        name = name or getattr(application, "__name__", "") or type(application).__name__
        name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "app"
        for number in itertools.count(1):
            address = f"http://{name}{f'-{number}' if number > 1 else ''}.test"
            if self._addresses.setdefault(address, application) is application:
                return address
        raise AssertionError("counting does not end")

    # --- calls --------------------------------------------------------------------------------------------
    async def dial(
        self,
        application: Any = None,
        *,
        to: str = "+15005550006",
        from_: str = "+15005550001",
        path: str = "/",
        method: str = "POST",
        parameters: Mapping[str, str] | None = None,
        fallback: Any = None,
        status_callback: Any = None,
        status_callback_events: str = "completed",
    ) -> PlacedCall:
        """A scripted party at ``from_`` calls ``to``, which ``application`` answers.

        Without ``application``, ``to`` is resolved as the lab resolves it: ``app:NAME``, a number of the lab,
        ``client:NAME``, a document's name. Returns once it rings.
        """
        entry = None
        if isinstance(application, str) and application.startswith(("app:", "client:", "+")):
            entry = self.directory.resolve(application)
        elif application is not None:
            entry = Entry(
                url=self.publish(application, path),
                method=method,
                fallback_url="" if fallback is None else self.publish(fallback),
                status_callback="" if status_callback is None else self.publish(status_callback),
                status_callback_events=frozenset(status_callback_events.split()),
            )
        line = CallingLine(Party(from_, self.voice), self.pair)
        call = await self.switchboard.open_call(
            line,
            account_sid=self.account.sid,
            from_=from_,
            to=to,
            parameters=dict(parameters or {}),
            entry=entry,
        )
        placed = PlacedCall(self, call, line.party, line)
        self.calls.append(placed)
        return placed

    async def call(
        self, to: str, application: Any, *, from_: str = "+15005550006", timeout: float = 60.0, **details: Any
    ) -> PlacedCall:
        """The lab calls ``to`` (``outbound-api``) and lets whoever answers run ``application``.

        A scripted party is there: the :meth:`callee` at ``to``, or one that answers after a second. Returns
        once it rings, or cannot. ``details`` are those of the engine's :class:`Outbound`.
        """
        callee = self.callee_at(to)
        if callee is None and self.directory.number(to) is None:
            callee = self.callee(to)
        rung = len(callee.calls) if callee is not None else 0
        call = await self.switchboard.place_call(
            account_sid=self.account.sid,
            to=parse_address(to),
            from_=from_,
            entry=Entry(url=self.publish(application)),
            how=Outbound(timeout=timeout, **details),
        )
        while call.record.status in ("queued", "initiated"):
            await self.changed.wait()
        rang = callee is not None and len(callee.calls) > rung
        party = callee.calls[rung] if callee is not None and rang else Party(to, self.voice)
        placed = PlacedCall(self, call, party, None)
        self.calls.append(placed)
        return placed

    async def update(self, placed: PlacedCall, application: Any = None, *, status: str = "") -> None:
        """What a REST request does to a live call: another document, or ``completed`` or ``canceled``."""
        if status:
            self.switchboard.live(placed.sid)
            await placed.call.hang_up("ended by a REST request", "canceled")
        else:
            await self.switchboard.redirect(placed.sid, Entry(url=self.publish(application)))

    def live(self) -> list[Call]:
        """The engine's calls that are not over."""
        return self.switchboard.live_calls()

    async def close(self) -> None:
        """End every live call and the web."""
        await self.switchboard.close("the test is over")
        for call in self.calls:
            call.party.lose("the test is over")
        self.web.close()
        for end in self.at_end:
            end()


def _is_tree(application: Any) -> bool:
    return hasattr(application, "getroottree") and not inspect.isfunction(application)
