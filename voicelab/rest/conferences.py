"""Conferences: list, fetch, end, announce. Source: Twilio's "Conference resource"."""

from __future__ import annotations

from typing import Any

from voicelab.calls.model import ConferenceRecord
from voicelab.engine.conference import Conference
from voicelab.errors import RequestError
from voicelab.ledger import Condition
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.paging import kept_page, within
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import API_VERSION, date

__all__ = ["ROUTES", "conference_record", "live_conference"]

_STATUSES = ("init", "in-progress", "completed")


async def conference_record(tenant: Tenant, sid_or_name: str) -> ConferenceRecord:
    """A conference by its SID, or by its name while it is live; RequestError 20404 for none."""
    room = tenant.switchboard.rooms.conferences.find(tenant.sid, sid_or_name)
    record = room.record() if room is not None else await tenant.ledger.find(ConferenceRecord, sid_or_name)
    if record is None or record.account_sid != tenant.sid:
        raise not_found("conference", sid_or_name)
    return record


async def live_conference(tenant: Tenant, sid_or_name: str) -> Conference:
    """A conference that is not over; RequestError 20404 for an unknown one, 16022 for one that is over."""
    room = tenant.switchboard.rooms.conferences.find(tenant.sid, sid_or_name)
    if room is None or room.status == "completed":
        record = await conference_record(tenant, sid_or_name)
        raise RequestError(f"The conference {record.friendly_name} ({record.sid}) is over.", code=16022)
    return room


async def list_conferences(ask: Ask) -> RestResponse:
    """The account's conferences, those that are over too, newest first."""
    fields = ask.fields
    conditions: list[Condition] = []
    if name := fields.text("FriendlyName"):
        conditions.append(("friendly_name", "=", name))
    if status := fields.choice("Status", _STATUSES):
        conditions.append(("status", "=", status))
    conditions += within("date_created", fields.span("DateCreated"))
    conditions += within("date_updated", fields.span("DateUpdated"))
    return await kept_page(
        ask, "conferences", ConferenceRecord, conditions, lambda one: _conference_json(ask.tenant, one)
    )


async def fetch_conference(ask: Ask) -> RestResponse:
    """One conference."""
    return answer(_conference_json(ask.tenant, await conference_record(ask.tenant, ask["Sid"])))


async def update_conference(ask: Ask) -> RestResponse:
    """End a conference, or announce something to everybody in it."""
    tenant, fields = ask.tenant, ask.fields
    status = fields.choice("Status", ("completed",))
    url = fields.address("AnnounceUrl")
    method = fields.method("AnnounceMethod")
    room = await live_conference(tenant, ask["Sid"])
    if url:
        room.announce(url, method)
    if status == "completed":
        for call in list(room.expected.values()):
            await call.hang_up("the conference was ended by the API", "canceled")
        room.end("conference-ended-via-api")
    return answer(_conference_json(tenant, room.record()))


def _conference_json(tenant: Tenant, record: ConferenceRecord) -> dict[str, Any]:
    ended = {"reason_conference_ended": record.reason_ended} if record.reason_ended else {}
    return ended | {  # the schema allows no null for the reason, so there is none while it goes on
        "sid": record.sid,
        "account_sid": record.account_sid,
        "friendly_name": record.friendly_name,
        "status": record.status,
        "region": record.region,
        "call_sid_ending_conference": record.call_sid_ending or None,
        "date_created": date(record.date_created),
        "date_updated": date(record.date_updated),
        "api_version": API_VERSION,
        "uri": tenant.uri("Conferences", record.sid),
        "subresource_uris": {
            "participants": tenant.uri("Conferences", record.sid, "Participants"),
            "recordings": tenant.uri("Conferences", record.sid, "Recordings"),
        },
    }


ROUTES = [
    Route("GET", "Conferences", list_conferences),
    Route("GET", "Conferences/{Sid}", fetch_conference),
    Route("POST", "Conferences/{Sid}", update_conference),
]
