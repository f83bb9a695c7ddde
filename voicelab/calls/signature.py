"""X-Twilio-Signature: computed for requests the lab makes, verified on requests it gets.

Source: Twilio's "Webhooks security". The sum is the official helper library's own, so that what the lab signs
is what an application's validator expects.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from twilio.request_validator import RequestValidator

__all__ = ["sign", "verify"]


def sign(auth_token: str, url: str, parameters: Mapping[str, str | Sequence[str]] | None = None) -> str:
    """The signature of a request for ``url`` (whole, query included, no fragment) with a form body.

    A GET request and a WebSocket handshake have no ``parameters``.
    """
    return str(RequestValidator(auth_token).compute_signature(url, dict(parameters or {})))


def verify(
    auth_token: str, url: str, parameters: Mapping[str, str | Sequence[str]] | None, signature: str
) -> bool:
    """Whether ``signature`` is the one that :func:`sign` gives."""
    return hmac.compare_digest(sign(auth_token, url, parameters).encode(), signature.encode())
