"""TwiML applications. Source: Twilio's "Application resource"."""

from __future__ import annotations

from typing import Any

from voicelab.calls.model import ApplicationRecord
from voicelab.clock import now
from voicelab.errors import RequestError
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, answer, created, nothing
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.voice_settings import change_settings, settings_json

__all__ = ["ROUTES"]

_KEPT = {"SmsStatusCallback": "sms_status_callback", "MessageStatusCallback": "message_status_callback"}


async def create_application(ask: Ask) -> RestResponse:
    """Make an application."""
    tenant = ask.tenant
    record = ApplicationRecord(tenant.sid, "", date_created=now())
    record.friendly_name = record.sid
    _change(record, ask.fields)
    _keep(tenant, record)
    return created(_application_json(tenant, record))


async def list_applications(ask: Ask) -> RestResponse:
    """The account's applications, newest first; the lab's own, which resolves what is dialled, is not listed."""
    tenant, name = ask.tenant, ask.fields.text("FriendlyName")
    records = [
        one for one in reversed(tenant.directory.applications.values()) if name in ("", one.friendly_name)
    ]
    return page_of(
        ask, "applications", records, lambda one: _application_json(tenant, one), lambda one: one.sid
    )


async def fetch_application(ask: Ask) -> RestResponse:
    """One application."""
    return answer(_application_json(ask.tenant, _find(ask.tenant, ask["Sid"])))


async def update_application(ask: Ask) -> RestResponse:
    """Change an application."""
    tenant = ask.tenant
    record = _own(tenant, _find(tenant, ask["Sid"]))
    _change(record, ask.fields)
    _keep(tenant, record)
    return answer(_application_json(tenant, record))


async def delete_application(ask: Ask) -> RestResponse:
    """Forget an application."""
    tenant = ask.tenant
    record = _own(tenant, _find(tenant, ask["Sid"]))
    del tenant.directory.applications[record.sid]
    tenant.ledger.delete(record)
    return nothing()


def _change(record: ApplicationRecord, fields: Fields) -> None:
    extra = {place: fields.address(name) for name, place in _KEPT.items() if fields.given(name)}
    if (public := fields.flag("PublicApplicationConnectEnabled")) is not None:
        extra["public_application_connect_enabled"] = "true" if public else ""
    change_settings(record, fields)
    record.extra |= extra


def _keep(tenant: Tenant, record: ApplicationRecord) -> None:
    tenant.directory.applications[record.sid] = record
    tenant.ledger.save_application(record)


def _find(tenant: Tenant, sid: str) -> ApplicationRecord:
    record = tenant.directory.application(sid)
    if record is None or record.sid != sid:
        raise not_found("application", sid)
    return record


def _own(tenant: Tenant, record: ApplicationRecord) -> ApplicationRecord:
    """The record, which is not the lab's own."""
    if record is tenant.directory.own_application:
        raise RequestError(
            f"{record.sid} is the lab's own application: it resolves what pages dial.",
            status=403,
            code=20006,
            cure="Make one of your own.",
        )
    return record


def _application_json(tenant: Tenant, record: ApplicationRecord) -> dict[str, Any]:
    extra = record.extra
    return settings_json(record, tenant.directory) | {
        "sms_status_callback": extra.get("sms_status_callback") or None,
        "message_status_callback": extra.get("message_status_callback") or None,
        "public_application_connect_enabled": bool(extra.get("public_application_connect_enabled")),
        "uri": tenant.uri("Applications", record.sid),
    }


ROUTES = [
    Route("POST", "Applications", create_application),
    Route("GET", "Applications", list_applications),
    Route("GET", "Applications/{Sid}", fetch_application),
    Route("POST", "Applications/{Sid}", update_application),
    Route("DELETE", "Applications/{Sid}", delete_application),
]
