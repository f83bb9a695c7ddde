"""What may be used again of the answers to GET requests, without asking or after asking whether it has changed.

Source: Twilio's "Webhooks: HTTP behaviour" (media and GET documents are cached by ETag, Last-Modified and
Cache-Control, POST never); RFC 9111. An account never sees what was kept for another one,
and a call nothing that was for the cookies or the password of another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from voicelab.clock import elapsed
from voicelab.engine.web import WebAnswer

__all__ = ["Kept", "WebCache"]

_ROOM = 64 * 1024**2  # bytes kept, of all accounts together
_BESIDE = 2048  # bytes counted for an answer besides its body and its address: headers, and Python's own
_OF_ONE_CALL = ("*", "cookie", "authorization")  # in Vary: an answer that was for whoever asked


@dataclass(slots=True)
class Kept:
    """An answer that was kept. ``until`` is the moment, in seconds of the loop, up to which it is fresh."""

    answer: WebAnswer
    until: float

    @property
    def fresh(self) -> bool:
        """Whether it may be used without asking."""
        return elapsed() < self.until

    def conditions(self) -> dict[str, str]:
        """The headers that ask whether it has changed."""
        headers = self.answer.headers
        asking = {
            "If-None-Match": headers.get("etag", ""),
            "If-Modified-Since": headers.get("last-modified", ""),
        }
        return {name: value for name, value in asking.items() if value}


class WebCache:
    """The answers that are kept, those used last at the end."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._size = 0

    def find(self, account_sid: str, url: str) -> Kept | None:
        """What is kept of this address for this account."""
        kept = self._kept.get((account_sid, url))
        if kept is not None:
            self._kept.move_to_end((account_sid, url))
        return kept

    def keep(self, account_sid: str, url: str, answer: WebAnswer) -> None:
        """Keep an answer to a GET request if its headers allow it; else forget what was kept before."""
        key = (account_sid, url)
        old = self._kept.pop(key, None)
        if old is not None:
            self._size -= _weight(url, old.answer)
        seconds = _lifetime(answer.headers)
        asked_again = "etag" in answer.headers or "last-modified" in answer.headers
        if answer.status != 200 or seconds is None or not (seconds > 0 or asked_again):
            return
        self._kept[key] = Kept(answer, elapsed() + seconds)
        self._size += _weight(url, answer)
        while self._size > _ROOM:
            (_, oldest), one = self._kept.popitem(last=False)
            self._size -= _weight(oldest, one.answer)

    def confirm(self, account_sid: str, url: str, kept: Kept, answer: WebAnswer) -> WebAnswer:
        """The answer that was ``kept`` when it was asked for, after a 304: it is as fresh as the 304 says."""
        merged = WebAnswer(200, {**kept.answer.headers, **answer.headers}, kept.answer.body)
        self.keep(account_sid, url, merged)
        return merged


def _weight(url: str, answer: WebAnswer) -> int:
    """What an answer takes: one with a small body, or none, takes more than its body."""
    return len(answer.body) + len(url) + _BESIDE


def _lifetime(headers: Mapping[str, str]) -> float | None:
    """Seconds for which the answer is fresh; 0 when it must be asked for again, None when it is not to be kept."""
    words = [word.strip().lower() for word in headers.get("cache-control", "").split(",")]
    varies = {name.strip().lower() for name in headers.get("vary", "").split(",")}
    if "no-store" in words or not varies.isdisjoint(_OF_ONE_CALL):
        return None
    if "no-cache" in words:
        return 0.0
    for name in ("max-age=", "s-maxage="):
        for word in words:
            if word.startswith(name):
                figure = word.removeprefix(name).strip('"')
                age = headers.get("age", "0").strip()
                return (
                    max(0.0, float(figure) - float(age if age.isdigit() else 0)) if figure.isdigit() else 0.0
                )
    expires, date = _date(headers.get("expires", "")), _date(headers.get("date", ""))
    return max(0.0, (expires - date).total_seconds()) if expires and date else 0.0


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
