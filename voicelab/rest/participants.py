"""Participants of live conferences: list, fetch, mute, hold, announce, coach, kick.

Source: Twilio's "Conference Participant resource". The path names a party by its CallSid or its label.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voicelab.engine.call import Call
from voicelab.engine.conference import Conference, Participant
from voicelab.errors import RequestError
from voicelab.rest.conferences import conference_record, live_conference
from voicelab.rest.message import RestResponse, answer, nothing
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date
from voicelab.verbs.plans import RoomRefused

__all__ = ["ROUTES", "Invited", "invited_json"]

_STATUS = {"queued": "queued", "initiated": "queued", "ringing": "ringing", "in-progress": "connecting"}


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was invited by the API and is not in the room yet: what it asked for."""

    label: str = ""
    muted: bool = False
    start_on_enter: bool = True
    end_on_exit: bool = False
    coach: str = ""


async def list_participants(ask: Ask) -> RestResponse:
    """Who is in a conference now, and who is being called into it, in the order of their coming."""
    tenant, fields = ask.tenant, ask.fields
    record = await conference_record(tenant, ask["ConferenceSid"])
    filters = {name: fields.flag(name.capitalize()) for name in ("muted", "hold", "coaching")}
    room = tenant.switchboard.rooms.conferences.find(tenant.sid, record.sid)
    shown = [*_shown(tenant, room)] if room is not None and room.status != "completed" else []
    wanted = [one for one in shown if all(want in (None, one[name]) for name, want in filters.items())]
    return page_of(ask, "participants", wanted, dict, lambda one: str(one["call_sid"]))


def _shown(tenant: Tenant, room: Conference) -> list[dict[str, Any]]:
    present = [_participant_json(tenant, room, one) for one in room.participants.values()]
    return present + [invited_json(tenant, room, call) for call in room.expected.values()]


async def fetch_participant(ask: Ask) -> RestResponse:
    """One participant."""
    room = await _room(ask)
    who = _find(room, ask["CallSid"])
    if isinstance(who, Participant):
        return answer(_participant_json(ask.tenant, room, who))
    return answer(invited_json(ask.tenant, room, who))


async def update_participant(ask: Ask) -> RestResponse:
    """Mute, hold, announce to, coach; change what happens when the party goes."""
    tenant, fields = ask.tenant, ask.fields
    muted, hold, coaching = fields.flag("Muted"), fields.flag("Hold"), fields.flag("Coaching")
    hold_url, hold_method = fields.address("HoldUrl"), fields.method("HoldMethod")
    announce_url, announce_method = fields.address("AnnounceUrl"), fields.method("AnnounceMethod")
    changes: dict[str, Any] = {
        "beep_on_exit": fields.flag("BeepOnExit"),
        "end_on_exit": fields.flag("EndConferenceOnExit"),
        "wait_url": fields.address("WaitUrl") if fields.given("WaitUrl") else None,
        "wait_method": fields.method("WaitMethod") if fields.given("WaitMethod") else None,
    }
    changes = {name: value for name, value in changes.items() if value is not None}
    coach = fields.text("CallSidToCoach").strip()
    room = await _room(ask)
    who = _find(room, ask["CallSid"])
    if not isinstance(who, Participant):
        raise RequestError(
            f"{who.sid} is not in the conference yet: the call is {who.record.status}.", code=16001
        )
    if coaching and not (coach or who.coach):
        raise RequestError("Coaching needs CallSidToCoach.", code=20001)
    if coach or coaching is not None or changes:
        try:
            room.modify(who, _coached(who, coaching, coach), **changes)
        except RoomRefused as refused:
            raise RequestError(str(refused), code=refused.code) from None
    if muted is not None:
        room.mute(who, muted)
    if hold is not None:
        room.put_on_hold(who, hold, hold_url or None, hold_method)
    if announce_url:
        room.announce(announce_url, announce_method, only=who)
    return answer(_participant_json(tenant, room, who))


def _coached(who: Participant, coaching: bool | None, coach: str) -> str | None:
    """Whom the party coaches from now on, empty for nobody, None for no change."""
    if coaching is False:
        return ""
    return coach or (who.coach if coaching else None)


async def kick(ask: Ask) -> RestResponse:
    """Let a party go: its document continues. Somebody who is still being called is called no more."""
    room = await _room(ask)
    who = _find(room, ask["CallSid"])
    if isinstance(who, Participant):
        who.release("participant_updated_via_api")
    else:
        await who.hang_up("the invitation was withdrawn by the API", "canceled")
    return nothing()


async def _room(ask: Ask) -> Conference:
    """The live room of the path; a party of a room that is over is not there."""
    try:
        return await live_conference(ask.tenant, ask["ConferenceSid"])
    except RequestError as error:
        if error.code == 16022:
            raise RequestError(error.message, status=404, code=20404) from None
        raise


def _find(room: Conference, sid_or_label: str) -> Participant | Call:
    for sid, participant in room.participants.items():
        if sid_or_label == sid or (sid_or_label and sid_or_label == participant.plan.label):
            return participant
    for sid, call in room.expected.items():
        if sid_or_label == sid or (sid_or_label and sid_or_label == _invited(room, call).label):
            return call
    raise not_found("participant", sid_or_label)


def _invited(room: Conference, call: Call) -> Invited:
    plan = room.invited.get(call.sid)
    return plan if isinstance(plan, Invited) else Invited()


def _participant_json(tenant: Tenant, room: Conference, who: Participant) -> dict[str, Any]:
    status = "complete" if who.call.over else "connected"
    plan = Invited(who.plan.label, who.muted, who.plan.start_on_enter, who.end_on_exit, who.coach)
    return _json(tenant, room, who.call, plan, status, who.joined) | {"hold": who.hold}


def invited_json(tenant: Tenant, room: Conference, call: Call) -> dict[str, Any]:
    """Somebody who is being called into a room."""
    status = _STATUS.get(call.record.status, "failed")
    return _json(tenant, room, call, _invited(room, call), status, call.record.date_created)


def _json(
    tenant: Tenant, room: Conference, call: Call, plan: Invited, status: str, since: datetime | None
) -> dict[str, Any]:
    return {
        "account_sid": room.account_sid,
        "call_sid": call.sid,
        "conference_sid": room.sid,
        "label": plan.label or None,
        "muted": plan.muted,
        "hold": False,
        "coaching": bool(plan.coach),
        "call_sid_to_coach": plan.coach or None,
        "start_conference_on_enter": plan.start_on_enter,
        "end_conference_on_exit": plan.end_on_exit,
        "status": status,
        "queue_time": "0",
        "date_created": date(since),
        "date_updated": date(since),
        "uri": tenant.uri("Conferences", room.sid, "Participants", call.sid),
    }


ROUTES = [
    Route("GET", "Conferences/{ConferenceSid}/Participants", list_participants),
    Route("GET", "Conferences/{ConferenceSid}/Participants/{CallSid}", fetch_participant),
    Route("POST", "Conferences/{ConferenceSid}/Participants/{CallSid}", update_participant),
    Route("DELETE", "Conferences/{ConferenceSid}/Participants/{CallSid}", kick),
]
