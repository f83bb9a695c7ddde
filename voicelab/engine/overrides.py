"""Connection overrides: ``#rc=2&rt=5000`` at the end of a webhook URL.

Source: Twilio's "Webhooks: connection overrides". Times are milliseconds. The fragment is neither sent nor
signed; a fragment that holds no override is left to mean nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urldefrag

from voicelab.errors import ApplicationError

__all__ = ["Overrides", "split_overrides"]

_POLICIES = frozenset({"4xx", "5xx", "ct", "rt", "all"})
_RANGES = {"ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000), "rc": (0, 5)}


@dataclass(frozen=True, slots=True)
class Overrides:
    """How one webhook is to be requested; times in seconds."""

    connect_timeout: float = 5.0
    read_timeout: float = 15.0
    total_timeout: float = 15.0
    retries: int = 1
    policy: frozenset[str] = frozenset({"ct"})

    def retries_on(self, kind: str) -> bool:
        """Whether a failure of this kind (``ct``, ``rt``, ``4xx``, ``5xx``) is worth another try."""
        return kind in self.policy or "all" in self.policy


def split_overrides(url: str) -> tuple[str, Overrides]:
    """The URL without its fragment, and the overrides in it; ApplicationError 11243 for a bad value."""
    address, fragment = urldefrag(url)
    overrides = Overrides()
    for name, value in parse_qsl(fragment):
        if name in _RANGES:
            low, high = _RANGES[name]
            if not re.fullmatch("[0-9]{1,6}", value) or not low <= int(value) <= high:
                raise ApplicationError(
                    f"The override {name}={value} in {url} is not a number from {low} to {high}.",
                    code=11243,
                    cure="Correct the part of the URL after #.",
                )
            match name:
                case "ct":
                    overrides = replace(overrides, connect_timeout=int(value) / 1000)
                case "rt":
                    overrides = replace(overrides, read_timeout=int(value) / 1000)
                case "tt":
                    overrides = replace(overrides, total_timeout=int(value) / 1000)
                case _:
                    overrides = replace(overrides, retries=int(value))
        elif name == "sni" and value not in ("y", "n"):
            raise ApplicationError(
                f"The override sni={value} in {url} is neither y nor n.",
                code=11243,
                cure="Correct the part of the URL after #.",
            )
        elif name == "rp":
            policy = frozenset(value.split(","))
            if not policy <= _POLICIES:
                raise ApplicationError(
                    f"The retry policy rp={value} in {url} names something unknown.",
                    code=11243,
                    cure=f"It may list {', '.join(sorted(_POLICIES))}.",
                )
            overrides = replace(overrides, policy=policy)
    return address, overrides
