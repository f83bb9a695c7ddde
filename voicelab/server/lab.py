"""What every door of the server is given: the lab's account, its exchange, its ledger and its addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from voicelab import clock
from voicelab.calls.credentials import Keyring
from voicelab.calls.model import ApplicationRecord, CallRecord, KeyRecord, QueueRecord
from voicelab.calls.signature import verify
from voicelab.engine.directory import Account, Directory
from voicelab.engine.switchboard import Switchboard
from voicelab.home import Credentials
from voicelab.ledger import Ledger
from voicelab.media.tick import Tick
from voicelab.rest import Tenant
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


@dataclass(slots=True)
class Lab:
    """One running lab. ``url`` and ``tls_url`` are set once it listens."""

    settings: Settings
    credentials: Credentials
    switchboard: Switchboard
    ledger: Ledger
    recordings: Path
    tick: Tick
    url: str = ""
    tls_url: str | None = None
    ca_file: Path | None = None
    transports: list[str] = field(default_factory=lambda: ["webrtc", "websocket"])
    hosts: HostMap = field(default_factory=HostMap)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    """The API keys that open doors and sign tokens, SID to secret: the lab's own first, then those made since."""

    def __post_init__(self) -> None:
        self.secrets[self.credentials.api_key_sid] = self.credentials.api_key_secret

    @property
    def account_sid(self) -> str:
        """The lab's account."""
        return self.credentials.account_sid

    @property
    def keyring(self) -> Keyring:
        """The secrets that tokens are made and verified with."""
        return Keyring(self.account_sid, self.credentials.auth_token, self.secrets)

    @property
    def tenant(self) -> Tenant:
        """The account, as the REST API serves it."""
        return Tenant(
            Account(self.account_sid, self.credentials.auth_token),
            self.switchboard,
            self.ledger,
            self.secrets,
            self.credentials.api_key_sid,
            lambda: self.base_url,
            self.recordings,
        )

    @property
    def directory(self) -> Directory:
        """The account's documents, applications and numbers."""
        return self.switchboard.directory(self.account_sid)

    @property
    def base_url(self) -> str:
        """What the addresses begin with that the lab hands out."""
        return self.settings.public_url.rstrip("/") or self.url

    async def remember(self) -> None:
        """Fill the directory with what the ledger kept from before."""
        account, directory, now = self.account_sid, self.directory, clock.now()
        directory.documents.update(await self.ledger.documents(account))
        directory.applications.update({item.sid: item for item in await self.ledger.applications(account)})
        directory.numbers.update({item.phone_number: item for item in await self.ledger.numbers(account)})
        for key in await self.ledger.all(KeyRecord, account):
            self.secrets[key.sid] = key.secret
        for queue in await self.ledger.all(QueueRecord, account):
            self.switchboard.rooms.queues.restore(queue)
        own = "AP" + hashlib.sha256(account.encode()).hexdigest()[:32]  # the same in every lab of the account
        directory.own_application = ApplicationRecord(
            account, "VoiceLab", own, date_created=now, date_updated=now
        )

    async def call_record(self, sid: str) -> CallRecord | None:
        """A call's record, live or past."""
        live = self.switchboard.calls.get(sid)
        record = live.record if live else await self.ledger.call(sid)
        return record if record is not None and record.account_sid == self.account_sid else None

    def signed(self, request: web.Request, form: Mapping[str, Sequence[str]]) -> bool:
        """Whether ``X-Twilio-Signature`` is the account's, for any of the addresses the request may have had."""
        signature = request.headers.get("X-Twilio-Signature", "")
        if not signature:
            return False
        path = request.raw_path
        bases = [self.base_url, self.url, self.tls_url or "", f"{request.scheme}://{request.host}"]
        return any(
            verify(self.credentials.auth_token, base + path, dict(form), signature)
            for base in dict.fromkeys(filter(None, bases))
        )


LAB: web.AppKey[Lab] = web.AppKey("lab", Lab)
