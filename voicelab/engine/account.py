"""An account of the lab: its secrets, whether it is active, and how much it may do at a time.

Source: Twilio's "Account resource" and "Subaccounts".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from voicelab.calls.credentials import Keyring
from voicelab.calls.model import AccountRecord
from voicelab.errors import RequestError

__all__ = ["Account", "AccountStatus", "Quota", "quota_of"]

AccountStatus = Literal["active", "suspended", "closed"]


@dataclass(frozen=True, slots=True)
class Quota:
    """How much an account may do; 0 is without limit."""

    calls: int = 0  # live legs at a time
    calls_per_second: float = 0.0  # that its programs place
    recordings: int = 0  # bytes of sound kept


@dataclass(slots=True, eq=False)
class Account:
    """An account: its SID, the AuthToken that signs its webhooks, its API keys (SID to secret).

    The first key is the one that the lab itself signs the account's tokens with. ``owner_sid`` is empty for the
    lab's main account.
    """

    sid: str
    auth_token: str = field(repr=False)
    friendly_name: str = "VoiceLab"
    owner_sid: str = ""
    status: AccountStatus = "active"
    quota: Quota = Quota()  # its own; what it leaves open is the lab's, ``default``
    default: Quota = Quota()
    keys: dict[str, str] = field(default_factory=dict, repr=False)
    date_created: datetime | None = None
    date_updated: datetime | None = None
    stored: int = 0  # bytes of recordings that are kept now

    @property
    def keyring(self) -> Keyring:
        """The secrets that its tokens are made and verified with."""
        return Keyring(self.sid, self.auth_token, self.keys)

    @property
    def limits(self) -> Quota:
        """What counts: its own quota, and the lab's where that is 0."""
        own, lab = self.quota, self.default
        return Quota(
            own.calls or lab.calls,
            own.calls_per_second or lab.calls_per_second,
            own.recordings or lab.recordings,
        )

    @property
    def own_key(self) -> str:
        """The key that the lab itself signs with; it cannot be deleted."""
        return next(iter(self.keys), "")

    def need_storage(self) -> None:
        """Room for one more recording; RequestError 20429 when what is kept already leaves none."""
        limit = self.limits.recordings
        if 0 < limit <= self.stored:
            raise RequestError(
                f"The account keeps {self.stored / 1e6:.1f} MB of recordings, and may keep {limit / 1e6:.1f}.",
                status=429,
                code=20429,
                cure="Delete some of them, or raise the account's limit (--max-recordings-megabytes).",
            )

    # --- kept in the ledger ---------------------------------------------------------------------------------
    def record(self) -> AccountRecord:
        """What is remembered of it. The main account's AuthToken is kept elsewhere."""
        return AccountRecord(
            self.owner_sid or self.sid,
            self.friendly_name,
            self.auth_token if self.owner_sid else "",
            self.sid,
            self.status,
            self.quota.calls,
            self.quota.calls_per_second,
            self.quota.recordings,
            self.date_created,
            self.date_updated,
        )

    @classmethod
    def remembered(cls, record: AccountRecord) -> Account:
        """A subaccount from what was remembered of it; its keys are records of their own."""
        return cls(
            record.sid,
            record.auth_token,
            record.friendly_name,
            record.account_sid,
            record.status,
            quota_of(record),
            date_created=record.date_created,
            date_updated=record.date_updated,
        )


def quota_of(record: AccountRecord) -> Quota:
    """The quota that was remembered."""
    return Quota(record.max_calls, record.max_calls_per_second, record.max_recordings)
