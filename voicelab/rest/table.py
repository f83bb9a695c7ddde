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
    queues,
    recordings,
    streams,
    tokens,
    transcriptions,
    user_messages,
)
from voicelab.rest.absent import absent_handler
from voicelab.rest.routes import Ask, Route

__all__ = ["ACCOUNTS", "ROUTES", "WITHOUT_KEYS"]


async def _its_call(ask: Ask) -> None:
    """The call that an absent operation is about must be there, so that a wrong SID is said first."""
    await ask.tenant.call_record(ask["CallSid"])


_ABSENT_ON_CALLS = {
    "Payments": "Taking payments",
    "Siprec": "A SIPREC session",
    "UserDefinedMessageSubscriptions": "A subscription to messages from the SDK",
}

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
    *(
        Route(method, f"Calls/{{CallSid}}/{name}{rest}", absent_handler(words, _its_call))
        for name, words in _ABSENT_ON_CALLS.items()
        for method, rest in (("POST", ""), ("POST", "/{Sid}"), ("DELETE", "/{Sid}"))
    ),
]
"""Below ``/2010-04-01/Accounts/{AccountSid}``."""

WITHOUT_KEYS = frozenset({"", "Keys", "SigningKeys"})
"""What a standard API key may not use: accounts and keys."""
