"""What every door of the server is given: the lab's account, its exchange, its ledger and its addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aiohttp import web

from voicelab.calls.credentials import EXPIRED, INVALID, Identity, Keyring, verify_token
from voicelab.calls.model import AccountRecord, CallRecord, KeyRecord, QueueRecord, RecordingRecord
from voicelab.calls.signature import verify
from voicelab.clock import run_outside
from voicelab.engine.account import Account, Quota, quota_of
from voicelab.engine.accounts import Accounts
from voicelab.engine.directory import Directory
from voicelab.engine.recordings import stored
from voicelab.engine.switchboard import Switchboard
from voicelab.errors import PeerError
from voicelab.ledger import Ledger
from voicelab.media.tick import Tick
from voicelab.rest import Tenant
from voicelab.server.desk import Desk
from voicelab.server.grants import Grants
from voicelab.server.host_map import HostMap

__all__ = ["LAB", "Lab", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is started; the words are those of ``voicelab serve``."""

    host: str = "127.0.0.1"
    port: int = 0
    tls: bool = False
    tls_port: int = 0
    cert: Path | None = None
    key: Path | None = None
    public_url: str = ""
    allow_origin: frozenset[str] = frozenset()
    allow_host: frozenset[str] = frozenset()
    proxy_port: int | None = None
    hosts: tuple[tuple[str, str], ...] = ()
    quota: Quota = field(default_factory=Quota)  # of every account that has none of its own


@dataclass(slots=True)
class Lab:
    """One running lab, as one of its accounts sees it. ``url`` and ``tls_url`` are set once it listens."""

    settings: Settings
    account: Account
    switchboard: Switchboard
    ledger: Ledger
    recordings: Path
    tick: Tick
    url: str = ""
    tls_url: str | None = None
    ca_file: Path | None = None
    transports: list[str] = field(default_factory=lambda: ["webrtc", "websocket"])
    hosts: HostMap = field(default_factory=HostMap)
    desk: Desk = field(default_factory=Desk)
    grants: Grants = field(default_factory=Grants)

    def of(self, account: Account) -> Lab:
        """The lab as another of its accounts sees it."""
        return replace(self, account=account)

    @property
    def accounts(self) -> Accounts:
        """Every account of the lab, the main one first."""
        return self.switchboard.accounts

    @property
    def account_sid(self) -> str:
        """The account."""
        return self.account.sid

    @property
    def keyring(self) -> Keyring:
        """The secrets that the account's tokens are made with."""
        return self.account.keyring

    def holder(self, token: str) -> tuple[Lab, Identity]:
        """Who holds a token, and the lab as its account sees it; PeerError for a token that is not good."""
        identity = verify_token(token, *self.accounts.keyrings())
        self.grants.check(token)
        return self.of(self.accounts.directory(identity.account_sid).account), identity

    def look(self, identity: Identity, token: str) -> None:
        """PeerError when a token that was good is so no longer: it expired, it was taken back, its account is closed.

        Its signature and its first date are not looked at again: the machine's clock may have been set back.
        """
        if identity.ttl <= 0:
            raise PeerError("The token has expired.", code=EXPIRED, cure="Show a new one.")
        if not any(ring.account_sid == identity.account_sid for ring in self.accounts.keyrings()):
            raise PeerError("The token's account is not active any more.", code=INVALID)
        self.grants.check(token)

    @property
    def tenant(self) -> Tenant:
        """The account, as the REST API serves it."""
        return Tenant(self.account, self.switchboard, self.ledger, lambda: self.base_url, self.recordings)

    @property
    def directory(self) -> Directory:
        """The account's documents, applications and numbers."""
        return self.switchboard.directory(self.account_sid)

    @property
    def base_url(self) -> str:
        """What the addresses begin with that the lab hands out."""
        return self.settings.public_url.rstrip("/") or self.url

    async def remember(self) -> None:
        """Fill the accounts with what the ledger kept from before."""
        main = self.accounts.main
        for record in await self.ledger.all(AccountRecord, main.sid):
            if record.sid == main.sid:
                main.friendly_name, main.quota = record.friendly_name, quota_of(record)
            else:
                account = Account.remembered(record)
                account.default = main.default
                self.accounts.add(account)
        for host, address in (await self.ledger.hosts()).items():
            if host not in dict(self.settings.hosts):  # what the lab was started with goes before
                self.hosts.add(host, address)
        for account in self.accounts:
            await self._remember(account)

    async def _remember(self, account: Account) -> None:
        ledger, directory = self.ledger, self.accounts.directory(account.sid)
        directory.documents.update(await ledger.documents(account.sid))
        directory.applications.update({item.sid: item for item in await ledger.applications(account.sid)})
        directory.numbers.update({item.phone_number: item for item in await ledger.numbers(account.sid)})
        for key in await ledger.all(KeyRecord, account.sid):
            account.keys[key.sid] = key.secret
        for queue in await ledger.all(QueueRecord, account.sid):
            self.switchboard.rooms.queues.restore(queue)
        kept = await ledger.all(RecordingRecord, account.sid)
        account.stored = await run_outside(lambda: sum(stored(self.recordings, one) for one in kept))

    async def call_record(self, sid: str) -> CallRecord | None:
        """A call's record, live or past."""
        live = self.switchboard.calls.get(sid)
        record = live.record if live else await self.ledger.call(sid)
        return record if record is not None and record.account_sid == self.account_sid else None

    def signer(self, request: web.Request, form: Mapping[str, Sequence[str]]) -> Account | None:
        """The account whose signature the request has, for any of the addresses the request may have had.

        A request names its account (AccountSid), unless a redirect has lost its parameters.
        """
        signature = request.headers.get("X-Twilio-Signature", "")
        if not signature:
            return None
        path = request.raw_path
        bases = [self.base_url, self.url, self.tls_url or "", f"{request.scheme}://{request.host}"]
        named = _named_in(request, form)
        for account in self.accounts:
            if named in ("", account.sid) and any(
                verify(account.auth_token, base + path, dict(form), signature)
                for base in dict.fromkeys(filter(None, bases))
            ):
                return account
        return None

    def is_strangers(self, request: web.Request, form: Mapping[str, Sequence[str]]) -> bool:
        """Whether the request names an account that this lab does not have, as a test's or another lab's does."""
        named = _named_in(request, form)
        return bool(named) and all(named != account.sid for account in self.accounts)


def _named_in(request: web.Request, form: Mapping[str, Sequence[str]]) -> str:
    return next(iter(form.get("AccountSid", ())), "") or request.query.get("AccountSid", "")


LAB: web.AppKey[Lab] = web.AppKey("lab", Lab)
