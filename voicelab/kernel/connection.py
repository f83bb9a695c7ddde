"""The way from a kernel to one lab: its own, a child process that it starts, or a shared one elsewhere."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from voicelab.client import Client
from voicelab.errors import LabError, WrongValue
from voicelab.home import credentials, data_directory
from voicelab.kernel import front_end
from voicelab.kernel.background import Background
from voicelab.kernel.child import Child
from voicelab.kernel.tunnel import Tunnel
from voicelab.kernel.webhooks import show_in_notebook

__all__ = [
    "Connection",
    "on_own_start",
    "own_connection",
    "running_connection",
    "shared_connection",
]


class Connection:
    """One lab, the credentials for it, and what goes on in the background for it. Any thread may use it.

    The auth token is here, and nowhere that shows itself or is saved.
    """

    def __init__(
        self,
        url: str,
        account_sid: str,
        auth_token: str,
        *,
        child: Child | None = None,
        ca_file: str | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.child = child
        self.ca_file = ca_file
        self.tls = ssl.create_default_context(cafile=ca_file) if ca_file else None
        """How the lab's certificate is verified; None: as the machine verifies all."""
        self.client = Client(self.url, account_sid, auth_token, ca_file=ca_file)
        self.client.why_gone = lambda: self.ended
        self.background = Background()
        self.tunnel = Tunnel(self.url, account_sid, auth_token, self.background, tls=self.tls)
        self.ended = ""
        """Why this connection is over, in words; empty while it is not."""
        if child is not None:
            child.on_death(self._child_died)

    def __repr__(self) -> str:
        return f"<connection to {self.url} for {self.account_sid}>"

    @property
    def alive(self) -> bool:
        """Whether it is of use: not ended, and its child, if it has one, runs."""
        return not self.ended and (self.child is None or self.child.alive)

    def check(self) -> None:
        """Raise LabError, saying why, when the connection is over."""
        if not self.alive:
            raise LabError(self.ended or "The lab's server has ended.", cure=_AGAIN)

    def end(self) -> None:
        """End the background work, and the child. Idempotent."""
        if not self.ended:
            self.ended = "This lab was ended."
        self.tunnel.close()
        self.background.close()
        if self.child is not None:
            self.child.end()

    def _child_died(self, words: str) -> None:
        self.ended = words
        show_in_notebook(f"{words}\n{_AGAIN}")


_AGAIN = "%reload_ext voicelab starts a new one."

_lock = threading.Lock()
_own: Connection | None = None
_own_pid = 0  # a forked copy of the kernel has no lab of its own yet
_on_start: list[Callable[[Connection], None]] = []


def on_own_start(listener: Callable[[Connection], None]) -> None:
    """Call ``listener`` with each new connection to this kernel's own lab."""
    _on_start.append(listener)


def own_connection(data_dir: str | Path | None = None) -> Connection:
    """The connection to this kernel's own lab: started when there is none, joined when there is.

    Raises LabError, with the server's last words, when it does not start.
    """
    global _own, _own_pid
    with _lock:
        if _own is None or not _own.alive or _own_pid != os.getpid():
            _own, _own_pid = _start(data_dir), os.getpid()
            for listener in _on_start:
                listener(_own)
        return _own


def running_connection() -> Connection | None:
    """The connection to this kernel's own lab while it runs; None starts nothing."""
    with _lock:
        return _own if _own is not None and _own.alive and _own_pid == os.getpid() else None


def shared_connection(
    url: str, account_sid: str | None, auth_token: str | None, ca_file: str | None
) -> Connection:
    """A connection to a lab elsewhere, tried at once so that wrong credentials are said here.

    Raises ValueError for what is no address, LabError without credentials, RequestError for wrong ones.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise WrongValue(f"{url!r} is not a lab's address: it begins with http:// or https://.")
    account_sid = account_sid or os.environ.get("VOICELAB_ACCOUNT_SID")
    auth_token = auth_token or os.environ.get("VOICELAB_AUTH_TOKEN")
    if not account_sid or not auth_token:
        raise LabError(
            "A shared lab needs its account SID and auth token.",
            cure="Give both, or set VOICELAB_ACCOUNT_SID and VOICELAB_AUTH_TOKEN.",
        )
    connection = Connection(url, account_sid, auth_token, ca_file=ca_file)
    try:
        connection.client.about()
    except BaseException:
        connection.end()
        raise
    return connection


def _start(data_dir: str | Path | None) -> Connection:
    place = data_directory(data_dir)
    kept = credentials(place)
    child = Child(data_directory=place, arguments=front_end.server_arguments())
    ready = child.start()
    if ready.account_sid != kept.account_sid:
        child.end()
        raise LabError(
            f"The lab's server has another account ({ready.account_sid}) than {place} ({kept.account_sid})."
        )
    return Connection(ready.url, kept.account_sid, kept.auth_token, child=child)
