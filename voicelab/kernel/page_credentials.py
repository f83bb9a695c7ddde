"""What a widget's page is given when it asks: where the lab is, and tokens, which end with the widget."""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from voicelab.client import Json
from voicelab.errors import VoiceLabError
from voicelab.kernel.connection import Connection

__all__ = ["PageCredentials"]

_TTL = 3600


class PageCredentials:
    """Called, it gives fresh tokens of one grant; :meth:`end` takes all of them back.

    With an identity, an access token for a phone too; ``may`` is what the page may do besides watching. Called on the
    thread that hears the page.
    """

    def __init__(self, connection: Connection, identity: str | None = None, may: Json | None = None) -> None:
        self._connection = connection
        self._identity = identity
        self._may = may
        self._grant = secrets.token_urlsafe(12)
        self._given = False

    def __call__(self) -> dict[str, Any]:
        """Address and tokens; LabError or RequestError when the lab gives none."""
        connection = self._connection
        connection.check()
        client, grant = connection.client, self._grant
        own = connection.child is not None
        self._given = True
        given: dict[str, Any] = {
            "port": urlsplit(connection.url).port if own else None,
            "url": None if own else connection.url,
            "account_sid": connection.account_sid,
            "observe_token": client.token("observe", ttl=_TTL, may=self._may, grant=grant),
        }
        if self._identity is not None:
            given["token"] = client.token("access", self._identity, _TTL, grant=grant)
        return given

    def on(self, connection: Connection) -> PageCredentials:
        """The same for a lab that was started anew."""
        return PageCredentials(connection, self._identity, self._may)

    def end(self) -> None:
        """Take back what was given; nothing is waited for, and a lab that is gone has no need of it."""
        if not self._given or not self._connection.alive:
            return
        with suppress(RuntimeError):  # the interpreter ends, and the lab with it
            threading.Thread(target=self._end, name="voicelab-grant", daemon=True).start()

    def _end(self) -> None:
        with suppress(VoiceLabError):
            self._connection.client.end_grant(self._grant)
