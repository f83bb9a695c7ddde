"""Faults of webhooks on purpose: one rule for tests in virtual time and for the server.

A :class:`WebFault` says which requests go wrong and how; :class:`FaultyWeb` stands before a real
:class:`~voicelab.engine.web.Web` and lets them. Time is the loop's, chance is seeded.

==================  ==========================================================================================
word                what the application seems to do
==================  ==========================================================================================
a status            answers with it, such as ``500``: 11200
``"refused"``       refuses the connection: 11205; ``"unknown host"`` 11210, ``"tls"`` 11220, ``"no http"`` 11206
``"silent"``        gives no answer in time, 11200; ``"slow"`` is another word for it
``"redirect loop"`` sends the request to where it came from, again and again: 11215
``"wrong type"``    answers with JSON: 12300
``"bad xml"``       answers with what is no XML: 12100, as does ``"empty"``; ``"not xml"`` is another word for it
``"wrong root"``    answers with XML that is no TwiML: 12102, as does ``"html"`` (an error page with status 200)
``"large"``         answers with more than 64 kB: 11750
==================  ==========================================================================================
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import TypeAlias

from voicelab.engine.web import Web, WebAnswer, WebFailure, WebRequest
from voicelab.errors import LabError

__all__ = ["WEBHOOK_FAULTS", "FaultyWeb", "Send", "WebFault", "one_of", "webhook_fault"]

Send: TypeAlias = Callable[[WebRequest], Awaitable[WebAnswer]]

_FAILURES: Mapping[str, tuple[int, str]] = {
    "refused": (11205, "refuses the connection (on purpose)."),
    "unknown host": (11210, "cannot be found (on purpose)."),
    "no http": (11206, "does not speak HTTP (on purpose)."),
    "tls": (11220, "has a certificate that nobody trusts (on purpose)."),
}
_XML = {"content-type": "text/xml; charset=utf-8"}
_ANSWERS: Mapping[str, tuple[dict[str, str], bytes]] = {
    "wrong type": ({"content-type": "application/json"}, b'{"oops": true}'),
    "html": ({"content-type": "text/html"}, b"<html><body><h1>Something went wrong</h1></body></html>"),
    "empty": (_XML, b""),
    "bad xml": (_XML, b"<Response><Say>Hello</Response>"),
    "wrong root": (_XML, b"<Request><Say>Hello</Say></Request>"),
    "large": (_XML, b"<Response><Say>" + b"a" * (64 * 1024) + b"</Say></Response>"),
}
_OTHER_WORDS = {"slow": "silent", "not xml": "bad xml"}

WEBHOOK_FAULTS = frozenset({*_FAILURES, *_ANSWERS, *_OTHER_WORDS, "silent", "redirect loop"})
"""The words; an HTTP status is one too."""


def webhook_fault(word: int | str) -> int | str:
    """The fault that a word or a status means. LabError, with those there are, for another."""
    fault: int | str = word
    if isinstance(word, str):
        fault = " ".join(word.lower().split())
        fault = int(fault) if fault.isdecimal() and len(fault) < 9 else _OTHER_WORDS.get(fault, fault)
    if isinstance(fault, str) and fault not in WEBHOOK_FAULTS:
        raise LabError(
            f"{word!r} is no fault of a webhook.", cure=f"{one_of(WEBHOOK_FAULTS)[:-1]}, or an HTTP status."
        )
    if isinstance(fault, int) and (isinstance(fault, bool) or not 100 <= fault <= 599):
        raise LabError(f"{word} is no HTTP status.", cure="Use 100 to 599.")
    return fault


class WebFault:
    """What goes wrong with which requests.

    ``webhook`` is a fault as above, or None; ``slow`` seconds are added to each answer (15 and more is none at
    all); ``only`` is a piece of the URL, or a pattern; ``times`` the first so many of them; ``share`` a chance of
    0..1 for each. ``provoked`` counts. LabError for what is none of these.
    """

    def __init__(
        self,
        *,
        webhook: int | str | None = None,
        slow: float = 0.0,
        only: str | re.Pattern[str] = "",
        times: int | None = None,
        share: float = 1.0,
        chance: random.Random | None = None,
    ) -> None:
        self.webhook = None if webhook is None else webhook_fault(webhook)
        if not 0.0 <= slow <= 3600.0:
            raise LabError(f"slow is a number of seconds, not {slow:g}.")
        if not 0.0 <= share <= 1.0:
            raise LabError(f"share is a chance of 0 to 1, not {share:g}.")
        self.slow = slow
        self.only = only
        self.times = times
        self.share = share
        self.provoked = 0
        self._chance = chance or random.Random("0")

    def __bool__(self) -> bool:
        return self.webhook is not None or self.slow > 0

    async def through(self, request: WebRequest, send: Send) -> WebAnswer:
        """Send a request that is spared; else let it go wrong. Raises WebFailure as a :class:`Web` does."""
        if not self.strikes(request.url):
            return await send(request)
        self.provoked += 1
        if self.slow:
            await asyncio.sleep(min(self.slow, request.total_timeout))
        if self.webhook == "silent" or self.slow >= request.total_timeout:
            if self.webhook == "silent":
                await asyncio.sleep(request.total_timeout)
            raise WebFailure(
                11200, f"{request.url} did not answer within {request.total_timeout:g} seconds (on purpose)."
            )
        match self.webhook:
            case None:
                return await send(request)
            case int() as status:
                return WebAnswer(status, {"content-type": "text/plain"}, b"on purpose")
            case "redirect loop":
                return WebAnswer(302, {"location": request.url}, b"")
            case str() as fault if fault in _FAILURES:
                code, words = _FAILURES[fault]
                raise WebFailure(code, f"{request.url} {words}")
            case fault:
                headers, body = _ANSWERS[str(fault)]
                return WebAnswer(200, headers, body[: request.limit + 1])

    def strikes(self, url: str) -> bool:
        """Whether a request to this address goes wrong; the next one may not."""
        if isinstance(self.only, re.Pattern):
            if not self.only.search(url):
                return False
        elif self.only not in url:
            return False
        if self.times is not None and self.provoked >= self.times:
            return False
        return self.share >= 1.0 or self._chance.random() < self.share


class FaultyWeb:
    """Implements :class:`~voicelab.engine.web.Web`: another one, with ``faults`` before it, the last one first."""

    def __init__(self, web: Web) -> None:
        self.faults: list[WebFault] = []
        self._web = web

    async def send(self, request: WebRequest) -> WebAnswer:
        """Send one request, unless a fault strikes; raises WebFailure when there is no answer."""
        send: Send = self._web.send
        for fault in self.faults:
            send = _through(fault, send)
        return await send(request)


def _through(fault: WebFault, send: Send) -> Send:
    return lambda request: fault.through(request, send)


def one_of(names: Collection[str]) -> str:
    """The names there are, as a cure."""
    return "One of " + ", ".join(sorted(names)) + "."
