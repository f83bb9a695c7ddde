"""``/lab/v1/accounts``: what each account uses, and how much it may; for the lab's main account only.

Subaccounts are made, suspended and closed as on the platform, with ``POST /2010-04-01/Accounts.json``; how much
they may is the lab's own.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from voicelab.clock import now
from voicelab.engine.account import Account, Quota
from voicelab.errors import RequestError
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_main_account
from voicelab.server.lab import Lab

__all__ = ["add_routes"]

_MEGABYTE = 1024**2
_LIMITS = ("max_calls", "max_calls_per_second", "max_recordings_megabytes")
_MOST = 10**6


def add_routes(app: web.Application) -> None:
    """Open the doors."""
    app.router.add_get("/lab/v1/accounts", list_accounts)
    app.router.add_post("/lab/v1/accounts/{sid}", update_account)


async def list_accounts(request: web.Request) -> web.Response:
    """``GET /lab/v1/accounts``: the main account first."""
    lab = need_main_account(request)
    return json_answer({"accounts": [_account_json(lab, account) for account in lab.accounts]})


async def update_account(request: web.Request) -> web.Response:
    """``POST /lab/v1/accounts/SID``: limits of an account; 0 is the lab's own limit, what is not named stays."""
    lab = need_main_account(request)
    account = lab.accounts.find(request.match_info["sid"])
    if account is None:
        raise RequestError(f"There is no account {request.match_info['sid'][:50]}.", status=404, code=20404)
    data = await read_json(request)
    if unknown := [name for name in data if name not in _LIMITS]:
        raise RequestError(f"{unknown[0][:100]!r} is no limit.", cure=f"There are {', '.join(_LIMITS)}.")
    quota = account.quota
    account.quota = Quota(
        round(_number(data, "max_calls", quota.calls)),
        _number(data, "max_calls_per_second", quota.calls_per_second),
        round(_number(data, "max_recordings_megabytes", quota.recordings / _MEGABYTE) * _MEGABYTE),
    )
    account.date_updated = now()
    lab.ledger.save(account.record())
    return json_answer(_account_json(lab, account))


def _number(data: dict[str, Any], name: str, default: float) -> float:
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise RequestError(f"{name} is a number of 0 to {_MOST}.", code=20001)
    return value


def _account_json(lab: Lab, account: Account) -> dict[str, Any]:
    limits = account.limits
    return {
        "sid": account.sid,
        "friendly_name": account.friendly_name,
        "status": account.status,
        "owner_account_sid": account.owner_sid or account.sid,
        "live_calls": len(lab.switchboard.live_calls(account.sid)),
        "recordings_megabytes": round(account.stored / _MEGABYTE, 3),
        "max_calls": limits.calls,
        "max_calls_per_second": limits.calls_per_second,
        "max_recordings_megabytes": round(limits.recordings / _MEGABYTE, 3),
    }
