"""Faults on purpose, seeded and undone at the end of the block.

=================  ===========================================================================================
keyword            what goes wrong
=================  ===========================================================================================
``webhook``        a status (``500``), or ``"refused"`` 11205, ``"unknown host"`` 11210, ``"tls"`` 11220,
                   ``"no http"`` 11206, ``"silent"`` (no answer in time, 11200), ``"wrong type"`` 12300,
                   ``"empty"`` 12100, ``"bad xml"`` 12100, ``"wrong root"`` 12102, ``"large"`` 11750,
                   ``"redirect loop"`` 11215, ``"html"`` (an error page with status 200)
``slow``           seconds that each answer takes longer; 15 and more is no answer at all
``only``           a piece of the URL, or a pattern: which requests; all when it is not given
``times``          the first so many of them; ``share`` a chance of 0..1 for each
``callee``         ``{address: "busy" | "declines" | "absent" | "silent" | "machine"}``
``loss``           percent of sound packets lost; ``jitter`` milliseconds; ``reorder`` percent (rendered calls)
``signaling``      ``"cut"``: the callers' signaling is lost ``after`` so many seconds
=================  ===========================================================================================
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from voicelab.engine.web import WebAnswer, WebFailure, WebRequest
from voicelab.errors import LabError
from voicelab.testing.web import Send

if TYPE_CHECKING:
    from voicelab.testing.lab import VirtualLab
    from voicelab.testing.lines import Callee

__all__ = ["CALLEE_FAULTS", "WEBHOOK_FAULTS", "Faults"]

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

WEBHOOK_FAULTS = frozenset({*_FAILURES, *_ANSWERS, "silent", "redirect loop"})
CALLEE_FAULTS: Mapping[str, dict[str, Any]] = {
    "busy": {"busy": True},
    "declines": {"declines": True},
    "absent": {"absent": True},
    "silent": {"answers_after": None},
    "machine": {"machine": "You have reached our mailbox. Please leave a message after the tone."},
}


class Faults:
    """A block in which things go wrong; ``provoked`` counts the webhook faults so far."""

    def __init__(
        self,
        lab: VirtualLab,
        *,
        seed: int | str = 0,
        webhook: int | str | None = None,
        slow: float = 0.0,
        only: str | re.Pattern[str] = "",
        times: int | None = None,
        share: float = 1.0,
        callee: Mapping[str, str] | None = None,
        loss: float = 0.0,
        jitter: float = 0.0,
        reorder: float = 0.0,
        signaling: str = "",
        after: float = 0.0,
    ) -> None:
        if isinstance(webhook, str):
            webhook = int(webhook) if webhook.isdecimal() else webhook
        if isinstance(webhook, str) and webhook not in WEBHOOK_FAULTS:
            raise LabError(f"{webhook!r} is no fault of a webhook.", cure=_one_of(WEBHOOK_FAULTS))
        if isinstance(webhook, int) and not 100 <= webhook <= 599:
            raise LabError(f"{webhook} is no HTTP status.", cure="Use 100 to 599.")
        for address, fault in (callee or {}).items():
            if fault not in CALLEE_FAULTS:
                raise LabError(f"{fault!r} is no fault of {address}.", cure=_one_of(CALLEE_FAULTS))
        if signaling not in ("", "cut"):
            raise LabError(f"{signaling!r} is no fault of the signaling.", cure='Use "cut".')
        if (loss or jitter or reorder) and not lab.rendered:
            raise LabError(
                "Faults of the media need samples, and this lab makes none.",
                cure="Set voicelab.render = True before the first call, or mark the test: "
                "@pytest.mark.voicelab(render=True).",
            )
        self.provoked = 0
        self._lab = lab
        self._chance = random.Random(f"{seed}")
        self._webhook = webhook
        self._slow = slow
        self._only = only
        self._times = times
        self._share = share
        self._callees = dict(callee or {})
        self._air = (loss, jitter, reorder)
        self._signaling = signaling
        self._after = after
        self._undo: list[Any] = []

    def __enter__(self) -> Faults:
        lab = self._lab
        if self._webhook is not None or self._slow:
            lab.web.doors.append(self._door)
            self._undo.append(lambda: lab.web.doors.remove(self._door))
        for address, fault in self._callees.items():
            known = lab.callee_at(address)
            if known is None:
                known = lab.callee(address)
                self._undo.append(lambda address=address: lab.dismiss(address))
            self._spoil(known, CALLEE_FAULTS[fault])
        if any(self._air):
            before = (lab.air.loss, lab.air.jitter, lab.air.reorder)
            lab.air.loss, lab.air.jitter, lab.air.reorder = self._air
            lab.air.chance = random.Random(self._chance.random())
            self._undo.append(
                lambda: vars(lab.air).update(zip(("loss", "jitter", "reorder"), before, strict=True))
            )
        if self._signaling:
            cut = lab.loop.call_later(self._after, self._cut_signaling)
            self._undo.append(cut.cancel)
        return self

    def __exit__(self, *_: object) -> None:
        while self._undo:
            self._undo.pop()()

    def _spoil(self, callee: Callee, fault: Mapping[str, Any]) -> None:
        before = {name: getattr(callee, name) for name in fault}
        vars(callee).update(fault)
        self._undo.append(lambda: vars(callee).update(before))

    def _cut_signaling(self) -> None:
        for call in self._lab.calls:
            call.party.lose("the signaling connection was lost (on purpose)")

    # --- the web ------------------------------------------------------------------------------------------
    async def _door(self, request: WebRequest, send: Send) -> WebAnswer:
        if not self._strikes(request.url):
            return await send(request)
        self.provoked += 1
        if self._slow:
            await asyncio.sleep(min(self._slow, request.total_timeout))
        if self._webhook == "silent" or self._slow >= request.total_timeout:
            if self._webhook == "silent":
                await asyncio.sleep(request.total_timeout)
            raise WebFailure(
                11200, f"{request.url} did not answer within {request.total_timeout:g} seconds (on purpose)."
            )
        match self._webhook:
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

    def _strikes(self, url: str) -> bool:
        if isinstance(self._only, re.Pattern):
            if not self._only.search(url):
                return False
        elif self._only not in url:
            return False
        if self._times is not None and self.provoked >= self._times:
            return False
        return self._share >= 1.0 or self._chance.random() < self._share


def _one_of(names: Any) -> str:
    return "One of " + ", ".join(sorted(names)) + "."
