"""X-Twilio-Signature: computed for requests the lab makes, verified on requests it gets.

Source: Twilio's "Webhooks security". HMAC-SHA1 with the account's AuthToken, never an API key's secret. The
helper library's own sum cannot be used: it takes repeated names only from a framework's multi-dictionary.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

__all__ = ["sign", "sign_body", "verify", "verify_body"]


def sign(auth_token: str, url: str, parameters: Mapping[str, str | Sequence[str]] | None = None) -> str:
    """The signature of a request for ``url`` (whole, query included, no fragment) with a form body.

    A GET request and a WebSocket handshake have no ``parameters``. Names are sorted, the distinct values of a
    repeated name too; nothing is percent-encoded.
    """
    text = url
    for name, value in sorted((parameters or {}).items()):
        values = [value] if isinstance(value, str) else sorted(set(value))
        text += "".join(name + item for item in values)
    digest = hmac.new(auth_token.encode(), text.encode("utf-8", "replace"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def verify(
    auth_token: str, url: str, parameters: Mapping[str, str | Sequence[str]] | None, signature: str
) -> bool:
    """Whether ``signature`` is the one that :func:`sign` gives."""
    return hmac.compare_digest(
        sign(auth_token, url, parameters).encode(), signature.encode("utf-8", "replace")
    )


def sign_body(auth_token: str, url: str, body: bytes) -> tuple[str, str]:
    """The URL to request, with ``bodySHA256`` added, and its signature, for a body that is not a form."""
    joint = "&" if urlsplit(url).query else "?"
    target = f"{url}{joint}bodySHA256={hashlib.sha256(body).hexdigest()}"
    return target, sign(auth_token, target)


def verify_body(auth_token: str, url: str, body: bytes, signature: str) -> bool:
    """Whether ``signature`` is the one of ``url``, and ``url`` carries the hash of ``body``."""
    named = dict(parse_qsl(urlsplit(url).query)).get("bodySHA256", "")
    genuine = hmac.compare_digest(named.encode(), hashlib.sha256(body).hexdigest().encode())
    return genuine and verify(auth_token, url, None, signature)
