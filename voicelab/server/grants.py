"""Grants: which tokens the lab has given to one page, for how long they may be renewed, and that they were taken back.

Whoever has the account's credentials grants (``POST /lab/v1/tokens``); the page it was for renews its tokens without
the kernel, for half a day, and then asks the kernel again. When the kernel ends the grant (the widget is closed) every
token of it is worth nothing any more, those that were renewed too. Of a token no more than a digest is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from voicelab.calls.credentials import INVALID
from voicelab.clock import elapsed
from voicelab.errors import PeerError, RequestError

__all__ = ["LONGEST", "MOST_TOKENS", "Grants"]

LONGEST = 12 * 3600.0
"""Seconds for which the tokens of a grant are renewed, counted from the last one that the account itself asked for."""

MOST_TOKENS = 500  # renewed ones of one grant at a time
_MOST = (
    50_000  # tokens that the lab knows; the oldest are known no longer: they are good, and are not renewed
)
_CURE = "Run the cell again that made this, or make a new token."


@dataclass(eq=False, slots=True)
class _Grant:
    """What was given to one page."""

    account_sid: str
    name: str
    until: float = 0.0  # loop seconds
    ended: bool = False
    tokens: set[bytes] = field(default_factory=set)


class Grants:
    """The grants of a lab that runs; a lab that was started anew knows none, so pages ask their kernels again."""

    def __init__(self) -> None:
        self._grants: dict[tuple[str, str], _Grant] = {}
        self._tokens: dict[bytes, tuple[_Grant, float]] = {}  # with the loop time when the token is over

    def __len__(self) -> int:
        return len(self._tokens)

    def made(self, account_sid: str, name: str, token: str, ttl: float) -> str:
        """The account made a token of this grant, new or known; without a name it is a grant of its own. The name."""
        name = name or secrets.token_urlsafe(12)
        grant = self._grants.get((account_sid, name))
        if grant is None or grant.ended:
            grant = self._grants[account_sid, name] = _Grant(account_sid, name)
        grant.until = elapsed() + LONGEST
        self._keep(grant, token, ttl)
        return name

    def longest(self, token: str) -> int:
        """Seconds that a token may be good for that is made from this one; PeerError when it is not renewed."""
        self.check(token)
        known = self._tokens.get(_digest(token))
        if known is None:
            raise PeerError(
                "This token is not renewed: this lab, as it runs now, did not make it.",
                code=INVALID,
                cure=_CURE,
            )
        left = known[0].until - elapsed()
        if left < 1:
            hours = round(LONGEST / 3600)
            raise PeerError(
                f"This token's grant is {hours} hours old: it is not renewed.", code=INVALID, cure=_CURE
            )
        return int(left)

    def renewed(self, old: str, new: str, ttl: float) -> None:
        """``new`` was made from ``old``. RequestError 20429 for a grant that is renewed without end."""
        grant = self._tokens[_digest(old)][0]
        if len(grant.tokens) >= MOST_TOKENS:
            self._forget_the_old()
        if len(grant.tokens) >= MOST_TOKENS:
            raise RequestError(
                f"This page has {MOST_TOKENS} tokens already.",
                status=429,
                code=20429,
                cure="Use one until it is about to end.",
            )
        self._keep(grant, new, ttl)

    def end(self, account_sid: str, name: str) -> None:
        """Take back every token of a grant; RequestError 20404 when there is none of that name."""
        grant = self._grants.pop((account_sid, name), None)
        if grant is None:
            raise RequestError("There is no such grant in this lab.", status=404, code=20404)
        grant.ended = True

    def check(self, token: str) -> None:
        """PeerError for a token that was taken back."""
        known = self._tokens.get(_digest(token))
        if known is not None and known[0].ended:
            raise PeerError("This token was taken back: what it was for is closed.", code=INVALID, cure=_CURE)

    def _keep(self, grant: _Grant, token: str, ttl: float) -> None:
        if len(self._tokens) >= _MOST:
            self._forget_the_old()
        while len(self._tokens) >= _MOST:
            self._forget(next(iter(self._tokens)))
        digest = _digest(token)
        if digest in self._tokens:  # made twice in one second
            self._forget(digest)
        grant.tokens.add(digest)
        self._tokens[digest] = grant, elapsed() + ttl

    def _forget_the_old(self) -> None:
        now = elapsed()
        for digest in [digest for digest, (_, end) in self._tokens.items() if end <= now]:
            self._forget(digest)

    def _forget(self, digest: bytes) -> None:
        grant, _ = self._tokens.pop(digest)
        grant.tokens.discard(digest)
        if not grant.tokens and self._grants.get((grant.account_sid, grant.name)) is grant:
            del self._grants[grant.account_sid, grant.name]


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
