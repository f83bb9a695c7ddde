"""API keys, by either of their names: Keys and SigningKeys. Source: Twilio's "API Key resource".

A key opens this API, and signs tokens, from the moment it is made. Its secret is shown once. The lab's own key,
with which it signs the tokens it makes, is listed and stays.
"""

from __future__ import annotations

import secrets
from typing import Any

from voicelab.calls.model import KeyRecord
from voicelab.clock import now
from voicelab.errors import RequestError
from voicelab.rest.message import RestResponse, answer, created, nothing
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Handler, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date

__all__ = ["ROUTES"]

_NAME = 64  # characters


async def create_key(ask: Ask) -> RestResponse:
    """Make a key; the answer is the only one that shows its secret."""
    tenant = ask.tenant
    record = KeyRecord(
        tenant.sid, _name(ask), secrets.token_urlsafe(24), date_created=now(), date_updated=now()
    )
    tenant.account.keys[record.sid] = record.secret
    tenant.ledger.save(record)
    return created(_key_json(record) | {"secret": record.secret})


def _list(resource: str) -> Handler:
    async def list_keys(ask: Ask) -> RestResponse:
        """The account's keys, newest first, the lab's own last."""
        tenant = ask.tenant
        own = _own(tenant)
        made = [one for one in await tenant.ledger.all(KeyRecord, tenant.sid) if one.sid != own.sid]
        records = [*reversed(made), own]
        return page_of(ask, resource, records, _key_json, lambda one: one.sid)

    return list_keys


async def fetch_key(ask: Ask) -> RestResponse:
    """One key."""
    return answer(_key_json(await _find(ask.tenant, ask["Sid"])))


async def update_key(ask: Ask) -> RestResponse:
    """Rename a key."""
    record = await _find(ask.tenant, ask["Sid"], changing=True)
    record.friendly_name, record.date_updated = _name(ask), now()
    ask.tenant.ledger.save(record)
    return answer(_key_json(record))


async def delete_key(ask: Ask) -> RestResponse:
    """Forget a key: from now on it opens nothing, and tokens signed with it are worth nothing."""
    record = await _find(ask.tenant, ask["Sid"], changing=True)
    ask.tenant.account.keys.pop(record.sid, None)
    ask.tenant.ledger.delete(record)
    return nothing()


def _name(ask: Ask) -> str:
    name = ask.fields.text("FriendlyName", code=20002, limit=_NAME)
    if not name.isprintable():
        raise RequestError("FriendlyName has signs that cannot be printed.", code=20002)
    return name


def _own(tenant: Tenant) -> KeyRecord:
    when = tenant.account.date_created
    return KeyRecord(tenant.sid, "VoiceLab", "", tenant.account.own_key, when, when)


async def _find(tenant: Tenant, sid: str, *, changing: bool = False) -> KeyRecord:
    if sid == tenant.account.own_key:
        if changing:
            raise RequestError(
                f"{sid} is the lab's own key, with which it signs tokens.",
                status=403,
                code=20006,
                cure="Make one of your own.",
            )
        return _own(tenant)
    record = await tenant.ledger.find(KeyRecord, sid)
    if record is None or record.account_sid != tenant.sid:
        raise not_found("key", sid)
    return record


def _key_json(record: KeyRecord) -> dict[str, Any]:
    return {
        "sid": record.sid,
        "friendly_name": record.friendly_name,
        "date_created": date(record.date_created),
        "date_updated": date(record.date_updated),
    }


ROUTES = [
    route
    for path, resource in (("Keys", "keys"), ("SigningKeys", "signing_keys"))
    for route in (
        Route("POST", path, create_key),
        Route("GET", path, _list(resource)),
        Route("GET", f"{path}/{{Sid}}", fetch_key),
        Route("POST", f"{path}/{{Sid}}", update_key),
        Route("DELETE", f"{path}/{{Sid}}", delete_key),
    )
]
