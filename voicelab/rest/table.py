"""Every operation this lab has of Twilio's API."""

from __future__ import annotations

from voicelab.rest import (
    accounts,
    applications,
    available_numbers,
    call_log,
    caller_ids,
    calls,
    conferences,
    incoming_numbers,
    invitations,
    keys,
    participants,
    payments,
    queues,
    recordings,
    siprec,
    streams,
    tokens,
    transcriptions,
    user_messages,
)

__all__ = ["ACCOUNTS", "ROUTES", "WITHOUT_KEYS"]


ACCOUNTS = accounts.ACCOUNTS
"""Below ``/2010-04-01/Accounts`` itself."""

ROUTES = [
    *accounts.ROUTES,
    *calls.ROUTES,
    *call_log.ROUTES,
    *recordings.ROUTES,
    *conferences.ROUTES,
    *invitations.ROUTES,
    *participants.ROUTES,
    *queues.ROUTES,
    *applications.ROUTES,
    *incoming_numbers.ROUTES,
    *available_numbers.ROUTES,
    *caller_ids.ROUTES,
    *keys.ROUTES,
    *tokens.ROUTES,
    *streams.ROUTES,
    *transcriptions.ROUTES,
    *user_messages.ROUTES,
    *payments.ROUTES,
    *siprec.ROUTES,
]
"""Below ``/2010-04-01/Accounts/{AccountSid}``."""

WITHOUT_KEYS = frozenset({"", "Keys", "SigningKeys"})
"""What a standard API key may not use: accounts and keys."""
