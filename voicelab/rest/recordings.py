"""Recordings: of a call, of a conference, and all of the account's; the sound itself is another door's.

Source: Twilio's "Call Recording", "Conference Recording" and "Recordings" resources.
"""

from __future__ import annotations

from typing import Any

from voicelab.calls.model import RecordingRecord
from voicelab.clock import run_outside
from voicelab.engine.conference_recording import ConferenceRecording
from voicelab.engine.recordings import EngineTake, recording_url, start_recording, stored
from voicelab.errors import RequestError
from voicelab.ledger import Condition
from voicelab.rest.call_plan import recording_plan
from voicelab.rest.conferences import conference_record
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, answer, created, nothing
from voicelab.rest.paging import kept_page, within
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import API_VERSION, date, seconds

__all__ = ["ROUTES"]

_CURRENT = "Twilio.CURRENT"
_GOING_ON = ("in-progress", "paused", "processing")


# --- of a call ----------------------------------------------------------------------------------------------
async def start(ask: Ask) -> RestResponse:
    """Start recording a live call."""
    tenant = ask.tenant
    call = await tenant.answered_call(ask["CallSid"])
    plan = recording_plan(ask.fields, "StartCallRecordingAPI", trim=False)
    if call.takes:
        raise RequestError(
            f"Call {call.sid} is already being recorded ({call.takes[0].record.sid}).",
            code=21220,
            cure="Stop that recording first.",
        )
    assert call.side is not None
    take = await start_recording(call, call.side, plan)
    return created(_of_call(tenant, take.record))


async def list_of_call(ask: Ask) -> RestResponse:
    """The recordings of a call, newest first."""
    record = await ask.tenant.call_record(ask["CallSid"])
    conditions: list[Condition] = [("call_sid", "=", record.sid), ("conference_sid", "is", None)]
    conditions += within("start_time", ask.fields.span("DateCreated"))
    return await kept_page(
        ask, "recordings", RecordingRecord, conditions, lambda one: _of_call(ask.tenant, one)
    )


async def fetch_of_call(ask: Ask) -> RestResponse:
    """One recording of a call."""
    return answer(_of_call(ask.tenant, await _find_of_call(ask)))


async def update_of_call(ask: Ask) -> RestResponse:
    """Pause, resume or stop a recording."""
    status, behaviour = _wanted(ask.fields)
    record = await _find_of_call(ask)
    call = ask.tenant.switchboard.calls.get(ask["CallSid"])
    takes = call.takes if call is not None else []
    take = next((take for take in takes if take.record.sid == record.sid), None)
    if take is None:
        raise _over(record)
    return answer(_of_call(ask.tenant, take.record) | await _move(take, status, behaviour))


def _wanted(fields: Fields) -> tuple[str, str]:
    """What is to become of a recording, and what stands in place of a pause."""
    fields.needed("Status")
    status = fields.choice("Status", ("in-progress", "paused", "stopped"))
    return status, fields.choice("PauseBehavior", ("skip", "silence"), "silence")


async def _move(take: EngineTake | ConferenceRecording, status: str, behaviour: str) -> dict[str, Any]:
    """Pause, resume or stop; the fields that have changed."""
    if status == "stopped":
        await take.stop()
        return {"status": "stopped", "duration": seconds(take.record.duration)}  # then it is completed
    if status == "paused" and take.record.status == "in-progress":
        take.pause(keep_silence=behaviour == "silence")
    elif status == "in-progress" and take.record.status == "paused":
        take.resume()
    return {"status": take.record.status}


def _over(record: RecordingRecord) -> RequestError:
    return RequestError(f"Recording {record.sid} is over: its status is {record.status}.", code=21220)


async def delete_of_call(ask: Ask) -> RestResponse:
    """Forget a recording of a call."""
    return await _delete(ask.tenant, await _find_of_call(ask))


async def _find_of_call(ask: Ask) -> RecordingRecord:
    """The recording that the path means; ``Twilio.CURRENT`` is the one under way."""
    tenant, sid = ask.tenant, ask["Sid"]
    call_sid = (await tenant.call_record(ask["CallSid"])).sid
    call = tenant.switchboard.calls.get(call_sid)
    if sid == _CURRENT and call is not None and call.takes:
        return call.takes[-1].record
    return await _find(tenant, sid, call_sid=call_sid)


# --- of a conference, and all ---------------------------------------------------------------------------------
async def list_of_conference(ask: Ask) -> RestResponse:
    """The recordings of a conference, newest first."""
    conference = await conference_record(ask.tenant, ask["ConferenceSid"])
    conditions: list[Condition] = [("conference_sid", "=", conference.sid)]
    conditions += within("start_time", ask.fields.span("DateCreated"))
    return await kept_page(
        ask, "recordings", RecordingRecord, conditions, lambda one: _of_conference(ask.tenant, one)
    )


async def fetch_of_conference(ask: Ask) -> RestResponse:
    """One recording of a conference."""
    return answer(_of_conference(ask.tenant, await _find_of_conference(ask)))


async def update_of_conference(ask: Ask) -> RestResponse:
    """Pause, resume or stop the recording of a conference."""
    status, behaviour = _wanted(ask.fields)
    record = await _find_of_conference(ask)
    room = ask.tenant.switchboard.rooms.conferences.find(ask.tenant.sid, record.conference_sid or "")
    take = room.recording if room is not None else None
    if take is None or take.over or take.record.sid != record.sid:
        raise _over(record)
    return answer(_of_conference(ask.tenant, take.record) | await _move(take, status, behaviour))


