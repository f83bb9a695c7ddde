"""Tokens of the traversal service: this lab runs no STUN or TURN server, so the list of servers is empty.

Source: Twilio's "Network Traversal: Token resource". Media needs none here: the lab's own candidates are in its
answers, and audio can go over a WebSocket.
"""

from __future__ import annotations

import secrets

from voicelab.clock import now
from voicelab.rest.message import RestResponse, created
from voicelab.rest.routes import Ask, Route
from voicelab.rest.values import date

__all__ = ["ROUTES"]

_DAY = 86_400


async def create_token(ask: Ask) -> RestResponse:
    """A token for no servers."""
    ttl = ask.fields.whole("Ttl", _DAY, 1, _DAY)
    when = date(now())
    return created(
        {
            "account_sid": ask.tenant.sid,
            "username": secrets.token_hex(32),
            "password": secrets.token_urlsafe(32),
            "ttl": str(ttl),
            "ice_servers": [],
            "date_created": when,
            "date_updated": when,
        }
    )


ROUTES = [Route("POST", "Tokens", create_token)]
