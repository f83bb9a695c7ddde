"""Calls: create, list, fetch, update, delete. Source: Twilio's "Calls resource"."""

from __future__ import annotations

from typing import Any

from voicelab.calls.model import CallRecord, parse_address
from voicelab.calls.status import FINAL
from voicelab.errors import RequestError
from voicelab.ledger import Condition
from voicelab.rest.call_plan import (
    Told,
    entry_of,
    outbound_of,
    progress_events,
    recording_plan,
    refuse_what_is_absent,
    with_progress,
)
from voicelab.rest.message import RestResponse, answer, created, nothing
from voicelab.rest.paging import kept_page, within
from voicelab.rest.parties import callee, caller
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant
from voicelab.rest.values import API_VERSION, date, formatted

__all__ = ["ROUTES", "call_json"]

_STATUSES = ("queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled")
_SUBRESOURCES = {
    "events": "Events",
    "notifications": "Notifications",
    "payments": "Payments",
    "recordings": "Recordings",
    "siprec": "Siprec",
    "streams": "Streams",
    "transcriptions": "Transcriptions",
    "user_defined_message_subscriptions": "UserDefinedMessageSubscriptions",
    "user_defined_messages": "UserDefinedMessages",
}


async def create_call(ask: Ask) -> RestResponse:
    """Place a call; answered at once, while it is queued."""
    tenant, fields, told = ask.tenant, ask.fields, Told()
    to, parameters = callee(fields)
    from_ = caller(fields)
    refuse_what_is_absent(fields)
    entry = entry_of(fields, tenant.directory, told)
    if entry is None:
        raise RequestError("Url, Twiml or ApplicationSid is required.", code=21205)
    record = recording_plan(fields, "OutboundAPI", trim=True) if fields.flag("Record") else None
    call = await tenant.switchboard.place_call(
        account_sid=tenant.sid,
        to=to,
        from_=from_,
        entry=with_progress(entry, fields, told),
        how=outbound_of(fields, record=record),
        parameters=parameters,
    )
    told.about(call)
    return created(call_json(tenant, call.record))


async def list_calls(ask: Ask) -> RestResponse:
    """The account's calls, newest first."""
    fields = ask.fields
    conditions: list[Condition] = []
    for name, column in (("To", "to"), ("From", "from_")):
        if text := fields.text(name).strip():
            conditions.append((column, "=", str(parse_address(text))))
    if parent := fields.text("ParentCallSid").strip():
        conditions.append(("parent_call_sid", "=", parent))
    if status := fields.choice("Status", _STATUSES):
        conditions.append(("status", "=", status))
    conditions += within("start_time|date_created", fields.span("StartTime"))
    conditions += within("end_time", fields.span("EndTime"))
    return await kept_page(ask, "calls", CallRecord, conditions, lambda record: call_json(ask.tenant, record))


async def fetch_call(ask: Ask) -> RestResponse:
    """One call."""
    return answer(call_json(ask.tenant, await ask.tenant.call_record(ask["CallSid"])))


async def update_call(ask: Ask) -> RestResponse:
    """End a live call, give it another document, or change how it is told of and how long it may last."""
    tenant, fields, told = ask.tenant, ask.fields, Told()
    call = await tenant.live_call(ask["CallSid"])
    status = fields.choice("Status", ("canceled", "completed"))
    entry = entry_of(fields.without("ApplicationSid"), tenant.directory, told)
    limit = fields.whole("TimeLimit", 0, 1, 86_400)
    callback = fields.address("StatusCallback", code=21205)
    callback_method = fields.method("StatusCallbackMethod", code=21209)
    events = progress_events(fields, told)
    if entry is not None and not status:
        await tenant.answered_call(call.sid)
    call.tell_progress(callback, callback_method, events)
    told.about(call)
    if limit:
        call.limit(max(0.0, limit - call.duration))
    if status == "completed" or (status == "canceled" and call.record.status != "in-progress"):
        await call.hang_up("ended by the API", "canceled")
    elif entry is not None and not status:
        await tenant.switchboard.redirect(call.sid, entry)
    return answer(call_json(tenant, call.record))


async def delete_call(ask: Ask) -> RestResponse:
    """Forget a call that is over."""
    tenant = ask.tenant
    record = await tenant.call_record(ask["CallSid"])
    if record.status not in FINAL:
        raise RequestError(f"Call {record.sid} is still {record.status}.", code=20009, cure="End it first.")
    tenant.switchboard.calls.pop(record.sid, None)
    tenant.ledger.delete_call(record.sid)
    return nothing()


def call_json(tenant: Tenant, record: CallRecord) -> dict[str, Any]:
    """A call as the Calls resource shows it: nothing costs anything here, so its price is null."""
    over = record.status in FINAL
    began = record.start_time or (None if record.status == "queued" else record.date_created)
    return {
        "sid": record.sid,
        "account_sid": record.account_sid,
        "parent_call_sid": record.parent_call_sid,
        "to": record.to,
        "to_formatted": formatted(record.to),
        "from": record.from_,
        "from_formatted": formatted(record.from_),
        "phone_number_sid": record.phone_number_sid,
        "status": "queued" if record.status == "initiated" else record.status,
        "direction": record.direction,
        "answered_by": record.answered_by,
        "forwarded_from": record.forwarded_from,
        "caller_name": record.caller_name,
        "start_time": date(began),
        "end_time": date(record.end_time),
        "duration": str(record.duration or 0) if over else None,
        "date_created": date(record.date_created),
        "date_updated": date(record.end_time or record.start_time or record.date_created),
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "group_sid": None,
        "trunk_sid": None,
        "api_version": API_VERSION,
        "uri": tenant.uri("Calls", record.sid),
        "subresource_uris": {
            name: tenant.uri("Calls", record.sid, path) for name, path in _SUBRESOURCES.items()
        },
    }


ROUTES = [
    Route("POST", "Calls", create_call),
    Route("GET", "Calls", list_calls),
    Route("GET", "Calls/{CallSid}", fetch_call),
    Route("POST", "Calls/{CallSid}", update_call),
    Route("DELETE", "Calls/{CallSid}", delete_call),
]
