"""Whom a request is for: one account, with all that its resources are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from voicelab.calls.model import CallRecord
from voicelab.engine.account import Account
from voicelab.engine.accounts import Accounts
from voicelab.engine.call import Call
from voicelab.engine.directory import Directory
from voicelab.engine.switchboard import Switchboard
from voicelab.errors import RequestError
from voicelab.ledger import Ledger

__all__ = ["Tenant", "not_found"]


@dataclass(slots=True)
class Tenant:
    """One account of the lab, and what its resources are kept in."""

    account: Account
    switchboard: Switchboard
    ledger: Ledger
    base_url: Callable[[], str]
    recordings: Path

    def of(self, account: Account) -> Tenant:
        """The same for another account."""
        return replace(self, account=account)

    @property
    def accounts(self) -> Accounts:
        """Every account of the lab."""
        return self.switchboard.accounts

    @property
    def sid(self) -> str:
        """The account's SID."""
        return self.account.sid

    @property
    def directory(self) -> Directory:
        """The account's applications, numbers and documents."""
        return self.switchboard.directory(self.sid)

    def uri(self, *parts: str) -> str:
        """The relative URI of a resource of the account."""
        path = "/".join(quote(part, safe="") for part in parts)
        return f"/2010-04-01/Accounts/{self.sid}{'/' if path else ''}{path}.json"

    async def call_record(self, sid: str) -> CallRecord:
        """A call's record, live or past; RequestError 20404 when there is none."""
        live = self.switchboard.calls.get(sid)
        record = live.record if live is not None else await self.ledger.call(sid)
        if record is None or record.account_sid != self.sid:
            raise not_found("call", sid)
        return record

    async def live_call(self, sid: str) -> Call:
        """A call that is not over; RequestError 20404 for an unknown one, 21220 for one that is over."""
        record = await self.call_record(sid)
        call = self.switchboard.calls.get(sid)
        if call is None or call.over:
            raise RequestError(
                f"Call {sid} is not in a state for this: it is over, its status is {record.status}.",
                code=21220,
            )
        return call

    async def answered_call(self, sid: str) -> Call:
        """A live call that sound passes on; RequestError 21220 before it is answered."""
        call = await self.live_call(sid)
        if call.side is None or call.side.leg is None:
            raise RequestError(
                f"Call {sid} is not in progress: its status is {call.record.status}.", code=21220
            )
        return call


def not_found(what: str, name: str) -> RequestError:
    """The error for a resource that is not there."""
    return RequestError(f"There is no {what} {name[:200]!r} in this account.", status=404, code=20404)
