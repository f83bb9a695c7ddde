"""Who asks: the account, or the API key of an account, that a request's Basic auth names.

Source: Twilio's "Requests to the REST API" and "Subaccounts": an account's own credentials open the account and
its subaccounts, an API key opens its own account only.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass

from voicelab.engine.account import Account
from voicelab.engine.accounts import Accounts
from voicelab.errors import RequestError

__all__ = ["Asker", "who_asks"]


@dataclass(frozen=True, slots=True)
class Asker:
    """An account that showed its credentials. ``key`` is the API key's SID, empty for the AuthToken."""

    account: Account
    key: str = ""

    def may_use(self, account: Account) -> bool:
        """Whether it may use what belongs to ``account``: itself, or with the AuthToken a subaccount."""
        return account is self.account or (not self.key and account.owner_sid == self.account.sid)


def who_asks(accounts: Accounts, authorization: str) -> Asker | None:
    """Who the header ``Authorization`` says is asking; None for nobody, wrong secrets included.

    RequestError 20005 (403) for an account that is suspended or closed.
    """
    kind, _, text = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(text.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    account, expected = accounts.of_name(name), accounts.secret_of(name)
    right = hmac.compare_digest(expected.encode(), secret.encode()) and bool(expected)
    if account is None or not right:
        return None
    if account.status != "active":
        raise RequestError(
            f"The account {account.friendly_name} is {account.status}.",
            status=403,
            code=20005,
            cure="Ask with the credentials of its owner.",
        )
    return Asker(account, "" if name == account.sid else name)
