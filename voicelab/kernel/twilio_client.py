"""The official ``twilio`` helper library, bound to one lab."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient

if TYPE_CHECKING:
    from twilio.rest import Client

__all__ = ["bound_client"]


class _LabHttpClient(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """Sends what is meant for any ``*.twilio.com`` to the lab: its other products must not see these secrets."""

    def __init__(self, url: str) -> None:
        super().__init__(timeout=30)
        self._place = urlsplit(url)
        self.session.trust_env = False  # no proxy, and no .netrc, stands between a kernel and its lab

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Send one request to the lab, whatever host the library would have sent it to."""
        wanted = urlsplit(url)
        path = self._place.path.rstrip("/") + wanted.path
        at_lab = urlunsplit((self._place.scheme, self._place.netloc, path, wanted.query, ""))
        return super().request(method, at_lab, *args, **kwargs)


def bound_client(url: str, account_sid: str, auth_token: str) -> Client:
    """A ``twilio.rest.Client`` whose every request goes to the lab at ``url``."""
    from twilio.rest import Client

    # An environment of its own: TWILIO_EDGE or TWILIO_REGION would change the host names
    environment = {"PATH": os.environ.get("PATH", "-")}
    client = Client(account_sid, auth_token, http_client=_LabHttpClient(url), environment=environment)
    client.api.base_url = url
    return client
