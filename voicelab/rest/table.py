"""Every operation this lab has of Twilio's API."""

from __future__ import annotations

from voicelab.rest import accounts, call_log, calls

__all__ = ["ACCOUNTS", "ROUTES", "WITHOUT_KEYS"]

ACCOUNTS = accounts.ACCOUNTS
"""Below ``/2010-04-01/Accounts`` itself."""

ROUTES = [
    *accounts.ROUTES,
    *calls.ROUTES,
    *call_log.ROUTES,
]
"""Below ``/2010-04-01/Accounts/{AccountSid}``."""

WITHOUT_KEYS = frozenset({"", "Keys"})
"""What a standard API key may not use: accounts and keys."""
