"""The REST API of a lab in virtual time, and the official helper library bound to it, with no socket.

A test calls it between its own steps; an application under test may call it from its handlers too, which run on
threads while virtual time stands still.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from twilio.http import HttpClient
from twilio.http.response import Response

from voicelab.errors import LabError
from voicelab.ledger import Ledger
from voicelab.rest import RestFace, RestRequest, RestResponse, Tenant
from voicelab.testing.lab import BASE_URL, VirtualLab

if TYPE_CHECKING:
    from twilio.rest import Client

__all__ = ["bound_client", "from_anywhere", "open_rest"]

T = TypeVar("T")


def open_rest(lab: VirtualLab, folder: Path) -> RestFace:
    """The REST face of a virtual lab; its ledger in ``folder`` is told what has happened so far."""
    ledger = Ledger.open(folder / "ledger.sqlite3", recordings=folder)
    lab.journal.also(ledger, lab.account.sid)
    lab.at_end.append(ledger.close)
    return RestFace(Tenant(lab.account, lab.switchboard, ledger, lambda: BASE_URL, folder))


class _VirtualHttp(HttpClient):  # type: ignore[misc]  # the library has no types
    """Hands what the library would send over the network to a REST face."""

    def __init__(
        self, face: RestFace, drive: Callable[[Coroutine[Any, Any, RestResponse]], RestResponse]
    ) -> None:
        super().__init__(None, False, None)
        self._face = face
        self._drive = drive

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Send one request."""
        from requests import Request

        prepared = Request(
            method.upper(), url, params=params, data=data, headers=headers or {}, auth=auth
        ).prepare()
        parts = urlsplit(str(prepared.url))
        body: Any = prepared.body or b""
        sent = RestRequest(
            method.upper(),
            parts.path,
            parts.query,
            str(prepared.headers.get("Authorization", "")),
            str(prepared.headers.get("Content-Type", "")),
            body.encode() if isinstance(body, str) else body,
        )
        answered = self._drive(self._face.handle(sent))
        return Response(answered.status, answered.body.decode(), dict(answered.headers))


def from_anywhere(
    loop: asyncio.AbstractEventLoop,
    work: Coroutine[Any, Any, T],
    run: Callable[[Coroutine[Any, Any, T]], T],
) -> T:
    """Do ``work`` on the lab's loop: ``run`` drives it while it stands still; else a thread waits for it."""
    if not loop.is_running():
        return run(work)
    try:
        here: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is not loop:  # a thread, or an application's own loop
        return asyncio.run_coroutine_threadsafe(work, loop).result()
    work.close()
    raise LabError(
        "The library's blocking client was called on the lab's own loop, which would wait for itself.",
        cure="Call it in the test, or in a plain function that answers a webhook.",
    )


def bound_client(
    face: RestFace,
    loop: asyncio.AbstractEventLoop,
    run: Callable[[Coroutine[Any, Any, RestResponse]], RestResponse],
    username: str = "",
    password: str = "",
    account_sid: str = "",
) -> Client:
    """A ``twilio.rest.Client`` of the face; ``run`` drives the loop while nobody else does.

    Without ``username`` it is the main account's; ``account_sid`` is whom its requests are about.
    """
    from twilio.rest import Client

    account = face.tenant.account
    client = Client(
        username or account.sid,
        password or account.auth_token,
        account_sid or account.sid,
        http_client=_VirtualHttp(face, lambda work: from_anywhere(loop, work, run)),
        environment={"PATH": "-"},  # TWILIO_EDGE or TWILIO_REGION would change host names
    )
    client.api.base_url = BASE_URL
    return client
