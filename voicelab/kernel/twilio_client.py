"""The official ``twilio`` helper library, bound to one lab."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient

if TYPE_CHECKING:
    from twilio.rest import Client

__all__ = ["LabHttpClient", "bound_client"]


class LabHttpClient(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """The HTTP client for ``twilio.rest.Client(..., http_client=LabHttpClient("http://127.0.0.1:8080"))``.

    Sends what is meant for any ``*.twilio.com`` to the lab: Twilio's other products must not see these secrets.
    ``timeout`` in seconds; ``ca_file`` verifies a lab with a certificate of its own.
    """

    def __init__(self, url: str, timeout: float = 30, ca_file: str | None = None) -> None:
        super().__init__(timeout=timeout)
        self._place = urlsplit(url)
        self.session.verify = ca_file or True
        self.session.trust_env = False  # no proxy, and no .netrc, stands between a kernel and its lab

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Send one request to the lab, whatever host the library would have sent it to."""
        wanted = urlsplit(url)
        path = self._place.path.rstrip("/") + wanted.path
        at_lab = urlunsplit((self._place.scheme, self._place.netloc, path, wanted.query, ""))
        return super().request(method, at_lab, *args, **kwargs)


def bound_client(url: str, account_sid: str, auth_token: str, ca_file: str | None = None) -> Client:
    """A ``twilio.rest.Client`` whose every request goes to the lab at ``url``."""
    from twilio.rest import Client

    # An environment of its own: TWILIO_EDGE or TWILIO_REGION would change the host names
    environment = {"PATH": os.environ.get("PATH", "-")}
    client = Client(
        account_sid, auth_token, http_client=LabHttpClient(url, ca_file=ca_file), environment=environment
    )
    client.api.base_url = url
    return client