async def _find_of_conference(ask: Ask) -> RecordingRecord:
    """The recording that the path means; ``Twilio.CURRENT`` is the one under way."""
    tenant, sid = ask.tenant, ask["Sid"]
    conference = await conference_record(tenant, ask["ConferenceSid"])
    room = tenant.switchboard.rooms.conferences.find(tenant.sid, conference.sid)
    if sid == _CURRENT and room is not None and room.recording is not None and not room.recording.over:
        return room.recording.record
    return await _find(tenant, sid, conference_sid=conference.sid)


async def delete_of_conference(ask: Ask) -> RestResponse:
    """Forget a recording of a conference."""
    return await _delete(ask.tenant, await _find_of_conference(ask))


async def list_all(ask: Ask) -> RestResponse:
    """The account's recordings, newest first."""
    fields = ask.fields
    conditions = within("start_time", fields.span("DateCreated"))
    for name, column in (("CallSid", "call_sid"), ("ConferenceSid", "conference_sid")):
        if sid := fields.text(name).strip():
            conditions.append((column, "=", sid))
    fields.flag("IncludeSoftDeleted")
    return await kept_page(
        ask, "recordings", RecordingRecord, conditions, lambda one: _recording_json(ask.tenant, one)
    )


async def fetch(ask: Ask) -> RestResponse:
    """One recording."""
    return answer(_recording_json(ask.tenant, await _find(ask.tenant, ask["Sid"])))


async def delete(ask: Ask) -> RestResponse:
    """Forget a recording."""
    return await _delete(ask.tenant, await _find(ask.tenant, ask["Sid"]))


async def _find(tenant: Tenant, sid: str, **wanted: str) -> RecordingRecord:
    record = await tenant.ledger.recording(sid)
    if record is None or record.account_sid != tenant.sid:
        raise not_found("recording", sid)
    if any(getattr(record, name) != value for name, value in wanted.items()):
        raise not_found("recording", sid)
    return record


async def _delete(tenant: Tenant, record: RecordingRecord) -> RestResponse:
    """Forget a recording that is complete, its sound too."""
    if record.status in _GOING_ON:
        raise RequestError(
            f"Recording {record.sid} is still {record.status}.", code=20009, cure="Stop it first."
        )
    tenant.ledger.delete(record)
    tenant.account.stored = max(0, tenant.account.stored - stored(tenant.recordings, record))
    if record.path:
        await run_outside((tenant.recordings / record.path).unlink, missing_ok=True)
    return nothing()


# --- how they look ------------------------------------------------------------------------------------------
def _shown(record: RecordingRecord, uri: str) -> dict[str, Any]:
    return {
        "sid": record.sid,
        "account_sid": record.account_sid,
        "call_sid": record.call_sid or None,
        "conference_sid": record.conference_sid,
        "status": record.status,
        "source": record.source,
        "channels": record.channels,
        "start_time": date(record.start_time),
        "duration": seconds(record.duration),
        "date_created": date(record.start_time),
        "date_updated": date(record.start_time),
        "price": None,
        "price_unit": "USD",
        "error_code": record.error_code,
        "encryption_details": None,
        "api_version": API_VERSION,
        "uri": uri,
    }


def _of_call(tenant: Tenant, record: RecordingRecord) -> dict[str, Any]:
    uri = tenant.uri("Calls", record.call_sid, "Recordings", record.sid)
    return _shown(record, uri) | {"track": record.track}


def _of_conference(tenant: Tenant, record: RecordingRecord) -> dict[str, Any]:
    return _shown(record, tenant.uri("Conferences", record.conference_sid or "", "Recordings", record.sid))


def _recording_json(tenant: Tenant, record: RecordingRecord) -> dict[str, Any]:
    return _shown(record, tenant.uri("Recordings", record.sid)) | {
        "media_url": recording_url(tenant.base_url(), record),
        "subresource_uris": {
            "add_on_results": tenant.uri("Recordings", record.sid, "AddOnResults"),
            "transcriptions": tenant.uri("Recordings", record.sid, "Transcriptions"),
        },
    }


ROUTES = [
    Route("POST", "Calls/{CallSid}/Recordings", start),
    Route("GET", "Calls/{CallSid}/Recordings", list_of_call),
    Route("GET", "Calls/{CallSid}/Recordings/{Sid}", fetch_of_call),
    Route("POST", "Calls/{CallSid}/Recordings/{Sid}", update_of_call),
    Route("DELETE", "Calls/{CallSid}/Recordings/{Sid}", delete_of_call),
    Route("GET", "Conferences/{ConferenceSid}/Recordings", list_of_conference),
    Route("GET", "Conferences/{ConferenceSid}/Recordings/{Sid}", fetch_of_conference),
    Route("POST", "Conferences/{ConferenceSid}/Recordings/{Sid}", update_of_conference),
    Route("DELETE", "Conferences/{ConferenceSid}/Recordings/{Sid}", delete_of_conference),
    Route("GET", "Recordings", list_all),
    Route("GET", "Recordings/{Sid}", fetch),
    Route("DELETE", "Recordings/{Sid}", delete),
]
