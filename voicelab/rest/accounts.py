"""Accounts: the lab's main account and its subaccounts. Source: Twilio's "Account resource" and "Subaccounts".

A subaccount is as good as a lab of its own: nothing of another account is in it. Its owner's AuthToken opens it,
its own credentials open nothing else. A suspended one makes and takes no calls; a closed one stays closed, its
numbers are released and its calls end.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from voicelab.calls.model import KeyRecord, NumberRecord, new_sid
from voicelab.clock import now
from voicelab.engine.account import Account
from voicelab.errors import RequestError
from voicelab.rest.message import RestResponse, answer, created
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant
from voicelab.rest.values import date

__all__ = ["ACCOUNTS", "ROUTES"]

_SUBRESOURCES = {
    "applications": "Applications",
    "available_phone_numbers": "AvailablePhoneNumbers",
    "balance": "Balance",
    "calls": "Calls",
    "conferences": "Conferences",
    "incoming_phone_numbers": "IncomingPhoneNumbers",
    "keys": "Keys",
    "notifications": "Notifications",
    "outgoing_caller_ids": "OutgoingCallerIds",
    "queues": "Queues",
    "recordings": "Recordings",
    "signing_keys": "SigningKeys",
    "transcriptions": "Transcriptions",
}
_STATUSES = ("active", "suspended", "closed")
_NAME = 64  # characters
_MOST = 1000  # subaccounts


async def list_accounts(ask: Ask) -> RestResponse:
    """The account that asks and its subaccounts, newest first."""
    name, status = ask.fields.text("FriendlyName"), ask.fields.choice("Status", _STATUSES)
    here = reversed([one for one in ask.tenant.accounts if ask.asker.may_use(one)])
    wanted = [one for one in here if name in ("", one.friendly_name) and status in ("", one.status)]
    return page_of(
        ask, "accounts", wanted, lambda one: _account_json(ask.tenant.of(one)), lambda one: one.sid
    )


async def create_account(ask: Ask) -> RestResponse:
    """A subaccount of the account that asks."""
    owner, tenant = ask.asker.account, ask.tenant
    if owner.owner_sid:
        raise RequestError("A subaccount has no subaccounts.", status=403, code=20006)
    if len(tenant.accounts) > _MOST:
        raise RequestError(f"The account has {_MOST} subaccounts already.", status=403, code=20006)
    when = now()
    account = Account(
        new_sid("AC"),
        secrets.token_hex(16),
        _name(ask) or f"SubAccount Created at {when:%Y-%m-%d %I:%M %p}",
        owner.sid,
        default=owner.default,
        date_created=when,
        date_updated=when,
    )
    key = KeyRecord(account.sid, "VoiceLab", secrets.token_urlsafe(24), date_created=when, date_updated=when)
    account.keys[key.sid] = key.secret
    tenant.accounts.add(account)
    tenant.ledger.save(account.record())
    tenant.ledger.save(key)
    return created(_account_json(tenant.of(account)))


async def fetch_account(ask: Ask) -> RestResponse:
    """One account."""
    return answer(_account_json(ask.tenant))


async def update_account(ask: Ask) -> RestResponse:
    """Rename an account; suspend a subaccount, make it active again, or close it for good."""
    tenant, account = ask.tenant, ask.tenant.account
    name, status = _name(ask), ask.fields.choice("Status", _STATUSES)
    if status and status != account.status:
        if not account.owner_sid:
            raise RequestError(
                "The main account can be neither suspended nor closed.", status=403, code=20006
            )
        if ask.asker.account is account:
            raise RequestError(
                "Only the owner of a subaccount changes its status.",
                status=403,
                code=20006,
                cure="Ask with the credentials of the main account.",
            )
        if account.status == "closed":
            raise RequestError("A closed account stays closed.", cure="Make another one.")
        account.status = status  # type: ignore[assignment]
        if status == "closed":
            await _shut_down(tenant)
    account.friendly_name = name or account.friendly_name
    account.date_updated = now()
    tenant.ledger.save(account.record())
    return answer(_account_json(tenant))


async def fetch_balance(ask: Ask) -> RestResponse:
    """What is left of the account's money: all of it, as nothing costs anything here."""
    return answer({"account_sid": ask.tenant.sid, "balance": "0", "currency": "USD"})


async def _shut_down(tenant: Tenant) -> None:
    """End the account's calls and release its numbers."""
    numbers: list[NumberRecord] = list(tenant.directory.numbers.values())
    tenant.directory.numbers.clear()
    for number in numbers:
        tenant.ledger.delete(number)
    calls = tenant.switchboard.live_calls(tenant.sid)
    await asyncio.gather(*(call.hang_up("the account was closed", "canceled") for call in calls))


def _name(ask: Ask) -> str:
    name = ask.fields.text("FriendlyName", code=20002, limit=_NAME).strip()
    if not name.isprintable():
        raise RequestError("FriendlyName has signs that cannot be printed.", code=20002)
    return name


def _account_json(tenant: Tenant) -> dict[str, Any]:
    account = tenant.account
    return {
        "sid": account.sid,
        "owner_account_sid": account.owner_sid or account.sid,
        "auth_token": account.auth_token,
        "friendly_name": account.friendly_name,
        "status": account.status,
        "type": "Full",
        "date_created": date(account.date_created),
        "date_updated": date(account.date_updated),
        "uri": tenant.uri(),
        "subresource_uris": {name: tenant.uri(path) for name, path in _SUBRESOURCES.items()},
    }


ACCOUNTS = [Route("GET", "", list_accounts), Route("POST", "", create_account)]
ROUTES = [
    Route("GET", "", fetch_account),
    Route("POST", "", update_account),
    Route("GET", "Balance", fetch_balance),
]
