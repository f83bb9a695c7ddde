"""Who is here and which calls live: devices, accounts, calls in and out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from voicelab.calls.events import Event
from voicelab.calls.model import Address, CallRecord
from voicelab.engine.account import Account
from voicelab.engine.accounts import Accounts
from voicelab.engine.answering import detect
from voicelab.engine.call import Call
from voicelab.engine.caller import LegCaller
from voicelab.engine.conference_announcing import Announcement
from voicelab.engine.conferences import Conferences
from voicelab.engine.directory import Directory, Entry
from voicelab.engine.equipment import Equipment
from voicelab.engine.lines import Device, IncomingLine, Invitation, OutgoingLine, Refused
from voicelab.engine.queues import Queues
from voicelab.engine.recordings import start_recording
from voicelab.engine.ringing import Ringer, first_to_answer, sentence
from voicelab.engine.rooms import Rooms
from voicelab.engine.script import Script
from voicelab.engine.side import Side
from voicelab.engine.trunk import Trunk
from voicelab.errors import RequestError, VoiceLabError
from voicelab.twiml.check import Role
from voicelab.verbs.plans import Continue, DetectionPlan, Music, Outcome, RecordingPlan

__all__ = ["Observer", "Outbound", "Switchboard"]

Observer = Callable[[Call, Event], None]

_KEPT_CALLS = 1000  # calls that are over and still at hand; older ones are the ledger's


@dataclass(frozen=True, slots=True)
class Outbound:
    """How an API call is placed; times in seconds."""

    timeout: float = 60.0  # until nobody has answered
    time_limit: float = 14_400.0  # of talk
    send_digits: str = ""  # pressed once it is answered, before the document runs
    record: RecordingPlan | None = None
    detection: DetectionPlan | None = None


class Switchboard:
    """The exchange: rings, connects, and knows every live call.

    An observer is called with every event of every call, on the loop; it must not block.
    """

    def __init__(self, account: Account, equipment: Equipment) -> None:
        self.equipment = equipment
        self.calls: dict[str, Call] = {}
        self.accounts = Accounts(account, equipment.base_url)
        self._devices: dict[tuple[str, str], list[Device]] = {}
        self._observers: list[Observer] = []
        self.rooms = Rooms(
            Conferences(
                equipment.mixes, self._run_wait, self._run_announcement, equipment.journal.save_conference
            ),
            Queues(self._run_queue),
        )

    # --- who is here ----------------------------------------------------------------------------------------
    def directory(self, account_sid: str) -> Directory:
        """The account's address book; RequestError 20404 for an account that is not here."""
        return self.accounts.directory(account_sid)

    def register(self, account_sid: str, address: Address, device: Device) -> None:
        """From now on calls to ``address`` ring ``device`` too."""
        devices = self._devices.setdefault((account_sid, str(address)), [])
        if device not in devices:
            devices.append(device)

    def unregister(self, account_sid: str, address: Address, device: Device) -> None:
        """Calls to ``address`` no longer ring ``device``. Nothing when they did not."""
        key = (account_sid, str(address))
        devices = self._devices.get(key, [])
        if device in devices:
            devices.remove(device)
        if not devices:
            self._devices.pop(key, None)

    def devices_at(self, account_sid: str, address: Address) -> list[Device]:
        """The devices that a call to ``address`` rings."""
        return list(self._devices.get((account_sid, str(address)), ()))

    def registered(self, account_sid: str) -> dict[str, int]:
        """How many devices there are at each address."""
        return {to: len(devices) for (sid, to), devices in self._devices.items() if sid == account_sid}

    # --- calls ----------------------------------------------------------------------------------------------
    def add_observer(self, observer: Observer) -> Callable[[], None]:
        """Call ``observer`` with every event; the result removes it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def live_calls(self, account_sid: str = "") -> list[Call]:
        """The calls that are not over, of one account or of all."""
        return [
            call
            for call in self.calls.values()
            if not call.over and account_sid in ("", call.record.account_sid)
        ]

    def new_call(self, record: CallRecord) -> Call:
        """A call for ``record``, known from now on; RequestError 10001 or 10004 when the account may not."""
        account = self.directory(record.account_sid).account
        self.accounts.admit(account.sid, len(self.live_calls(account.sid)))
        call = Call(record, account, self.equipment, self.rooms, self._observe)
        self.calls[record.sid] = call
        if len(self.calls) > _KEPT_CALLS:
            for sid in [sid for sid, old in self.calls.items() if old.over][: len(self.calls) - _KEPT_CALLS]:
                del self.calls[sid]
        return call

    def _observe(self, call: Call, event: Event) -> None:
        for observer in self._observers:
            observer(call, event)

    async def open_call(
        self,
        line: IncomingLine,
        *,
        account_sid: str,
        from_: str,
        to: str,
        application_sid: str | None = None,
        parameters: dict[str, str] | None = None,
        entry: Entry | None = None,
    ) -> Call:
        """A party calls in: start what its application says and return at once.

        ``entry`` goes before ``application_sid``; without either the lab's own application resolves ``to``.
        Raises RequestError when there is nothing that the call could run.
        """
        directory = self.directory(account_sid)
        if entry is None:
            entry = self._entry(directory, application_sid, to)
        record = CallRecord(
            account_sid, from_, to, "inbound", status="ringing", parameters=dict(parameters or {})
        )
        call = self.new_call(record)
        call.entry_form(entry)
        call.side = Side.calling(line)
        await line.ringing()
        call.start(self._story(call, entry))
        return call

    def _entry(self, directory: Directory, application_sid: str | None, to: str) -> Entry:
        own = directory.own_application
        if application_sid in (None, own.sid):
            return directory.resolve(to)
        application = directory.application(application_sid or "")
        if application is None:
            raise RequestError(f"There is no application {application_sid} here.", status=404, code=21218)
        return directory.entry_of_application(application)

    async def _story(self, call: Call, entry: Entry) -> str:
        assert call.side is not None
        outcome = await Script(call, call.side, Ringer(self, call)).run(entry)
        return sentence(outcome)

    async def _run_wait(
        self, call: Call, side: Side, url: str | None, method: str, parameters: Mapping[str, str]
    ) -> None:
        """Run a conference's wait document; it may not do more than sound, and its faults end in silence.

        A ``url`` that begins with ``<`` is the document itself.
        """
        if url is None:
            await _music(call, side)
            return
        script = Script(call, side, Ringer(self, call), role="wait")
        with suppress(VoiceLabError):
            await script.run(_entry(url, method, parameters))

    async def _run_announcement(
        self,
        call: Call,
        side: Side,
        hearers: Announcement,
        url: str,
        method: str,
        parameters: Mapping[str, str],
    ) -> None:
        """Run an announcement under a call's name; like a wait document, it may not do more than sound."""
        script = Script(call, side, Ringer(self, call), role="wait", hearers=hearers)
        await script.run(_entry(url, method, parameters))

    async def _run_queue(
        self,
        call: Call,
        side: Side,
        url: str | None,
        method: str,
        parameters: Mapping[str, str],
        role: Role,
    ) -> Outcome:
        """Run a queue's wait document, or what a waiting party hears before it is connected.

        VoiceLabError, told already, when it cannot be run.
        """
        if url is None:
            await _music(call, side)
            return Continue()
        script = Script(call, side, Ringer(self, call), role=role)
        return await script.run(Entry(url=url, method=method, parameters=parameters))

    async def place_call(
        self,
        *,
        account_sid: str,
        to: Address,
        from_: str,
        entry: Entry,
        how: Outbound = Outbound(),
        parameters: dict[str, str] | None = None,
    ) -> Call:
        """Ring ``to`` and let it run ``entry``: click-to-call. Returns at once with the queued call.

        RequestError 10001, 10004 or 20429 when the account may not place a call now.
        """
        self.accounts.pace(account_sid)
        record = CallRecord(account_sid, from_, str(to), "outbound-api", parameters=dict(parameters or {}))
        call = self.new_call(record)
        call.entry_form(entry)
        call.start(self._ring_out(call, to, entry, how))
        return call

    async def _ring_out(self, call: Call, to: Address, entry: Entry, how: Outbound) -> str:
        call.move("initiated")
        try:
            lines = await self._lines(call, to)
            call.move("ringing")
            async with asyncio.timeout(how.timeout):
                line, leg = await first_to_answer(lines)
        except Refused as refused:
            status = {"busy": "busy", "declined": "busy", "failed": "failed"}.get(refused.reason, "no-answer")
            if refused.reason in ("absent", "failed"):
                call.notify(None, "warning", str(refused), cure=refused.cure)
            await call.finish(str(refused), status)  # type: ignore[arg-type]
            return str(refused)
        except TimeoutError:
            await call.finish("nobody answered in time", "no-answer")
            return "nobody answered in time"
        call.side = Side(line)
        call.attach(leg)
        if how.time_limit:
            call.limit(how.time_limit)
        if how.record is not None:
            try:
                await start_recording(call, call.side, how.record)
            except RequestError as error:  # no room for it: the call goes on without
                call.notify(error.code, "error", error.message, cure=error.cure)
        if how.detection is not None:
            if how.detection.beside:
                call.start_job(detect(call, how.detection), "answering machine detection")
            else:
                await detect(call, how.detection)
        if how.send_digits:
            await call.side.or_gone(leg.press(how.send_digits))
        return await self._story(call, entry)

    async def _lines(self, call: Call, to: Address) -> list[OutgoingLine]:
        record = call.record
        devices = self.devices_at(record.account_sid, to)
        if devices:
            invitation = Invitation(
                record.sid, record.account_sid, record.from_, record.to, record.parameters
            )
            return [await device.ring(invitation) for device in devices]
        directory = self.directory(record.account_sid)
        number = directory.number(str(to)) if to.kind == "number" else None
        if number is None:
            absent = (
                directory.nobody(to.value) if to.kind == "client" else (f"Nobody is registered as {to}.",)
            )
            raise Refused("absent", *absent)
        trunk = Trunk(self.equipment.legs)
        try:
            await self.open_call(
                trunk.incoming,
                account_sid=record.account_sid,
                from_=record.from_,
                to=record.to,
                entry=directory.entry_of_number(number),
            )
        except RequestError as error:  # no voice URL, or no call more for this account
            call.notify(error.code, "error", error.message, cure=error.cure)
            raise Refused("failed", error.message) from error
        return [trunk.outgoing]

    async def redirect(self, sid: str, entry: Entry) -> Call:
        """Abandon what a live call runs and run ``entry``; RequestError 21220 when it is not live."""
        call = self.live(sid)
        if call.side is None or call.side.leg is None:
            raise RequestError(f"Call {sid} is not answered yet.", code=21220)
        call.bare_name = entry.bare_name
        await call.replace(self._story(call, entry))
        return call

    def live(self, sid: str) -> Call:
        """A live call; RequestError 20404 for an unknown one, 21220 for one that is over."""
        call = self.calls.get(sid)
        if call is None:
            raise RequestError(f"There is no call {sid}.", status=404, code=20404)
        if call.over:
            raise RequestError(f"Call {sid} is over: its status is {call.record.status}.", code=21220)
        return call

    async def close(self, reason: str = "the lab stopped") -> None:
        """End every live call properly."""
        calls: Collection[Call] = self.live_calls()
        await asyncio.gather(*(call.hang_up(reason, "canceled") for call in calls))


def _entry(url: str, method: str, parameters: Mapping[str, str]) -> Entry:
    if url.startswith("<"):
        return Entry(twiml=url)
    return Entry(url=url, method=method, parameters=parameters)


async def _music(call: Call, side: Side) -> None:
    """Play the lab's music until this is cancelled; HungUp when the party goes."""
    caller = LegCaller(call, side)
    while True:
        await caller.play(Music())
