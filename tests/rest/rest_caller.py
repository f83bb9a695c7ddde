"""Somebody who speaks to the REST API of a lab in virtual time without the helper library."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

from voicelab.rest import RestRequest
from voicelab.testing import TestLab

__all__ = ["ask", "basic"]


def basic(name: str, secret: str) -> str:
    """The header of Basic auth."""
    return "Basic " + b64encode(f"{name}:{secret}".encode()).decode()


def ask(
    voicelab: TestLab,
    method: str,
    path: str,
    form: Any = None,
    *,
    query: str = "",
    authorization: str | None = None,
    body: bytes | None = None,
    content_type: str = "application/x-www-form-urlencoded",
) -> tuple[int, Any]:
    """Send one request; the status and the answer's JSON. ``path`` is below the account unless it begins with /."""
    face = voicelab.rest
    account = face.tenant.account
    if not path.startswith("/"):
        path = f"/2010-04-01/Accounts/{account.sid}/{path}"
    if authorization is None:
        authorization = basic(account.sid, account.auth_token)
    if body is None:
        body = urlencode(form or {}, doseq=True).encode()
    request = RestRequest(method, path, query, authorization, content_type if body else "", body)
    answered = voicelab.drive(_soon(face.handle(request)), "the request is answered", None, None)
    return answered.status, answered.json() if answered.body else None


async def _soon(work: Any) -> Any:
    return await asyncio.ensure_future(work)
