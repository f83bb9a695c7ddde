"""Accounts: the lab's one account. Source: Twilio's "Account resource"."""

from __future__ import annotations

from typing import Any

from voicelab.rest.absent import absent_handler
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant
from voicelab.rest.values import date

__all__ = ["ACCOUNTS", "ROUTES"]

_SUBRESOURCES = {
    "applications": "Applications",
    "available_phone_numbers": "AvailablePhoneNumbers",
    "calls": "Calls",
    "conferences": "Conferences",
    "incoming_phone_numbers": "IncomingPhoneNumbers",
    "keys": "Keys",
    "notifications": "Notifications",
    "outgoing_caller_ids": "OutgoingCallerIds",
    "queues": "Queues",
    "recordings": "Recordings",
    "signing_keys": "SigningKeys",
}


async def list_accounts(ask: Ask) -> RestResponse:
    """The one account."""
    name, status = (
        ask.fields.text("FriendlyName"),
        ask.fields.choice("Status", ("active", "suspended", "closed")),
    )
    accounts = [_account_json(ask.tenant)]
    wanted = [one for one in accounts if name in ("", one["friendly_name"]) and status in ("", one["status"])]
    return page_of(ask, "accounts", wanted, dict, lambda one: str(one["sid"]))


async def fetch_account(ask: Ask) -> RestResponse:
    """The account that asks."""
    return answer(_account_json(ask.tenant))


def _account_json(tenant: Tenant) -> dict[str, Any]:
    return {
        "sid": tenant.sid,
        "owner_account_sid": tenant.sid,
        "auth_token": tenant.account.auth_token,
        "friendly_name": "VoiceLab",
        "status": "active",
        "type": "Full",
        "date_created": date(tenant.since),
        "date_updated": date(tenant.since),
        "uri": tenant.uri(),
        "subresource_uris": {name: tenant.uri(path) for name, path in _SUBRESOURCES.items()},
    }


ACCOUNTS = [
    Route("GET", "", list_accounts),
    Route("POST", "", absent_handler("A subaccount, or a second account of any kind,")),
]
ROUTES = [
    Route("GET", "", fetch_account),
    Route("POST", "", absent_handler("Renaming, suspending or closing the lab's one account")),
]
