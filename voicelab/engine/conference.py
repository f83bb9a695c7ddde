"""One conference: who is in it, who hears whom, when it starts and ends.

Source: Twilio's "TwiML Voice: Conference" and the Conference and Participant resources. A room is mixed once
two have joined and one of them starts it on entering; until then everybody waits, with the wait document.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from voicelab.calls.events import ConferenceJoined, ConferenceLeft
from voicelab.calls.model import ConferenceRecord, new_sid
from voicelab.clock import now
from voicelab.engine.conference_announcing import Announcement, RunAnnouncement, beep_over
from voicelab.engine.conference_callbacks import ConferenceCallbacks
from voicelab.engine.conference_recording import ConferenceRecording
from voicelab.engine.conference_speaking import Speaker
from voicelab.engine.side import Side
from voicelab.errors import RequestError
from voicelab.media.lateness import LONGEST
from voicelab.media.leg import Leg, Mix
from voicelab.media.tones import beep
from voicelab.verbs.plans import ConferencePlan, RoomRefused

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Conference", "Participant", "RunWait"]

RunWait = Callable[["Call", Side, str | None, str, Mapping[str, str]], Awaitable[None]]
"""Runs a wait document (call, side, URL or None for music, method, parameters) on a leg until it ends."""


@dataclass(eq=False)
class Participant:
    """One party in a conference."""

    call: Call
    side: Side
    plan: ConferencePlan
    muted: bool
    hold: bool = False
    hold_url: str | None = None
    hold_method: str = "POST"
    coach: str = ""
    end_on_exit: bool = False
    beep_on_exit: bool = True
    joined: datetime | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    speaker: Speaker | None = None  # while somebody wants to know whether it speaks
    released: str = ""  # why it was let go, in Twilio's words; empty while it stays

    @property
    def leg(self) -> Leg:
        """The party's leg."""
        assert self.side.leg is not None
        return self.side.leg

    def release(self, reason: str) -> None:
        """Let the party go: its document continues."""
        self.released = self.released or reason
        self.changed.set()


