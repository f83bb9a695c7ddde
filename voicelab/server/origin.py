"""Which pages may talk to the lab: the Origin rule of its doors, and the names that lead to it."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

__all__ = ["is_loopback", "is_twilio", "origin_allowed"]


def origin_allowed(origin: str | None, host: str, allowed: Collection[str] = ()) -> bool:
    """Whether a request with this Origin may pass: absent, loopback on any port, equal to Host, or allowed.

    ``host`` is the Host header; ``allowed`` holds origins (``https://example.com``) given by
    ``--allow-origin``. ``null``, the origin of sandboxed and file pages, is a foreign one. Where every page has an
    origin made up for it, as in the webviews of VS Code, ``vscode-webview://*`` allows all of that scheme.
    """
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
        name, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not name or "@" in parts.netloc:
        return False
    given = {one.rstrip("/").lower() for one in allowed}
    if parts.scheme not in ("http", "https"):
        return origin.lower() in given or f"{parts.scheme}://*" in given
    if is_loopback(name) or origin.rstrip("/").lower() in given:
        return True
    standard = {"http": 80, "https": 443}[parts.scheme]
    try:
        there = urlsplit(f"//{host}")
        return (there.hostname, there.port or standard) == (name, port or standard)
    except ValueError:
        return False


def is_loopback(name: str) -> bool:
    """Whether a host name or address, without port or brackets, means this machine."""
    name = name.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_twilio(name: str) -> bool:
    """Whether a host name is Twilio's own, which the CONNECT door and mapped pages bring here."""
    name = name.lower().rstrip(".")
    return name == "twilio.com" or name.endswith(".twilio.com")
