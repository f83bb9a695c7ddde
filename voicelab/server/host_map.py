"""The host map: names that applications think they have, and the addresses where they really are.

An application that builds ``wss://HOST/path`` from a Host header, or that knows its public name, gives the lab
addresses nobody serves on this machine. The map sends them to, say, ``http://127.0.0.1:5000``: webhooks, media
and WebSockets alike. Signatures and Host headers stay those of the address that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from yarl import URL

from voicelab.errors import RequestError

__all__ = ["HostMap"]

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?")
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_SOCKETS = {"http": "ws", "https": "wss"}
_MOST = 1000


class HostMap:
    """Hosts (``app.example.com``, or ``app.example.com:8443`` for that port alone) to origins."""

    def __init__(self) -> None:
        self._origins: dict[str, str] = {}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(sorted(self._origins.items()))

    def add(self, host: str, address: str) -> tuple[str, str]:
        """Send what is for ``host`` to ``address`` (http or https, no path); both as they are kept.

        RequestError 20001 for a host or an address that is none.
        """
        host, address = host.strip().lower(), address.strip().rstrip("/")
        if not _HOST.fullmatch(host):
            raise RequestError(
                f"{host[:200]!r} is no host.",
                code=20001,
                cure="Give a name such as app.example.com, or name:port.",
            )
        try:
            parts = urlsplit(address)
            good = parts.scheme in _SOCKETS and parts.hostname and not parts.path and not parts.query
            good = good and parts.username is None and (parts.port is None or parts.port > 0)
        except ValueError:
            good = False
        if not good:
            raise RequestError(
                f"{address[:200]!r} is no address that a host can be mapped to.",
                code=20001,
                cure="Give scheme, host and port, such as http://127.0.0.1:5000.",
            )
        if len(self._origins) >= _MOST and host not in self._origins:
            raise RequestError(f"This lab has {_MOST} mapped hosts already.", code=20001, cure="Remove some.")
        self._origins[host] = address
        return host, address

    def remove(self, host: str) -> str:
        """Map the host no more, and return it as it was kept; RequestError 20404 when it is not mapped."""
        host = host.strip().lower()
        if self._origins.pop(host, None) is None:
            raise RequestError(f"The host {host[:200]} is not mapped.", status=404, code=20404)
        return host

    def find(self, address: URL) -> tuple[URL, dict[str, str]]:
        """Where a request for ``address`` goes, and the headers it needs so that nobody notices.

        The application sees the Host that was asked for, and what a proxy that ends TLS before it would say.
        """
        host = (address.host or "").lower()
        port = address.explicit_port or _PORTS.get(address.scheme)
        origin = self._origins.get(f"{host}:{port}") or self._origins.get(host)
        if origin is None:
            return address, {}
        there = URL(origin)
        scheme = _SOCKETS[there.scheme] if address.scheme in ("ws", "wss") else there.scheme
        target = address.with_scheme(scheme).with_host(there.host or "").with_port(there.explicit_port)
        known = host if address.explicit_port in (None, _PORTS.get(address.scheme)) else f"{host}:{port}"
        secure = address.scheme in ("https", "wss")
        return target, {
            "Host": known,
            "X-Forwarded-Host": known,
            "X-Forwarded-Proto": "https" if secure else "http",
        }
