"""The accounts of an exchange: each with its own address book, none knowing another's.

Source: Twilio's "Subaccounts", and its errors 10001, 10004, 20005, 20429. Quotas are the lab's own: they are what
lets a class share one lab.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from voicelab.calls.credentials import Keyring
from voicelab.clock import elapsed
from voicelab.engine.account import Account
from voicelab.engine.directory import Directory
from voicelab.errors import RequestError

__all__ = ["Accounts"]


class Accounts:
    """The main account and its subaccounts. ``base_url`` gives the lab's own address."""

    def __init__(self, main: Account, base_url: Callable[[], str]) -> None:
        self.main = main
        self._base_url = base_url
        self._accounts: dict[str, Account] = {}
        self._directories: dict[str, Directory] = {}
        self._placed: dict[str, deque[float]] = {}  # when calls were placed, seconds of the loop
        self.add(main)

    def __iter__(self) -> Iterator[Account]:
        """The main account first, then the others, oldest first."""
        return iter(self._accounts.values())

    def __len__(self) -> int:
        return len(self._accounts)

    def add(self, account: Account) -> Directory:
        """From now on the account is here, with an empty address book."""
        self._accounts[account.sid] = account
        return self._directories.setdefault(account.sid, Directory(account, self._base_url))

    def find(self, sid: str) -> Account | None:
        """The account with this SID."""
        return self._accounts.get(sid)

    def directory(self, sid: str) -> Directory:
        """The account's address book; RequestError 20404 for an account that is not here."""
        try:
            return self._directories[sid]
        except KeyError:
            raise RequestError(f"There is no account {sid} here.", status=404, code=20404) from None

    def of_name(self, name: str) -> Account | None:
        """The account that ``name``, an AccountSid or the SID of an API key, stands for."""
        return self._accounts.get(name) or next((one for one in self if name in one.keys), None)

    def secret_of(self, name: str) -> str:
        """The secret of an account or an API key; empty for a name that is unknown."""
        account = self.of_name(name)
        if account is None:
            return ""
        return account.auth_token if account.sid == name else account.keys[name]

    def keyrings(self) -> list[Keyring]:
        """The secrets of the accounts that are active: tokens of the others are worth nothing."""
        return [account.keyring for account in self if account.status == "active"]

    def freed(self, sizes: Mapping[str, int]) -> None:
        """So many bytes of each account's recordings are kept no longer."""
        for sid, size in sizes.items():
            account = self.find(sid)
            if account is not None:
                account.stored = max(0, account.stored - size)

    # --- how much they may do -------------------------------------------------------------------------------
    def admit(self, sid: str, live: int) -> None:
        """One more call of an account that has ``live`` of them; RequestError 10001 or 10004 when it may not."""
        account = self.directory(sid).account
        if account.status != "active":
            raise RequestError(
                f"The account {account.friendly_name} is {account.status}: it makes and takes no calls.",
                status=403,
                code=10001,
                cure="Its owner can make a suspended account active again."
                if account.status == "suspended"
                else "A closed account stays closed; make another one.",
            )
        if 0 < account.limits.calls <= live:
            raise RequestError(
                f"The account has {live} live calls, and may have {account.limits.calls} at a time.",
                status=429,
                code=10004,
                cure="Wait until one ends, or raise the account's limit (--max-calls).",
            )

    def pace(self, sid: str) -> None:
        """A program of the account places a call now; RequestError 20429 when it places too many a second."""
        rate = self.directory(sid).account.limits.calls_per_second
        if not rate:
            return
        placed = self._placed.setdefault(sid, deque())
        span = max(1.0, 1.0 / rate)  # half a call a second is one in two seconds
        while placed and placed[0] <= elapsed() - span:
            placed.popleft()
        if len(placed) >= max(1, rate * span):
            raise RequestError(
                f"The account may place {rate:g} calls a second.",
                status=429,
                code=20429,
                cure="Try again a second later, or raise the account's limit (--max-calls-per-second).",
            )
        placed.append(elapsed())