class Conference:
    """One room of one account."""

    def __init__(
        self,
        account_sid: str,
        name: str,
        mix: Mix,
        run_wait: RunWait,
        run_announcement: RunAnnouncement,
        on_change: Callable[[Conference], None],
    ) -> None:
        self.account_sid = account_sid
        self.friendly_name = name
        self.sid = new_sid("CF")
        self.status: Literal["init", "in-progress", "completed"] = "init"
        self.date_created = self.date_updated = now()
        self.participants: dict[str, Participant] = {}
        self.attended: dict[str, str] = {}  # the address of everybody who ever was here, by CallSid
        self.reason_ended = ""
        self.call_sid_ending = ""
        self.callbacks: ConferenceCallbacks | None = None
        self._mix = mix
        self._run_wait = run_wait
        self._run_announcement = run_announcement
        self._announcements: set[Announcement] = set()  # under way
        self._on_change = on_change
        self.recording: ConferenceRecording | None = None
        self._first: Participant | None = None  # whose settings count for the whole room
        self._region = ""  # where the room is said to be
        self.expected: dict[str, Call] = {}  # who was invited by the API and is not in yet, by CallSid
        self.invited: dict[str, object] = {}  # what the API asked for each of them

    def record(self) -> ConferenceRecord:
        """The room as the Conference resource shows it."""
        return ConferenceRecord(
            self.account_sid,
            self.friendly_name,
            self.sid,
            self.status,
            self.reason_ended,
            self.call_sid_ending,
            self.date_created,
            self.date_updated,
            self._region or "us1",
        )

    @property
    def form(self) -> dict[str, str]:
        """What its documents are told of it."""
        return {"ConferenceSid": self.sid, "FriendlyName": self.friendly_name}

    def expect(self, call: Call, plan: object) -> None:
        """Somebody was invited as ``plan`` says; the room is there until it is clear that nobody comes."""
        self.expected[call.sid] = call
        self.invited[call.sid] = plan
        call.start_job(self._await(call), "invitation")

    async def _await(self, call: Call) -> None:
        await call.ended.wait()
        if call.sid in self.expected and self.callbacks is not None and self.status != "completed":
            label = getattr(self.invited.get(call.sid), "label", "")
            self.callbacks.not_added(call, label)
        self._arrived(call)
        if not self.participants and not self.expected:
            self.end("last-participant-left")

    def _arrived(self, call: Call) -> None:
        self.expected.pop(call.sid, None)
        self.invited.pop(call.sid, None)

    # --- coming and going -----------------------------------------------------------------------------------
    async def take_part(self, call: Call, side: Side, plan: ConferencePlan) -> str:
        """Be in the room until it lets the party go, and return why; HungUp when the party goes first.

        Raises RoomRefused when the room does not take it.
        """
        participant = self._admit(call, side, plan)
        if plan.longest_delay is not None:
            participant.leg.limit_delay(plan.longest_delay)
        reason = "participant_hung_up"
        try:
            await side.or_gone(self._stay(participant))
            reason = participant.released
        except asyncio.CancelledError:
            reason = "participant_updated_via_api"
            raise
        finally:
            if plan.longest_delay is not None:
                participant.leg.limit_delay(LONGEST)
            self._leave(participant, reason)
        return reason

    def _admit(self, call: Call, side: Side, plan: ConferencePlan) -> Participant:
        if len(self.participants) >= plan.max_participants:
            raise RoomRefused(16020, f"The conference {self.friendly_name} is full.")
        if plan.label and any(other.plan.label == plan.label for other in self.participants.values()):
            raise RoomRefused(16025, f"Somebody in {self.friendly_name} has the label {plan.label} already.")
        if plan.coach and plan.coach not in self.participants:
            raise RoomRefused(13240, f"{plan.coach}, who was to be coached, is not in {self.friendly_name}.")
        if self.callbacks is None:  # only the first participant's settings count
            self.callbacks = ConferenceCallbacks(self, call, plan.status_callback)
        participant = Participant(
            call,
            side,
            plan,
            plan.muted,
            coach=plan.coach,
            end_on_exit=plan.end_on_exit,
            beep_on_exit=plan.beep_on_exit,
            joined=now(),
        )
        self._arrived(call)
        self._first = self._first or participant
        self._region = self._region or plan.region
        self.participants[call.sid] = participant
        self.attended[call.sid] = call.record.far_end
        call.emit(ConferenceJoined, conference_sid=self.sid, name=self.friendly_name)
        self.callbacks.tell("participant-join", participant)
        self._maybe_start()
        if plan.beep_on_enter:
            self._beep(participant)
        return participant

    def _leave(self, participant: Participant, reason: str) -> None:
        self.participants.pop(participant.call.sid, None)
        self._mix.remove(participant.leg)
        self._heed()
        participant.call.emit(ConferenceLeft, conference_sid=self.sid, reason=reason)
        assert self.callbacks is not None
        self.callbacks.left(participant, reason)
        if self.status == "completed":
            return
        kicked = reason == "participant_updated_via_api"
        if participant.end_on_exit:
            how = "kicked" if kicked else "left"
            self.end(f"participant-with-end-conference-on-exit-{how}", participant)
        elif not self.participants and not self.expected:
            self.end(f"last-participant-{'kicked' if kicked else 'left'}", participant)
        elif participant.beep_on_exit:
            self._beep(participant)

    def end(self, reason: str, by: Participant | None = None) -> None:
        """End the room: everybody goes on with their documents. Idempotent."""
        if self.status == "completed":
            return
        self.status = "completed"
        self.date_updated = now()
        self.reason_ended = reason
        self.call_sid_ending = by.call.sid if by else ""
        left = (
            "conference_ended_via_api"
            if reason == "conference-ended-via-api"
            else "moderator_ended_conference"
        )
        for participant in list(self.participants.values()):
            participant.release(left)
        if self.callbacks is not None:
            self.callbacks.ended(by)
        if self.recording is not None:
            self.recording.stop()
        self._on_change(self)

    # --- who hears whom -------------------------------------------------------------------------------------
    def _maybe_start(self) -> None:
        if self.status != "init" or len(self.participants) < 2:
            return
        if any(participant.plan.start_on_enter for participant in self.participants.values()):
            self.status = "in-progress"
            self.date_updated = now()
            self._on_change(self)
            if self._first is not None and self._first.plan.record:
                self._record(self._first.call, self._first.plan)
            assert self.callbacks is not None
            self.callbacks.tell("conference-start")
            for participant in self.participants.values():
                if not participant.hold:
                    participant.changed.set()

    def _record(self, host: Call, plan: ConferencePlan) -> None:
        try:
            self.recording = ConferenceRecording(self.sid, host, plan, self._mix)
        except RequestError as error:  # no room for it: the conference goes on without
            host.notify(error.code, "error", error.message, cure=error.cure)

    async def _stay(self, participant: Participant) -> None:
        """Wait, talk or be on hold, as the room and its moderators say, until the party is let go."""
        while not participant.released:
            participant.changed.clear()
            what = asyncio.ensure_future(self._do(participant))
            try:
                await participant.changed.wait()
            finally:
                what.cancel()
                await asyncio.wait((what,))

    async def _do(self, participant: Participant) -> None:
        if participant.hold:
            await self._wait(participant, participant.hold_url, participant.hold_method)
        elif self.status == "init":
            await self._wait(participant, participant.plan.wait_url, participant.plan.wait_method)
        else:
            await self._talk(participant)

    async def _wait(self, participant: Participant, url: str | None, method: str) -> None:
        """The wait document once; when it ends there is silence."""
        if url != "":
            await self._run_wait(participant.call, participant.side, url, method, self.form)

    async def _talk(self, participant: Participant) -> None:
        leg = participant.leg
        coached = self._coached(participant)
        self._mix.add(leg, muted=self._silent(participant), coached=coached)
        if self.callbacks is not None and self.callbacks.wants("speaker"):
            participant.speaker = Speaker(self, participant)
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self._mix.remove(leg)
            if participant.speaker is not None:
                participant.speaker.close()
                participant.speaker = None

    def adjust(self, participant: Participant) -> None:
        """Apply who is muted and who coaches whom."""
        coached = self._coached(participant)
        self._mix.adjust(participant.leg, muted=self._silent(participant), coached=coached)
        if participant.speaker is not None:
            participant.speaker.heed()

    def _silent(self, participant: Participant) -> bool:
        """Whether nobody hears it: it is muted, or coaches somebody who has gone."""
        return participant.muted or (bool(participant.coach) and self._coached(participant) is None)

    def _coached(self, participant: Participant) -> Leg | None:
        coached = self.participants.get(participant.coach)
        return coached.leg if coached is not None else None

    def _beep(self, about: Participant) -> None:
        """Let everybody else who is talking hear a beep beside the talk."""
        if self.status == "in-progress":
            for participant in self.participants.values():
                if participant is not about and not participant.hold:
                    beep_over(participant, beep())

    def announce(self, url: str, method: str, only: Participant | None = None) -> None:
        """Start an announcement to all, or to one party only, beside whatever else is heard."""
        host = only or next(iter(self.participants.values()), None)
        if host is not None:  # else nobody is here to hear it
            announcement = Announcement(self, url, only)
            self._announcements.add(announcement)
            job = host.call.start_job(
                announcement.run(self._run_announcement, host.call, method), "announcement"
            )
            job.add_done_callback(lambda _: self._announcements.discard(announcement))

    def _heed(self) -> None:
        for announcement in self._announcements:
            announcement.heed()

    # --- what moderators do ---------------------------------------------------------------------------------
    def mute(self, participant: Participant, muted: bool) -> None:
        """Mute or unmute."""
        if participant.muted != muted:
            participant.muted = muted
            self.adjust(participant)
            self._told("mute" if muted else "unmute", participant)

    def put_on_hold(
        self, participant: Participant, hold: bool, url: str | None = None, method: str = "POST"
    ) -> None:
        """Put on hold with a hold document (None: the lab's music), or take back."""
        other = url is not None and url != participant.hold_url
        if other or not participant.hold:
            participant.hold_url, participant.hold_method = url, method
        if other and hold and participant.hold:  # on hold already, and from now on with this
            participant.changed.set()
        if participant.hold != hold:
            participant.hold = hold
            participant.changed.set()
            self._heed()
            self._told("hold" if hold else "unhold", participant)

    def modify(self, participant: Participant, coach: str | None = None, **changes: Any) -> None:
        """Change whom a party coaches (empty: nobody), or its ``end_on_exit``, ``beep_on_exit``, ``wait_url``.

        RoomRefused 16028 when the party to be coached is not in here, 16027 when it is on hold.
        """
        if coach and coach not in self.participants:
            raise RoomRefused(16028, f"{coach}, who was to be coached, is not in {self.friendly_name}.")
        if coach and self.participants[coach].hold:
            raise RoomRefused(16027, f"{coach}, who was to be coached, is on hold.")
        plan = {name: value for name, value in changes.items() if name in ("wait_url", "wait_method")}
        participant.plan = replace(participant.plan, **plan)
        participant.end_on_exit = changes.get("end_on_exit", participant.end_on_exit)
        participant.beep_on_exit = changes.get("beep_on_exit", participant.beep_on_exit)
        if coach is not None:
            participant.coach = coach
            self.adjust(participant)
        self._told("modify", participant)

    def _told(self, what: str, participant: Participant) -> None:
        self.date_updated = now()
        if self.callbacks is not None:
            self.callbacks.tell(f"participant-{what}", participant)
