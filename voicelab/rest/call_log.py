"""What happened in a call: its webhook exchanges (Events), and what went wrong (Notifications, of all calls too).

Source: Twilio's "Call Event", "Call Notification" and "Notification" resources.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from voicelab.rest.fields import Span
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import API_VERSION, date

__all__ = ["ROUTES"]

_LEVELS = {"error": "0", "warning": "1"}
_MOST = 10_000  # notifications looked at


async def list_events(ask: Ask) -> RestResponse:
    """Every request that the call made to the application, with its answer, in order."""
    record = await ask.tenant.call_record(ask["CallSid"])
    exchanges = await ask.tenant.ledger.exchanges(record.sid)
    return page_of(ask, "events", exchanges, _event_json, lambda exchange: str(exchange["exchange"]))


def _event_json(exchange: Mapping[str, Any]) -> dict[str, Any]:
    answered = exchange["duration"] is not None
    return {
        "request": {
            "method": exchange["method"],
            "url": exchange["url"],
            "parameters": exchange["parameters"],
        },
        "response": {
            "response_code": exchange["status"],
            "request_duration": round(exchange["duration"] * 1000) if answered else None,
            "content_type": exchange["content_type"] or None,
            "response_body": exchange["body"] or "",
            "date_created": date(datetime.fromisoformat(exchange["date"])),
        },
    }


async def list_call_notifications(ask: Ask) -> RestResponse:
    """What went wrong in one call, newest first."""
    record = await ask.tenant.call_record(ask["CallSid"])
    return await _list(ask, record.sid)


async def list_notifications(ask: Ask) -> RestResponse:
    """What went wrong in the account's calls, newest first."""
    return await _list(ask, None)


async def _list(ask: Ask, call_sid: str | None) -> RestResponse:
    tenant = ask.tenant
    log = ask.fields.choice("Log", ("0", "1"))
    span = ask.fields.span("MessageDate")
    rows = await tenant.ledger.notifications(tenant.sid, call_sid=call_sid, limit=_MOST)
    wanted = [row for row in reversed(rows) if _wanted(row, log, span)]
    return page_of(
        ask,
        "notifications",
        wanted,
        lambda row: _notification_json(tenant, row, of_call=call_sid is not None),
        lambda row: str(row["sid"]),
    )


def _wanted(row: Mapping[str, Any], log: str, span: Span | None) -> bool:
    if log and _LEVELS[row["level"]] != log:
        return False
    return span is None or span.has(datetime.fromisoformat(row["date"]))


async def fetch_call_notification(ask: Ask) -> RestResponse:
    """One notification of a call."""
    record = await ask.tenant.call_record(ask["CallSid"])
    return await _fetch(ask, record.sid)


async def fetch_notification(ask: Ask) -> RestResponse:
    """One notification."""
    return await _fetch(ask, None)


async def _fetch(ask: Ask, call_sid: str | None) -> RestResponse:
    tenant, sid = ask.tenant, ask["Sid"]
    row = await tenant.ledger.notification(sid)
    if row is None or row["account_sid"] != tenant.sid or call_sid not in (None, row["call_sid"]):
        raise not_found("notification", sid)
    data = _notification_json(tenant, row, of_call=call_sid is not None)
    exchange = await _exchange(tenant, row)
    data |= {
        "request_method": exchange.get("method"),
        "request_variables": urlencode(exchange.get("parameters") or {}),
        "response_headers": urlencode(
            {"Content-Type": exchange["content_type"]} if exchange.get("content_type") else {}
        ),
        "response_body": exchange.get("body") or "",
    }
    return answer(data)


async def _exchange(tenant: Tenant, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request that a notification is about: the call's last one to its URL until then."""
    if not row["url"]:
        return {}
    url = str(row["url"]).partition("#")[0]
    with_form = url + ("&" if "?" in url else "?")  # a GET carries its parameters in its URL
    found: Mapping[str, Any] = {}
    for exchange in await tenant.ledger.exchanges(row["call_sid"]):
        asked = str(exchange["url"])
        if (asked == url or asked.startswith(with_form)) and exchange["date"] <= row["date"]:
            found = exchange
    return found


def _notification_json(tenant: Tenant, row: Mapping[str, Any], *, of_call: bool) -> dict[str, Any]:
    when = date(datetime.fromisoformat(row["date"]))
    code = str(row["code"]) if row["code"] else None
    where = ("Calls", row["call_sid"]) if of_call else ()
    return {
        "sid": row["sid"],
        "account_sid": row["account_sid"],
        "call_sid": row["call_sid"],
        "log": _LEVELS[row["level"]],
        "error_code": code,
        "message_text": f"{row['message']}{_place(row)} {row['cure']}".strip(),
        "message_date": when,
        "more_info": f"https://www.twilio.com/docs/errors/{code}" if code else None,
        "request_method": None,
        "request_url": row["url"],
        "date_created": when,
        "date_updated": when,
        "api_version": API_VERSION,
        "uri": tenant.uri(*where, "Notifications", row["sid"]),
    }


def _place(row: Mapping[str, Any]) -> str:
    """Where in the document it is."""
    return f" (line {row['line']}, column {row['column']})" if row["line"] else ""


ROUTES = [
    Route("GET", "Calls/{CallSid}/Events", list_events),
    Route("GET", "Calls/{CallSid}/Notifications", list_call_notifications),
    Route("GET", "Calls/{CallSid}/Notifications/{Sid}", fetch_call_notification),
    Route("GET", "Notifications", list_notifications),
    Route("GET", "Notifications/{Sid}", fetch_notification),
]
