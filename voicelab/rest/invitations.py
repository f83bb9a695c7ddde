"""Participants.create: call somebody into a conference, which is made when it is not there.

Source: Twilio's "Conference Participant resource: create a participant". The called party runs a document of one
Dial and one Conference noun, so everything a conference does for TwiML it does here.
"""

from __future__ import annotations

import re

from twilio.twiml.voice_response import Dial, VoiceResponse

from voicelab.engine.conference import Conference
from voicelab.engine.directory import Entry
from voicelab.errors import RequestError
from voicelab.rest.call_plan import Told, outbound_of, recording_plan, refuse_what_is_absent, with_progress
from voicelab.rest.conferences import live_conference
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, created
from voicelab.rest.participants import Invited, invited_json
from voicelab.rest.parties import callee, caller
from voicelab.rest.routes import Ask, Route

__all__ = ["ROUTES"]

_SID = re.compile(r"CF[0-9a-fA-F]{32}")
_CALL = re.compile(r"CA[0-9a-fA-F]{32}")
_NAME = 128  # characters
_EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
_RECORDING_EVENTS = ("in-progress", "completed", "absent", "failed")
_BEEPS = ("true", "false", "onEnter", "onExit")
_RECORDS = ("true", "false", "record-from-start", "do-not-record")


async def create_participant(ask: Ask) -> RestResponse:
    """Call somebody into a conference."""
    tenant, fields, told = ask.tenant, ask.fields, Told()
    to, parameters = callee(fields)
    from_ = caller(fields)
    refuse_what_is_absent(fields)
    name = ask["ConferenceSid"]
    if _SID.fullmatch(name):
        name = (await live_conference(tenant, name)).friendly_name
    elif not name.strip() or len(name) > _NAME or not name.isprintable():
        raise RequestError(f"A conference's name has 1 to {_NAME} printable characters.", code=16003)
    room = tenant.switchboard.rooms.conferences.find(tenant.sid, name)
    plan = _plan(fields, room)
    entry = with_progress(Entry(twiml=_document(fields, name, plan)), fields, told)
    record = recording_plan(fields, "OutboundAPI", trim=True) if fields.flag("Record") else None
    how = outbound_of(fields.without("SendDigits"), record=record)
    room = tenant.switchboard.rooms.conferences.open(tenant.sid, name)
    call = await tenant.switchboard.place_call(
        account_sid=tenant.sid, to=to, from_=from_, entry=entry, how=how, parameters=parameters
    )
    told.about(call)
    room.expect(call, plan)
    return created(invited_json(tenant, room, call))


def _plan(fields: Fields, room: Conference | None) -> Invited:
    label = fields.text("Label").strip()
    if len(label) > _NAME or "/" in label or _CALL.fullmatch(label):
        raise RequestError(
            f"Label {label[:200]!r} has more than {_NAME} characters, a slash, or looks like a CallSid.",
            code=16024,
        )
    taken = [one.plan.label for one in room.participants.values()] if room else []
    taken += [one.label for one in room.invited.values() if isinstance(one, Invited)] if room else []
    if label and label in taken:
        raise RequestError(f"Somebody in the conference has the label {label} already.", code=16026)
    coach = fields.text("CallSidToCoach").strip()
    if fields.flag("Coaching") and not coach:
        raise RequestError("Coaching needs CallSidToCoach.", code=20001)
    coach = coach if fields.flag("Coaching", bool(coach)) else ""
    if coach and (room is None or coach not in room.participants):
        raise RequestError(f"{coach[:100]!r}, who was to be coached, is not in the conference.", code=16028)
    return Invited(
        label=label,
        muted=bool(fields.flag("Muted")),
        start_on_enter=fields.flag("StartConferenceOnEnter") is not False,
        end_on_exit=bool(fields.flag("EndConferenceOnExit")),
        coach=coach,
    )


def _document(fields: Fields, name: str, plan: Invited) -> str:
    """The document that the called party runs."""
    noun: dict[str, object] = {
        "muted": plan.muted,
        "start_conference_on_enter": plan.start_on_enter,
        "end_conference_on_exit": plan.end_on_exit,
        "beep": fields.choice("Beep", _BEEPS, "true"),
        "max_participants": fields.whole("MaxParticipants", 250, 2, 250),
        "participant_label": plan.label or None,
        "coach": plan.coach or None,
    }
    if fields.given("WaitUrl"):
        noun |= {"wait_url": fields.address("WaitUrl"), "wait_method": fields.method("WaitMethod")}
    if url := fields.address("ConferenceStatusCallback"):
        events = fields.words("ConferenceStatusCallbackEvent", _EVENTS, _EVENTS)
        noun |= {
            "status_callback": url,
            "status_callback_method": fields.method("ConferenceStatusCallbackMethod"),
            "status_callback_event": " ".join(sorted(events)),
        }
    if fields.choice("ConferenceRecord", _RECORDS, "false") in ("true", "record-from-start"):
        noun |= {
            "record": "record-from-start",
            "trim": fields.choice("ConferenceTrim", ("trim-silence", "do-not-trim"), "trim-silence"),
        }
        if url := fields.address("ConferenceRecordingStatusCallback"):
            events = fields.words("ConferenceRecordingStatusCallbackEvent", _RECORDING_EVENTS, ("completed",))
            noun |= {
                "recording_status_callback": url,
                "recording_status_callback_method": fields.method("ConferenceRecordingStatusCallbackMethod"),
                "recording_status_callback_event": " ".join(sorted(events)),
            }
    response, dial = VoiceResponse(), Dial()
    dial.conference(name, **noun)
    response.append(dial)
    return str(response)


ROUTES = [Route("POST", "Conferences/{ConferenceSid}/Participants", create_participant)]
