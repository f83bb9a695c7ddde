"""``X-Twilio-Signature``: how the lab signs its requests, and how a signed request is verified.

HMAC-SHA1 with the account's AuthToken, never an API key's secret, as the helper libraries' RequestValidator
computes it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

__all__ = ["Form", "sign_body", "sign_request", "verify_signature"]

Form: TypeAlias = Mapping[str, str | Sequence[str]]


def sign_request(url: str, parameters: Form, auth_token: str) -> str:
    """The ``X-Twilio-Signature`` of a form POST, or, without parameters, of a GET or WebSocket handshake.

    The URL is signed as it is requested, query and port included, without its fragment. Names are sorted by
    their bytes; the distinct values of a repeated name are sorted; nothing is percent-encoded.
    """
    text = url.partition("#")[0]
    for name in sorted(parameters, key=lambda name: name.encode()):
        value = parameters[name]
        values = [value] if isinstance(value, str) else sorted(set(value))
        text += "".join(name + item for item in values)
    digest = hmac.new(auth_token.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def sign_body(url: str, body: bytes, auth_token: str) -> tuple[str, str]:
    """The URL to request, with ``bodySHA256`` added, and its signature, for a body that is not a form."""
    target = url.partition("#")[0]
    joint = "&" if urlsplit(target).query else "?"
    target += f"{joint}bodySHA256={hashlib.sha256(body).hexdigest()}"
    return target, sign_request(target, {}, auth_token)


def verify_signature(
    signature: str, url: str, parameters: Form, auth_token: str, *, body: bytes | None = None
) -> bool:
    """Whether a signed request is genuine.

    ``body`` is given when it is not a form; then the URL must carry its hash.
    """
    if body:
        wanted = dict(parse_qsl(urlsplit(url).query)).get("bodySHA256", "")
        if not hmac.compare_digest(wanted.encode(), hashlib.sha256(body).hexdigest().encode()):
            return False
    expected = sign_request(url, parameters, auth_token)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
